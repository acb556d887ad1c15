"""What an ImagingStudy is found by: each of its parameters, by an example."""

from __future__ import annotations

from typing import Any

import pytest

from filmroom.fhir.search_parameters import KEPT_BY_THE_SERVER, search_parameters
from filmroom.fhir.search_values import (
    DateValue,
    IdentifierReferenceValue,
    OfTypeValue,
    ReferenceValue,
    SearchValue,
    TokenValue,
    UriValue,
    search_values,
)

DCM = "http://dicom.nema.org/resources/ontology/DCM"
SCT = "http://snomed.info/sct"
V2 = "http://terminology.hl7.org/CodeSystem/v2-0203"

STUDY: dict[str, Any] = {
    "resourceType": "ImagingStudy",
    "id": "1.2.3",
    "meta": {
        "versionId": "1",
        "lastUpdated": "2024-07-10T08:00:00Z",
        "source": "https://pacs.example.org",
        "profile": ["https://example.org/StructureDefinition/our-study|1.0"],
        "security": [{"system": "http://terminology.hl7.org/CodeSystem/v3-Confidentiality", "code": "R"}],
        "tag": [{"system": "https://example.org/tags", "code": "teaching", "display": "Teaching file"}],
    },
    "language": "de-CH",
    "identifier": [{"system": "urn:dicom:uid", "value": "urn:oid:1.2.3"}, {"value": "S-7"}],
    "status": "available",
    "modality": [{"coding": [{"system": DCM, "code": "SR"}]}],
    "subject": {
        "reference": "Patient/p1",
        "identifier": {"system": "urn:oid:2.16.756.1", "value": "P-4711"},
        "display": "Yoko Tanaka",
    },
    "encounter": {"reference": "Encounter/e1"},
    "started": "2024-07-10T09:30:15+02:00",
    "basedOn": [
        {
            "type": "ServiceRequest",
            "identifier": {
                "type": {"coding": [{"system": V2, "code": "ACSN"}], "text": "Accession"},
                "system": "urn:oid:1.2.3.61",
                "value": "A-1001",
            },
        },
        {"reference": "ServiceRequest/r1/_history/2"},
    ],
    "referrer": {"reference": "https://elsewhere.example.org/fhir/Practitioner/d1"},
    "endpoint": [{"reference": "Endpoint/wado"}],
    "reason": [
        {
            "concept": {
                "coding": [{"system": SCT, "code": "29857009", "display": "Chest pain"}],
                "text": "Thoraxschmerz",
            }
        },
        {"reference": {"reference": "Condition/c1"}},
    ],
    "series": [
        {
            "uid": "1.2.3.1",
            "modality": {"coding": [{"system": DCM, "code": "CT", "display": "Computed Tomography"}]},
            "endpoint": [{"reference": "Endpoint/iid"}, {"reference": "Endpoint/wado"}],
            "bodySite": {"concept": {"coding": [{"system": SCT, "code": "816094009"}], "text": "Chest"}},
            "performer": [
                {"actor": {"reference": "Device/ct1", "display": "CT 1"}},
                {"actor": {"display": "Tina Früh"}},
            ],
            "instance": [
                {"uid": "1.2.3.1.1", "sopClass": "urn:oid:1.2.840.10008.5.1.4.1.1.2"},
                {"uid": "1.2.3.1.2", "sopClass": "urn:oid:1.2.840.10008.5.1.4.1.1.2"},
            ],
        },
        {
            "uid": "1.2.3.2",
            "modality": {"coding": [{"system": DCM, "code": "CT", "display": "Computed Tomography"}]},
            "bodySite": {"reference": {"reference": "BodyStructure/b1"}},
        },
    ],
}

FOUND: dict[str, tuple[SearchValue, ...]] = {
    "_language": (TokenValue(None, "de-CH"),),
    "_profile": (ReferenceValue(None, None, "https://example.org/StructureDefinition/our-study", "1.0"),),
    "_security": (TokenValue("http://terminology.hl7.org/CodeSystem/v3-Confidentiality", "R"),),
    "_source": (UriValue("https://pacs.example.org"),),
    "_tag": (TokenValue("https://example.org/tags", "teaching", "Teaching file"),),
    "based-on": (
        IdentifierReferenceValue("urn:oid:1.2.3.61", "A-1001"),
        ReferenceValue("ServiceRequest", "r1", None, "2"),
    ),
    "body-site": (TokenValue(SCT, "816094009"), TokenValue(None, "", "Chest")),
    "body-structure": (ReferenceValue("BodyStructure", "b1", None, None),),
    "dicom-class": (
        UriValue("urn:oid:1.2.840.10008.5.1.4.1.1.2"),
        UriValue("1.2.840.10008.5.1.4.1.1.2"),
    ),
    "encounter": (ReferenceValue("Encounter", "e1", None, None),),
    "endpoint": (ReferenceValue("Endpoint", "wado", None, None), ReferenceValue("Endpoint", "iid", None, None)),
    "identifier": (
        TokenValue("urn:dicom:uid", "urn:oid:1.2.3"),
        TokenValue("urn:dicom:uid", "1.2.3"),
        TokenValue(None, "S-7"),
        TokenValue("urn:oid:1.2.3.61", "A-1001", "Accession"),
        OfTypeValue(V2, "ACSN", "A-1001"),
    ),
    "instance": (
        TokenValue(None, "1.2.3.1.1"),
        TokenValue(None, "urn:oid:1.2.3.1.1"),
        TokenValue(None, "1.2.3.1.2"),
        TokenValue(None, "urn:oid:1.2.3.1.2"),
    ),
    "modality": (TokenValue(DCM, "CT", "Computed Tomography"),),
    "patient": (
        ReferenceValue("Patient", "p1", None, None, "Yoko Tanaka"),
        IdentifierReferenceValue("urn:oid:2.16.756.1", "P-4711"),
    ),
    "performer": (
        ReferenceValue("Device", "ct1", None, None, "CT 1"),
        ReferenceValue(None, None, None, None, "Tina Früh"),
    ),
    "reason-concept": (TokenValue(SCT, "29857009", "Chest pain"), TokenValue(None, "", "Thoraxschmerz")),
    "reason-reference": (ReferenceValue("Condition", "c1", None, None),),
    "referrer": (ReferenceValue("Practitioner", "d1", "https://elsewhere.example.org/fhir/Practitioner/d1", None),),
    "series": (
        TokenValue(None, "1.2.3.1"),
        TokenValue(None, "urn:oid:1.2.3.1"),
        TokenValue(None, "1.2.3.2"),
        TokenValue(None, "urn:oid:1.2.3.2"),
    ),
    "started": (DateValue(1720596615_000000, 1720596616_000000),),
    "status": (TokenValue(None, "available"),),
    "subject": (
        ReferenceValue("Patient", "p1", None, None, "Yoko Tanaka"),
        IdentifierReferenceValue("urn:oid:2.16.756.1", "P-4711"),
    ),
}


@pytest.mark.parametrize("code", sorted(FOUND))
def test_a_study_is_found_by_each_parameter(code: str) -> None:
    assert search_values(STUDY)[code] == FOUND[code]


def test_every_parameter_but_those_the_server_keeps_has_its_example() -> None:
    assert set(search_values(STUDY)) == set(FOUND) == set(search_parameters("ImagingStudy")) - KEPT_BY_THE_SERVER


def test_a_study_that_says_nothing_is_found_by_nothing() -> None:
    assert search_values({"resourceType": "ImagingStudy", "id": "1.2.3"}) == {}


def test_a_device_as_subject_is_no_patient() -> None:
    found = search_values({"resourceType": "ImagingStudy", "subject": {"reference": "Device/phantom"}})

    assert found == {"subject": (ReferenceValue("Device", "phantom", None, None),)}


@pytest.mark.parametrize("named", ["Patient", "http://hl7.org/fhir/StructureDefinition/Patient"])
def test_a_patient_known_by_identifier_only_is_a_patient_when_the_type_says_so(named: str) -> None:
    subject = {"type": named, "identifier": {"system": "urn:a", "value": "7"}}

    assert search_values({"resourceType": "ImagingStudy", "subject": subject}) == {
        "patient": (IdentifierReferenceValue("urn:a", "7"),),
        "subject": (IdentifierReferenceValue("urn:a", "7"),),
    }


def test_the_address_of_a_reference_weighs_more_than_its_type() -> None:
    subject = {"reference": "Device/phantom", "type": "Patient"}

    assert "patient" not in search_values({"resourceType": "ImagingStudy", "subject": subject})


def test_every_accession_number_is_found_under_identifier_once() -> None:
    order = {"identifier": {"system": "urn:ris", "value": "A-1"}}
    found = search_values({"resourceType": "ImagingStudy", "basedOn": [order, order]})

    assert found == {
        "based-on": (IdentifierReferenceValue("urn:ris", "A-1"),),
        "identifier": (TokenValue("urn:ris", "A-1"),),
    }

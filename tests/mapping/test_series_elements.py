"""Header in, resource out: one whole value for each element of a series and of an instance.

Source: https://hl7.org/fhir/6.0.0-ballot4/imagingstudy-definitions.html
"""

from __future__ import annotations

from typing import Any

import pytest

from filmroom.fhir.definitions import definition
from filmroom.settings import EndpointSettings, MappingSettings, parse_time_zone
from samples import code, element, instance, issuer, map_facts, map_one, with_ids

DCM = "http://dicom.nema.org/resources/ontology/DCM"
SNOMED_CT = "http://snomed.info/sct"
PARTICIPATION = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType"
ABSENT = {"extension": [{"url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason", "valueCode": "unknown"}]}

SETTINGS = MappingSettings(
    time_zone=parse_time_zone("Europe/Zurich"),
    endpoints=(EndpointSettings("dicom-wado-rs", "https://pacs.example.org/dicom-web"),),
)

INSTANCE = {"uid": "1.2.3.1.1", "sopClass": "urn:oid:1.2.840.10008.5.1.4.1.1.2"}
SERIES = {"uid": "1.2.3.1", "modality": ABSENT, "numberOfInstances": 1, "instance": [INSTANCE]}

PERFORMED = {
    "PerformingPhysicianName": "Roentgen^Wilhelm",
    "OperatorsName": "Tech^Tina",
    "Manufacturer": "ACME",
    "ManufacturerModelName": "Scanner 3000",
    "InstitutionName": "City Hospital",
}


def function(performer: str, display: str) -> dict[str, Any]:
    return {"coding": [{"system": PARTICIPATION, "code": performer, "display": display}]}


CASES: dict[str, tuple[dict[str, Any], Any]] = {
    "ImagingStudy.series": ({}, [SERIES]),
    "ImagingStudy.series.uid": ({"SeriesInstanceUID": "1.2.840.99.7.1"}, "1.2.840.99.7.1"),
    "ImagingStudy.series.number": ({"SeriesNumber": "17"}, 17),
    "ImagingStudy.series.modality": (
        {"Modality": "CT"},
        {"coding": [{"system": DCM, "code": "CT", "display": "Computed Tomography"}]},
    ),
    "ImagingStudy.series.description": ({"SeriesDescription": "Thorax 1.0 B30f"}, "Thorax 1.0 B30f"),
    "ImagingStudy.series.numberOfInstances": ({}, 1),
    "ImagingStudy.series.endpoint": ({}, None),  # one server: never different from the study's
    "ImagingStudy.series.bodySite": (
        {"BodyPartExamined": "KNEE", "Laterality": "L"},
        {
            "concept": {
                "coding": [
                    {"system": SNOMED_CT, "code": "72696002", "display": "Knee"},
                    {"system": SNOMED_CT, "code": "7771000", "display": "Left"},
                ],
                "text": "Left knee",
            }
        },
    ),
    "ImagingStudy.series.specimen": (
        {
            "SpecimenDescriptionSequence": [
                {
                    "SpecimenIdentifier": "S-1",
                    "SpecimenUID": "1.2.3.9.1",
                    "IssuerOfTheSpecimenIdentifierSequence": [issuer("LAB", "1.2.3.7", "ISO")],
                    "SpecimenTypeCodeSequence": [code("119376003", "SCT", "Tissue specimen")],
                    "SpecimenShortDescription": "Block A",
                }
            ]
        },
        [
            {
                "reference": "Specimen/@Specimen",
                "type": "Specimen",
                "identifier": {"system": "urn:oid:1.2.3.7", "value": "S-1", "assigner": {"display": "LAB"}},
                "display": "Block A",
            }
        ],
    ),
    "ImagingStudy.series.started": ({"SeriesDate": "20240110", "SeriesTime": "0815"}, "2024-01-10T08:15:00+01:00"),
    "ImagingStudy.series.performer": (
        PERFORMED,
        [
            {
                "function": function("PRF", "performer"),
                "actor": {"type": "Practitioner", "display": "Wilhelm Roentgen"},
            },
            {
                "function": function("SPRF", "secondary performer"),
                "actor": {"type": "Practitioner", "display": "Tina Tech"},
            },
            {
                "function": function("DEV", "device"),
                "actor": {"reference": "Device/@Device", "type": "Device", "display": "ACME Scanner 3000"},
            },
            {
                "function": function("LOC", "location"),
                "actor": {
                    "reference": "Organization/@Organization",
                    "type": "Organization",
                    "display": "City Hospital",
                },
            },
        ],
    ),
    "ImagingStudy.series.performer.function": (PERFORMED, function("PRF", "performer")),
    "ImagingStudy.series.performer.actor": (PERFORMED, {"type": "Practitioner", "display": "Wilhelm Roentgen"}),
    "ImagingStudy.series.instance": ({}, [INSTANCE]),
    "ImagingStudy.series.instance.uid": ({"SOPInstanceUID": "1.2.840.99.7.1.1"}, "1.2.840.99.7.1.1"),
    "ImagingStudy.series.instance.sopClass": (
        {"SOPClassUID": "1.2.840.10008.5.1.4.1.1.4"},
        "urn:oid:1.2.840.10008.5.1.4.1.1.4",
    ),
    "ImagingStudy.series.instance.number": ({"InstanceNumber": "118"}, 118),
    "ImagingStudy.series.instance.title": ({"DocumentTitle": "Discharge letter"}, "Discharge letter"),
}


def test_every_element_of_series_and_instance_has_a_case() -> None:
    paths = {one.path for one in definition("ImagingStudy").elements}

    assert CASES.keys() == {path for path in paths if path.startswith("ImagingStudy.series")}


@pytest.mark.parametrize("path", sorted(CASES))
def test_header_in_element_out(path: str) -> None:
    header, resource = CASES[path]
    mapped = map_one(settings=SETTINGS, **header)
    ids = {one["resourceType"]: one["id"] for one in mapped.related}

    assert element(mapped, path) == with_ids(resource, ids)


@pytest.mark.parametrize("path", sorted(CASES))
def test_an_element_without_its_attributes_is_absent_or_what_every_instance_has(path: str) -> None:
    always: dict[str, Any] = {
        "ImagingStudy.series": [SERIES],
        "ImagingStudy.series.uid": "1.2.3.1",
        "ImagingStudy.series.modality": ABSENT,
        "ImagingStudy.series.numberOfInstances": 1,
        "ImagingStudy.series.instance": [INSTANCE],
        "ImagingStudy.series.instance.uid": INSTANCE["uid"],
        "ImagingStudy.series.instance.sopClass": INSTANCE["sopClass"],
    }

    assert element(map_facts(instance()), path) == always.get(path)

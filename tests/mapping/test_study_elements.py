"""Header in, resource out: one whole value for each element of the study.

Source: https://hl7.org/fhir/6.0.0-ballot4/imagingstudy-definitions.html
"""

from __future__ import annotations

from typing import Any

import pytest

from filmroom.fhir.definitions import definition
from filmroom.settings import EndpointSettings, MappingSettings, parse_time_zone
from samples import code, element, instance, issuer, map_facts, map_one, person, with_ids

DCM = "http://dicom.nema.org/resources/ontology/DCM"
SNOMED_CT = "http://snomed.info/sct"
V2_0203 = "http://terminology.hl7.org/CodeSystem/v2-0203"
ABSENT = {"extension": [{"url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason", "valueCode": "unknown"}]}

SETTINGS = MappingSettings(
    time_zone=parse_time_zone("Europe/Zurich"),
    endpoints=(EndpointSettings("dicom-wado-rs", "https://pacs.example.org/dicom-web"),),
)

HEADERS: dict[str, dict[str, Any]] = {
    "ImagingStudy": {},
    "ImagingStudy.identifier": {"StudyInstanceUID": "1.2.840.99.7", "StudyID": "CT-7"},
    "ImagingStudy.status": {},
    "ImagingStudy.modality": {"Modality": "MR"},
    "ImagingStudy.subject": {
        "PatientID": "P-1",
        "IssuerOfPatientID": "HOSPITAL",
        "IssuerOfPatientIDQualifiersSequence": [{"UniversalEntityID": "1.2.3.4", "UniversalEntityIDType": "ISO"}],
        "PatientName": "Muster^Anna^Maria^Dr.^MSc",
    },
    "ImagingStudy.encounter": {
        "AdmissionID": "V-77",
        "IssuerOfAdmissionIDSequence": [issuer("ADT", "1.2.3.5", "ISO")],
    },
    "ImagingStudy.started": {"StudyDate": "20240701", "StudyTime": "134501.25"},
    "ImagingStudy.basedOn": {
        "AccessionNumber": "A-1",
        "IssuerOfAccessionNumberSequence": [issuer("RIS", "1.2.3.6", "ISO")],
        "RequestedProcedureDescription": "CT chest with contrast",
    },
    "ImagingStudy.procedure": {"ProcedureCodeSequence": [code("24627-2", "LN", "CT Chest")]},
    "ImagingStudy.referrer": {
        "ReferringPhysicianName": "House^Gregory",
        "ReferringPhysicianIdentificationSequence": [
            person(
                code("PH-1", "99STAFF"),
                InstitutionName="Princeton",
            )
        ],
    },
    "ImagingStudy.endpoint": {},
    "ImagingStudy.location": {
        "InstitutionName": "City Hospital",
        "InstitutionalDepartmentName": "Radiology",
        "InstitutionalDepartmentTypeCodeSequence": [code("225728007", "SCT", "Accident and Emergency department")],
    },
    "ImagingStudy.reason": {
        "ReasonForRequestedProcedureCodeSequence": [code("29857009", "SCT", "Chest pain")],
        "ReasonForTheRequestedProcedure": "Chest pain since Monday",
    },
    "ImagingStudy.note": {"StudyComments": "Patient moved.\r\nRepeated once."},
    "ImagingStudy.description": {"StudyDescription": "CT Thorax"},
    "ImagingStudy.numberOfSeries": {},
    "ImagingStudy.numberOfInstances": {},
}

RESOURCES: dict[str, Any] = {
    "ImagingStudy": {
        "resourceType": "ImagingStudy",
        "id": "1.2.3",
        "identifier": [
            {
                "use": "official",
                "type": {"coding": [{"system": DCM, "code": "110180", "display": "Study Instance UID"}]},
                "system": "urn:dicom:uid",
                "value": "urn:oid:1.2.3",
            }
        ],
        "status": "available",
        "subject": {"reference": "Patient/@Patient", "type": "Patient"},
        "endpoint": [{"reference": "Endpoint/@Endpoint", "type": "Endpoint", "display": "DICOM WADO-RS"}],
        "numberOfSeries": 1,
        "numberOfInstances": 1,
        "series": [
            {
                "uid": "1.2.3.1",
                "modality": ABSENT,
                "numberOfInstances": 1,
                "instance": [{"uid": "1.2.3.1.1", "sopClass": "urn:oid:1.2.840.10008.5.1.4.1.1.2"}],
            }
        ],
    },
    "ImagingStudy.identifier": [
        {
            "use": "official",
            "type": {"coding": [{"system": DCM, "code": "110180", "display": "Study Instance UID"}]},
            "system": "urn:dicom:uid",
            "value": "urn:oid:1.2.840.99.7",
        },
        {"use": "secondary", "type": {"text": "Study ID"}, "value": "CT-7"},
    ],
    "ImagingStudy.status": "available",
    "ImagingStudy.modality": [{"coding": [{"system": DCM, "code": "MR", "display": "Magnetic Resonance"}]}],
    "ImagingStudy.subject": {
        "reference": "Patient/@Patient",
        "type": "Patient",
        "identifier": {
            "use": "usual",
            "type": {"coding": [{"system": V2_0203, "code": "MR", "display": "Medical record number"}]},
            "system": "urn:oid:1.2.3.4",
            "value": "P-1",
            "assigner": {"display": "HOSPITAL"},
        },
        "display": "Dr. Anna Maria Muster, MSc",
    },
    "ImagingStudy.encounter": {
        "type": "Encounter",
        "identifier": {
            "type": {"coding": [{"system": V2_0203, "code": "VN", "display": "Visit number"}]},
            "system": "urn:oid:1.2.3.5",
            "value": "V-77",
            "assigner": {"display": "ADT"},
        },
    },
    "ImagingStudy.started": "2024-07-01T13:45:01.25+02:00",
    "ImagingStudy.basedOn": [
        {
            "type": "ServiceRequest",
            "identifier": {
                "type": {"coding": [{"system": V2_0203, "code": "ACSN", "display": "Accession ID"}]},
                "system": "urn:oid:1.2.3.6",
                "value": "A-1",
                "assigner": {"display": "RIS"},
            },
            "display": "CT chest with contrast",
        }
    ],
    "ImagingStudy.procedure": [{"reference": "Procedure/@Procedure", "type": "Procedure", "display": "CT Chest"}],
    "ImagingStudy.referrer": {
        "reference": "Practitioner/@Practitioner",
        "type": "Practitioner",
        "identifier": {"value": "PH-1", "assigner": {"display": "Princeton"}},
        "display": "Gregory House",
    },
    "ImagingStudy.endpoint": [{"reference": "Endpoint/@Endpoint", "type": "Endpoint", "display": "DICOM WADO-RS"}],
    "ImagingStudy.location": {"reference": "Location/@Location", "type": "Location", "display": "Radiology"},
    "ImagingStudy.reason": [
        {
            "concept": {
                "coding": [{"system": SNOMED_CT, "code": "29857009", "display": "Chest pain"}],
                "text": "Chest pain since Monday",
            }
        }
    ],
    "ImagingStudy.note": [{"text": "Patient moved.\r\nRepeated once."}],
    "ImagingStudy.description": "CT Thorax",
    "ImagingStudy.numberOfSeries": 1,
    "ImagingStudy.numberOfInstances": 1,
}


def test_every_element_of_the_study_has_a_case() -> None:
    paths = {one.path for one in definition("ImagingStudy").elements}
    of_the_study = {path for path in paths if not path.startswith("ImagingStudy.series")}

    assert HEADERS.keys() == RESOURCES.keys() == of_the_study


@pytest.mark.parametrize("path", sorted(HEADERS))
def test_header_in_element_out(path: str) -> None:
    mapped = map_one(settings=SETTINGS, **HEADERS[path])
    ids = {one["resourceType"]: one["id"] for one in mapped.related}

    assert element(mapped, path) == with_ids(RESOURCES[path], ids)


@pytest.mark.parametrize("path", sorted(HEADERS.keys() - {"ImagingStudy"}))
def test_an_element_without_its_attributes_is_absent_or_counted(path: str) -> None:
    always = {
        "ImagingStudy.identifier": RESOURCES["ImagingStudy"]["identifier"],
        "ImagingStudy.status": "available",
        "ImagingStudy.subject": {"reference": "Patient/@Patient", "type": "Patient"},
        "ImagingStudy.numberOfSeries": 1,
        "ImagingStudy.numberOfInstances": 1,
    }
    mapped = map_facts(instance())
    ids = {one["resourceType"]: one["id"] for one in mapped.related}

    assert element(mapped, path) == with_ids(always.get(path), ids)

"""One study with everything in it, as a whole: eight instances in, the resources in complete_study.json out.

FILMROOM_UPDATE_GOLDEN=1 writes the file anew; look at the difference before it is committed.
"""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from filmroom.fhir.outcome import has_errors
from filmroom.mapping.imaging_study import RULES, UNMAPPED
from filmroom.settings import EndpointSettings, MappingSettings, parse_time_zone
from filmroom.validation.validate import validate
from samples import Json, code, empty_parts, instance, issuer, json_bytes, map_facts, one_study, person

if TYPE_CHECKING:
    from filmroom.mapping.map_study import MappedStudy
    from filmroom.study.facts import InstanceFacts

GOLDEN = Path(__file__).parent / "complete_study.json"

SETTINGS = MappingSettings(
    time_zone=parse_time_zone("Europe/Zurich"),
    endpoints=(
        EndpointSettings("dicom-wado-rs", "https://pacs.example.org/dicom-web"),
        EndpointSettings("dicom-qido-rs", "https://pacs.example.org/dicom-web"),
    ),
    issuer_systems={"RIS-WEST": "urn:oid:1.2.3.62"},
)

STUDY = "1.2.826.0.1.3680043.9.9"

STUDY_LEVEL: Json = {
    "StudyInstanceUID": STUDY,
    "StudyID": "S-2024-7",
    "StudyDate": "20240710",
    "StudyTime": "093015.250",
    "StudyDescription": "CT Thorax, Mammographie, Biopsie",
    "StudyComments": "Patientin verspätet.\r\nSerie 2 wiederholt.",
    "AccessionNumber": "A-1001",
    "IssuerOfAccessionNumberSequence": [issuer("RIS", "1.2.3.61", "ISO")],
    "RequestedProcedureDescription": "CT Thorax mit Kontrastmittel",
    "AdmissionID": "V-77",
    "IssuerOfAdmissionIDSequence": [issuer("ADT", "https://hospital.example.org/visits", "URI")],
    "ReferringPhysicianName": "Müller^Jürg^^Dr. med.",
    "ReferringPhysicianIdentificationSequence": [
        person(code("7601000000000", "GLN", "Physician"), InstitutionName="Praxis am See")
    ],
    "CodingSchemeIdentificationSequence": [
        {"CodingSchemeDesignator": "GLN", "CodingSchemeUID": "2.51.1.3"},
        {"CodingSchemeDesignator": "99CITY", "CodingSchemeUID": "1.2.3.99"},
    ],
    "ReasonForRequestedProcedureCodeSequence": [code("29857009", "SCT", "Chest pain")],
    "ReasonForTheRequestedProcedure": "Thoraxschmerz seit Montag",
    "AdmittingDiagnosesCodeSequence": [code("J18.9", "I10", "Pneumonia, unspecified organism")],
    "ProcedureCodeSequence": [code("24627-2", "LN", "CT Chest"), code("CT-TH", "99CITY", "CT Thorax KM")],
    "PatientID": "P-4711",
    "IssuerOfPatientID": "CITY",
    "IssuerOfPatientIDQualifiersSequence": [{"UniversalEntityID": "2.16.756.5.30.1.1", "UniversalEntityIDType": "ISO"}],
    "OtherPatientIDsSequence": [{"PatientID": "X-9", "IssuerOfPatientID": "COUNTY"}],
    "PatientBirthDate": "19611224",
    "PatientSex": "F",
}

EQUIPMENT: Json = {
    "Manufacturer": "ACME",
    "ManufacturerModelName": "Scanner 3000",
    "DeviceSerialNumber": "SN-0815",
    "StationName": "CT01",
    "SoftwareVersions": ["VA10", "VB20"],
    "InstitutionName": "City Hospital",
    "InstitutionAddress": "Main Street 1\r\n8000 Zürich",
    "InstitutionCodeSequence": [code("H-1", "99CITY", "City Hospital")],
    "InstitutionalDepartmentName": "Radiologie",
    "InstitutionalDepartmentTypeCodeSequence": [code("309964003", "SCT", "Radiology department")],
}

CT: Json = {
    **EQUIPMENT,
    "SpecificCharacterSet": "ISO_IR 100",
    "SOPClassUID": "1.2.840.10008.5.1.4.1.1.2",
    "SeriesInstanceUID": f"{STUDY}.1",
    "Modality": "CT",
    "SeriesNumber": "1",
    "SeriesDescription": "Thorax über Zwerchfell 1.0",
    "SeriesDate": "20240710",
    "SeriesTime": "0931",
    "BodyPartExamined": "CHEST",
    "PerformingPhysicianName": "Röntgen^Wilhelm^Conrad^Prof.",
    "PerformingPhysicianIdentificationSequence": [
        person(code("7601000000017", "GLN", "Radiologist"), InstitutionName="City Hospital")
    ],
    "OperatorsName": ["Früh^Tina", "Spät^Tom"],
    "PerformedProcedureStepID": "PPS-1",
    "PerformedProcedureStepDescription": "CT Thorax",
    "RequestAttributesSequence": [
        {
            "AccessionNumber": "A-1001",
            "IssuerOfAccessionNumberSequence": [issuer("RIS", "1.2.3.61", "ISO")],
            "RequestedProcedureID": "RP-1",
        },
        {
            "AccessionNumber": "A-1002",
            "IssuerOfAccessionNumberSequence": [issuer("RIS-WEST")],
            "RequestedProcedureCodeSequence": [code("MG-SCREEN", "99CITY", "Mammographie")],
            "ReasonForRequestedProcedureCodeSequence": [code("T-99X99", "SRT", "Alter Code")],
        },
    ],
}

MAMMOGRAPHY: Json = {
    "SpecificCharacterSet": "ISO_IR 192",
    "PatientName": "Tanaka^Yoko^^Frau^MSc=田中^陽子=たなか^ようこ",
    "SOPClassUID": "1.2.840.10008.5.1.4.1.1.1.2",
    "SeriesInstanceUID": f"{STUDY}.2",
    "Modality": "MG",
    "SeriesNumber": "2",
    "SeriesDescription": "Screening beider Brüste",
    "PerformedProcedureStepStartDate": "20240710",
    "PerformedProcedureStepStartTime": "100500",
    "BodyPartExamined": "BREAST",
    "Manufacturer": "ACME",
    "StationName": "MG01",
}

MULTI_FRAME: Json = {
    "SpecificCharacterSet": ["", "ISO 2022 IR 87"],
    "PatientName": b"Tanaka^Yoko^^Frau^MSc=\x1b$BEDCf\x1b(B^\x1b$BM[;R\x1b(B=\x1b$B$?$J$+\x1b(B^\x1b$B$h$&$3\x1b(B",
    "SOPClassUID": "1.2.840.10008.5.1.4.1.1.4.1",
    "SeriesInstanceUID": f"{STUDY}.3",
    "Modality": "MR",
    "SeriesNumber": "3",
    "NumberOfFrames": "40",
    "AcquisitionDateTime": "20240710104500.5+0200",
    "SharedFunctionalGroupsSequence": [
        {
            "FrameAnatomySequence": [
                {"FrameLaterality": "R", "AnatomicRegionSequence": [code("T-15750", "SRT", "Ankle joint")]}
            ]
        }
    ],
}

SLIDE: Json = {
    "SpecificCharacterSet": "ISO_IR 100",
    "SOPClassUID": "1.2.840.10008.5.1.4.1.1.77.1.6",
    "SeriesInstanceUID": f"{STUDY}.4",
    "Modality": "SM",
    "SeriesNumber": "4",
    "AnatomicRegionSequence": [
        code(
            "76752008",
            "SCT",
            "Breast",
            AnatomicRegionModifierSequence=[code("261183002", "SCT", "Upper")],
        )
    ],
    "Laterality": "L",
    "SpecimenDescriptionSequence": [
        {
            "SpecimenIdentifier": "H-24-1-A",
            "SpecimenUID": f"{STUDY}.4.9",
            "IssuerOfTheSpecimenIdentifierSequence": [issuer("LAB", "1.2.3.64", "ISO")],
            "SpecimenTypeCodeSequence": [code("119376003", "SCT", "Tissue specimen")],
            "SpecimenShortDescription": "Stanze A",
        }
    ],
}

REPORT: Json = {
    "SpecificCharacterSet": "ISO_IR 100",
    "SOPClassUID": "1.2.840.10008.5.1.4.1.1.88.33",
    "SeriesInstanceUID": f"{STUDY}.5",
    "Modality": "SR",
    "SeriesDescription": "Befund",
    "ConceptNameCodeSequence": [code("18748-4", "LN", "Diagnostic imaging report")],
}


def read(header: Json, uid: str, **more: Any) -> InstanceFacts:
    return instance(**{**STUDY_LEVEL, **header, "SOPInstanceUID": f"{STUDY}.{uid}", **more}, keep_raw=True)


@cache
def instances() -> tuple[InstanceFacts, ...]:
    return (
        read(CT, "1.1", InstanceNumber="1"),
        read(CT, "1.2", InstanceNumber="2"),
        read(CT, "1.3", InstanceNumber="-1"),
        read(MAMMOGRAPHY, "2.1", InstanceNumber="1", ImageLaterality="L"),
        read(MAMMOGRAPHY, "2.2", InstanceNumber="2", ImageLaterality="R"),
        read(MULTI_FRAME, "3.1", InstanceNumber="1"),
        read(SLIDE, "4.1", InstanceNumber="1"),
        read(REPORT, "5.1", InstanceNumber="1"),
    )


@cache
def mapped() -> MappedStudy:
    return map_facts(*instances(), settings=SETTINGS, keep_trace=True)


def resources() -> list[Json]:
    return [mapped().imaging_study, *mapped().related]


def test_the_complete_study_is_the_golden_one() -> None:
    written = json.dumps(resources(), ensure_ascii=False, indent=2) + "\n"
    if os.environ.get("FILMROOM_UPDATE_GOLDEN") == "1":
        GOLDEN.write_text(written, encoding="utf-8")

    assert json.loads(written) == json.loads(GOLDEN.read_text(encoding="utf-8"))
    assert written == GOLDEN.read_text(encoding="utf-8")


def test_every_resource_of_the_complete_study_is_valid() -> None:
    errors = {
        f"{one['resourceType']}/{one['id']}": [issue for issue in issues if has_errors([issue])]
        for one in resources()
        if has_errors(issues := validate(one))
    }

    assert errors == {}
    assert list(empty_parts(resources())) == []


def test_the_complete_study_has_every_element_of_the_specification() -> None:
    present = {"ImagingStudy"}

    def walk(value: object, path: str) -> None:
        present.add(path)
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, dict) and path in {"ImagingStudy", *UNMAPPED, "ImagingStudy.series.performer"}:
                for name, inner in part.items():
                    walk(inner, f"{path}.{name}")

    walk(mapped().imaging_study, "ImagingStudy")

    missing = {one.path for one in RULES} | UNMAPPED.keys()
    assert missing - present == {"ImagingStudy.series.endpoint"}  # only where it differs from the study's


def test_every_reference_to_a_related_resource_finds_it() -> None:
    found = {f"{one['resourceType']}/{one['id']}" for one in mapped().related}
    referred: set[str] = set()

    def walk(value: object) -> None:
        if isinstance(value, dict):
            if isinstance(value.get("reference"), str):
                referred.add(value["reference"])
            for part in value.values():
                walk(part)
        elif isinstance(value, list):
            for part in value:
                walk(part)

    walk(resources())

    assert referred == found


def test_every_element_that_has_a_value_names_the_attributes_that_it_came_from() -> None:
    counted = {one.name for one in RULES if not one.keywords}
    silent = [
        one.expression
        for one in mapped().trace
        if one.value is not None and not one.sources and one.expression.rpartition(".")[2] not in counted
    ]

    assert silent == []


def test_the_order_in_which_the_instances_come_changes_no_byte() -> None:
    expected = json_bytes(mapped())
    held = instances()
    orders = [held[::-1], *((*held[start:], *held[:start]) for start in range(1, len(held)))]

    assert [json_bytes(map_facts(*order, settings=SETTINGS)) for order in orders] == [expected] * len(held)


def test_the_instances_agree_in_everything() -> None:
    assert one_study(*instances()).conflicts == ()

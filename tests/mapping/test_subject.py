"""Who the subject of a study is: patients and their issuers, phantoms, animals."""

from __future__ import annotations

from typing import Any

import pytest

from filmroom.mapping.identity import imaging_study_id, resource_id
from filmroom.settings import MappingSettings
from samples import Json, code, instance, json_bytes, map_facts, map_one, related

REPRESENTATION = "http://hl7.org/fhir/StructureDefinition/iso21090-EN-representation"


def qualifier(entity: str, kind: str) -> list[Json]:
    return [{"UniversalEntityID": entity, "UniversalEntityIDType": kind}]


def patient_of(**elements: Any) -> Json:
    (patient,) = related(map_one(**elements), "Patient")
    return patient


def test_a_study_uid_is_the_id_of_the_study() -> None:
    assert imaging_study_id("1.2.840.113619.2.1") == "1.2.840.113619.2.1"


@pytest.mark.parametrize("uid", ["1.2_3", "1." + "2" * 63, "1.2 3", ""])
def test_a_study_uid_that_is_no_legal_id_becomes_a_uuid_of_version_5(uid: str) -> None:
    made = imaging_study_id(uid)

    assert made == imaging_study_id(uid)
    assert made[14] == "5"
    assert len(made) == 36


def test_ids_of_different_types_and_keys_never_meet() -> None:
    keys = [("Patient", "a", "b"), ("Patient", "ab", ""), ("Patient", "b", "a"), ("Device", "a", "b")]

    assert len({resource_id(*key) for key in keys}) == len(keys)


def test_a_patient_id_cannot_be_read_from_any_id_or_reference() -> None:
    mapped = map_one(PatientID="SECRET4711", IssuerOfPatientID="HOSPITAL", PatientName="Muster^Anna")
    ids = [one["id"] for one in (mapped.imaging_study, *mapped.related)]

    assert not any("SECRET4711" in one or "4711" in one for one in ids)
    assert "4711" not in mapped.imaging_study["subject"]["reference"]


def test_the_same_patient_of_the_same_issuer_is_one_patient_in_all_studies() -> None:
    first = patient_of(PatientID="1", IssuerOfPatientID="A", StudyInstanceUID="1.2.3")
    second = patient_of(PatientID="1", IssuerOfPatientID="A", StudyInstanceUID="1.2.4")

    assert first["id"] == second["id"]


def test_the_same_patient_id_of_two_issuers_is_two_patients() -> None:
    issued = [
        patient_of(PatientID="1", IssuerOfPatientID="A"),
        patient_of(PatientID="1", IssuerOfPatientID="B"),
        patient_of(PatientID="1"),
        patient_of(PatientID="1", IssuerOfPatientIDQualifiersSequence=qualifier("1.2.3.4", "ISO")),
        patient_of(PatientID="1", IssuerOfPatientIDQualifiersSequence=qualifier("1.2.3.5", "ISO")),
    ]

    assert len({one["id"] for one in issued}) == len(issued)


def test_a_patient_without_a_patient_id_belongs_to_the_study_alone() -> None:
    first = patient_of(PatientName="Muster^Anna", StudyInstanceUID="1.2.3")
    second = patient_of(PatientName="Muster^Anna", StudyInstanceUID="1.2.4")

    assert first["id"] != second["id"]
    assert "identifier" not in first
    assert first["name"] == second["name"]


@pytest.mark.parametrize(
    ("entity", "kind", "system"),
    [
        ("1.2.3.4", "ISO", "urn:oid:1.2.3.4"),
        ("2FA1B0C4-9B1E-4F8A-9C6D-0123456789AB", "UUID", "urn:uuid:2fa1b0c4-9b1e-4f8a-9c6d-0123456789ab"),
        ("https://hospital.example.org/mrn", "URI", "https://hospital.example.org/mrn"),
        ("hospital.example.org", "DNS", None),
        ("not an oid", "ISO", None),
    ],
)
def test_the_universal_entity_of_the_issuer_is_the_system(entity: str, kind: str, system: str | None) -> None:
    patient = patient_of(PatientID="1", IssuerOfPatientIDQualifiersSequence=qualifier(entity, kind))

    assert patient["identifier"][0].get("system") == system


def test_an_issuer_with_a_name_alone_has_the_configured_system() -> None:
    settings = MappingSettings(issuer_systems={"HOSPITAL": "https://hospital.example.org/mrn"})
    patient = patient_of(PatientID="1", IssuerOfPatientID="HOSPITAL", settings=settings)

    assert patient["identifier"][0]["system"] == "https://hospital.example.org/mrn"


def test_an_issuer_with_a_name_alone_and_no_configured_system_gets_none_invented() -> None:
    identifier = patient_of(PatientID="1", IssuerOfPatientID="HOSPITAL")["identifier"][0]

    assert "system" not in identifier
    assert identifier["assigner"] == {"display": "HOSPITAL"}


def test_other_patient_ids_are_secondary_identifiers_with_issuers_of_their_own() -> None:
    others = [
        {"PatientID": "2", "IssuerOfPatientIDQualifiersSequence": qualifier("1.2.9", "ISO")},
        {"PatientID": "3", "IssuerOfPatientID": "OTHER"},
    ]
    identifiers = patient_of(PatientID="1", OtherPatientIDsSequence=others)["identifier"]

    assert identifiers[1:] == [
        {"use": "secondary", "system": "urn:oid:1.2.9", "value": "2"},
        {"use": "secondary", "value": "3", "assigner": {"display": "OTHER"}},
    ]


def typed(code: str, display: str) -> Json:
    return {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v2-0203", "code": code, "display": display}]}


def test_a_patient_id_is_a_medical_record_number_unless_its_issuer_says_otherwise() -> None:
    qualified = [{"IdentifierTypeCode": "PI"}]
    record, internal = typed("MR", "Medical record number"), typed("PI", "Patient internal identifier")

    assert patient_of(PatientID="1")["identifier"] == [{"use": "usual", "type": record, "value": "1"}]
    assert patient_of(PatientID="1", IssuerOfPatientIDQualifiersSequence=qualified)["identifier"] == [
        {"use": "usual", "type": internal, "value": "1"}
    ]


def test_another_patient_id_has_the_type_that_its_issuer_gives_and_none_else() -> None:
    others = [
        {"PatientID": "2", "IssuerOfPatientIDQualifiersSequence": [{"IdentifierTypeCode": "SS"}]},
        {"PatientID": "3"},
    ]
    identifiers = patient_of(PatientID="1", OtherPatientIDsSequence=others)["identifier"]

    assert identifiers[1:] == [
        {"use": "secondary", "type": typed("SS", "Social Security number"), "value": "2"},
        {"use": "secondary", "value": "3"},
    ]


def test_a_type_that_the_table_does_not_have_is_kept_as_text_and_reported() -> None:
    mapped = map_one(PatientID="1", IssuerOfPatientIDQualifiersSequence=[{"IdentifierTypeCode": "ZZZ"}])

    assert related(mapped, "Patient")[0]["identifier"] == [{"use": "usual", "type": {"text": "ZZZ"}, "value": "1"}]
    assert [(one.tag_path, one.found) for one in mapped.defects] == [("(0010,0024)[0](0040,0035)", "ZZZ")]


def test_the_id_of_a_phantom_gets_no_type_that_nobody_gave_it() -> None:
    settings = MappingSettings(phantom_patient_ids=("QA-*",))
    (device,) = related(map_one(PatientID="QA-7", settings=settings), "Device")

    assert device["identifier"] == [{"use": "usual", "value": "QA-7"}]


def test_a_patient_has_birth_date_and_gender() -> None:
    patient = patient_of(PatientID="1", PatientBirthDate="19800229", PatientSex="F")

    assert (patient["birthDate"], patient["gender"]) == ("1980-02-29", "female")


@pytest.mark.parametrize(("sex", "gender"), [("M", "male"), ("F", "female"), ("O", "other"), ("m", "male")])
def test_sex_is_the_administrative_gender(sex: str, gender: str) -> None:
    assert patient_of(PatientSex=sex)["gender"] == gender


def test_a_sex_that_the_standard_does_not_know_is_left_out_and_reported() -> None:
    mapped = map_one(PatientSex="X1")

    assert "gender" not in related(mapped, "Patient")[0]
    assert [(one.keyword, one.found, one.done) for one in mapped.defects] == [("PatientSex", "X1", "left out")]


def test_a_phantom_that_is_configured_so_is_a_device() -> None:
    settings = MappingSettings(phantom_patient_ids=("QA-*",))
    mapped = map_one(PatientID="QA-7", PatientName="CT phantom", settings=settings)
    (device,) = related(mapped, "Device")

    assert mapped.imaging_study["subject"]["reference"] == f"Device/{device['id']}"
    assert mapped.imaging_study["subject"]["type"] == "Device"
    assert device["identifier"][0]["value"] == "QA-7"
    assert device["name"] == [{"value": "CT phantom", "type": "user-friendly-name"}]
    assert not related(mapped, "Patient")


def test_a_patient_whose_id_matches_no_phantom_stays_a_patient() -> None:
    mapped = map_one(PatientID="7", settings=MappingSettings(phantom_patient_ids=("QA-*",)))

    assert mapped.imaging_study["subject"]["type"] == "Patient"


def test_an_animal_is_a_patient_with_species_breed_and_responsible_organization() -> None:
    mapped = map_one(
        PatientID="REX",
        PatientSpeciesCodeSequence=[code("448771007", "SCT", "Dog")],
        PatientBreedDescription="Beagle",
        ResponsiblePerson="Owner^Olga",
        ResponsiblePersonRole="OWNER",
        ResponsibleOrganization="City Vets",
    )
    (patient,) = related(mapped, "Patient")

    species = {"coding": [{"system": "http://snomed.info/sct", "code": "448771007", "display": "Dog"}]}
    assert mapped.imaging_study["subject"]["type"] == "Patient"
    assert patient["extension"] == [
        {
            "url": "http://hl7.org/fhir/StructureDefinition/patient-animal",
            "extension": [
                {"url": "species", "valueCodeableConcept": species},
                {"url": "breed", "valueCodeableConcept": {"text": "Beagle"}},
            ],
        }
    ]
    assert patient["contact"] == [
        {
            "relationship": [{"text": "OWNER"}],
            "name": {"text": "Olga Owner", "family": "Owner", "given": ["Olga"]},
            "organization": {"display": "City Vets"},
        }
    ]


def test_the_groups_of_a_name_become_names_and_the_first_is_displayed() -> None:
    mapped = map_one(SpecificCharacterSet="ISO_IR 192", PatientName="Yamada^Tarou=山田^太郎=やまだ^たろう")
    names = related(mapped, "Patient")[0]["name"]

    assert mapped.imaging_study["subject"]["display"] == "Tarou Yamada"
    assert [(one["extension"][0]["valueCode"], one["family"], one["given"]) for one in names] == [
        ("ABC", "Yamada", ["Tarou"]),
        ("IDE", "山田", ["太郎"]),
        ("SYL", "やまだ", ["たろう"]),
    ]
    assert {one["extension"][0]["url"] for one in names} == {REPRESENTATION}


def test_a_name_without_an_alphabetic_group_is_displayed_by_its_first_one() -> None:
    mapped = map_one(SpecificCharacterSet="ISO_IR 192", PatientName="=山田^太郎")

    assert len(related(mapped, "Patient")[0]["name"]) == 1
    assert "山田" in mapped.imaging_study["subject"]["display"]


@pytest.mark.parametrize("name", ["^^^^", "==", " ", "", "^ ^", "^\u00a0^", "=\u3000^\u3000="])
def test_a_name_of_delimiters_and_spaces_is_no_name(name: str) -> None:
    mapped = map_one(SpecificCharacterSet="ISO_IR 192", PatientName=name.encode())

    assert "name" not in related(mapped, "Patient")[0]
    assert "display" not in mapped.imaging_study["subject"]


def test_two_patient_ids_in_one_study_are_never_merged() -> None:
    mapped = map_facts(
        instance(SOPInstanceUID="1.1", PatientID="1", PatientName="One^A", PatientSex="F"),
        instance(SOPInstanceUID="1.2", PatientID="2", PatientName="Two^B", PatientBirthDate="19700101"),
        instance(SOPInstanceUID="1.3", PatientID="2", PatientName="Two^B", PatientBirthDate="19700101"),
    )
    (patient,) = related(mapped, "Patient")

    assert [one["value"] for one in patient["identifier"]] == ["2"]
    assert [one["text"] for one in patient["name"]] == ["B Two"]
    assert patient["birthDate"] == "1970-01-01"
    assert "gender" not in patient
    assert b"One" not in json_bytes(mapped)

"""The subject of a study: a Patient, or the Device that a phantom is.

Source: PS3.3 C.7.1.1 (Patient Module), https://hl7.org/fhir/6.0.0-ballot4/patient.html
"""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from filmroom.mapping.coding import concepts, distinct
from filmroom.mapping.identifiers import Issuer, issuer_of_patient_id, make_identifier
from filmroom.mapping.identity import resource_id
from filmroom.mapping.names import display_name, human_names

if TYPE_CHECKING:
    from filmroom.mapping.reading import Json, Reading

__all__ = ["PATIENT_KEYWORDS", "is_phantom", "map_subject"]

PATIENT_KEYWORDS = (
    "PatientID",
    "IssuerOfPatientID",
    "IssuerOfPatientIDQualifiersSequence",
    "PatientName",
    "PatientBirthDate",
    "PatientSex",
    "OtherPatientIDs",
    "OtherPatientIDsSequence",
    "OtherPatientNames",
    "PatientSpeciesDescription",
    "PatientSpeciesCodeSequence",
    "PatientBreedDescription",
    "PatientBreedCodeSequence",
    "ResponsiblePerson",
    "ResponsiblePersonRole",
    "ResponsibleOrganization",
)
"""What `map_subject` reads."""

_GENDERS = {"M": "male", "F": "female", "O": "other"}  # PS3.3 C.7.1.1, PatientSex
_ANIMAL = "http://hl7.org/fhir/StructureDefinition/patient-animal"
_HUMANS = frozenset({"337915000", "L-85B00"})  # Homo sapiens, in SNOMED CT and in SNOMED RT style


def is_phantom(reading: Reading) -> bool:
    """Tell whether the study's Patient ID is configured to be a phantom's."""
    patient_id = reading.text("PatientID")
    return any(fnmatchcase(patient_id, pattern) for pattern in reading.settings.phantom_patient_ids)


def map_subject(reading: Reading) -> Json:
    """Keep the subject beside the study, and return the reference to it."""
    identifier = _identifier(reading)
    resource = _phantom(reading, identifier) if is_phantom(reading) else _patient(reading, identifier)
    reading.bench.subject = {"reference": reading.bench.keep(resource)}
    reference: Json = {**reading.bench.subject, "type": resource["resourceType"]}
    if identifier:
        reference["identifier"] = identifier
    display = display_name(reading.name("PatientName"))
    if display:
        reference["display"] = display
    return reference


def _subject_id(reading: Reading, resource_type: str) -> str:
    patient_id = reading.text("PatientID")
    if not patient_id:
        reading.done("without a Patient ID the patient is this study's alone")
        return resource_id(resource_type, "study", reading.bench.study.study_instance_uid)
    return resource_id(resource_type, "issuer", issuer_of_patient_id(reading, reading.attributes).key, patient_id)


def _identifier(reading: Reading) -> Json:
    patient_id = reading.text("PatientID")
    if not patient_id:
        return {}
    issuer = issuer_of_patient_id(reading, reading.attributes)
    return make_identifier(patient_id, issuer, use="usual", type_code="MR")


def _phantom(reading: Reading, identifier: Json) -> Json:
    made: Json = {"resourceType": "Device", "id": _subject_id(reading, "Device")}
    if identifier:
        made["identifier"] = [identifier]
    name = display_name(reading.name("PatientName"))
    if name:
        made["name"] = [{"value": name, "type": "user-friendly-name"}]
    return made


def _patient(reading: Reading, identifier: Json) -> Json:
    names = [
        name for one in (reading.name("PatientName"), *reading.names("OtherPatientNames")) for name in human_names(one)
    ]
    parts: Json = {
        "extension": _animal(reading),
        "identifier": distinct([*([identifier] if identifier else []), *_other_identifiers(reading)]),
        "name": distinct(names),
        "gender": _gender(reading),
        "birthDate": reading.text("PatientBirthDate"),
        "contact": _contact(reading),
    }
    made: Json = {"resourceType": "Patient", "id": _subject_id(reading, "Patient")}
    made.update({key: value for key, value in parts.items() if value})
    return made


def _gender(reading: Reading) -> str:
    sex = reading.text("PatientSex")
    gender = _GENDERS.get(sex.upper(), "")
    if sex and not gender:
        reading.defect("PatientSex", "M, F or O (PS3.3 C.7.1.1)", "left out")
    return gender


def _other_identifiers(reading: Reading) -> list[Json]:
    main = reading.text("PatientID")
    made = [
        make_identifier(item.text("PatientID"), issuer_of_patient_id(reading, item), use="secondary")
        for item in reading.items("OtherPatientIDsSequence")
        if item.text("PatientID")
    ]
    known = {main, *(one["value"] for one in made)}
    made += [
        make_identifier(value, Issuer(), use="secondary")
        for value in reading.texts("OtherPatientIDs")
        if value not in known
    ]
    return made


def _animal(reading: Reading) -> list[Json]:
    """Return the patient-animal extension. Source: http://hl7.org/fhir/StructureDefinition/patient-animal"""
    species = concepts(reading.items("PatientSpeciesCodeSequence"), reading)
    description = reading.text("PatientSpeciesDescription")
    if not species and description:
        species = [{"text": description}]
    codes = {one.get("code") for concept in species for one in concept.get("coding", ())}
    if not species or codes & _HUMANS:
        return []
    parts = [{"url": "species", "valueCodeableConcept": species[0]}]
    breeds = concepts(reading.items("PatientBreedCodeSequence"), reading)
    breed = reading.text("PatientBreedDescription")
    if breeds or breed:
        parts.append({"url": "breed", "valueCodeableConcept": breeds[0] if breeds else {"text": breed}})
    return [{"url": _ANIMAL, "extension": parts}]


def _contact(reading: Reading) -> list[Json]:
    """Return who is responsible for the patient. Source: PS3.3 C.7.1.1.1.2"""
    made: Json = {}
    role = reading.text("ResponsiblePersonRole")
    names = human_names(reading.name("ResponsiblePerson"))
    if role and names:
        made["relationship"] = [{"text": role}]
    if names:
        made["name"] = names[0]
    organization = reading.text("ResponsibleOrganization")
    if organization:
        made["organization"] = {"display": organization}
    return [made] if made else []

"""The subject of a study: a Patient, or the Device that a phantom is.

Source: PS3.3 C.7.1.1 (Patient Module), https://hl7.org/fhir/6.0.0-ballot4/patient.html
"""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from filmroom.mapping.coding import CODED, concepts, distinct
from filmroom.mapping.identifiers import Issuer, local_issuer, make_identifier, type_of_code, universal_issuer
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
    "UniversalEntityID",
    "UniversalEntityIDType",
    "IdentifierTypeCode",
    *CODED,
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
    return resource_id(resource_type, "issuer", _issuer(reading).key, patient_id)


def _identifier(reading: Reading) -> Json:
    patient_id = reading.text("PatientID")
    if not patient_id:
        return {}
    # The type that HL7's DICOM SR to FHIR guide gives a Patient ID; of a phantom nobody says so.
    kind = _identifier_type(reading) or (None if is_phantom(reading) else type_of_code("MR"))
    return make_identifier(patient_id, _issuer(reading), use="usual", kind=kind)


def _issuer(patient: Reading) -> Issuer:
    """Return the issuer of a Patient ID: its qualifiers' universal entity, else its name."""
    name = patient.text("IssuerOfPatientID")
    for item in patient.items("IssuerOfPatientIDQualifiersSequence"):
        issuer = universal_issuer(item, name)
        if issuer is not None:
            return issuer
    return local_issuer(patient, name)


def _identifier_type(patient: Reading) -> Json | None:
    """Return the type that the issuer's qualifiers give a Patient ID. Source: PS3.3 Table 10-18."""
    for item in patient.items("IssuerOfPatientIDQualifiersSequence"):
        code = item.text("IdentifierTypeCode")
        if not code:
            continue
        kind = type_of_code(code)
        if kind is None:
            item.defect("IdentifierTypeCode", "a code of HL7 v2 table 0203", "kept as text")
        return kind or {"text": code}
    return None


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
        make_identifier(item.text("PatientID"), _issuer(item), use="secondary", kind=_identifier_type(item))
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
    species = concepts(reading.items("PatientSpeciesCodeSequence"))
    description = reading.text("PatientSpeciesDescription")
    if not species and description:
        species = [{"text": description}]
    codes = {one.get("code") for concept in species for one in concept.get("coding", ())}
    if not species or codes & _HUMANS:
        return []
    parts = [{"url": "species", "valueCodeableConcept": species[0]}]
    breeds = concepts(reading.items("PatientBreedCodeSequence"))
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

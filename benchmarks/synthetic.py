"""A synthetic archive: studies of skewed patients, as the resources and the rows that filmroom would keep of them.

One study of each shape is made as a resource and indexed as any other; the rows of a study are those of its shape with
its own names put in. So the rows are what filmroom writes, and a million studies take minutes. Seeded: study 17 is the
same in every archive of the same size.
"""

from __future__ import annotations

import random
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

import msgspec

from filmroom.fhir.search_values import normalise
from filmroom.store.index_rows import index_rows
from filmroom.store.moments import format_moment

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "DICOM_CODES",
    "ROOT",
    "Rows",
    "accession_number",
    "medical_record_number",
    "patient_id",
    "resources",
    "study_uid",
]

ROOT = "1.2.826.0.1.3680043.10.1451"

_SEED = 20260301
_STUDIES_OF_A_PATIENT = 4
_FIRST_DAY = 1_420_070_400  # 2015-01-01T00:00:00Z
_SECONDS = 10 * 365 * 86_400
_WRITTEN = 1_750_000_000_000_000  # 2025-06-15T15:06:40Z, and a millisecond more for each study
DICOM_CODES = "http://dicom.nema.org/resources/ontology/DCM"
_V2 = "http://terminology.hl7.org/CodeSystem/v2-0203"
_MODALITIES = (
    ("CR", "Computed Radiography", "1.2.840.10008.5.1.4.1.1.1", 38),
    ("CT", "Computed Tomography", "1.2.840.10008.5.1.4.1.1.2", 25),
    ("US", "Ultrasound", "1.2.840.10008.5.1.4.1.1.6.1", 15),
    ("MR", "Magnetic Resonance", "1.2.840.10008.5.1.4.1.1.4", 14),
    ("MG", "Mammography", "1.2.840.10008.5.1.4.1.1.1.2", 6),
    ("PT", "Positron emission tomography", "1.2.840.10008.5.1.4.1.1.128", 2),
)
_BODY_SITES = (("816094009", "Chest"), ("818981001", "Abdomen"), ("69536005", "Head"), ("72696002", "Knee"))
_FAMILIES = ("Keller", "Müller", "Tanaka", "Okafor", "Silva", "Novák", "Haddad", "Larsen", "Rossi", "Petrova")
_GIVEN = ("Anna", "Björn", "Chidi", "Dana", "Elif", "Farid", "Greta", "Hana", "Iker", "Jana", "Kofi", "Lea")

# What stands in the study of each shape for what each study has of its own.
_NUMBER, _PATIENT, _ACCESSION, _RECORD = "77777777", "PATIENTID", "ACCESSIONNUMBER", "RECORDNUMBER"
_NAME, _STARTED, _UPDATED = "PATIENTNAME", "2000-01-01T00:00:00Z", "UPDATED"
_OWN = re.compile("(77777777|PATIENTID|ACCESSIONNUMBER|RECORDNUMBER|PATIENTNAME|2000-01-01T00:00:00Z|UPDATED)")


class Rows(NamedTuple):
    """One resource in the tables, each row in the order of its table's columns.

    Attributes:
        resource: number, type, id, version, updated, method, content.
        terms: parameter, value, moment, number of the resource, system.
        dates: parameter, low, number, high.
        strings: parameter, value, number, exact value.
    """

    resource: tuple[int, str, str, int, int, str, bytes]
    terms: list[tuple[int, str, int, int, int]]
    dates: list[tuple[int, int, int, int]]
    strings: list[tuple[int, str, int, str]]


class _Shape(NamedTuple):
    """A study as a resource and as rows, with the names of no study in particular.

    Attributes:
        content: cut where a study's own values go in, which stand at the odd places.
        terms: parameter, system, and the text, cut once where an own value goes in: before, which, after.
        strings: parameter, normalised value, exact value; both empty for the patient's name.
        dates: the parameters of ``started``.
    """

    content: tuple[str, ...]
    terms: tuple[tuple[int, int, str, str, str], ...]
    strings: tuple[tuple[int, str, str], ...]
    dates: tuple[int, ...]


def study_uid(number: int) -> str:
    """Give the Study Instance UID, which is the id of the ImagingStudy."""
    return f"{ROOT}.1.{number}"


def accession_number(number: int) -> str:
    """Give the accession number of a study."""
    return f"A{number:08d}"


def medical_record_number(number: int) -> str:
    """Give the identifier of a patient."""
    return f"P{number:07d}"


def patient_id(number: int) -> str:
    """Give the id of a Patient."""
    return str(UUID(int=(number + 1) * 0x9E3779B97F4A7C15F39CC0605CEDC835 & (1 << 128) - 1))


def resources(studies: int) -> Iterator[Rows]:
    """Make an archive: its patients, then its studies; the patients of the lowest numbers have most of them."""
    patients = max(studies // _STUDIES_OF_A_PATIENT, 1)
    for number in range(patients):
        yield _patient(number)
    chance = random.Random(_SEED)
    weights = [weight for *_, weight in _MODALITIES]
    modalities = chance.choices(range(len(_MODALITIES)), weights, k=4096)
    for number in range(studies):
        shape = _shape(modalities[number % 4096], int(chance.random() * 4), int(chance.random() * 9))
        patient = int(patients * chance.random() ** 2)
        started = _FIRST_DAY + int(_SECONDS * chance.random())
        yield _study(shape, number, patient, started, patients + number + 1)


def _name(patient: int) -> tuple[str, str]:
    return _FAMILIES[patient % 10], _GIVEN[patient // 10 % 12]


def _study(shape: _Shape, number: int, patient: int, started: int, rid: int) -> Rows:
    moment, updated = started * 1_000_000, _WRITTEN + rid * 1_000
    name = " ".join(reversed(_name(patient)))
    own = {
        _NUMBER: str(number),
        _PATIENT: patient_id(patient),
        _ACCESSION: accession_number(number),
        _RECORD: medical_record_number(patient),
        _NAME: name,
        _STARTED: f"{format_moment(moment)[:19]}Z",
        _UPDATED: format_moment(updated),
        "": "",
    }
    content = "".join(own[part] if index % 2 else part for index, part in enumerate(shape.content))
    terms = [
        (param, before + own[which] + after, moment, rid, system) for param, system, before, which, after in shape.terms
    ]
    normalised = _normalised(name)
    strings = [(param, value or normalised, rid, exact or name) for param, value, exact in shape.strings]
    dates = [(param, moment, rid, moment + 1_000_000) for param in shape.dates]
    resource = (rid, "ImagingStudy", study_uid(number), 1, updated, "PUT", content.encode())
    return Rows(resource, terms, dates, strings)


@lru_cache(maxsize=1024)
def _normalised(name: str) -> str:
    return normalise(name)


@lru_cache(maxsize=1024)
def _shape(modality: int, series: int, variant: int) -> _Shape:
    """Index the study of a shape, and cut its rows where a study's own values go in."""
    study = _template(modality, 2 + series // 2 + series % 2, variant)
    rows = index_rows(study)
    terms = []
    for param, value, _, system in sorted(rows.terms):
        before, which, after = (*_OWN.split(value), "", "")[:3]
        terms.append((param, system, before, which, after))
    strings = tuple(
        (param, "", "") if exact == _NAME else (param, value, exact) for param, value, exact in sorted(rows.strings)
    )
    content = tuple(_OWN.split(msgspec.json.encode(study).decode()))
    return _Shape(content, tuple(terms), strings, tuple(param for param, _, _ in sorted(rows.dates)))


def _template(modality: int, series: int, variant: int) -> dict[str, Any]:
    code, display, sop_class, _ = _MODALITIES[modality]
    site, site_name = _BODY_SITES[variant % len(_BODY_SITES)]
    coding = {"coding": [{"system": DICOM_CODES, "code": code, "display": display}]}
    record = {"use": "usual", "type": _kind("MR", "Medical record number"), "system": f"urn:oid:{ROOT}.8"}
    order = {"type": _kind("ACSN", "Accession ID"), "system": f"urn:oid:{ROOT}.9", "value": _ACCESSION}
    instances = [1 + (variant + one) % 3 for one in range(series)]
    return {
        "resourceType": "ImagingStudy",
        "id": f"{ROOT}.1.{_NUMBER}",
        "meta": {"versionId": "1", "lastUpdated": _UPDATED},
        "identifier": [
            {
                "use": "official",
                "type": {"coding": [{"system": DICOM_CODES, "code": "110180", "display": "Study Instance UID"}]},
                "system": "urn:dicom:uid",
                "value": f"urn:oid:{ROOT}.1.{_NUMBER}",
            }
        ],
        "status": "available",
        "modality": [coding],
        "subject": {
            "reference": f"Patient/{_PATIENT}",
            "type": "Patient",
            "identifier": {**record, "value": _RECORD},
            "display": _NAME,
        },
        "started": _STARTED,
        "basedOn": [{"type": "ServiceRequest", "identifier": order}],
        "referrer": {"reference": f"Practitioner/physician-{variant}", "type": "Practitioner"},
        "endpoint": [{"reference": "Endpoint/wado-rs", "type": "Endpoint", "display": "DICOM WADO-RS"}],
        "description": f"{display} {site_name}",
        "numberOfSeries": series,
        "numberOfInstances": sum(instances),
        "series": [
            {
                "uid": f"{ROOT}.2.{_NUMBER}.{one}",
                "number": one,
                "modality": coding,
                "numberOfInstances": count,
                "bodySite": {
                    "concept": {"coding": [{"system": "http://snomed.info/sct", "code": site, "display": site_name}]}
                },
                "started": _STARTED,
                "instance": [
                    {"uid": f"{ROOT}.3.{_NUMBER}.{one}.{two}", "sopClass": f"urn:oid:{sop_class}", "number": two}
                    for two in range(1, count + 1)
                ],
            }
            for one, count in enumerate(instances, 1)
        ],
    }


def _kind(code: str, display: str) -> dict[str, Any]:
    return {"coding": [{"system": _V2, "code": code, "display": display}]}


def _patient(number: int) -> Rows:
    family, given = _name(number)
    updated = _WRITTEN + (number + 1) * 1_000
    patient = {
        "resourceType": "Patient",
        "id": patient_id(number),
        "meta": {"versionId": "1", "lastUpdated": format_moment(updated)},
        "identifier": [
            {
                "use": "usual",
                "type": _kind("MR", "Medical record number"),
                "system": f"urn:oid:{ROOT}.8",
                "value": medical_record_number(number),
            }
        ],
        "name": [{"use": "official", "family": family, "given": [given]}],
        "gender": "female" if number % 2 else "male",
        "birthDate": f"{1930 + number % 90}-{1 + number % 12:02}-{1 + number % 28:02}",
    }
    rid, rows = number + 1, index_rows(patient)
    resource = (rid, "Patient", patient_id(number), 1, updated, "PUT", msgspec.json.encode(patient))
    terms = [(param, value, moment, rid, system) for param, value, moment, system in rows.terms]
    dates = [(param, low, rid, high) for param, low, high in rows.dates]
    return Rows(resource, terms, dates, [(param, value, rid, exact) for param, value, exact in rows.strings])

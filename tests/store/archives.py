"""Small archives, and searches in the same small vocabulary, so that searches find something.

Both are made from a seeded source of chance, and not drawn by hypothesis, whose archives are nearly empty.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any, TypeAlias

__all__ = [
    "CODES",
    "DATES",
    "IDS",
    "NUMBERS",
    "SYSTEMS",
    "TYPES",
    "URIS",
    "WORDS",
    "Maker",
    "either",
    "make_archive",
    "one_of",
    "texts",
]

Maker: TypeAlias = Callable[[Random], Any]


def one_of(*values: Any) -> Maker:
    return lambda chance: chance.choice(values)


def either(*makers: Maker) -> Maker:
    return lambda chance: chance.choice(makers)(chance)


def lists(of: Maker) -> Maker:
    return lambda chance: [of(chance) for _ in range(chance.choice((1, 1, 2)))]


def texts(*parts: Maker) -> Maker:
    return lambda chance: "".join(part(chance) for part in parts)


def some(required: dict[str, Maker] | None = None, **optional: Maker) -> Maker:
    """Make objects that have most of these members, and at least one."""
    return lambda chance: _object(chance, required or {}, optional)


def _object(chance: Random, required: dict[str, Maker], optional: dict[str, Maker]) -> dict[str, Any]:
    made = {name: of(chance) for name, of in required.items()}
    made |= {name: of(chance) for name, of in optional.items() if chance.random() < 0.75}
    if made:
        return made
    name = chance.choice(list(optional))
    return {name: optional[name](chance)}


IDS = one_of("1", "2", "3", "10", "a-b", "A.b", "Z")
CODES = one_of("CT", "MR", "ct", "1.2.3", "urn:oid:1.2.3", "x|y")
SYSTEMS = one_of("http://a.org", "urn:oid:9")
WORDS = one_of("Éve", "eve", "Evelyn Müller", "müller  straße", "Straße 5%", "a_b", "CT of head")
DATES = one_of(
    "2020", "2020-02", "2020-02-03", "2020-02-03T10:00:00Z", "2020-02-03T10:00:00.123+02:00", "2021-01-01", "1999-12"
)
URIS = one_of("http://a.org/x", "http://a.org/x/y", "http://A.org/X", "urn:oid:1.2.3", "http://a.org/xy")
NUMBERS = one_of(1, 5, 5.4, 5.40, 100, -3, 0.001, 1e3)
_UIDS = one_of("1", "2", "3", "10", "a-b", "A.b", "Z")
TYPES = (
    "Device",
    "Encounter",
    "ImagingStudy",
    "Location",
    "Observation",
    "Patient",
    "Practitioner",
    "Procedure",
    "ServiceRequest",
    "Specimen",
)


_CODING = some(system=SYSTEMS, code=CODES, display=WORDS)
_CONCEPT = some(coding=lists(_CODING), text=WORDS)
_IDENTIFIER = some(system=SYSTEMS, value=CODES, type=_CONCEPT)


def _references(*types: str) -> Maker:
    literal = texts(
        one_of("", "", "", "http://other.org/fhir/"),
        one_of(*types),
        one_of("/"),
        IDS,
        one_of("", "", "", "/_history/1", "/_history/2"),
    )
    return some(reference=literal, display=WORDS, identifier=_IDENTIFIER)


_PERIOD = some(start=DATES, end=DATES)
_QUANTITY = some(
    value=NUMBERS,
    comparator=one_of("<", "<=", ">", ">="),
    unit=one_of("mg", "hours"),
    system=SYSTEMS,
    code=one_of("mg", "h"),
)
_NAME = some(family=WORDS, given=lists(WORDS), text=WORDS)
_TELECOM = some({"system": one_of("phone", "email")}, value=CODES)
_ADDRESS = some(city=WORDS, line=lists(WORDS), use=one_of("home", "work"))
_INSTANCE = some(uid=_UIDS, sopClass=one_of("urn:oid:1.2.3", "urn:oid:1.2.4"))
_SERIES = some(
    uid=_UIDS,
    modality=_CONCEPT,
    bodySite=some(concept=_CONCEPT, reference=_references("BodyStructure")),
    instance=lists(_INSTANCE),
    performer=lists(some(actor=_references("Device", "Practitioner"))),
)
_META = some(
    tag=lists(_CODING),
    profile=lists(one_of("http://a.org/p", "http://a.org/p|2", "http://a.org/p|1")),
    source=URIS,
)

_COMMON = {"meta": _META, "identifier": lists(_IDENTIFIER), "language": one_of("de", "en")}
_ELEMENTS: dict[str, dict[str, Maker]] = {
    "Device": {
        "name": lists(some(value=WORDS)),
        "type": lists(_CONCEPT),
        "manufacturer": WORDS,
        "expirationDate": DATES,
        "location": _references("Location"),
        "definition": one_of("http://a.org/d", "http://a.org/d|2"),
        "conformsTo": lists(some(specification=_CONCEPT, version=WORDS)),
    },
    "Encounter": {
        "actualPeriod": _PERIOD,
        "subject": _references("Patient", "Group"),
        "length": _QUANTITY,
        "location": lists(some(location=_references("Location"), period=_PERIOD)),
        "participant": lists(some(actor=_references("Practitioner", "Patient"))),
    },
    "ImagingStudy": {
        "started": DATES,
        "status": CODES,
        "subject": _references("Patient", "Device"),
        "encounter": _references("Encounter"),
        "basedOn": lists(_references("ServiceRequest")),
        "referrer": _references("Practitioner"),
        "series": lists(_SERIES),
        "reason": lists(some(concept=_CONCEPT)),
    },
    "Location": {"name": WORDS, "partOf": _references("Location"), "address": _ADDRESS},
    "Observation": {
        "code": _CONCEPT,
        "valueQuantity": _QUANTITY,
        "valueCodeableConcept": _CONCEPT,
        "subject": _references("Patient", "Location"),
        "effectivePeriod": _PERIOD,
        "derivedFrom": lists(_references("ImagingStudy", "Observation")),
    },
    "Patient": {
        "name": lists(_NAME),
        "birthDate": one_of("1970", "1970-01-02", "1980-05"),
        "gender": one_of("male", "female"),
        "active": one_of(True, False),
        "telecom": lists(_TELECOM),
        "address": lists(_ADDRESS),
        "generalPractitioner": lists(_references("Practitioner")),
        "link": lists(some(other=_references("Patient"))),
    },
    "Practitioner": {"name": lists(_NAME), "active": one_of(True, False), "address": lists(_ADDRESS)},
    "Procedure": {
        "status": CODES,
        "code": _CONCEPT,
        "subject": _references("Patient", "Practitioner"),
        "occurrencePeriod": _PERIOD,
    },
    "ServiceRequest": {
        "authoredOn": DATES,
        "subject": _references("Patient", "Location"),
        "requester": _references("Practitioner", "Patient"),
        "code": some(concept=_CONCEPT),
        "occurrencePeriod": _PERIOD,
    },
    "Specimen": {
        "subject": _references("Patient", "Device"),
        "type": _CONCEPT,
        "collection": some(collectedDateTime=DATES, collector=_references("Practitioner")),
    },
}


def make_archive(chance: Random, size: int) -> list[dict[str, Any]]:
    """Make resources, each name once, in the order in which they are written."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for _ in range(size):
        resource_type = chance.choice([*TYPES, "ImagingStudy", "ImagingStudy", "Patient"])
        made = some({}, **_COMMON, **_ELEMENTS[resource_type])(chance)
        name = (resource_type, IDS(chance))
        found.setdefault(name, {"resourceType": name[0], "id": name[1], **made})
    return list(found.values())

"""Searches in the vocabulary of the small archives."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from store.archives import CODES, DATES, IDS, NUMBERS, SYSTEMS, TYPES, URIS, WORDS, Maker, either, one_of, texts

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

__all__ = ["make_search"]


def _changed(of: Maker, change: Callable[[Any], str]) -> Maker:
    return lambda chance: change(of(chance))


_PREFIXES = one_of("", "eq", "ne", "gt", "lt", "ge", "le", "sa", "eb", "ap")
_ESCAPED_CODES = _changed(CODES, lambda code: code.replace("|", "\\|"))
_TOKEN = either(
    _ESCAPED_CODES,
    texts(SYSTEMS, one_of("|"), _ESCAPED_CODES),
    texts(SYSTEMS, one_of("|")),
    texts(one_of("|"), _ESCAPED_CODES),
)
_STRING = one_of("eve", "Éve", "mull", "müller straße", "STRASSE", "5%", "_", "ct", "e", "Éve ")
_DATE = texts(_PREFIXES, DATES)
_QUANTITY = texts(
    _PREFIXES,
    _changed(NUMBERS, lambda number: format(Decimal(repr(number)), "f")),
    one_of("", "", "||mg", "|http://a.org|mg", "||hours", "|http://a.org|"),
)
_URI = either(URIS, one_of("http://a.org/p", "1.2.3", "a.ORG"))
_PLAIN: dict[str, Maker] = {
    "token": _TOKEN,
    "string": _STRING,
    "date": _DATE,
    "quantity": _QUANTITY,
    "uri": _URI,
    "truth": one_of("true", "false"),
}


def _reference_texts(*types: str) -> Maker:
    return either(
        IDS,
        texts(one_of(*types), one_of("/"), IDS),
        texts(one_of(*types), one_of("/"), IDS, one_of("/_history/2")),
        texts(one_of("http://other.org/fhir/"), one_of(*types), one_of("/"), IDS),
    )


_REFERENCE_TARGETS = {
    ("Device", "location"): ("Location",),
    ("Encounter", "location"): ("Location",),
    ("Encounter", "participant"): ("Practitioner", "Patient"),
    ("Encounter", "patient"): ("Patient",),
    ("ImagingStudy", "based-on"): ("ServiceRequest",),
    ("ImagingStudy", "encounter"): ("Encounter",),
    ("ImagingStudy", "patient"): ("Patient",),
    ("ImagingStudy", "performer"): ("Device", "Practitioner"),
    ("ImagingStudy", "referrer"): ("Practitioner",),
    ("ImagingStudy", "subject"): ("Patient", "Device"),
    ("Location", "partof"): ("Location",),
    ("Observation", "derived-from"): ("ImagingStudy", "Observation"),
    ("Observation", "subject"): ("Patient", "Location"),
    ("Patient", "general-practitioner"): ("Practitioner",),
    ("Patient", "link"): ("Patient",),
    ("Procedure", "subject"): ("Patient", "Practitioner"),
    ("ServiceRequest", "requester"): ("Practitioner", "Patient"),
    ("ServiceRequest", "subject"): ("Patient", "Location"),
    ("Specimen", "collector"): ("Practitioner",),
    ("Specimen", "subject"): ("Patient", "Device"),
}
_CODES_OF: dict[str, dict[str, tuple[str, ...]]] = {
    "token": {
        "Device": ("type", "specification"),
        "Encounter": ("identifier",),
        "ImagingStudy": ("modality", "status", "series", "instance", "identifier", "body-site", "reason-concept"),
        "Location": ("identifier",),
        "Observation": ("code", "value-concept"),
        "Patient": ("identifier", "gender", "active", "telecom", "phone", "email"),
        "Practitioner": ("identifier", "active"),
        "Procedure": ("code", "status"),
        "ServiceRequest": ("identifier", "code-concept"),
        "Specimen": ("type", "identifier"),
    },
    "string": {
        "Device": ("device-name", "manufacturer"),
        "Location": ("name", "address-city"),
        "Patient": ("name", "family", "given", "address"),
        "Practitioner": ("name", "address"),
    },
    "date": {
        "Device": ("expiration-date",),
        "Encounter": ("date", "date-start", "end-date", "location-period"),
        "ImagingStudy": ("started",),
        "Observation": ("date",),
        "Patient": ("birthdate",),
        "Procedure": ("date",),
        "ServiceRequest": ("authored", "occurrence"),
        "Specimen": ("collected",),
    },
    "quantity": {"Encounter": ("length",), "Observation": ("value-quantity",)},
    "uri": {"ImagingStudy": ("dicom-class",)},
}
_MODIFIERS = {
    "token": ("", "", "", ":not", ":text", ":of-type"),
    "string": ("", "", ":exact", ":contains"),
    "date": ("",),
    "quantity": ("",),
    "uri": ("", ":contains", ":below", ":above"),
    "reference": ("", "", ":text", ":identifier"),
}
_TEXTS_OF = {
    ":text": _STRING,
    ":exact": either(WORDS, _STRING),
    ":identifier": _TOKEN,
    ":of-type": texts(SYSTEMS, one_of("|"), _ESCAPED_CODES, one_of("|"), _ESCAPED_CODES),
    ":below": one_of("http://a.org", "http://a.org/x", "http://a.org/x/"),
    ":above": one_of("http://a.org/x/y/z", "http://a.org/x"),
}


def _values(chance: Random, of: Maker) -> str:
    return ",".join(of(chance) for _ in range(chance.choice((1, 1, 2, 3))))


def _plain(chance: Random, resource_type: str) -> str:
    kinds = [kind for kind, types in _CODES_OF.items() if resource_type in types]
    references = [code for owner, code in _REFERENCE_TARGETS if owner == resource_type]
    kind = chance.choice([*kinds, *(["reference"] * bool(references)), "common"])
    if kind == "common":
        return _common(chance)
    code = chance.choice(references if kind == "reference" else _CODES_OF[kind][resource_type])
    if chance.random() < 0.1:
        return f"{code}:missing={chance.choice(['true', 'false'])}"
    modifier = chance.choice(_MODIFIERS[kind])
    if kind == "reference":
        return _reference(chance, code, modifier, _REFERENCE_TARGETS[resource_type, code])
    texts_of = _TEXTS_OF.get(modifier, _PLAIN[kind])
    if code in ("active", "gender") and modifier in ("", ":not"):
        texts_of = one_of("true", "false", "male", "female")
    return f"{code}{modifier}={_values(chance, texts_of)}"


def _reference(chance: Random, code: str, modifier: str, targets: tuple[str, ...]) -> str:
    if not modifier and chance.random() < 0.2:
        return f"{code}:{chance.choice(targets)}={IDS(chance)}"
    return f"{code}{modifier}={_values(chance, _TEXTS_OF.get(modifier, _reference_texts(*targets)))}"


def _common(chance: Random) -> str:
    name, texts_of = chance.choice(_COMMON)
    return f"{name}={_values(chance, texts_of)}"


_COMMON = (
    ("_id", IDS),
    ("_id:not", IDS),
    ("_id:text", _STRING),
    ("_tag", _TOKEN),
    ("_tag:not", _TOKEN),
    ("_language", one_of("de", "en")),
    ("_language:not", one_of("de", "en")),
    ("_profile", one_of("http://a.org/p", "http://a.org/p|2")),
    ("_source", _URI),
    ("_source:below", _TEXTS_OF[":below"]),
    ("_source:contains", _URI),
    ("_lastUpdated", texts(_PREFIXES, one_of("2023-11-14", "2023-11-14T22:13:23Z", "2024"))),
)


def _criterion(chance: Random, resource_type: str, depth: int = 2) -> str:
    way = chance.random() if depth else 1
    chains = [(code, targets) for (owner, code), targets in _REFERENCE_TARGETS.items() if owner == resource_type]
    holders = [name for name, targets in _REFERENCE_TARGETS.items() if resource_type in targets]
    if way < 0.15 and chains:
        return _chain(chance, resource_type, *chance.choice(chains), depth - 1)
    if way < 0.25 and holders:
        owner, code = chance.choice(holders)
        return f"_has:{owner}:{code}:{_criterion(chance, owner, depth - 1)}"
    if way < 0.5 and resource_type in ("Device", "Observation"):
        return _composite(chance, resource_type)
    return _plain(chance, resource_type)


def _chain(chance: Random, resource_type: str, code: str, targets: tuple[str, ...], depth: int) -> str:
    if resource_type == "Observation" or chance.random() < 0.5:
        target = chance.choice(targets)
        return f"{code}:{target}.{_criterion(chance, target, depth)}"
    name, texts_of = chance.choice([("identifier", _TOKEN), ("_id", IDS), ("_tag", _TOKEN)])
    return f"{code}.{name}={_values(chance, texts_of)}"


def _composite(chance: Random, resource_type: str) -> str:
    first = _TOKEN(chance)
    if resource_type == "Device":
        return f"specification-version={first}${_STRING(chance)}"
    if chance.random() < 0.5:
        return f"code-value-concept={first}${_TOKEN(chance)}"
    return f"code-value-quantity={first}${_QUANTITY(chance)}"


def _sortable(resource_type: str) -> list[str]:
    found = [code for types in _CODES_OF.values() for code in types.get(resource_type, ())]
    return [*found, *(code for owner, code in _REFERENCE_TARGETS if owner == resource_type), "_lastUpdated", "_id"]


def make_search(chance: Random) -> tuple[str | None, tuple[str, ...]]:
    """Make a type, or None for all types, and parameters as in ``started=ge2020``."""
    resource_type = chance.choice([*TYPES, "ImagingStudy", "ImagingStudy", "Patient", None])
    criteria = range(chance.choice((0, 1, 1, 1, 2, 3)))
    if resource_type is None:
        parameters = [_common(chance) for _ in criteria]
        if chance.random() < 0.3:
            parameters.append(f"_type={','.join(chance.sample(TYPES, 3))}")
        keys = ["_lastUpdated", "_id", "_tag"]
    else:
        parameters = [_criterion(chance, resource_type) for _ in criteria]
        keys = _sortable(resource_type)
    sort = [chance.choice(("", "-")) + key for key in chance.sample(keys, chance.choice((0, 0, 1, 1, 2)))]
    return resource_type, (*parameters, *([f"_sort={','.join(sort)}"] if sort else ()))

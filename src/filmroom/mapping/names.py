"""Person names of DICOM as FHIR HumanNames.

Source: PS3.5 section 6.2.1 (PN), https://hl7.org/fhir/datatypes.html#HumanName,
http://hl7.org/fhir/StructureDefinition/iso21090-EN-representation
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from filmroom.dicom.person_names import split_name

if TYPE_CHECKING:
    from filmroom.dicom.person_names import PersonName
    from filmroom.mapping.reading import Json

__all__ = ["display_name", "human_names"]

_REPRESENTATION = "http://hl7.org/fhir/StructureDefinition/iso21090-EN-representation"


def display_name(name: PersonName | None) -> str:
    """Return the name as a person would read it, from its first group; empty for none."""
    if name is None:
        return ""
    group = name.alphabetic or name.ideographic or name.phonetic
    return _in_words(group)


def human_names(name: PersonName | None) -> list[Json]:
    """Return one HumanName for each group that the name has: alphabetic, ideographic, phonetic."""
    if name is None:
        return []
    groups = ((name.alphabetic, ""), (name.ideographic, "IDE"), (name.phonetic, "SYL"))
    others = bool(name.ideographic or name.phonetic)
    return [
        _human_name(group, representation or ("ABC" if others else ""))
        for group, representation in groups
        if _in_words(group)
    ]


def _in_words(group: str) -> str:
    parts = split_name(group)
    words = (parts.prefix, parts.given, parts.middle, parts.family)
    text = " ".join(word for word in words if word)
    return ", ".join(word for word in (text, parts.suffix) if word)


def _human_name(group: str, representation: str) -> Json:
    parts = split_name(group)
    made: Json = {}
    if representation:
        made["extension"] = [{"url": _REPRESENTATION, "valueCode": representation}]
    text = _in_words(group)
    if text:
        made["text"] = text
    if parts.family:
        made["family"] = parts.family
    given = [*parts.given.split(), *parts.middle.split()]
    for key, words in (("given", given), ("prefix", [parts.prefix]), ("suffix", [parts.suffix])):
        if any(words):
            made[key] = [word for word in words if word]
    return made

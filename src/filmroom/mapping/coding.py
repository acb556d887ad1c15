"""Coded entries of DICOM as FHIR concepts.

Source: PS3.3 Table 8.8-1 (Code Sequence Macro), https://hl7.org/fhir/datatypes.html#CodeableConcept
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from filmroom.dicom.codes import SNOMED_CT, SNOMED_RT, coding_scheme_uri, snomed_ct_code

if TYPE_CHECKING:
    from collections.abc import Iterable

    from filmroom.mapping.reading import Json, Reading
    from filmroom.study.facts import Attributes

__all__ = ["code_value", "coding", "concept", "concepts", "distinct", "make_coding"]

_LEGACY_SNOMED = frozenset({"SRT", "SNM3", "99SDM"})


def make_coding(system: str, code: str, display: str = "") -> Json:
    """Return a Coding without empty parts."""
    return {key: value for key, value in (("system", system), ("code", code), ("display", display)) if value}


def code_value(item: Attributes) -> str:
    """Return the code of a coded entry, short, long or URN; empty when it has none."""
    found = item.text("CodeValue") or item.text("LongCodeValue") or item.text("URNCodeValue")
    return " ".join(found.split())


def coding(item: Attributes, reading: Reading) -> Json | None:
    """Return the Coding of a coded entry; None when its scheme has no address that others know."""
    code, designator = code_value(item), item.text("CodingSchemeDesignator")
    if not code:
        return None
    if item.text("URNCodeValue") == code:
        return make_coding("urn:ietf:rfc:3986", code, item.text("CodeMeaning"))
    system = coding_scheme_uri(designator, reading.coding_scheme_uids)
    if designator in _LEGACY_SNOMED and not code.isdigit():
        system, code = _today(code, reading)
    if not system:
        reading.done(f"coding scheme {designator or '(none)'} has no address: kept the meaning as text")
        return None
    made = make_coding(system, code, item.text("CodeMeaning"))
    version = item.text("CodingSchemeVersion")
    if version and system not in (SNOMED_CT, SNOMED_RT):  # DICOM's SNOMED versions are not FHIR's
        made["version"] = version
    return made


def _today(code: str, reading: Reading) -> tuple[str, str]:
    translated = snomed_ct_code(code)
    if translated:
        reading.done("translated a SNOMED RT style code to SNOMED CT (PS3.16 Annex O)")
        return SNOMED_CT, translated
    reading.report("CodeValue", code, "a SNOMED RT style code of PS3.16 Annex O", f"kept under {SNOMED_RT}")
    return SNOMED_RT, code


def concept(item: Attributes, reading: Reading) -> Json | None:
    """Return the CodeableConcept of a coded entry; None when it has neither code nor meaning."""
    made = coding(item, reading)
    if made is not None:
        return {"coding": [made]}
    text = item.text("CodeMeaning") or code_value(item)
    return {"text": text} if text else None


def concepts(items: Iterable[Attributes], reading: Reading) -> list[Json]:
    """Return the distinct CodeableConcepts of coded entries, in their order."""
    return distinct(made for item in items if (made := concept(item, reading)) is not None)


def distinct(values: Iterable[Json]) -> list[Json]:
    """Return the values that differ from all before them."""
    kept: list[Json] = []
    for value in values:
        if value not in kept:
            kept.append(value)
    return kept

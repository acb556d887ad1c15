"""Coded entries of DICOM as FHIR concepts.

Source: PS3.3 Table 8.8-1 (Code Sequence Macro), https://hl7.org/fhir/datatypes.html#CodeableConcept
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from filmroom.dicom.codes import (
    CODING_SCHEMES,
    SNOMED_CT,
    SNOMED_RT,
    coding_scheme_uri,
    is_snomed_rt_code,
    snomed_ct_code,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from filmroom.mapping.reading import Json, Reading

__all__ = ["CODED", "code_value", "coding", "concept", "concepts", "distinct", "make_coding", "scheme_address"]

_SNOMED = frozenset({"SCT", "SRT", "SNM3", "99SDM"})
_CODE_KEYWORDS = ("CodeValue", "LongCodeValue", "URNCodeValue")

CODED = (
    *_CODE_KEYWORDS,
    "CodingSchemeDesignator",
    "CodeMeaning",
    "CodingSchemeVersion",
    "CodingSchemeIdentificationSequence",
    "CodingSchemeUID",
)
"""What `coding` reads."""


def make_coding(system: str, code: str, display: str = "") -> Json:
    """Return a Coding without empty parts."""
    return {key: value for key, value in (("system", system), ("code", code), ("display", display)) if value}


def code_value(item: Reading) -> str:
    """Return the code of a coded entry, short, long or URN; empty when it has none."""
    return " ".join(next((found for keyword in _CODE_KEYWORDS if (found := item.text(keyword))), "").split())


def scheme_address(item: Reading) -> str:
    """Return the address of a coded entry's scheme; empty when it has none that others know."""
    designator = item.text("CodingSchemeDesignator")
    if designator in CODING_SCHEMES:
        return CODING_SCHEMES[designator]
    return coding_scheme_uri(designator, {designator: item.coding_scheme_uid(designator)})


def coding(item: Reading) -> Json | None:
    """Return the Coding of a coded entry; None when its scheme has no address that others know."""
    code, designator = code_value(item), item.text("CodingSchemeDesignator")
    if not code:
        return None
    if item.text("URNCodeValue") == code:
        return make_coding("urn:ietf:rfc:3986", code, item.text("CodeMeaning"))
    system = scheme_address(item)
    if designator in _SNOMED and not code.isdigit():
        system, code = _snomed_today(item, code)
    if not system:
        item.done(f"coding scheme {designator or '(none)'} has no address: kept the meaning as text")
        return None
    made = make_coding(system, code, item.text("CodeMeaning"))
    version = item.text("CodingSchemeVersion")
    if version and system not in (SNOMED_CT, SNOMED_RT):  # DICOM's SNOMED versions are not FHIR's
        made["version"] = version
    return made


def _snomed_today(item: Reading, code: str) -> tuple[str, str]:
    """Return system and code of what is no SNOMED CT identifier; no system when it is no code of SNOMED at all."""
    translated = snomed_ct_code(code)
    if translated:
        item.done("translated a SNOMED RT style code to SNOMED CT (PS3.16 Annex O)")
        return SNOMED_CT, translated
    keyword = next(keyword for keyword in _CODE_KEYWORDS if item.text(keyword))
    if item.text("CodingSchemeDesignator") == "SCT" and not is_snomed_rt_code(code):
        item.defect(keyword, "a SNOMED CT identifier, of digits alone", "kept the meaning as text")
        return "", code
    item.defect(keyword, "a SNOMED RT style code of PS3.16 Annex O", f"kept under {SNOMED_RT}")
    return SNOMED_RT, code


def concept(item: Reading) -> Json | None:
    """Return the CodeableConcept of a coded entry; None when it has neither code nor meaning."""
    made = coding(item)
    if made is not None:
        return {"coding": [made]}
    text = item.text("CodeMeaning") or code_value(item)
    return {"text": text} if text else None


def concepts(items: Iterable[Reading]) -> list[Json]:
    """Return the distinct CodeableConcepts of coded entries, in their order."""
    return distinct(made for item in items if (made := concept(item)) is not None)


def distinct(values: Iterable[Json]) -> list[Json]:
    """Return the values that differ from all before them."""
    return list({msgspec.json.encode(value): value for value in values}.values())

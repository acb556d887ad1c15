"""The bytes of a value -> Python, by the VR that the dictionary gives an attribute.

Source: PS3.5 section 6.2 and table 6.2-1.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from filmroom.dicom.character_sets import DEFAULT_CHARACTER_SETS, CharacterSets
from filmroom.dicom.dates import parse_date, parse_date_time, parse_time
from filmroom.dicom.decoded import Decoded, Problem, show
from filmroom.dicom.limits import DEFAULT_LIMITS
from filmroom.dicom.person_names import PersonName, parse_person_name

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from filmroom.dicom.dictionary import Attribute

__all__ = ["Single", "Value", "decode_element", "is_uid"]

Single: TypeAlias = str | int | PersonName
"""One value: dates and times as ISO 8601 text, IS and US as int, PN as PersonName, all the rest as text."""

Value: TypeAlias = Single | tuple[Single, ...]
"""A value, or several where the attribute may have several; then always a tuple."""

_TEXT_VRS = frozenset({"LO", "LT", "PN", "SH", "ST", "UC", "UT"})  # those that Specific Character Set rules
_ONE_VALUE_VRS = frozenset({"LT", "ST", "UR", "UT"})  # a backslash is a character of theirs
_KEEPS_LEADING_SPACES = frozenset({"LT", "ST", "UC", "UR", "UT"})

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_CONTROLS_BUT_LINES = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")

_UID = re.compile(r"\d+(?:\.\d+)+", re.ASCII)
_LEADING_ZERO = re.compile(r"(?:^|\.)0\d", re.ASCII)
_UID_CHARACTERS = 64

_INTEGER = re.compile(r"[+-]?\d{1,12}", re.ASCII)
_WHOLE_DECIMAL = re.compile(r"([+-]?\d{1,12})\.0*", re.ASCII)
_CODE_STRING = re.compile(r"[A-Z0-9_ ]+", re.ASCII)


def decode_element(
    attribute: Attribute,
    raw: bytes,
    encodings: CharacterSets = DEFAULT_CHARACTER_SETS,
    *,
    little_endian: bool = True,
    most_values: int = DEFAULT_LIMITS.values_per_attribute,
) -> Decoded[Value]:
    """Decode the bytes of an element.

    Args:
        attribute: its row of the dictionary; not a sequence.
        raw: its value, padding included.
        encodings: the character sets of the data set or item that it stands in.
        little_endian: the order of bytes of a binary value.
        most_values: what is behind so many values is left out, and reported.

    Returns:
        No value and no problem where there is nothing but padding. One value, or a tuple where the
        attribute may have several. Where it may have one only and has more: text stays in one piece
        (a backslash in a description), of anything else the first value counts; both are reported.
    """
    if attribute.vr == "US":
        return _decode_unsigned_short(raw, little_endian=little_endian)
    vr = attribute.vr
    text, problems = (encodings if vr in _TEXT_VRS else DEFAULT_CHARACTER_SETS).decode(raw, vr)
    texts, more = _split(text, attribute, most_values)
    if len(texts) == 1 and not attribute.is_multiple and not (problems or more):  # nearly every value
        return _decode_one(vr, texts[0])
    decoded = [_decode_one(vr, one) for one in texts]
    values = tuple(one.value for one in decoded if one.value is not None)
    if attribute.is_multiple and vr == "PN" and values:  # an empty name keeps its place: items are paired with names
        values = tuple(one.value or PersonName() for one in decoded)
    problems = (*problems, *more, *(problem for one in decoded for problem in one.problems))
    if attribute.is_multiple:
        return Decoded(values or None, problems)
    return Decoded(values[0] if values else None, problems)


def is_uid(text: str) -> bool:
    """Whether a text is a legal UID, apart from leading zeros in a component. Source: PS3.5 9.1."""
    return len(text) <= _UID_CHARACTERS and _UID.fullmatch(text) is not None


def _split(text: str, attribute: Attribute, most: int) -> tuple[list[str], tuple[Problem, ...]]:
    """Split text into values: cleaned of padding, none of them empty but for names."""
    if attribute.vr in _ONE_VALUE_VRS or "\\" not in text:
        return [text], ()
    texts = text.split("\\", most)
    problems: tuple[Problem, ...] = ()
    if len(texts) > most:
        texts = texts[:most]
        problems = (Problem(show(text), f"at most {most} values", "the others left out"),)
    if not (attribute.is_multiple and attribute.vr == "PN"):
        texts = [one for one in texts if one.strip(" \0")]
    if attribute.is_multiple:
        return texts, problems
    if len(texts) < 2 and not problems:
        return texts, ()
    if attribute.vr in _TEXT_VRS and attribute.vr != "PN":
        return [text], (Problem(show(text), "one value", "read as one, with the backslash"),)
    return texts[:1], (Problem(show(text), "one value", "the others left out"),)


def _decode_one(vr: str, text: str) -> Decoded[Single]:
    cleaned, problems = _clean(text, vr)
    if not cleaned:
        return Decoded(None, problems)
    decode = _DECODERS.get(vr)
    if decode is None:
        return Decoded(cleaned, problems)
    decoded = decode(cleaned)
    return Decoded(decoded.value, problems + decoded.problems) if problems else decoded


def _clean(text: str, vr: str) -> tuple[str, tuple[Problem, ...]]:
    """Take padding off, which is meaningless, and control characters out, which is reported."""
    stripped = text.rstrip(" \0") if vr in _KEEPS_LEADING_SPACES else text.strip(" \0")
    if stripped.isprintable():
        return stripped, ()
    controls = _CONTROLS_BUT_LINES if vr in _ONE_VALUE_VRS else _CONTROLS
    cleaned = controls.sub("", stripped)
    if cleaned == stripped:
        kept = cleaned.rstrip()
        return kept, () if kept else (Problem(show(text), "more than line breaks and tabs", "left out"),)
    return cleaned.strip(), (Problem(show(text), "no control characters", "taken out"),)


def _decode_unsigned_short(raw: bytes, *, little_endian: bool) -> Decoded[Value]:
    if not raw:
        return Decoded(None)
    if len(raw) == 2:
        return Decoded(int.from_bytes(raw, "little" if little_endian else "big"))
    return Decoded(None, (Problem(show(raw), "two bytes of an unsigned short", "left out"),))


def _decode_uid(text: str) -> Decoded[Single]:
    if not is_uid(text):
        return Decoded(None, (Problem(show(text), "a UID of numbers and dots, at most 64 characters", "left out"),))
    if _LEADING_ZERO.search(text):
        return Decoded(text, (Problem(show(text), "a UID without leading zeros in a component", "kept"),))
    return Decoded(text)


def _decode_integer(text: str) -> Decoded[Single]:
    whole = _WHOLE_DECIMAL.fullmatch(text)
    match = whole[1] if whole else text
    if not _INTEGER.fullmatch(match) or not -(1 << 31) <= int(match) < 1 << 31:
        return Decoded(None, (Problem(show(text), "an integer of 32 bits", "left out"),))
    problems = (Problem(show(text), "an integer without a point", "read as one"),) if whole else ()
    return Decoded(int(match), problems)


def _decode_code_string(text: str) -> Decoded[Single]:
    if _CODE_STRING.fullmatch(text):
        return Decoded(text)
    return Decoded(text, (Problem(show(text), "capital letters, digits, spaces and underscores", "kept"),))


_DECODERS: Mapping[str, Callable[[str], Decoded[Single]]] = MappingProxyType(
    {
        "CS": _decode_code_string,
        "DA": parse_date,
        "DT": parse_date_time,
        "IS": _decode_integer,
        "PN": parse_person_name,
        "TM": parse_time,
        "UI": _decode_uid,
    }
)
"""How one value is decoded; the VRs that are not here are text as it stands."""

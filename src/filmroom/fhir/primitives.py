"""FHIR's primitive types: how each is written in JSON, and a fast check of a value.

Grammars, ranges and lengths are a table; each row names the page that it follows. A check answers ``None`` when
the value is fine, and otherwise says in words what was expected, never repeating the value.

Source: https://hl7.org/fhir/6.0.0-ballot4/datatypes.html#primitive
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from math import isfinite
from typing import TYPE_CHECKING

from filmroom.fhir.xhtml import inspect_xhtml

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["CHECKS", "MAX_STRING_LENGTH", "PRIMITIVES", "Primitive", "check_primitive"]

MAX_STRING_LENGTH = 1024 * 1024
"""The longest string, in characters. Source: https://hl7.org/fhir/6.0.0-ballot4/datatypes.html#string"""

_INT32 = 2**31 - 1
_INT64 = 2**63 - 1

_YEAR = r"(?:[0-9](?:[0-9](?:[0-9][1-9]|[1-9]0)|[1-9]00)|[1-9]000)"
_DAY = r"(?:0[1-9]|[12][0-9]|3[01])"
_MONTH = r"(?:0[1-9]|1[0-2])"
_CLOCK = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:(?:[0-5][0-9]|60)(?:\.[0-9]{1,9})?"
_ZONE = r"(?:Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))"


@dataclass(frozen=True, slots=True)
class Primitive:
    """One primitive type.

    Attributes:
        name: its name in FHIR.
        json_kind: ``string``, ``number`` or ``boolean``; ``string or number`` for integer64, which clients write
            both ways.
        grammar: the pattern that its text matches in full; empty when any text will do.
        least: the smallest number; ``None`` when there is none.
        most: the largest number; ``None`` when there is none.
        longest: the most characters; ``None`` where nothing limits it.
        expected: what the type asks for, in words, as a check answers it.
        source: the page or clause.
    """

    name: str
    json_kind: str
    grammar: str
    expected: str
    source: str
    least: int | None = None
    most: int | None = None
    longest: int | None = None


_PAGE = "https://hl7.org/fhir/6.0.0-ballot4/datatypes.html#"

# What no text of FHIR's may hold, since XML could not: controls other than tab, line feed and carriage return, and
# the halves of surrogate pairs. Source: https://hl7.org/fhir/6.0.0-ballot4/datatypes.html#string
_TEXT = r"[^\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]+"
_SOLID = r"[^\s\x00-\x1f\ud800-\udfff]+"

PRIMITIVES: tuple[Primitive, ...] = (
    Primitive("boolean", "boolean", "", "true or false", _PAGE + "boolean"),
    Primitive(
        "integer", "number", "", "a whole number from -2147483648 to 2147483647", _PAGE + "integer", -_INT32 - 1, _INT32
    ),
    Primitive("unsignedInt", "number", "", "a whole number from 0 to 2147483647", _PAGE + "unsignedInt", 0, _INT32),
    Primitive("positiveInt", "number", "", "a whole number from 1 to 2147483647", _PAGE + "positiveInt", 1, _INT32),
    Primitive(
        "integer64",
        "string or number",
        r"0|[-+]?[1-9][0-9]*",
        "a whole number from -9223372036854775808 to 9223372036854775807",
        _PAGE + "integer64",
        -_INT64 - 1,
        _INT64,
    ),
    Primitive("decimal", "number", "", "a decimal number", _PAGE + "decimal"),
    Primitive(
        "string",
        "string",
        _TEXT,
        "text that is not empty, has no control characters and is at most 1048576 characters long",
        _PAGE + "string",
        longest=MAX_STRING_LENGTH,
    ),
    Primitive(
        "markdown",
        "string",
        _TEXT,
        "text that is not empty, has no control characters and is at most 1048576 characters long",
        _PAGE + "markdown",
        longest=MAX_STRING_LENGTH,
    ),
    Primitive(
        "code",
        "string",
        rf"{_SOLID}(?: {_SOLID})*",
        "a code: no white space but single spaces inside",
        _PAGE + "code",
    ),
    Primitive(
        "id",
        "string",
        r"[A-Za-z0-9\-.]{1,64}",
        "1 to 64 of the letters A to Z and a to z, digits, '-' and '.'",
        _PAGE + "id",
        longest=64,
    ),
    Primitive("uri", "string", _SOLID, "a URI: not empty, no white space", _PAGE + "uri"),
    Primitive("url", "string", _SOLID, "a URL: not empty, no white space", _PAGE + "url"),
    Primitive("canonical", "string", _SOLID, "a canonical URI: not empty, no white space", _PAGE + "canonical"),
    Primitive(
        "oid",
        "string",
        r"urn:oid:[0-2](?:\.(?:0|[1-9][0-9]*))+",
        "an OID as a URI: urn:oid: and numbers without leading zeros between dots",
        _PAGE + "oid",
    ),
    Primitive(
        "uuid",
        "string",
        r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
        "a UUID as a URI: urn:uuid: and hexadecimal digits in lower case",
        _PAGE + "uuid",
    ),
    Primitive(
        "base64Binary",
        "string",
        r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{4}|[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)",
        "base64, not empty, without white space",
        _PAGE + "base64Binary",
    ),
    Primitive(
        "date",
        "string",
        rf"{_YEAR}(?:-{_MONTH}(?:-{_DAY})?)?",
        "a date of the calendar: YYYY, YYYY-MM or YYYY-MM-DD",
        _PAGE + "date",
    ),
    Primitive(
        "dateTime",
        "string",
        rf"{_YEAR}(?:-{_MONTH}(?:-{_DAY}(?:T{_CLOCK}{_ZONE})?)?)?",
        "YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDThh:mm:ss with a time zone, on a day of the calendar",
        _PAGE + "dateTime",
    ),
    Primitive(
        "instant",
        "string",
        rf"{_YEAR}-{_MONTH}-{_DAY}T{_CLOCK}{_ZONE}",
        "YYYY-MM-DDThh:mm:ss with a time zone, on a day of the calendar",
        _PAGE + "instant",
    ),
    Primitive("time", "string", _CLOCK, "a time of day: hh:mm:ss", _PAGE + "time"),
    Primitive(
        "xhtml",
        "string",
        _TEXT,
        "a div element of XHTML with text or an image, without scripts, forms, entities or document type",
        "https://hl7.org/fhir/6.0.0-ballot4/narrative.html#xhtml",
        longest=MAX_STRING_LENGTH,
    ),
)

_DATED = frozenset({"date", "dateTime", "instant"})
_TEXTS = frozenset({"string", "markdown"})


def check_primitive(type_name: str, value: object) -> str | None:
    """Check a value as it comes from JSON: ``None`` when it is one of the type, else what was expected.

    Raises:
        KeyError: the type is not primitive.
    """
    return CHECKS[type_name](value)


def _boolean_check(row: Primitive) -> Callable[[object], str | None]:
    expected = row.expected

    def check(value: object) -> str | None:
        return None if value is True or value is False else expected

    return check


def _integer_check(row: Primitive) -> Callable[[object], str | None]:
    least, most, expected = row.least or 0, row.most or 0, row.expected

    def check(value: object) -> str | None:
        return None if type(value) is int and least <= value <= most else expected

    return check


def _integer64_check(row: Primitive) -> Callable[[object], str | None]:
    in_range, matches, expected = _integer_check(row), re.compile(row.grammar).fullmatch, row.expected

    def check(value: object) -> str | None:
        if isinstance(value, str):
            # 20 characters hold any 64-bit number; a longer one is not worth converting
            return in_range(int(value)) if len(value) <= 20 and matches(value) else expected
        return in_range(value)

    return check


def _decimal_check(row: Primitive) -> Callable[[object], str | None]:
    expected = row.expected

    def check(value: object) -> str | None:
        if type(value) is int:
            return None
        if isinstance(value, float):
            return None if isfinite(value) else expected
        return None if isinstance(value, Decimal) and value.is_finite() else expected

    return check


def _text_check(row: Primitive) -> Callable[[object], str | None]:
    matches, longest, expected = re.compile(row.grammar).fullmatch, row.longest or 0, row.expected

    def check(value: object) -> str | None:
        return None if isinstance(value, str) and len(value) <= longest and matches(value) else expected

    return check


def _pattern_check(row: Primitive) -> Callable[[object], str | None]:
    matches, expected = re.compile(row.grammar).fullmatch, row.expected

    def check(value: object) -> str | None:
        return None if isinstance(value, str) and matches(value) else expected

    return check


def _base64_check(row: Primitive) -> Callable[[object], str | None]:
    # the same language as the row's grammar, without a group that repeats: the values may be megabytes
    matches, expected = re.compile(r"[A-Za-z0-9+/]+={0,2}").fullmatch, row.expected

    def check(value: object) -> str | None:
        return None if isinstance(value, str) and len(value) % 4 == 0 and matches(value) else expected

    return check


def _date_check(row: Primitive) -> Callable[[object], str | None]:
    matches, expected = re.compile(row.grammar).fullmatch, row.expected

    def check(value: object) -> str | None:
        if not isinstance(value, str) or not matches(value):
            return expected
        return None if value[8:10] < "29" or _is_calendar_day(value) else expected

    return check


def _xhtml_check(row: Primitive) -> Callable[[object], str | None]:
    is_text, expected = _text_check(row), row.expected

    def check(value: object) -> str | None:
        if not isinstance(value, str) or is_text(value):
            return expected
        found = inspect_xhtml(value)
        return None if found.has_content and not found.problem else expected

    return check


def _is_calendar_day(text: str) -> bool:
    """Say whether a text that begins with YYYY-MM-DD names a day that there is."""
    year, month, day = int(text[:4]), int(text[5:7]), int(text[8:10])
    if month == 2:
        is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        return day <= (29 if is_leap else 28)
    return day <= (30 if month in {4, 6, 9, 11} else 31)


_KINDS: Mapping[str, Callable[[Primitive], Callable[[object], str | None]]] = {
    "base64Binary": _base64_check,
    "boolean": _boolean_check,
    "integer64": _integer64_check,
    "decimal": _decimal_check,
    "xhtml": _xhtml_check,
}


def _check_of(row: Primitive) -> Callable[[object], str | None]:
    """Make the check that a row describes."""
    if row.name in _KINDS:
        return _KINDS[row.name](row)
    if row.json_kind == "number":
        return _integer_check(row)
    if row.name in _DATED:
        return _date_check(row)
    return _text_check(row) if row.name in _TEXTS else _pattern_check(row)


CHECKS: Mapping[str, Callable[[object], str | None]] = {row.name: _check_of(row) for row in PRIMITIVES}
"""The check of each primitive type, by the type's name."""

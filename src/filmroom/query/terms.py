"""What a criterion compares with: one value of a search, by the type of its parameter.

Source: https://hl7.org/fhir/6.0.0-ballot4/search.html#ptypes
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

import msgspec

__all__ = [
    "CompositeTerm",
    "DateTerm",
    "NumberTerm",
    "OfTypeTerm",
    "Prefix",
    "QuantityTerm",
    "ReferenceTerm",
    "StringTerm",
    "Term",
    "TokenTerm",
    "UriTerm",
]


class Prefix(StrEnum):
    """How the range of a term is compared with the range of a resource's value.

    For a date, the range above the term begins where the term ends, and the range below it ends where the term
    begins. Source: https://hl7.org/fhir/6.0.0-ballot4/search.html#prefix
    """

    EQ = "eq"
    NE = "ne"
    GT = "gt"
    LT = "lt"
    GE = "ge"
    LE = "le"
    SA = "sa"
    EB = "eb"
    AP = "ap"


class TokenTerm(msgspec.Struct, frozen=True):
    """A code in a system.

    Attributes:
        system: None: of any system or none; empty: of no system.
        code: None: any code of the system.
    """

    system: str | None
    code: str | None


class OfTypeTerm(msgspec.Struct, frozen=True):
    """An identifier by its type, of ``:of-type``.

    Attributes:
        system: of the identifier's type.
        code: of the identifier's type.
        value: of the identifier itself.
    """

    system: str
    code: str
    value: str


class DateTerm(msgspec.Struct, frozen=True):
    """A stretch of time, as long as its text is precise; with ``ap`` already widened.

    Attributes:
        low: its first microsecond since 1970-01-01T00:00:00Z.
        high: the microsecond after its last.
    """

    prefix: Prefix
    low: int
    high: int


class NumberTerm(msgspec.Struct, frozen=True):
    """A number; with ``ap`` already widened.

    Attributes:
        low: with ``eq``, ``ne`` and ``ap`` the least number that it stands for; with the others the number itself.
        high: with ``eq``, ``ne`` and ``ap`` the number at which it ends, not included; with the others as ``low``.
    """

    prefix: Prefix
    low: Decimal
    high: Decimal


class QuantityTerm(msgspec.Struct, frozen=True):
    """A number with a unit; ``low`` and ``high`` as in `NumberTerm`.

    Attributes:
        system: of the unit; None: any or none.
        code: of the unit; without a system it may be the unit as people read it; None: any or none.
    """

    prefix: Prefix
    low: Decimal
    high: Decimal
    system: str | None
    code: str | None


class StringTerm(msgspec.Struct, frozen=True):
    """A text, normalised as the index is, or as it was written where the modifier is ``:exact``."""

    text: str


class ReferenceTerm(msgspec.Struct, frozen=True):
    """What a reference leads to: an ``id``, or else a ``url``.

    Attributes:
        type: None: any type with this id.
        id: of a resource of this server; None when there is a ``url``.
        url: absolute, of another server or canonical; None when there is an ``id``.
        version: of the resource, or the business version of a canonical; None: any or none.
    """

    type: str | None = None
    id: str | None = None
    url: str | None = None
    version: str | None = None


class UriTerm(msgspec.Struct, frozen=True):
    """A whole URI, or with a modifier the part of one."""

    value: str


class CompositeTerm(msgspec.Struct, frozen=True):
    """One term for each component of a composite parameter, in the order of its definition."""

    components: tuple[Term, ...]


Term: TypeAlias = (
    TokenTerm | OfTypeTerm | DateTerm | NumberTerm | QuantityTerm | StringTerm | ReferenceTerm | UriTerm | CompositeTerm
)
"""Any value of a search."""

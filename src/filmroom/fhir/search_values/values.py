"""What there is to find in a resource: one type of value for each type of search parameter.

Source: https://hl7.org/fhir/6.0.0-ballot4/search.html#ptypes
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final, TypeAlias

import msgspec

__all__ = [
    "FAR_FUTURE",
    "FAR_PAST",
    "GREATEST_NUMBER",
    "LEAST_NUMBER",
    "CompositeValue",
    "DateValue",
    "IdentifierReferenceValue",
    "NumberValue",
    "OfTypeValue",
    "PositionValue",
    "QuantityValue",
    "ReferenceValue",
    "SearchValue",
    "StringValue",
    "TokenValue",
    "UriValue",
]

FAR_PAST: Final = -(2**62)
"""Where a Period without a start begins, in microseconds since 1970: before every date that can be written."""

FAR_FUTURE: Final = 2**62
"""Where a Period without an end ends, in microseconds since 1970: after every date that can be written."""

LEAST_NUMBER: Final = Decimal("-1E100")
"""Where a Quantity that is "less than" begins: below every number that has a value here."""

GREATEST_NUMBER: Final = Decimal("1E100")
"""Where a Quantity that is "greater than" ends: above every number that has a value here."""


class TokenValue(msgspec.Struct, frozen=True, gc=False):
    """A code or an identifier.

    Attributes:
        system: ``None`` where the value has none, as a bare code, a boolean or a telephone number has none.
        code: empty where there is only a text, or only a system.
        text: what ``:text`` searches: a coding's display, a concept's text, the text of an identifier's type.
    """

    system: str | None
    code: str
    text: str = ""


class OfTypeValue(msgspec.Struct, frozen=True, gc=False):
    """An identifier under one of the codes of its type, which ``:of-type`` searches.

    Attributes:
        system: of the type's code; ``None`` when it has none.
        code: the type's code.
        value: of the identifier.
    """

    system: str | None
    code: str
    value: str


class StringValue(msgspec.Struct, frozen=True, gc=False):
    """A text as it is written; `normalise` makes it comparable."""

    text: str


class DateValue(msgspec.Struct, frozen=True, gc=False):
    """A time, as far as it is known, in microseconds since 1970-01-01T00:00Z.

    Attributes:
        low: the first microsecond; `FAR_PAST` when there is none.
        high: the first microsecond that is no longer part of it; `FAR_FUTURE` when there is none.
    """

    low: int
    high: int


class ReferenceValue(msgspec.Struct, frozen=True, gc=False):
    """A reference to a resource, by its type and id, by its address, or by both.

    Attributes:
        type: the resource type; ``None`` where the address does not tell it.
        id: ``None`` when ``type`` is.
        url: the whole address without a version; ``None`` when it is relative, and so on this server.
        version: ``None`` when it is to the current one.
        text: what ``:text`` searches: the reference's display. All else is ``None`` when there is only that.
    """

    type: str | None
    id: str | None
    url: str | None
    version: str | None
    text: str = ""


class IdentifierReferenceValue(msgspec.Struct, frozen=True, gc=False):
    """A reference to a resource by its identifier, which ``:identifier`` searches.

    Attributes:
        system: ``None`` when it has none.
        value: empty when it has only a system.
    """

    system: str | None
    value: str


class UriValue(msgspec.Struct, frozen=True, gc=False):
    """A URI as it is written."""

    value: str


class NumberValue(msgspec.Struct, frozen=True, gc=False):
    """A number, to the digits that are written: from ``low`` up to, and without, ``high``."""

    low: Decimal
    high: Decimal


class QuantityValue(msgspec.Struct, frozen=True, gc=False):
    """A number with a unit: from ``low`` up to, and without, ``high``.

    Attributes:
        low: `LEAST_NUMBER` when the comparator is ``<`` or ``<=``.
        high: `GREATEST_NUMBER` when the comparator is ``>`` or ``>=``.
        system: of the unit's code; ``None`` when it has none, as a unit in words has none.
        code: of the unit, or the unit in words; empty when it has none.
    """

    low: Decimal
    high: Decimal
    system: str | None
    code: str


class PositionValue(msgspec.Struct, frozen=True, gc=False):
    """A place on earth, in degrees north and east (WGS 84)."""

    latitude: float
    longitude: float


class CompositeValue(msgspec.Struct, frozen=True):
    """Values that are found together, in the order of the parameter's components."""

    components: tuple[SearchValue, ...]


SearchValue: TypeAlias = (
    "TokenValue | OfTypeValue | StringValue | DateValue | ReferenceValue | IdentifierReferenceValue | UriValue "
    "| NumberValue | QuantityValue | PositionValue | CompositeValue"
)

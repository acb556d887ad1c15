"""Numbers and quantities as ranges, and positions.

Source: https://hl7.org/fhir/6.0.0-ballot4/search.html#number, #quantity and location-search.html (near)
"""

from __future__ import annotations

from decimal import Context, Decimal
from typing import TYPE_CHECKING, Any, Final

from filmroom.fhir.search_values.values import (
    GREATEST_NUMBER,
    LEAST_NUMBER,
    NumberValue,
    PositionValue,
    QuantityValue,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["number_range", "number_values", "position_values", "quantity_values"]

_EXPONENTS: Final = 90
_EXACT: Final = Context(prec=400)
_HALF: Final = Decimal("0.5")
_CURRENCIES: Final = "urn:iso:std:iso:4217"


def number_range(number: Decimal) -> NumberValue | None:
    """Give the numbers that are written alike: half a unit of the last digit to either side.

    ``100`` is 99.5 to 100.5 and ``1.00`` is 0.995 to 1.005. ``None`` when it is not finite, or has digits beyond
    10**90 or 10**-90.
    """
    if not number.is_finite() or number.adjusted() > _EXPONENTS:
        return None
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int) or exponent < -_EXPONENTS:
        return None
    half = _EXACT.scaleb(_HALF, exponent)
    return NumberValue(_EXACT.subtract(number, half), _EXACT.add(number, half))


def number_values(item: Any) -> Iterator[NumberValue]:
    """Give the range of an integer or a decimal; nothing for anything else."""
    found = _range(item)
    if found is not None:
        yield found


def quantity_values(item: Any) -> Iterator[QuantityValue]:
    """Give a Quantity (or Duration, Age, Money) under its code and, where that is another, under its unit in words.

    A value with a comparator reaches as far as it may. Nothing for what has no value.
    """
    found = _range(item.get("value")) if type(item) is dict else None
    if found is None:
        return
    comparator = item.get("comparator")
    low = LEAST_NUMBER if comparator in ("<", "<=") else found.low
    high = GREATEST_NUMBER if comparator in (">", ">=") else found.high
    system, code, unit, currency = (_text(item.get(key)) for key in ("system", "code", "unit", "currency"))
    if currency:
        system, code = _CURRENCIES, currency
    yield QuantityValue(low, high, system or None, code)
    if unit and unit != code:
        yield QuantityValue(low, high, None, unit)


def position_values(item: Any) -> Iterator[PositionValue]:
    """Give the position of a Location in degrees; nothing when it is not on earth."""
    if type(item) is not dict:
        return
    latitude, longitude = _decimal(item.get("latitude")), _decimal(item.get("longitude"))
    if latitude is not None and longitude is not None and abs(latitude) <= 90 and abs(longitude) <= 180:
        yield PositionValue(float(latitude), float(longitude))


def _range(item: Any) -> NumberValue | None:
    number = _decimal(item)
    return None if number is None else number_range(number)


def _decimal(item: Any) -> Decimal | None:
    """Read a JSON number; ``None`` when it is none, or not finite."""
    if type(item) is float:
        item = Decimal(repr(item))
    elif type(item) is int:
        # the digits of a longer one would take long to count
        item = Decimal(item) if item.bit_length() < 400 else None
    return item if type(item) is Decimal and item.is_finite() else None


def _text(value: Any) -> str:
    return value if type(value) is str else ""

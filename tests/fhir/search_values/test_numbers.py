"""Numbers and quantities as ranges, and positions."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmroom.fhir.search_values import (
    GREATEST_NUMBER,
    LEAST_NUMBER,
    NumberValue,
    PositionValue,
    QuantityValue,
    number_range,
)
from filmroom.fhir.search_values.numbers import number_values, position_values, quantity_values

UCUM = "http://unitsofmeasure.org"


@pytest.mark.parametrize(
    ("number", "low", "high"),
    [
        ("100", "99.5", "100.5"),
        ("100.00", "99.995", "100.005"),
        ("5.4", "5.35", "5.45"),
        ("-5.4", "-5.45", "-5.35"),
        ("0", "-0.5", "0.5"),
        ("5.40E-3", "0.005395", "0.005405"),
        ("1E2", "50", "150"),
    ],
)
def test_a_number_covers_half_a_unit_of_its_last_digit_to_either_side(number: str, low: str, high: str) -> None:
    assert number_range(Decimal(number)) == NumberValue(Decimal(low), Decimal(high))


@pytest.mark.parametrize("number", ["NaN", "sNaN", "Infinity", "-Infinity", "1E91", "1E-91", "1E999999", "1E-999999"])
def test_a_number_out_of_bounds_has_no_range(number: str) -> None:
    assert number_range(Decimal(number)) is None


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_a_number_is_within_its_range(number: Decimal) -> None:
    found = number_range(number)

    assert found is None or LEAST_NUMBER < found.low < number < found.high < GREATEST_NUMBER


@pytest.mark.parametrize(
    ("item", "found"),
    [
        (7, [("6.5", "7.5")]),
        (0.25, [("0.245", "0.255")]),
        (Decimal("0.250"), [("0.2495", "0.2505")]),
        (True, []),
        ("7", []),
        (None, []),
        (float("inf"), []),
        pytest.param(10**5000, [], id="a number of 5,001 digits"),
    ],
)
def test_only_json_numbers_are_numbers(item: Any, found: list[tuple[str, str]]) -> None:
    assert list(number_values(item)) == [NumberValue(Decimal(low), Decimal(high)) for low, high in found]


LOW, HIGH = Decimal("4.5"), Decimal("5.5")


@pytest.mark.parametrize(
    ("item", "found"),
    [
        ({"value": 5}, [QuantityValue(LOW, HIGH, None, "")]),
        ({"value": 5, "system": UCUM, "code": "mg"}, [QuantityValue(LOW, HIGH, UCUM, "mg")]),
        ({"value": 5, "system": UCUM, "code": "mg", "unit": "mg"}, [QuantityValue(LOW, HIGH, UCUM, "mg")]),
        (
            {"value": 5, "system": UCUM, "code": "min", "unit": "minutes"},
            [QuantityValue(LOW, HIGH, UCUM, "min"), QuantityValue(LOW, HIGH, None, "minutes")],
        ),
        ({"value": 5, "comparator": "<"}, [QuantityValue(LEAST_NUMBER, HIGH, None, "")]),
        ({"value": 5, "comparator": ">="}, [QuantityValue(LOW, GREATEST_NUMBER, None, "")]),
        ({"value": 5, "currency": "CHF"}, [QuantityValue(LOW, HIGH, "urn:iso:std:iso:4217", "CHF")]),
        ({"value": 5, "system": 7, "code": None}, [QuantityValue(LOW, HIGH, None, "")]),
        ({"value": "5"}, []),
        ({"code": "mg"}, []),
        (5, []),
    ],
)
def test_a_quantity_is_found_by_its_code_and_its_unit(item: Any, found: list[QuantityValue]) -> None:
    assert list(quantity_values(item)) == found


@pytest.mark.parametrize(
    ("item", "found"),
    [
        ({"latitude": Decimal("47.37"), "longitude": 8.54}, [PositionValue(47.37, 8.54)]),
        ({"latitude": -90, "longitude": 180}, [PositionValue(-90.0, 180.0)]),
        ({"latitude": 91, "longitude": 0}, []),
        ({"latitude": 0, "longitude": -181}, []),
        ({"latitude": 47.37}, []),
        ({"latitude": "47.37", "longitude": 8.54}, []),
        ("47.37|8.54", []),
    ],
)
def test_a_position_is_two_numbers_of_degrees(item: Any, found: list[PositionValue]) -> None:
    assert list(position_values(item)) == found

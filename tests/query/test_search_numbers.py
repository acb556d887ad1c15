"""Numbers and quantities of a search: the range that each text stands for."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmroom.query.search_numbers import parse_number_term, parse_quantity_term
from filmroom.query.terms import NumberTerm, Prefix, QuantityTerm


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("100", "99.5", "100.5"),
        ("100.00", "99.995", "100.005"),
        ("1.00e2", "99.5", "100.5"),
        ("1e2", "50", "150"),
        ("5.40E-3", "0.005395", "0.005405"),
        ("-2.0", "-2.05", "-1.95"),
        ("+7", "6.5", "7.5"),
        (".5", "0.45", "0.55"),
        ("3.", "2.5", "3.5"),
        ("0", "-0.5", "0.5"),
    ],
)
def test_a_number_stands_for_what_rounds_to_it(text: str, low: str, high: str) -> None:
    assert parse_number_term(text) == NumberTerm(Prefix.EQ, Decimal(low), Decimal(high))


@pytest.mark.parametrize("prefix", ["gt", "lt", "ge", "le", "sa", "eb"])
def test_a_compared_number_is_exact(prefix: str) -> None:
    assert parse_number_term(f"{prefix}5.4") == NumberTerm(Prefix(prefix), Decimal("5.4"), Decimal("5.4"))


@pytest.mark.parametrize("prefix", ["eq", "ne"])
def test_an_equal_number_and_an_unequal_one_have_a_range(prefix: str) -> None:
    assert parse_number_term(f"{prefix}5.4") == NumberTerm(Prefix(prefix), Decimal("5.35"), Decimal("5.45"))


def test_an_approximate_number_is_a_tenth_wide_but_never_narrower_than_its_digits() -> None:
    assert parse_number_term("ap100") == NumberTerm(Prefix.AP, Decimal(90), Decimal(110))
    assert parse_number_term("ap-100") == NumberTerm(Prefix.AP, Decimal(-110), Decimal(-90))
    assert parse_number_term("ap1") == NumberTerm(Prefix.AP, Decimal("0.5"), Decimal("1.5"))


@pytest.mark.parametrize(
    "text", ["", "five", "1,5", "0x1", "1e", "1e999", "NaN", "Infinity", "--1", "\uff11", "1" * 41]
)
def test_anything_else_is_no_number(text: str) -> None:
    with pytest.raises(ValueError, match="expected a number of at most 40 characters"):
        parse_number_term(text)


def test_a_quantity_may_have_a_unit_in_a_system() -> None:
    assert parse_quantity_term("le5.4|http://unitsofmeasure.org|mg") == QuantityTerm(
        Prefix.LE, Decimal("5.4"), Decimal("5.4"), "http://unitsofmeasure.org", "mg"
    )


def test_a_quantity_may_have_a_unit_of_any_system_or_none_at_all() -> None:
    low, high = Decimal("5.35"), Decimal("5.45")

    assert parse_quantity_term("5.4||mg") == QuantityTerm(Prefix.EQ, low, high, None, "mg")
    assert parse_quantity_term("5.4") == QuantityTerm(Prefix.EQ, low, high, None, None)


@pytest.mark.parametrize("text", ["5.4|mg", "5.4|a|b|c"])
def test_a_quantity_has_one_part_or_three(text: str) -> None:
    with pytest.raises(ValueError, match=r"expected a quantity: number, or number\|system\|code"):
        parse_quantity_term(text)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**9), max_value=10**9))
def test_a_number_is_in_the_middle_of_its_range(number: Decimal) -> None:
    term = parse_number_term(f"{number:f}")

    assert (term.low + term.high) / 2 == number
    assert term.high - term.low == Decimal("0.000001")

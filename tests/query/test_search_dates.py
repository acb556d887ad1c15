"""Dates of a search: the stretch of time that each text stands for."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmroom.query.search_dates import microseconds, parse_date_term
from filmroom.query.terms import DateTerm, Prefix
from query.asking import utc

NOW = utc("2026-03-01")


def date_range(text: str) -> tuple[int, int]:
    term = parse_date_term(text, NOW)
    return term.low, term.high


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("2024", "2024-01-01", "2025-01-01"),
        ("2024-02", "2024-02-01", "2024-03-01"),
        ("2023-02", "2023-02-01", "2023-03-01"),
        ("2024-12", "2024-12-01", "2025-01-01"),
        ("2024-02-29", "2024-02-29", "2024-03-01"),
        ("2024-12-31", "2024-12-31", "2025-01-01"),
        ("1969-12-31", "1969-12-31", "1970-01-01"),
        ("2024-05-06T07:08", "2024-05-06T07:08:00", "2024-05-06T07:09:00"),
        ("2024-05-06T07:08Z", "2024-05-06T07:08:00", "2024-05-06T07:09:00"),
        ("2024-05-06T07:08:09", "2024-05-06T07:08:09", "2024-05-06T07:08:10"),
        ("2024-05-06T07:08:09.5", "2024-05-06T07:08:09.500", "2024-05-06T07:08:09.600"),
        ("2024-05-06T07:08:09.123456", "2024-05-06T07:08:09.123456", "2024-05-06T07:08:09.123457"),
        ("2024-05-06T07:08:09.123456789Z", "2024-05-06T07:08:09.123456", "2024-05-06T07:08:09.123457"),
        ("2024-05-06T01:08:09+02:00", "2024-05-05T23:08:09", "2024-05-05T23:08:10"),
        ("2024-05-06T23:38:09-05:30", "2024-05-07T05:08:09", "2024-05-07T05:08:10"),
    ],
)
def test_a_date_is_as_long_as_it_is_precise(text: str, low: str, high: str) -> None:
    assert date_range(text) == (utc(low), utc(high))


def test_a_plus_sign_that_became_a_space_is_one() -> None:
    assert date_range("2024-05-06T01:08:09 02:00") == date_range("2024-05-06T01:08:09+02:00")


def test_a_leap_second_is_the_one_after_its_minute() -> None:
    assert date_range("2016-12-31T23:59:60Z") == date_range("2017-01-01T00:00:00Z")


def test_the_first_and_the_last_year_have_a_range() -> None:
    assert date_range("0001")[0] == utc("0001-01-01")
    assert (
        date_range("9999")[1]
        == date_range("9999-12")[1]
        == date_range("9999-12-31")[1]
        == utc("9999-12-31") + 86_400_000_000
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "24",
        "2024-13",
        "2024-00",
        "2023-02-29",
        "0000",
        "2024-1-1",
        "2024-05-06T",
        "2024-05-06T07",
        "2024-05-06T24:00",
        "2024-05-06T07:60",
        "2024-05-06T07:08:61",
        "2024-05-06T07:08:09+14:30",
        "2024-05-06T07:08:09+02:70",
        "2024-05-06T07:08:09.",
        "2024Z",
        "23 May 2009",
        "\uff12\uff10\uff12\uff14",
    ],
)
def test_anything_else_is_no_date(text: str) -> None:
    with pytest.raises(ValueError, match="expected a date: YYYY"):
        date_range(text)


@pytest.mark.parametrize("prefix", [each for each in Prefix if each is not Prefix.AP])
def test_a_prefix_stands_before_the_date(prefix: Prefix) -> None:
    assert parse_date_term(f"{prefix}2024", NOW) == DateTerm(prefix, utc("2024-01-01"), utc("2025-01-01"))


def test_an_approximate_date_is_wider_by_a_tenth_of_its_distance_to_now() -> None:
    past = parse_date_term("ap2026-01-30", NOW)
    future = parse_date_term("ap2026-03-11", NOW)

    assert past == DateTerm(Prefix.AP, utc("2026-01-30") - 29 * 8_640_000_000, utc("2026-01-31") + 29 * 8_640_000_000)
    assert future == DateTerm(Prefix.AP, utc("2026-03-10"), utc("2026-03-13"))


def test_an_approximate_date_around_now_is_as_it_is_written() -> None:
    assert parse_date_term("ap2026", NOW) == DateTerm(Prefix.AP, utc("2026-01-01"), utc("2027-01-01"))


@given(st.datetimes(min_value=datetime(1, 1, 2), max_value=datetime(9999, 12, 30), timezones=st.just(UTC)))
def test_every_precision_of_a_moment_holds_the_finer_ones(moment: datetime) -> None:
    written = moment.isoformat(timespec="microseconds").removesuffix("+00:00")
    ranges = [date_range(written[:length]) for length in (4, 7, 10, 16, 19, 21, 23, 26)]

    assert ranges[-1] == (microseconds(moment), microseconds(moment) + 1)
    assert all(outer[0] <= inner[0] < inner[1] <= outer[1] for outer, inner in pairwise(ranges))

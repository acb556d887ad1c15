"""Dates and times as ranges of microseconds."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmroom.fhir.search_values import FAR_FUTURE, FAR_PAST, DateValue, date_range
from filmroom.fhir.search_values.moments import date_values


def at(text: str) -> int:
    """Count the microseconds to a time that Python reads."""
    since = datetime.fromisoformat(text) - datetime(1970, 1, 1, tzinfo=UTC)
    return (since.days * 86400 + since.seconds) * 1_000_000 + since.microseconds


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "1970-01-01T00:00:01Z"),
        ("2024", "2024-01-01T00:00:00Z", "2025-01-01T00:00:00Z"),
        ("2024-02", "2024-02-01T00:00:00Z", "2024-03-01T00:00:00Z"),
        ("2024-12", "2024-12-01T00:00:00Z", "2025-01-01T00:00:00Z"),
        ("2024-02-29", "2024-02-29T00:00:00Z", "2024-03-01T00:00:00Z"),
        ("1923-05-06", "1923-05-06T00:00:00Z", "1923-05-07T00:00:00Z"),
        ("2024-07-10T09:30", "2024-07-10T09:30:00Z", "2024-07-10T09:31:00Z"),
        ("2024-07-10T09:30+02:00", "2024-07-10T07:30:00Z", "2024-07-10T07:31:00Z"),
        ("2024-07-10T09:30:15", "2024-07-10T09:30:15Z", "2024-07-10T09:30:16Z"),
        ("2024-07-10T09:30:15+02:00", "2024-07-10T07:30:15Z", "2024-07-10T07:30:16Z"),
        ("2024-07-10T09:30:15-03:30", "2024-07-10T13:00:15Z", "2024-07-10T13:00:16Z"),
        ("2024-07-10T00:30:15+14:00", "2024-07-09T10:30:15Z", "2024-07-09T10:30:16Z"),
        ("2024-07-10T09:30:15.2Z", "2024-07-10T09:30:15.200Z", "2024-07-10T09:30:15.300Z"),
        ("2024-07-10T09:30:15.25Z", "2024-07-10T09:30:15.250Z", "2024-07-10T09:30:15.260Z"),
        ("2024-07-10T09:30:15.250000Z", "2024-07-10T09:30:15.250000Z", "2024-07-10T09:30:15.250001Z"),
        ("2024-07-10T09:30:15.250000999Z", "2024-07-10T09:30:15.250000Z", "2024-07-10T09:30:15.250001Z"),
        ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z", "2017-01-01T00:00:01Z"),
    ],
)
def test_a_time_covers_all_that_it_may_mean(text: str, low: str, high: str) -> None:
    assert date_range(text) == DateValue(at(low), at(high))


@pytest.mark.parametrize("text", ["9999", "9999-12", "9999-12-31"])
def test_the_last_year_ends_where_the_next_would_begin(text: str) -> None:
    found = date_range(text)

    assert found is not None
    assert found.high == at("9999-12-31T23:59:59.999999Z") + 1


@pytest.mark.parametrize(
    "text",
    [
        *("", "24", "20240710", "0000", "2024-13", "2024-00", "2023-02-29", "2024-04-31", "2024-1-1"),
        *("2024-07-10T", "2024-07-10T09", "2024-07-10T24:00:00Z", "2024-07-10T09:60:00Z", "2024-07-10T09:30:61Z"),
        *("2024-07-10T09:30:15.Z", "2024-07-10T09:30:15.1234567890Z", "2024-07-10T09:30:15+2:00"),
        *("2024-07-10T09:30:15+14:01", "2024-07-10T09:30:15+01:60", "2024-07-10Z", "2024-07-10 09:30:15Z"),
        *(" 2024", "2024\n", "٢٠٢٤", "yesterday"),
    ],
)
def test_what_is_no_time_has_no_range(text: str) -> None:
    assert date_range(text) is None


@given(st.datetimes(min_value=datetime(1, 1, 2), max_value=datetime(9999, 12, 30), timezones=st.just(UTC)))
def test_every_second_agrees_with_python(moment: datetime) -> None:
    text = moment.strftime("%Y").zfill(4) + moment.strftime("-%m-%dT%H:%M:%S")
    low = at(moment.replace(microsecond=0).isoformat())

    assert date_range(text + "Z") == date_range(text + "-00:00") == DateValue(low, low + 1_000_000)


DAY_10 = (at("2024-07-10T00:00:00Z"), at("2024-07-11T00:00:00Z"))
DAY_12 = (at("2024-07-12T00:00:00Z"), at("2024-07-13T00:00:00Z"))

ON_DAY_10 = {"start": "2024-07-10", "end": "2024-07-10"}


@pytest.mark.parametrize(
    ("item", "found"),
    [
        ("2024-07-10", [DAY_10]),
        ({"start": "2024-07-10", "end": "2024-07-12"}, [(DAY_10[0], DAY_12[1])]),
        ({"start": "2024-07-10"}, [(DAY_10[0], FAR_FUTURE)]),
        ({"end": "2024-07-12"}, [(FAR_PAST, DAY_12[1])]),
        ({"event": ["2024-07-12", "2024-07-10"]}, [(DAY_10[0], DAY_12[1])]),
        ({"repeat": {"boundsPeriod": {"start": "2024-07-10"}}}, [(DAY_10[0], FAR_FUTURE)]),
        ({"event": ["2024-07-12"], "repeat": {"boundsPeriod": ON_DAY_10}}, [(DAY_10[0], DAY_12[1])]),
        ({"repeat": {"frequency": 2}}, []),
        ({}, []),
        ({"start": "2024-07-12", "end": "2024-07-10"}, []),
        ({"start": "soon", "end": "2024-07-10"}, []),
        ({"start": "2024-07-10", "end": 7}, []),
        ({"event": ["soon", None, 7]}, []),
        ({"event": "2024-07-10"}, []),
        ({"repeat": "daily"}, []),
        (7, []),
        (None, []),
        (["2024-07-10"], []),
    ],
)
def test_periods_and_timings_cover_their_outer_limits(item: Any, found: list[tuple[int, int]]) -> None:
    assert list(date_values(item)) == [DateValue(*each) for each in found]


def test_open_ends_lie_beyond_every_date() -> None:
    first, last = date_range("0001-01-01T00:00:00+14:00"), date_range("9999-12-31T23:59:59-14:00")

    assert first is not None
    assert last is not None
    assert -(2**63) < FAR_PAST < first.low
    assert last.high < FAR_FUTURE < 2**63

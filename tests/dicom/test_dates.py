"""Dates and times of DICOM as ISO 8601 writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmroom.dicom.dates import parse_date, parse_date_time, parse_time, parse_utc_offset, without_end_of_day
from filmroom.dicom.decoded import Decoded, Problem

if TYPE_CHECKING:
    import datetime as dt

A_DATE = "a date of the calendar as YYYYMMDD"
A_TIME = "a time of the day as HHMMSS.FFFFFF"
A_DATE_TIME = "a date and time as YYYYMMDDHHMMSS.FFFFFF&ZZXX"


@pytest.mark.parametrize(
    ("text", "iso"),
    [("20240229", "2024-02-29"), ("1993.08.22", "1993-08-22"), ("00010101", "0001-01-01"), ("99991231", "9999-12-31")],
)
def test_a_date_is_read(text: str, iso: str) -> None:
    assert parse_date(text) == Decoded(iso)


def test_a_date_with_dashes_is_read_and_reported() -> None:
    problem = Problem("1993-08-22", "YYYYMMDD", "read as a date with dashes")
    assert parse_date("1993-08-22") == Decoded("1993-08-22", (problem,))


@pytest.mark.parametrize(
    "text",
    [
        *("20230229", "20241301", "20240100", "00000000", "2024", "202402", "2024022", "202402291", "2024.02-29"),
        *("20240229-", "20240101-20240131", "yesterday", "\uff12\uff10240101"),
    ],
)
def test_an_impossible_date_is_left_out_and_reported(text: str) -> None:
    found = parse_date(text)
    assert (found.value, [(one.expected, one.done) for one in found.problems]) == (None, [(A_DATE, "left out")])


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("07", "07:00:00"),
        ("0730", "07:30:00"),
        ("073015", "07:30:15"),
        ("073015.", "07:30:15"),
        ("073015.1", "07:30:15.1"),
        ("073015.123456", "07:30:15.123456"),
        ("07:30", "07:30:00"),
        ("07:30:15.25", "07:30:15.25"),
        ("000000", "00:00:00"),
        ("235959.999999", "23:59:59.999999"),
    ],
)
def test_a_time_is_read_and_filled_up_with_zeros(text: str, iso: str) -> None:
    assert parse_time(text) == Decoded(iso)


def test_a_leap_second_is_read_as_the_second_before_and_reported() -> None:
    problem = Problem("235960", "seconds up to 59", "the leap second read as 59")
    assert parse_time("235960") == Decoded("23:59:59", (problem,))


def test_more_than_six_digits_of_a_fraction_are_cut_and_reported() -> None:
    problem = Problem("101112.12345678", "at most six digits of a fraction", "the others cut off")
    assert parse_time("101112.12345678") == Decoded("10:11:12.123456", (problem,))


@pytest.mark.parametrize("text", ["240001", "2430", "1260", "101061", "7", "73015", "07:3015", "noon", "-1", "0730.5"])
def test_an_impossible_time_is_left_out_and_reported(text: str) -> None:
    assert parse_time(text) == Decoded(None, (Problem(text, A_TIME, "left out"),))


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2024", "2024"),
        ("202402", "2024-02"),
        ("20240229", "2024-02-29"),
        ("20240229+0100", "2024-02-29"),
        ("2024022907", "2024-02-29T07:00:00"),
        ("202402290730", "2024-02-29T07:30:00"),
        ("20240229073015.5", "2024-02-29T07:30:15.5"),
        ("20240229073015.5-0330", "2024-02-29T07:30:15.5-03:30"),
        ("20240229073015+0000", "2024-02-29T07:30:15+00:00"),
    ],
)
def test_a_date_and_time_is_read_with_the_precision_it_has(text: str, iso: str) -> None:
    assert parse_date_time(text) == Decoded(iso)


@pytest.mark.parametrize(
    "text", ["20230229", "2024022925", "20240229073015+1500", "20240229 073015", "2024-02-29T07:30:15", "202", "20241"]
)
def test_an_impossible_date_and_time_is_left_out_and_reported(text: str) -> None:
    assert parse_date_time(text) == Decoded(None, (Problem(text, A_DATE_TIME, "left out"),))


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        *(("+0200", "+02:00"), ("-0330", "-03:30"), ("+0000", "+00:00"), ("-0000", "+00:00"), (" +0200 ", "+02:00")),
        *(("-1200", "-12:00"), ("+1400", "+14:00"), ("+02:00", "+02:00")),
        *(("-1201", None), ("+1401", None), ("+0260", None), ("0200", None), ("CET", None), ("", None), ("+200", None)),
    ],
)
def test_an_offset_from_utc_is_read(text: str, offset: str | None) -> None:
    assert parse_utc_offset(text) == offset


@given(st.datetimes())
def test_what_python_writes_is_read_back(moment: dt.datetime) -> None:
    written = f"{moment.year:04}{moment:%m%d%H%M%S.%f}"
    assert parse_date(written[:8]).value == moment.date().isoformat()
    assert parse_time(written[8:]).value == moment.time().isoformat(timespec="microseconds")
    assert parse_date_time(written).value == moment.isoformat(timespec="microseconds")


@given(st.text(max_size=20) | st.text("0123456789.:+- ", max_size=20))
def test_any_text_is_read_or_left_out(text: str) -> None:
    for parse in (parse_date, parse_time, parse_date_time):
        found = parse(text)
        assert (found.value is None) <= bool(found.problems)


@pytest.mark.parametrize(
    ("date", "time", "moment"),
    [
        ("2024-12-31", "24:00:00", ("2025-01-01", "00:00:00")),
        ("9999-12-31", "24:00:00", ("9999-12-31", "00:00:00")),
        ("2024-12-31", "23:59:59", ("2024-12-31", "23:59:59")),
    ],
)
def test_the_midnight_at_the_end_of_a_day_is_that_of_the_next(date: str, time: str, moment: tuple[str, str]) -> None:
    assert without_end_of_day(date, time) == moment

"""Dates and times: VRs DA, TM and DT, and offsets from UTC, as ISO 8601 writes them.

Source: PS3.5 table 6.2-1 and its notes on ACR-NEMA 300; PS3.3 C.12.1.1.8 (offsets).
"""

from __future__ import annotations

import datetime as dt
import re

from filmroom.dicom.decoded import Decoded, Problem, show

__all__ = ["END_OF_DAY", "parse_date", "parse_date_time", "parse_time", "parse_utc_offset", "without_end_of_day"]

END_OF_DAY = "24:00:00"
"""The time that is the midnight at the end of its day, and so the first moment of the next."""

_DATE = re.compile(r"(\d{4})([.-]?)(\d\d)\2(\d\d)", re.ASCII)
_TIME = re.compile(r"(\d\d)(?:(:?)(\d\d)(?:\2(\d\d)(?:\.(\d*))?)?)?", re.ASCII)
_DATE_TIME = re.compile(r"(\d{4})(\d\d)?(\d\d)?(\d\d[\d.]*)?([+-]\d{4})?", re.ASCII)
_OFFSET = re.compile(r"([+-])(\d\d):?(\d\d)", re.ASCII)

_EARLIEST_OFFSET_MINUTES = -12 * 60
_LATEST_OFFSET_MINUTES = 14 * 60
_FRACTION_DIGITS = 6


def parse_date(text: str) -> Decoded[str]:
    """Read a DA as ``YYYY-MM-DD``.

    ``YYYY.MM.DD`` is the form of ACR-NEMA, which the standard still wants to be read; dashes are read and
    reported; a date that the calendar does not have is left out.
    """
    match = _DATE.fullmatch(text)
    iso = _calendar_date(match[1], match[3], match[4]) if match else None
    if match is None or iso is None:
        return _left_out(text, "a date of the calendar as YYYYMMDD")
    if match[2] == "-":
        return Decoded(iso, (Problem(show(text), "YYYYMMDD", "read as a date with dashes"),))
    return Decoded(iso)


def parse_time(text: str) -> Decoded[str]:
    """Read a TM as ``HH:MM:SS`` or ``HH:MM:SS.ffffff`` with the digits it has; what it leaves out is zero.

    Colons are the form of ACR-NEMA. A leap second (60) becomes 59 and is reported, because neither FHIR's
    clients nor Python know it; more than six digits of a fraction are cut and reported; 24:00 is kept
    as it is, with a report: it is the midnight that begins the next day, and whoever knows the day can say so.
    """
    match = _TIME.fullmatch(text)
    expected = "a time of the day as HHMMSS.FFFFFF"
    if match is None:
        return _left_out(text, expected)
    hour, minute, second, fraction = match[1], match[3] or "00", match[4] or "00", match[5] or ""
    problems: tuple[Problem, ...] = ()
    if second == "60":
        second = "59"
        problems += (Problem(show(text), "seconds up to 59", "the leap second read as 59"),)
    if (hour, minute, second, fraction.strip("0")) == ("24", "00", "00", ""):
        return Decoded(END_OF_DAY, (Problem(show(text), expected, "read as the midnight at the end of the day"),))
    if hour > "23" or minute > "59" or second > "59":
        return _left_out(text, expected)
    if len(fraction) > _FRACTION_DIGITS:
        fraction = fraction[:_FRACTION_DIGITS]
        problems += (Problem(show(text), "at most six digits of a fraction", "the others cut off"),)
    return Decoded(f"{hour}:{minute}:{second}" + (f".{fraction}" if fraction else ""), problems)


def parse_date_time(text: str) -> Decoded[str]:
    """Read a DT as an ISO 8601 date and time, with the precision it has.

    ``YYYY``, ``YYYY-MM``, ``YYYY-MM-DD`` or ``YYYY-MM-DDTHH:MM:SS[.ffffff][+HH:MM]``: a time is filled up
    with zeros, and the offset of a date without a time is dropped, as it says nothing.
    """
    match = _DATE_TIME.fullmatch(text)
    expected = "a date and time as YYYYMMDDHHMMSS.FFFFFF&ZZXX"
    if match is None:
        return _left_out(text, expected)
    year, month, day, rest, offset = match.groups()
    date = _calendar_date(year, month or "01", day or "01")
    if date is None:
        return _left_out(text, expected)
    if rest is None:
        return Decoded(date[: len(year) + 3 * ((month is not None) + (day is not None))])
    time = parse_time(rest)
    utc_offset = parse_utc_offset(offset) if offset else ""
    if time.value in (None, END_OF_DAY) or utc_offset is None:
        return _left_out(text, expected)
    return Decoded(f"{date}T{time.value}{utc_offset}", time.problems)


def parse_utc_offset(text: str) -> str | None:
    """Read an offset from UTC such as ``+0200`` as ``+02:00``; None when it is none from -12:00 to +14:00."""
    match = _OFFSET.fullmatch(text.strip())
    if match is None or match[3] > "59":
        return None
    minutes = (int(match[2]) * 60 + int(match[3])) * (-1 if match[1] == "-" else 1)
    if not _EARLIEST_OFFSET_MINUTES <= minutes <= _LATEST_OFFSET_MINUTES:
        return None
    return f"{match[1] if minutes else '+'}{match[2]}:{match[3]}"


def without_end_of_day(date: str, time: str) -> tuple[str, str]:
    """Write the midnight at the end of a day as that of the next; on the last day of all years as its own."""
    if time != END_OF_DAY:
        return date, time
    day = dt.date.fromisoformat(date)
    return (date if day == dt.date.max else (day + dt.timedelta(days=1)).isoformat()), "00:00:00"


def _calendar_date(year: str, month: str, day: str) -> str | None:
    try:
        return dt.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def _left_out(text: str, expected: str) -> Decoded[str]:
    return Decoded(None, (Problem(show(text), expected, "left out"),))

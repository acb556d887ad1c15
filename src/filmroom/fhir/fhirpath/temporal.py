"""Dates and times of FHIRPath, which may be known to the year, the day or the second only.

Source: https://hl7.org/fhirpath/N1/#date, #datetime, #time and #comparison
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

__all__ = ["Temporal", "compare_temporals", "high_boundary", "low_boundary", "parse_temporal"]

_DATE_TIME: Final = re.compile(
    r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?"
    r"(?P<t>T(?:(?P<hour>[0-9]{2})(?::(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}(?:\.[0-9]+)?))?)?"
    r"(?P<zone>Z|[+-][0-9]{2}:[0-9]{2})?)?)?"
)
_TIME: Final = re.compile(r"T?(?P<hour>[0-9]{2})(?::(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}(?:\.[0-9]+)?))?)?")
_DATE_PARTS: Final = 3
_ALL_PARTS: Final = 6
_EARLIEST_OFFSET_MINUTES: Final = 14 * 60
_LATEST_OFFSET_MINUTES: Final = -12 * 60


@dataclass(frozen=True, slots=True)
class Temporal:
    """A date, a dateTime or a time, to the precision that was written.

    Attributes:
        kind: ``date``, ``dateTime`` or ``time``.
        parts: year, month, day, hour, minute, second, as many as are known; a time starts at the hour.
        offset_minutes: east of UTC; None when not known.
    """

    kind: str
    parts: tuple[int | Decimal, ...]
    offset_minutes: int | None = None


def _offset(zone: str | None) -> int | None:
    if not zone:
        return None
    if zone == "Z":
        return 0
    minutes = int(zone[1:3]) * 60 + int(zone[4:6])
    return -minutes if zone[0] == "-" else minutes


def _numbers(found: re.Match[str], names: tuple[str, ...]) -> tuple[int | Decimal, ...]:
    return tuple(Decimal(found[name]) if name == "second" else int(found[name]) for name in names if found[name])


def _clock_exists(parts: tuple[int | Decimal, ...]) -> bool:
    return all(part < limit for part, limit in zip(parts, (24, 60, 61), strict=False))


def _date_exists(parts: tuple[int | Decimal, ...]) -> bool:
    year, month, day = (*(int(part) for part in parts[:_DATE_PARTS]), 1, 1)[:_DATE_PARTS]
    return 1 <= month <= 12 and year >= 1 and 1 <= day <= monthrange(year, month)[1]


def parse_temporal(text: str) -> Temporal | None:
    """Read a date, dateTime or (after a ``T``) time; None when it is not one that exists."""
    if text.startswith("T"):
        found = _TIME.fullmatch(text)
        parts = _numbers(found, ("hour", "minute", "second")) if found else ()
        return Temporal("time", parts) if found and _clock_exists(parts) else None
    found = _DATE_TIME.fullmatch(text)
    if found is None:
        return None
    parts = _numbers(found, ("year", "month", "day", "hour", "minute", "second"))
    if not _date_exists(parts) or not _clock_exists(parts[_DATE_PARTS:]):
        return None
    return Temporal("dateTime" if found["t"] else "date", parts, _offset(found["zone"]))


def _as_utc(moment: Temporal) -> tuple[int | Decimal, ...]:
    """Give the seconds since the first day of the calendar, in UTC, in place of the six parts."""
    year, month, day, hour, minute, second = moment.parts
    seconds = (
        date(int(year), int(month), int(day)).toordinal() * 86400
        + int(hour) * 3600
        + int(minute) * 60
        + Decimal(second)
    )
    return (seconds - (moment.offset_minutes or 0) * 60,)


def compare_temporals(left: Temporal, right: Temporal) -> int | None:
    """Give -1, 0 or 1; None when it cannot be told at the precision, or without a time zone."""
    if (left.kind == "time") != (right.kind == "time"):
        return None
    mine, theirs = left.parts, right.parts
    if len(mine) == len(theirs) == _ALL_PARTS:
        if (left.offset_minutes is None) != (right.offset_minutes is None):
            return None
        mine, theirs = _as_utc(left), _as_utc(right)
    for a, b in zip(mine, theirs, strict=False):
        if a != b:
            return -1 if a < b else 1
    return 0 if len(mine) == len(theirs) else None


def low_boundary(moment: Temporal) -> Temporal:
    """Give the earliest dateTime (or time) that the value may stand for. Source: FHIRPath lowBoundary()"""
    if moment.kind == "time":
        return replace(moment, parts=(*moment.parts, 0, 0)[:_DATE_PARTS])
    parts = (*moment.parts, *(1, 1, 1, 0, 0, Decimal("0.000"))[len(moment.parts) :])
    offset = _EARLIEST_OFFSET_MINUTES if moment.offset_minutes is None else moment.offset_minutes
    return Temporal("dateTime", parts, offset)


def high_boundary(moment: Temporal) -> Temporal:
    """Give the latest dateTime (or time) that the value may stand for. Source: FHIRPath highBoundary()"""
    last_second = Decimal("59.999")
    if moment.kind == "time":
        return replace(moment, parts=(*moment.parts, *(23, 59, last_second)[len(moment.parts) :]))
    year, month = (*moment.parts, 12)[:2]
    last_day = monthrange(int(year), int(month))[1]
    parts = (*moment.parts, *(1, 12, last_day, 23, 59, last_second)[len(moment.parts) :])
    offset = _LATEST_OFFSET_MINUTES if moment.offset_minutes is None else moment.offset_minutes
    return Temporal("dateTime", parts, offset)

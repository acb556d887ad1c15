"""Dates and times as ranges of microseconds.

Source: https://hl7.org/fhir/6.0.0-ballot4/search.html#date and datatypes.html#dateTime
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from filmroom.fhir.search_values.values import FAR_FUTURE, FAR_PAST, DateValue

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["date_range", "date_values"]

_MOMENT: Final = re.compile(
    r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})"
    r"(?:T([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,9}))?)?(Z|[+-][0-9]{2}:[0-9]{2})?)?)?)?"
)
_EPOCH: Final = date(1970, 1, 1).toordinal()
_SECOND: Final = 1_000_000
_MINUTE: Final = 60 * _SECOND
_DAY: Final = 24 * 60 * _MINUTE
_WIDEST_ZONE: Final = 14 * _MINUTE * 60


def date_range(text: str) -> DateValue | None:
    """Read a date, dateTime or instant as the time that it may mean; ``None`` when it is none.

    A year, a month, a day, a minute or a second is all of it; a fraction is as long as its last digit, but at least a
    microsecond. Without a time zone it is in UTC. The time may end with the minutes, as it may in a query.
    """
    found = _MOMENT.fullmatch(text)
    if found is None:
        return None
    year, month, day, *clock = found.groups()
    try:
        low = _start_of_day(int(year), int(month or 1), int(day or 1))
        if clock[0] is None:
            return DateValue(low, low + _DAY if day else _end_of_month(int(year), int(month or 12)))
    except ValueError:
        return None
    return _within_day(low, *clock)


def _start_of_day(year: int, month: int, day: int) -> int:
    return (date(year, month, day).toordinal() - _EPOCH) * _DAY


def _end_of_month(year: int, month: int) -> int:
    if month == 12:
        # by its last day, because no date is later than the last day of 9999
        return _start_of_day(year, 12, 31) + _DAY
    return _start_of_day(year, month + 1, 1)


def _within_day(
    start: int, hour: str, minute: str, second: str | None, fraction: str | None, zone: str | None
) -> DateValue | None:
    """Read a time of day; ``None`` when no clock shows it. A leap second is the first of the next minute."""
    offset = _offset(zone)
    if offset is None or hour > "23" or minute > "59" or (second or "00") > "60":
        return None
    low = start + (int(hour) * 60 + int(minute)) * _MINUTE - offset
    if second is None:
        return DateValue(low, low + _MINUTE)
    low += int(second) * _SECOND
    if fraction is None:
        return DateValue(low, low + _SECOND)
    low += int(fraction[:6].ljust(6, "0"))
    return DateValue(low, low + 10 ** max(6 - len(fraction), 0))


def _offset(zone: str | None) -> int | None:
    """Read a time zone as microseconds east of UTC; ``None`` when there is none like it."""
    if zone is None or zone == "Z":
        return 0
    size = (int(zone[1:3]) * 60 + int(zone[4:6])) * _MINUTE
    if size > _WIDEST_ZONE or zone[4:6] > "59":
        return None
    return -size if zone[0] == "-" else size


def date_values(item: Any) -> Iterator[DateValue]:
    """Give the time that a date, dateTime, instant, Period or Timing covers; nothing for anything else."""
    found = date_range(item) if type(item) is str else _extent(item) if type(item) is dict else None
    if found is not None and found.low < found.high:
        yield found


def _extent(item: dict[str, Any]) -> DateValue | None:
    return _timing(item) if "event" in item or "repeat" in item else _period(item)


def _period(item: Any) -> DateValue | None:
    """Read a Period, open where it has no start or no end; ``None`` when it has neither, or one that is none."""
    start, end = item.get("start"), item.get("end")
    if start is None and end is None:
        return None
    low = date_range(start) if type(start) is str else None
    high = date_range(end) if type(end) is str else None
    if (start is not None and low is None) or (end is not None and high is None):
        return None
    return DateValue(low.low if low else FAR_PAST, high.high if high else FAR_FUTURE)


def _timing(item: dict[str, Any]) -> DateValue | None:
    """Read a Timing as its outer limits, from the first event or bound to the last."""
    events, repeat = item.get("event"), item.get("repeat")
    bounds = repeat.get("boundsPeriod") if type(repeat) is dict else None
    found = [date_range(each) for each in events if type(each) is str] if type(events) is list else []
    found.append(_period(bounds) if type(bounds) is dict else None)
    known = [each for each in found if each is not None]
    return DateValue(min(each.low for each in known), max(each.high for each in known)) if known else None

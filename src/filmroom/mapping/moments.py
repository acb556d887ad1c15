"""Dates and times of DICOM as FHIR dateTime.

FHIR knows no time of day without an offset; DICOM rarely says it. So a full dateTime is made only
from a date, a time and an offset that somebody stated.

Source: https://hl7.org/fhir/datatypes.html#dateTime, PS3.3 C.12.1.1.8 (Timezone Offset From UTC)
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from filmroom.dicom.dates import parse_utc_offset, without_end_of_day

if TYPE_CHECKING:
    from collections.abc import Callable
    from zoneinfo import ZoneInfo

    from filmroom.mapping.reading import Reading

__all__ = ["full_moment", "local_offset", "moment"]

_HAS_OFFSET = re.compile(r"(Z|[+-]\d\d:\d\d)$")


def moment(reading: Reading, date_keyword: str, time_keyword: str) -> str | None:
    """Return the dateTime of a date and its time; None without a date."""
    date, time = reading.text(date_keyword), reading.text(time_keyword)
    if not date:
        if time:
            reading.defect(time_keyword, f"a {date_keyword} beside it", "left out: a time without a date")
        return None
    return _joined(reading, time_keyword, date, time) if time else date


def full_moment(reading: Reading, keyword: str) -> str | None:
    """Return the dateTime of an attribute that has date and time in one (VR DT); None when absent."""
    text = reading.text(keyword)
    date, separator, time = text.partition("T")
    if not separator or _HAS_OFFSET.search(time):
        return text or None
    return _joined(reading, keyword, date, time)


def local_offset(reading: Reading) -> Callable[[str, str], str] | None:
    """Return what gives the offset of a local date and time in the configured time zone; None without one."""
    zone = reading.settings.time_zone
    return None if zone is None else lambda date, time: _offset_in(zone, date, time)


def _joined(reading: Reading, keyword: str, date: str, time: str) -> str:
    date, time = without_end_of_day(date, time)
    offset = _offset(reading, date, time)
    if offset:
        return f"{date}T{time}{offset}"
    reading.defect(
        keyword,
        "a Timezone Offset From UTC (0008,0201), or a time zone configured for the source",
        "kept the date alone",
    )
    return date


def _offset(reading: Reading, date: str, time: str) -> str:
    own = reading.text("TimezoneOffsetFromUTC")
    if own:
        parsed = parse_utc_offset(own)
        if parsed is not None:
            reading.done("with the instance's own Timezone Offset From UTC")
            return parsed
        reading.defect("TimezoneOffsetFromUTC", "an offset from -1200 to +1400 (PS3.3 C.12.1.1.8)", "left out")
    zone = reading.settings.time_zone
    if zone is None:
        return ""
    reading.done(f"with the offset of the configured time zone {zone.key}")
    return _offset_in(zone, date, time)


def _offset_in(zone: ZoneInfo, date: str, time: str) -> str:
    second_capped = time[:8].replace(":60", ":59") if time[6:8] == "60" else time[:8]
    offset = datetime.fromisoformat(f"{date}T{second_capped}").replace(tzinfo=zone).utcoffset()
    return _iso_offset(offset) if offset is not None else ""


def _iso_offset(offset: timedelta) -> str:
    minutes = round(offset.total_seconds() / 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"

"""When a series began, as text that sorts in the order of time.

Source: PS3.3 C.7.3.1 (Series Date, Performed Procedure Step Start Date), C.7.10.1 (Acquisition Date)
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from filmroom.dicom.dates import parse_utc_offset, without_end_of_day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from filmroom.study.facts import Attributes, InstanceFacts

__all__ = ["Acquisition", "earliest_acquisition", "series_start"]

_PAIRS = (
    ("SeriesDate", "SeriesTime"),
    ("PerformedProcedureStepStartDate", "PerformedProcedureStepStartTime"),
)
_OFFSET_CHARACTERS = len("+HH:MM")


class Acquisition(NamedTuple):
    """When one instance was acquired, in the instance's own words.

    Attributes:
        instance: the instance.
        keywords: the attributes that say so: a date and perhaps its time, or both in one.
    """

    instance: InstanceFacts
    keywords: tuple[str, ...]


def series_start(attributes: Attributes, instances: Iterable[InstanceFacts]) -> str:
    """Return when a series began: its own date, else the procedure step's, else the earliest acquisition's.

    In UTC where an offset is stated; empty when nothing says.
    """
    offset = attributes.text("TimezoneOffsetFromUTC")
    for date_keyword, time_keyword in _PAIRS:
        date = attributes.text(date_keyword)
        if date:
            return _in_utc(*without_end_of_day(date, attributes.text(time_keyword)), parse_utc_offset(offset) or "")
    earliest = earliest_acquisition(instances)
    return _start(earliest, _unknown) if earliest else ""


def earliest_acquisition(
    instances: Iterable[InstanceFacts], local_offset: Callable[[str, str], str] | None = None
) -> Acquisition | None:
    """Return the acquisition that began before all others; None when no instance has one.

    Args:
        instances: the candidates; of several at one moment the first counts.
        local_offset: the offset from UTC, as ``+01:00``, of a local date and time whose instance states none.
    """
    acquisitions = [made for one in instances if (made := _acquisition(one)) is not None]
    return min(acquisitions, key=lambda one: _start(one, local_offset or _unknown), default=None)


def _unknown(_date: str, _time: str) -> str:
    return ""


def _acquisition(instance: InstanceFacts) -> Acquisition | None:
    """Prefer what has a time of day; of two that have, the date and time that stand apart."""
    values = instance.instance.values
    if "AcquisitionDate" in values and "AcquisitionTime" in values:
        return Acquisition(instance, ("AcquisitionDate", "AcquisitionTime"))
    for keyword in ("AcquisitionDateTime", "AcquisitionDate"):
        if keyword in values:
            return Acquisition(instance, (keyword,))
    return None


def _start(acquisition: Acquisition, local_offset: Callable[[str, str], str]) -> str:
    instance, keywords = acquisition
    moment = "T".join(instance.instance.text(keyword) for keyword in keywords)
    date, _, time = moment.partition("T")
    if "+" in time or "-" in time:
        return _in_utc(date, time[:-_OFFSET_CHARACTERS], time[-_OFFSET_CHARACTERS:])
    date, time = without_end_of_day(date, time)
    own = parse_utc_offset(instance.series.text("TimezoneOffsetFromUTC"))
    return _in_utc(date, time, own or (local_offset(date, time) if time else ""))


def _in_utc(date: str, time: str, offset: str) -> str:
    """Return a moment as text that sorts; without an offset, or at the end of all years, as it stands."""
    if not time or not offset:
        return f"{date}T{time}"
    ahead = timedelta(hours=int(offset[1:3]), minutes=int(offset[4:6])) * (-1 if offset[0] == "-" else 1)
    try:
        return (datetime.fromisoformat(f"{date}T{time}") - ahead).isoformat()
    except OverflowError:
        return f"{date}T{time}"

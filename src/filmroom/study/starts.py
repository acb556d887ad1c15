"""When a series began, as text that sorts in the order of time.

Source: PS3.3 C.7.3.1 (Series Date, Performed Procedure Step Start Date), C.7.10.1 (Acquisition Date)
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from filmroom.study.facts import Attributes, InstanceFacts

__all__ = ["acquisition_start", "series_start"]

_PAIRS = (
    ("SeriesDate", "SeriesTime"),
    ("PerformedProcedureStepStartDate", "PerformedProcedureStepStartTime"),
)


def series_start(attributes: Attributes, instances: Iterable[InstanceFacts]) -> str:
    """Return when a series began: its own date, else the procedure step's, else the earliest acquisition's.

    Empty when nothing says.
    """
    for date_keyword, time_keyword in _PAIRS:
        date = attributes.text(date_keyword)
        if date:
            return f"{date}T{attributes.text(time_keyword)}"
    dated = [start for one in instances if (start := acquisition_start(one.instance))]
    return min(dated, default="")


def acquisition_start(instance: Attributes) -> str:
    """Return when an instance was acquired, in UTC where it says its offset; empty when it does not say."""
    date = instance.text("AcquisitionDate")
    if date:
        return f"{date}T{instance.text('AcquisitionTime')}"
    return _in_utc(instance.text("AcquisitionDateTime"))


def _in_utc(moment: str) -> str:
    _, separator, time = moment.partition("T")
    if not separator or not ("+" in time or "-" in time):
        return moment
    return datetime.fromisoformat(moment).astimezone(UTC).replace(tzinfo=None).isoformat()

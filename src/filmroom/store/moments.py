"""Moments as the store keeps them: microseconds since 1970-01-01T00:00Z."""

from __future__ import annotations

import datetime as dt
import time

__all__ = ["format_moment", "moment_now"]

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def moment_now() -> int:
    """Return the present moment."""
    return time.time_ns() // 1000


def format_moment(moment: int) -> str:
    """Return a moment as a FHIR instant, to the microsecond."""
    return (_EPOCH + dt.timedelta(microseconds=moment)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")

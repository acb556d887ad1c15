"""Which of several studies counts when they say different things of the same patient: the latest."""

from __future__ import annotations

__all__ = ["recency_rank"]

_REVERSED_DIGITS = str.maketrans("0123456789", "9876543210")


def recency_rank(study_date: str, study_instance_uid: str) -> str:
    """Return a text by which the latest study comes first, and one without a date last."""
    return f"{study_date.translate(_REVERSED_DIGITS) if study_date else '~'} {study_instance_uid}"

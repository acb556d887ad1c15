"""The hard limits of reading: what a file may cost, whatever it says.

Each limit has its own exception, so that a caller can tell a hostile file from a broken one.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["DEFAULT_LIMITS", "Limits"]


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one header may cost.

    Attributes:
        sequence_depth: how deep sequences may be nested; past it `SequenceDepthError`.
        element_count: how many data elements and items may be walked in one header; past it
            `ElementCountError`. Elements inside a value that is skipped by its length do not count.
        value_length_bytes: the longest value that is read into memory; past it `ValueLengthError`.
            Values that are not wanted are skipped and may be of any length.
        collected_bytes: how long all values together may be that are read into memory; past it `ValueLengthError`.
        values_per_attribute: how many values of one attribute, and items of one sequence, are decoded; the
            others are left out, and a defect says so.
        inflated_size_bytes: how much a deflated data set, or a member of an archive, may inflate to
            before the last wanted attribute; past it `InflatedSizeError`.
    """

    sequence_depth: int = 32
    element_count: int = 100_000
    value_length_bytes: int = 1 << 20
    collected_bytes: int = 2 << 20
    values_per_attribute: int = 1_000
    inflated_size_bytes: int = 64 << 20


DEFAULT_LIMITS = Limits()
"""The limits that hold unless a caller says otherwise."""

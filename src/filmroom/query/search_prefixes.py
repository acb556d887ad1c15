"""The two letters before a date, a number or a quantity.

Source: https://hl7.org/fhir/6.0.0-ballot4/search.html#prefix
"""

from __future__ import annotations

from filmroom.query.terms import Prefix

__all__ = ["COMPARISONS", "split_prefix"]

_PREFIXES = {prefix.value: prefix for prefix in Prefix}

COMPARISONS = frozenset({Prefix.GT, Prefix.LT, Prefix.GE, Prefix.LE, Prefix.SA, Prefix.EB})
"""The prefixes under which a number is exact, however few digits it has."""


def split_prefix(text: str) -> tuple[Prefix, str]:
    """Take the prefix off a value; without one it is ``eq``."""
    prefix = _PREFIXES.get(text[:2])
    return (Prefix.EQ, text) if prefix is None else (prefix, text[2:])

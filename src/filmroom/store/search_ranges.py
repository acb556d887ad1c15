"""How a range that is asked for is compared with a range that is kept.

Source: https://hl7.org/fhir/6.0.0-ballot4/search.html#prefix
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from sqlalchemy import ColumnElement, and_, or_

from filmroom.query.terms import DateTerm, NumberTerm, Prefix, QuantityTerm
from filmroom.store.index_rows import key_of, system_number
from filmroom.store.search_texts import begins_with

if TYPE_CHECKING:
    from sqlalchemy import Table

    from filmroom.query.terms import Term

__all__ = [
    "NARROW",
    "REACHING",
    "between",
    "date_condition",
    "instant_condition",
    "moment_bounds",
    "quantity_condition",
]

_Comparisons: TypeAlias = dict[Prefix, Callable[[], ColumnElement[bool]]]

NARROW = 86_400_000_000
"""The width of a day in microseconds: a date of the calendar has it, a moment has less."""

REACHING = frozenset({Prefix.GT, Prefix.GE, Prefix.AP})
"""The prefixes that a stretch of time may fit that began long before."""


def date_condition(value: Term, low: ColumnElement[int], high: ColumnElement[int]) -> ColumnElement[bool]:
    """Return the condition under which a kept stretch of time, from ``low`` up to ``high``, fits a term."""
    if not isinstance(value, DateTerm):
        raise TypeError(type(value).__name__)

    def contained() -> ColumnElement[bool]:
        return and_(low >= value.low, high <= value.high)

    comparisons: _Comparisons = {
        Prefix.EQ: contained,
        Prefix.NE: lambda: ~contained(),
        Prefix.GT: lambda: high > value.high,
        Prefix.LT: lambda: low < value.low,
        Prefix.GE: lambda: or_(high > value.high, contained()),
        Prefix.LE: lambda: or_(low < value.low, contained()),
        Prefix.SA: lambda: low >= value.high,
        Prefix.EB: lambda: high <= value.low,
        Prefix.AP: lambda: and_(low < value.high, high > value.low),
    }
    return comparisons[value.prefix]()


def instant_condition(value: Term, instant: ColumnElement[int]) -> ColumnElement[bool]:
    """Return the condition under which a kept microsecond fits a term, so that an index of these serves it."""
    if not isinstance(value, DateTerm):
        raise TypeError(type(value).__name__)

    def within() -> ColumnElement[bool]:
        return and_(instant >= value.low, instant < value.high)

    comparisons: _Comparisons = {
        Prefix.EQ: within,
        Prefix.NE: lambda: or_(instant < value.low, instant >= value.high),
        Prefix.GT: lambda: instant >= value.high,
        Prefix.LT: lambda: instant < value.low,
        Prefix.GE: lambda: instant >= value.low,
        Prefix.LE: lambda: instant < value.high,
        Prefix.SA: lambda: instant >= value.high,
        Prefix.EB: lambda: instant < value.low,
        Prefix.AP: within,
    }
    return comparisons[value.prefix]()


def quantity_condition(value: Term, kept: Table, before: str = "") -> ColumnElement[bool]:
    """Return the condition under which a row of ``kept``, which is `quantity`, fits a term.

    Args:
        before: what stands before the unit's code in a composite.
    """
    if not isinstance(value, (NumberTerm, QuantityTerm)):
        raise TypeError(type(value).__name__)
    fits = [_number_condition(value, kept)]
    system, code = (value.system, value.code) if isinstance(value, QuantityTerm) else (None, None)
    if system is not None:
        fits.append(kept.c.system == system_number(system))
    if code is not None:
        fits.append(kept.c.code == key_of(before + code))
    elif before:
        fits.append(begins_with(kept.c.code, before))
    return and_(*fits)


def _number_condition(value: NumberTerm | QuantityTerm, kept: Table) -> ColumnElement[bool]:
    first, behind = float(value.low), float(value.high)

    def contained() -> ColumnElement[bool]:
        return and_(kept.c.low >= first, kept.c.high <= behind)

    comparisons: _Comparisons = {
        Prefix.EQ: contained,
        Prefix.NE: lambda: ~contained(),
        Prefix.GT: lambda: kept.c.most > first,
        Prefix.LT: lambda: kept.c.least < first,
        Prefix.GE: lambda: kept.c.most >= first,
        Prefix.LE: lambda: kept.c.least <= first,
        Prefix.SA: lambda: kept.c.least > first,
        Prefix.EB: lambda: kept.c.most < first,
        Prefix.AP: lambda: and_(kept.c.low < behind, kept.c.high > first),
    }
    return comparisons[value.prefix]()


def between(column: ColumnElement[int], first: int | None, last: int | None) -> list[ColumnElement[bool]]:
    """Return the conditions of lying between two numbers, both included; None for no bound."""
    conditions = []
    if first is not None:
        conditions.append(column >= first)
    if last is not None:
        conditions.append(column <= last)
    return conditions


def moment_bounds(value: DateTerm, earliest_wide: int | None) -> tuple[int | None, int | None]:
    """Return between which moments, both included, the low end of every stretch lies that fits; None for no bound.

    Args:
        earliest_wide: before this none begins that is wider than `NARROW`.
    """
    first, behind = value.low, value.high
    reaching = {Prefix.GT: behind - NARROW, Prefix.GE: min(first, behind - NARROW), Prefix.AP: first - NARROW}
    if value.prefix in reaching:
        low = reaching[value.prefix] if earliest_wide is None else min(earliest_wide, reaching[value.prefix])
        return low, behind if value.prefix is Prefix.AP else None
    bounds: dict[Prefix, tuple[int | None, int | None]] = {
        Prefix.EQ: (first, behind),
        Prefix.NE: (None, None),
        Prefix.LT: (None, first),
        Prefix.LE: (None, behind),
        Prefix.SA: (behind, None),
        Prefix.EB: (None, first),
    }
    return bounds[value.prefix]

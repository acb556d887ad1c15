"""How a range that is asked for is compared with a range that is kept.

Source: https://hl7.org/fhir/6.0.0-ballot4/search.html#prefix
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, and_, or_

from filmroom.query.terms import DateTerm, NumberTerm, Prefix, QuantityTerm
from filmroom.store.index_rows import key_of, system_number

if TYPE_CHECKING:
    from sqlalchemy import Table

    from filmroom.query.terms import Term

__all__ = ["NARROW", "moment_bounds", "range_condition"]

NARROW = 86_400_000_000
"""The width of a day in microseconds: a date of the calendar has it, a moment has less."""


def range_condition(
    value: Term, low: ColumnElement[Any], high: ColumnElement[Any], unit: Table | None = None
) -> ColumnElement[bool]:
    """Return the condition under which a kept range from ``low`` up to ``high`` fits a term.

    Args:
        unit: the table with the columns ``system`` and ``code`` of a quantity.
    """
    if isinstance(value, DateTerm):
        return _compared(value.prefix, low, high, value.low, value.high)
    if not isinstance(value, (NumberTerm, QuantityTerm)):
        raise TypeError(type(value).__name__)
    fits = _compared(value.prefix, low, high, float(value.low), float(value.high))
    if isinstance(value, QuantityTerm) and unit is not None:
        if value.system:
            fits = and_(fits, unit.c.system == system_number(value.system))
        if value.code is not None:
            fits = and_(fits, unit.c.code == key_of(value.code))
    return fits


def _compared(
    prefix: Prefix, low: ColumnElement[Any], high: ColumnElement[Any], first: float, behind: float
) -> ColumnElement[bool]:
    contained = and_(low >= first, high <= behind)
    comparisons = {
        Prefix.EQ: contained,
        Prefix.NE: ~contained,
        Prefix.GT: high > behind,
        Prefix.LT: low < first,
        Prefix.GE: or_(high > behind, contained),
        Prefix.LE: or_(low < first, contained),
        Prefix.SA: low >= behind,
        Prefix.EB: high <= first,
        Prefix.AP: and_(low < behind, high > first),
    }
    return comparisons[prefix]


def moment_bounds(value: DateTerm, *, has_wide: bool) -> tuple[int | None, int | None]:
    """Return between which moments, both included, the low end of every range lies that fits; None for no bound.

    Args:
        has_wide: whether there are kept ranges wider than `NARROW`, which may begin long before they fit.
    """
    first, behind = value.low, value.high
    bounds = {
        Prefix.EQ: (first, behind),
        Prefix.NE: (None, None),
        Prefix.GT: (None if has_wide else behind - NARROW, None),
        Prefix.LT: (None, first),
        Prefix.GE: (None if has_wide else min(first, behind - NARROW), None),
        Prefix.LE: (None, behind),
        Prefix.SA: (behind, None),
        Prefix.EB: (None, first),
        Prefix.AP: (None if has_wide else first - NARROW, behind),
    }
    return bounds[value.prefix]

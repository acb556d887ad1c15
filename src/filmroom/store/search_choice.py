"""How a search is carried out: where matches are looked for, and in which order.

- Walked: rows of `term` in the order of their moments, those of the rarest criterion that asks for keys or those that
  every resource of its type has; or the resources in the order in which they last changed. What the other criteria ask
  is looked up for each row on the way, so a page costs as much as the rows it walks, not as much as there are matches.
- Gathered: all that one criterion leads to, asked what the other criteria ask, and sorted. So are a few resources in
  any order, and many in an order that no index has.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import ColumnElement, func, literal_column, select

from filmroom.fhir.search_parameters import parameter_number
from filmroom.query.search import ValueCriterion
from filmroom.query.terms import DateTerm
from filmroom.store.index_rows import CHIEF_DATES, NO_MOMENT
from filmroom.store.search_ranges import REACHING, between, moment_bounds
from filmroom.store.search_rows import row_condition
from filmroom.store.search_sources import Source, every_source, source_of
from filmroom.store.tables import date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from filmroom.store.search_resolved import Asked

__all__ = ["Method", "Order", "Plan", "make_plan"]

_COUNTED = (100, 5_000)
"""How far rows are counted to find the rarest criterion: a little first, and further where that does not tell."""

_WALKABLE_KEYS = 40
"""Up to here the rows of each key are walked on their own, and merged."""

_MANY_WIDE = 1_000
"""Up to here stretches of more than a day are looked at one by one."""


class Order(Enum):
    """What matches are in order by."""

    MOMENT = auto()
    UPDATED = auto()
    OTHER = auto()


class Method(Enum):
    """How matches are come by."""

    WALK_TERMS = auto()
    WALK_UPDATED = auto()
    GATHER = auto()


class Plan(NamedTuple):
    """How a search is carried out.

    Attributes:
        types: which a match may have.
        source: where matches are looked for; None: nothing matches.
        criteria: what each of them is still asked.
        earliest: the first moment that comes into question; None for any.
        latest: the last.
    """

    types: tuple[str, ...]
    source: Source | None
    criteria: tuple[Asked, ...] = ()
    method: Method = Method.GATHER
    earliest: int | None = None
    latest: int | None = None

    def moments(self, moment: ColumnElement[int]) -> list[ColumnElement[bool]]:
        """Return the conditions on the moment of a candidate."""
        return between(moment, self.earliest, self.latest)


def make_plan(connection: Connection, types: Sequence[str], criteria: Sequence[Asked], order: Order) -> Plan:
    """Choose where matches are looked for, and how; chains are to be resolved already."""
    sources = (source_of(one, types) for one in criteria if not _bounds_the_walk(one, types, order))
    found = [source for source in sources if source is not None]
    if not types or any(source.is_empty for source in found):
        return Plan(tuple(types), None)
    earliest, latest = _bounds(connection, types, criteria)
    every = every_source(types, earliest, latest)
    is_bounded = earliest is not None or latest is not None
    source, method = _choose(connection, found, every, order, is_bounded=is_bounded)
    rest = tuple(one for one in criteria if one is not source.criterion)
    return Plan(tuple(types), source, rest, method, earliest, latest)


def _bounds_the_walk(criterion: Asked, types: Sequence[str], order: Order) -> bool:
    """Say whether a criterion asks where in the order a match is: what is walked then begins and ends there."""
    code = criterion.parameter.code if isinstance(criterion, ValueCriterion) else ""
    return code == _chief(types) or (code == "_lastUpdated" and order is Order.UPDATED)


def _chief(types: Sequence[str]) -> str | None:
    return CHIEF_DATES.get(types[0]) if len(types) == 1 else None


def _choose(
    connection: Connection, found: Sequence[Source], every: Source, order: Order, *, is_bounded: bool
) -> tuple[Source, Method]:
    walkable = [source for source in found if 0 < len(source.keys) <= _WALKABLE_KEYS]
    if order is Order.MOMENT and len(found) == len(walkable) <= 1:
        return (*walkable, every)[0], Method.WALK_TERMS
    compared = [*found, every] if is_bounded and order is not Order.MOMENT else found
    rarest = _rarest(connection, compared)
    if rarest is not None:
        is_walked = order is Order.MOMENT and rarest in walkable
        return rarest, Method.WALK_TERMS if is_walked else Method.GATHER
    if order is Order.MOMENT:
        return (*walkable, every)[0], Method.WALK_TERMS
    if order is Order.UPDATED:
        return every, Method.WALK_UPDATED
    return (*found, every)[0], Method.GATHER


def _rarest(connection: Connection, found: Sequence[Source]) -> Source | None:
    """Return the source of the fewest rows; None when all have many."""
    for limit in _COUNTED if found else ():
        counts = [_count(connection, source, limit) for source in found]
        if min(counts) < limit:
            return found[counts.index(min(counts))]
    return None


def _count(connection: Connection, source: Source, limit: int) -> int:
    return connection.execute(select(func.count()).select_from(source.rids.limit(limit).subquery())).scalar_one()


def _bounds(connection: Connection, types: Sequence[str], criteria: Sequence[Asked]) -> tuple[int | None, int | None]:
    """Return between which moments every match lies, as far as the criteria on the chief date tell."""
    chief = _chief(types)
    earliest: int | None = None
    latest: int | None = None
    for one in criteria:
        if chief is not None and isinstance(one, ValueCriterion) and one.parameter.code == chief:
            first, last = _outer_bounds(connection, types[0], one)
            earliest = first if earliest is None else max(earliest, first)
            latest = min((each for each in (latest, last) if each is not None), default=None)
    return earliest, latest


def _outer_bounds(connection: Connection, resource_type: str, criterion: ValueCriterion) -> tuple[int, int | None]:
    """Return between which moments every match of one criterion on the chief date lies."""
    values = [value for value in criterion.values if isinstance(value, DateTerm)]
    is_reaching = any(value.prefix in REACHING for value in values)
    wide = _earliest_wide(connection, resource_type, criterion) if is_reaching else None
    found = [moment_bounds(value, wide) for value in values]
    lows = [NO_MOMENT + 1 if low is None else low for low, _ in found]
    highs = [high for _, high in found if high is not None]
    return min(lows), max(highs) if len(highs) == len(found) else None


def _earliest_wide(connection: Connection, resource_type: str, criterion: ValueCriterion) -> int | None:
    """Return where the first stretch of more than a day begins that fits; None when there is none."""
    wide = (
        select(date.c.low)
        .where(
            date.c.param == parameter_number(resource_type, criterion.parameter.code),
            # written out: an index of some rows serves only who asks in its own words
            literal_column("date.high - date.low > 86400000000"),
            row_condition(criterion, date),
        )
        .limit(_MANY_WIDE)
        .subquery()
    )
    count, low = connection.execute(select(func.count(), func.min(wide.c.low))).one()
    return NO_MOMENT + 1 if count == _MANY_WIDE else low

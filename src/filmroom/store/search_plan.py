"""How a search is carried out: which rows are walked, and what each of them is asked.

Every search walks rows of `term` in the order of their moments: those of its rarest criterion that asks for keys, or
those that every resource of its type has. What the other criteria ask is looked up for each row on the way, so a page
costs as much as the rows it walks, not as much as there are matches.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, literal, select

from filmroom.fhir.definitions import known_resource_types
from filmroom.fhir.search_parameter import SearchType
from filmroom.fhir.search_parameters import parameter_number
from filmroom.query.search import ChainCriterion, Modifier, ValueCriterion
from filmroom.query.terms import DateTerm
from filmroom.store.index_rows import CHIEF_DATES, NO_MOMENT, type_number
from filmroom.store.search_conditions import Asked, Candidate, condition
from filmroom.store.search_keys import Key, ResolvedChain, keys_of
from filmroom.store.search_ranges import NARROW, moment_bounds
from filmroom.store.tables import date, resource, term

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection

    from filmroom.query.search import Criterion

__all__ = ["Plan", "make_plan", "matching_ids"]

_FEW = 500
"""Up to here rows are simply counted and sorted."""

_RESOLVED_TARGETS = 200
"""Up to here the resources that a chain leads through are looked up first."""

_KEY_TYPES = frozenset({SearchType.TOKEN, SearchType.REFERENCE, SearchType.URI, SearchType.COMPOSITE})
_KEY_MODIFIERS = frozenset({None, Modifier.IDENTIFIER, Modifier.OF_TYPE})


class Plan(NamedTuple):
    """How a search is carried out.

    Attributes:
        types: which a match may have.
        keys: of the rows that are walked; empty: nothing matches.
        rows: how many these are, counted no further than `_FEW`.
        criteria: what each of them is still asked.
        earliest: the first moment that comes into question; None for any.
        latest: the last.
    """

    types: tuple[str, ...]
    keys: tuple[Key, ...]
    rows: int
    criteria: tuple[Asked, ...]
    earliest: int | None = None
    latest: int | None = None

    @property
    def is_small(self) -> bool:
        """Whether so few rows are walked that their order does not matter."""
        return self.rows < _FEW


class _Choice(NamedTuple):
    rows: int
    keys: tuple[Key, ...]
    criterion: Asked | None


def make_plan(
    connection: Connection, resource_type: str | None, types: Sequence[str], criteria: Sequence[Criterion]
) -> Plan:
    """Choose the rows to walk for a search."""
    searched = (resource_type,) if resource_type else tuple(types) or tuple(sorted(known_resource_types()))
    resolved = [_resolved(connection, one) for one in criteria]
    choices = [_Choice(0, tuple(keys), one) for one in resolved if (keys := _usable_keys(one, searched)) is not None]
    if any(not choice.keys for choice in choices):
        return Plan(searched, (), 0, ())
    every = _Choice(_FEW, tuple(Key(type_number(one), "") for one in searched), None)
    counted = [choice._replace(rows=_count(connection, choice.keys)) for choice in choices]
    best = min(counted, key=lambda choice: choice.rows, default=every)
    rest = tuple(one for one in resolved if one is not best.criterion)
    earliest, latest = _bounds(connection, searched, rest)
    return Plan(searched, best.keys, best.rows, rest, earliest, latest)


def matching_ids(connection: Connection, resource_type: str, criteria: Sequence[Criterion], limit: int) -> list[str]:
    """Return the ids of at most so many resources that match, in no particular order."""
    plan = make_plan(connection, resource_type, (), criteria)
    if not plan.keys:
        return []
    walked = term.alias("walked")
    candidate = Candidate(plan.types, walked.c.rid, resource, walked.c.moment)
    statement = (
        select(resource.c.id)
        .distinct()
        .select_from(walked.join(resource, resource.c.rid == walked.c.rid))
        .where(Key.any_of(plan.keys, walked), *(condition(one, candidate) for one in plan.criteria))
        .limit(limit)
    )
    return [row.id for row in connection.execute(statement)]


def _resolved(connection: Connection, criterion: Criterion) -> Asked:
    """Look up what a chain leads through, if that is little: it is then a reference like any other."""
    if not isinstance(criterion, ChainCriterion):
        return criterion
    ids = matching_ids(connection, criterion.target, [criterion.criterion], _RESOLVED_TARGETS + 1)
    if len(ids) > _RESOLVED_TARGETS:
        return criterion
    return ResolvedChain(criterion.parameter, criterion.target, tuple(ids))


def _usable_keys(criterion: Asked, types: Sequence[str]) -> list[Key] | None:
    """Return the keys of which a match has one; None when a criterion does not ask for keys."""
    if isinstance(criterion, ResolvedChain):
        return criterion.keys(types)
    if not isinstance(criterion, ValueCriterion) or criterion.modifier not in _KEY_MODIFIERS:
        return None
    if criterion.parameter.type not in _KEY_TYPES or criterion.parameter.code == "_id":
        return None
    keys = keys_of(criterion, types)
    return None if any(key.value is None for key in keys) else keys


def _count(connection: Connection, keys: Sequence[Key]) -> int:
    few = select(literal(1)).select_from(term).where(Key.any_of(keys)).limit(_FEW).subquery()
    return connection.execute(select(func.count()).select_from(few)).scalar_one()


def _bounds(connection: Connection, types: Sequence[str], criteria: Iterable[Asked]) -> tuple[int | None, int | None]:
    """Return between which moments every match lies, as far as the criteria on the chief date tell."""
    chief = CHIEF_DATES.get(types[0]) if len(types) == 1 else None
    wanted = [
        one
        for one in criteria
        if isinstance(one, ValueCriterion) and one.parameter.code == chief and one.modifier is None
    ]
    if not wanted or chief is None:
        return None, None
    number = parameter_number(types[0], chief)
    widest = select(literal(1)).where(date.c.param == number, date.c.high - date.c.low > NARROW).limit(1)
    has_wide = connection.execute(widest).first() is not None
    earliest: int | None = NO_MOMENT + 1
    latest: int | None = None
    for one in wanted:
        bounds = [moment_bounds(value, has_wide=has_wide) for value in one.values if isinstance(value, DateTerm)]
        lows, highs = [low for low, _ in bounds if low is not None], [high for _, high in bounds if high is not None]
        if len(lows) == len(bounds):
            earliest = max(earliest, min(lows)) if earliest is not None else min(lows)
        if len(highs) == len(bounds):
            latest = min(latest, max(highs)) if latest is not None else max(highs)
    return earliest, latest

"""Where matches can be found: for a criterion, the rows of an index that lead to all that fulfil it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import ColumnElement, and_, or_, select

from filmroom.fhir.search_parameter import SearchType
from filmroom.fhir.search_parameters import parameter_number
from filmroom.fhir.search_values import FAR_PAST
from filmroom.query.search import Modifier, ValueCriterion
from filmroom.query.terms import DateTerm
from filmroom.store.index_rows import type_number, variant_number
from filmroom.store.search_keys import Key, keys_of
from filmroom.store.search_ranges import between, instant_condition, moment_bounds
from filmroom.store.search_resolved import Asked, ResolvedAny, ResolvedChain, ResolvedHas
from filmroom.store.search_rows import asked_ids, is_in_term, row_condition, rows_table, variant_of
from filmroom.store.tables import date, resource, term

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Select

__all__ = ["Source", "every_source", "source_of"]

_FEW_VALUES = 8
"""Up to here the values of one criterion are each looked up in a range of an index."""

_RANGE_MODIFIERS = frozenset({None, Modifier.EXACT, Modifier.TEXT, Modifier.BELOW})
_KEY_MODIFIERS = frozenset({None, Modifier.IDENTIFIER, Modifier.OF_TYPE})


class Source(NamedTuple):
    """The rows that lead to all that fulfil a criterion, and to nothing else: keys of `term`, or other rows.

    Attributes:
        criterion: None: every resource of the types fulfils it.
        keys: empty: other rows.
        rows: selects the numbers of the resources, some maybe twice; None beside keys, and where there is nothing.
        earliest: the first moment that comes into question among keys; None for any.
        latest: the last.
    """

    criterion: Asked | None
    keys: tuple[Key, ...] = ()
    rows: Select[Any] | None = None
    earliest: int | None = None
    latest: int | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing fulfils the criterion."""
        return not self.keys and self.rows is None

    @property
    def rids(self) -> Select[Any]:
        """Select the numbers of the resources, some maybe twice; raises ValueError where there is nothing."""
        if self.keys:
            moments = between(term.c.moment, self.earliest, self.latest)
            return select(term.c.rid).where(Key.any_of(self.keys), *moments)
        if self.rows is None:
            raise ValueError("nothing fulfils the criterion")
        return self.rows


def every_source(types: Sequence[str], earliest: int | None, latest: int | None) -> Source:
    """Return the source of all resources of the types between two moments; None for no bound."""
    return Source(None, tuple(Key(type_number(one), "") for one in types), None, earliest, latest)


def source_of(criterion: Asked, types: Sequence[str]) -> Source | None:
    """Return the source of a criterion; None when there is no index for what it asks."""
    keys = _keys(criterion, types)
    if keys is not None:
        return Source(criterion, tuple(keys))
    if isinstance(criterion, ResolvedHas):
        return Source(criterion, rows=_named([name for name in criterion.names if name[0] in types]))
    if isinstance(criterion, ValueCriterion) and criterion.modifier in _RANGE_MODIFIERS:
        return _of_values(criterion, types)
    return None


def _of_values(criterion: ValueCriterion, types: Sequence[str]) -> Source | None:
    if criterion.parameter.code == "_id":
        return Source(criterion, rows=_named([(one, two) for one in types for two in asked_ids(criterion)]))
    if is_in_term(criterion) or len(criterion.values) * len(types) > _FEW_VALUES:
        return None
    if criterion.parameter.code == "_lastUpdated":
        return Source(criterion, rows=_updated(criterion, types))
    return _of_rows(criterion, types)


def _keys(criterion: Asked, types: Sequence[str]) -> list[Key] | None:
    """Return the keys of which a match has one; None when a criterion does not ask for keys."""
    match criterion:
        case ResolvedChain():
            return criterion.keys(types)
        case ResolvedAny():
            found = [_keys(one, types) for one in criterion.criteria]
            if any(keys is None for keys in found):
                return None
            return list(dict.fromkeys(key for keys in found for key in keys or ()))
        case ValueCriterion() if criterion.modifier in _KEY_MODIFIERS and is_in_term(criterion):
            keys = keys_of(criterion, types)
            whole = criterion.parameter.code != "_id" and all(key.value is not None for key in keys)
            return keys if whole else None
        case _:
            return None


def _named(names: Sequence[tuple[str, str]]) -> Select[Any] | None:
    ids: dict[str, list[str]] = {}
    for resource_type, resource_id in names:
        ids.setdefault(resource_type, []).append(resource_id)
    if not ids:
        return None
    fits = or_(*(and_(resource.c.type == one, resource.c.id.in_(found)) for one, found in ids.items()))
    return select(resource.c.rid).where(fits, resource.c.content.is_not(None))


def _updated(criterion: ValueCriterion, types: Sequence[str]) -> Select[Any]:
    fits = [
        and_(resource.c.type == one, instant_condition(value, resource.c.updated))
        for one in types
        for value in criterion.values
    ]
    return select(resource.c.rid).where(or_(*fits), resource.c.content.is_not(None))


def _of_rows(criterion: ValueCriterion, types: Sequence[str]) -> Source | None:
    """Return the source of a criterion whose values stand in ranges of an index, each range on its own."""
    table = rows_table(criterion)
    parameter, variant = criterion.parameter, variant_of(criterion)
    numbers = [
        variant_number(one, parameter.code, variant) if variant else parameter_number(one, parameter.code)
        for one in types
    ]
    fits = []
    for value in criterion.values:
        bounds = _between(date.c.low, value) if parameter.type is SearchType.DATE else []
        if parameter.type is SearchType.DATE and not bounds:
            return None
        alone = row_condition(ValueCriterion(parameter, (value,), criterion.modifier), table)
        fits += [and_(table.c.param == number, alone, *bounds) for number in numbers]
    return Source(criterion, rows=select(table.c.rid).where(or_(*fits)))


def _between(low: ColumnElement[int], value: object) -> list[ColumnElement[bool]]:
    """Return the bounds of where a stretch of time begins that fits a term."""
    if not isinstance(value, DateTerm):
        return []
    first, last = moment_bounds(value, FAR_PAST)
    return between(low, None if first == FAR_PAST else first, last)

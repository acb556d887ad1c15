"""Looks up what chains lead through, and who refers, where that is little.

They are then references and ids like any other, and an index serves them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from filmroom.fhir.search_parameters import parameter_number
from filmroom.query.search import AnyCriterion, ChainCriterion, HasCriterion
from filmroom.store.held_types import held_types
from filmroom.store.search_candidates import gathered
from filmroom.store.search_choice import Order, make_plan
from filmroom.store.search_resolved import Asked, ResolvedAny, ResolvedChain, ResolvedHas
from filmroom.store.tables import resource, term

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from filmroom.query.search import Criterion

__all__ = ["matching_ids", "resolve", "searched_types"]

_TARGETS = 200
"""Up to here the resources that a chain leads through are looked up first."""

_NAMES = 1_000
"""Up to here what these refer to is looked up first."""


def searched_types(connection: Connection, resource_type: str | None, types: Sequence[str]) -> tuple[str, ...]:
    """Return the types in which a search looks: the one, those of ``_type``, or all that are here."""
    return (resource_type,) if resource_type else tuple(types) or held_types(connection)


def resolve(connection: Connection, criteria: Sequence[Criterion]) -> tuple[Asked, ...]:
    """Return criteria with their far ends looked up, where these are few."""
    return tuple(_resolved(connection, one) for one in criteria)


def matching_ids(connection: Connection, resource_type: str, criteria: Sequence[Criterion], limit: int) -> list[str]:
    """Return the ids of at most so many resources that match, in no particular order."""
    rids = _matching(connection, resource_type, criteria, limit)
    if not rids:
        return []
    return list(connection.execute(select(resource.c.id).where(resource.c.rid.in_(rids))).scalars())


def _matching(connection: Connection, resource_type: str, criteria: Sequence[Criterion], limit: int) -> list[int]:
    plan = make_plan(connection, (resource_type,), resolve(connection, criteria), Order.OTHER)
    if plan.source is None:
        return []
    found = gathered(plan)
    return list(connection.execute(found.statement.add_columns(found.rid).limit(limit)).scalars())


def _resolved(connection: Connection, criterion: Criterion) -> Asked:
    match criterion:
        case ChainCriterion():
            ids = matching_ids(connection, criterion.target, [criterion.criterion], _TARGETS + 1)
            is_little = len(ids) <= _TARGETS
            return ResolvedChain(criterion.parameter, criterion.target, tuple(sorted(ids))) if is_little else criterion
        case HasCriterion():
            return _resolved_has(connection, criterion)
        case AnyCriterion():
            return ResolvedAny(resolve(connection, criterion.criteria))
        case _:
            return criterion


def _resolved_has(connection: Connection, criterion: HasCriterion) -> Asked:
    rids = _matching(connection, criterion.resource_type, [criterion.criterion], _TARGETS + 1)
    if len(rids) > _TARGETS:
        return criterion
    number = parameter_number(criterion.resource_type, criterion.parameter.code)
    statement = select(term.c.value).distinct().where(term.c.rid.in_(rids), term.c.param == number).limit(_NAMES + 1)
    values = connection.execute(statement).scalars().all() if rids else ()
    if len(values) > _NAMES:
        return criterion
    parts = [value.split("/") for value in values]
    return ResolvedHas(tuple((part[0], part[1]) for part in parts if len(part) == 2))

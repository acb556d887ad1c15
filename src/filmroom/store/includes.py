"""What comes along with the matches of a search: what they refer to, and what refers to them.

Source: https://hl7.org/fhir/6.0.0-ballot4/search.html#include
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

from sqlalchemy import select

from filmroom.fhir.search_parameter import SearchType
from filmroom.fhir.search_parameters import all_search_parameters, parameter_number, search_parameters
from filmroom.store.resources import COLUMNS, Kept, find_many
from filmroom.store.tables import resource, term

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection

    from filmroom.query.search import Include, Search

__all__ = ["Included", "find_included"]

T = TypeVar("T")

_ROUNDS = 8
"""How often ``:iterate`` begins again."""

_AT_ONCE = 400  # values in one statement


class Included(NamedTuple):
    """What came along.

    Attributes:
        is_cut: whether there was more than was allowed.
    """

    resources: tuple[Kept, ...]
    is_cut: bool


def find_included(connection: Connection, search: Search, matches: Sequence[Kept], *, limit: int) -> Included:
    """Return what comes along with matches, each resource once, none of the matches themselves.

    Args:
        limit: of resources; what is beyond it is left out.
    """
    known = {(one.type, one.id): one for one in matches}
    found: dict[tuple[str, str], Kept] = {}
    begun, is_first = list(matches), True
    for _ in range(_ROUNDS):
        fresh: dict[tuple[str, str], Kept] = {}
        for one in _one_round(connection, search, begun, limit + 1, is_first=is_first):
            name = (one.type, one.id)
            if name not in known:
                known[name] = fresh[name] = one
        found.update(fresh)
        if not fresh or len(found) > limit:
            break
        begun, is_first = list(fresh.values()), False
    return Included(tuple(found.values())[:limit], len(found) > limit)


def _one_round(
    connection: Connection, search: Search, begun: Sequence[Kept], limit: int, *, is_first: bool
) -> Iterator[Kept]:
    for include in search.includes:
        if is_first or include.iterate:
            names = _referred(connection, include, begun, limit)
            yield from (one for one in find_many(connection, names).values() if not one.is_deleted)
    for include in search.revincludes:
        if is_first or include.iterate:
            yield from _referring(connection, include, begun, limit)


def _referred(connection: Connection, include: Include, begun: Sequence[Kept], limit: int) -> list[tuple[str, str]]:
    """Return type and id of what resources refer to."""
    rids: dict[str, list[int]] = {}
    for one in begun:
        if include.resource_type in (None, one.type):
            rids.setdefault(one.type, []).append(one.rid)
    names: dict[tuple[str, str], None] = {}
    for resource_type, members in rids.items():
        numbers = _numbers(include, resource_type)
        for part in _parts(members):
            statement = select(term.c.value).where(term.c.rid.in_(part), term.c.param.in_(numbers)).distinct()
            for value in connection.execute(statement.limit(limit)).scalars():
                target, _, target_id = value.partition("/")
                if target_id and ":" not in target and include.target in (None, target):
                    names[target, target_id] = None
    return list(names)


def _referring(connection: Connection, include: Include, begun: Sequence[Kept], limit: int) -> Iterator[Kept]:
    """Return what refers to resources."""
    values = [f"{one.type}/{one.id}" for one in begun if include.target in (None, one.type)]
    numbers = _numbers(include, include.resource_type)
    for part in _parts(values):
        rids = select(term.c.rid).where(term.c.param.in_(numbers), term.c.value.in_(part)).distinct().limit(limit)
        statement = select(*COLUMNS).where(resource.c.rid.in_(rids)).order_by(resource.c.rid)
        yield from (Kept(*row) for row in connection.execute(statement))


def _numbers(include: Include, resource_type: str | None) -> list[int]:
    """Return the numbers of the references that an include names."""
    if include.parameter is not None and resource_type is not None:
        return [parameter_number(resource_type, include.parameter.code)]
    listed = search_parameters(resource_type).values() if resource_type else all_search_parameters()
    return [parameter_number(resource_type or one.base, one.code) for one in listed if one.type is SearchType.REFERENCE]


def _parts(values: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(values), _AT_ONCE):
        yield values[start : start + _AT_ONCE]

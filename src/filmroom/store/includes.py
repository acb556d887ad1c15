"""What comes along with the matches of a search: what they refer to, and what refers to them.

Source: https://hl7.org/fhir/6.0.0-ballot4/search.html#include
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

from sqlalchemy import select

from filmroom.fhir.search_parameter import SearchType
from filmroom.fhir.search_parameters import all_search_parameters, parameter_number, search_parameters
from filmroom.query.search import Include
from filmroom.store.resources import COLUMNS, Kept, find_many
from filmroom.store.tables import resource, term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import Connection

    from filmroom.query.search import Search

__all__ = ["Included", "find_included", "find_referred"]

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
    known = {one.rid for one in matches}
    found: list[Kept] = []
    begun, is_first = list(matches), True
    for _ in range(_ROUNDS):
        fresh = _first_known(_one_round(connection, search, begun, is_first=is_first), known, limit + 1 - len(found))
        found += fresh
        if not fresh or len(found) > limit:
            break
        begun, is_first = fresh, False
    return Included(tuple(found[:limit]), len(found) > limit)


def find_referred(connection: Connection, begun: Sequence[Kept], *, limit: int) -> Included:
    """Return what resources refer to, each resource once, by any reference that can be searched.

    Args:
        limit: of resources; what is beyond it is left out.
    """
    found = _first_known(_referred(connection, Include(None, None), begun), set(), limit + 1)
    return Included(tuple(found[:limit]), len(found) > limit)


def _first_known(resources: Iterable[Kept], known: set[int], limit: int) -> list[Kept]:
    """Return the first resources that are not known yet, and know them from now on."""
    found: list[Kept] = []
    for one in resources:
        if one.rid not in known:
            known.add(one.rid)
            found.append(one)
        if len(found) >= limit:
            break
    return found


def _one_round(connection: Connection, search: Search, begun: Sequence[Kept], *, is_first: bool) -> Iterator[Kept]:
    for include in search.includes:
        if is_first or include.iterate:
            yield from _referred(connection, include, begun)
    for include in search.revincludes:
        if is_first or include.iterate:
            yield from _referring(connection, include, begun)


def _referred(connection: Connection, include: Include, begun: Sequence[Kept]) -> Iterator[Kept]:
    """Return what resources refer to, as far as it is here; some may come twice."""
    rids: dict[str, list[int]] = {}
    for one in begun:
        if include.resource_type in (None, one.type):
            rids.setdefault(one.type, []).append(one.rid)
    for resource_type, members in rids.items():
        numbers = _numbers(include, resource_type)
        for part in _parts(members):
            statement = select(term.c.value).where(term.c.rid.in_(part), term.c.param.in_(numbers)).distinct()
            names = [_local(value) for value in connection.execute(statement).scalars()]
            wanted = sorted(name for name in names if name and include.target in (None, name[0]))
            for some in _parts(wanted):
                yield from (one for one in find_many(connection, some).values() if not one.is_deleted)


def _local(value: str) -> tuple[str, str] | None:
    """Read a reference as it is kept; None when it leads to another server."""
    target, _, target_id = value.partition("/")
    return (target, target_id) if target_id and ":" not in target else None


def _referring(connection: Connection, include: Include, begun: Sequence[Kept]) -> Iterator[Kept]:
    """Return what refers to resources, in the order in which it was made, a part at a time."""
    values = [f"{one.type}/{one.id}" for one in begun if include.target in (None, one.type)]
    numbers = _numbers(include, include.resource_type)
    for part in _parts(values):
        rids: Sequence[int] = (-1,)
        while rids:
            fits = (term.c.param.in_(numbers), term.c.value.in_(part), term.c.rid > rids[-1])
            statement = select(term.c.rid).where(*fits).distinct().order_by(term.c.rid).limit(_AT_ONCE)
            rids = connection.execute(statement).scalars().all()
            rows = connection.execute(select(*COLUMNS).where(resource.c.rid.in_(rids)).order_by(resource.c.rid))
            yield from (Kept(*row) for row in rows)


def _numbers(include: Include, resource_type: str | None) -> list[int]:
    """Return the numbers of the references that an include names."""
    if include.parameter is not None and resource_type is not None:
        return [parameter_number(resource_type, include.parameter.code)]
    listed = search_parameters(resource_type).values() if resource_type else all_search_parameters()
    return [parameter_number(resource_type or one.base, one.code) for one in listed if one.type is SearchType.REFERENCE]


def _parts(values: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(values), _AT_ONCE):
        yield values[start : start + _AT_ONCE]

"""Carries out searches: a page of matches in order, and how many there are.

A page begins next to the place of an entry in the order, not after a number of entries: while others write between two
pages, what was there all the time and stays in its place is neither missed nor shown twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import bindparam, func, literal, select, tuple_, union_all

from filmroom.query.cursor import Cursor, Direction, SortValue
from filmroom.store.index_rows import NO_MOMENT
from filmroom.store.resources import COLUMNS, Kept
from filmroom.store.search_candidates import gathered, walked_terms, walked_updates
from filmroom.store.search_choice import Method, Order, make_plan
from filmroom.store.search_plan import resolve, searched_types
from filmroom.store.search_sorting import OrderKey, behind, is_descending, order_of, ordered, sort_values
from filmroom.store.search_walk import Segment, segments
from filmroom.store.tables import resource

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import ColumnElement, Connection, Select

    from filmroom.query.search import Search
    from filmroom.store.search_choice import Plan
    from filmroom.store.search_keys import Key

__all__ = ["Matches", "count_matches", "find_matches"]

_BY_RID = select(*COLUMNS).where(resource.c.rid.in_(bindparam("rids", expanding=True)))

_Place = tuple[SortValue, ...]


class Matches(NamedTuple):
    """A page of matches.

    Attributes:
        resources: in order.
        next: where the next page begins; None when this is the last.
        previous: where the page before it ends; None when this is the first.
    """

    resources: tuple[Kept, ...]
    next: Cursor | None = None
    previous: Cursor | None = None


def find_matches(connection: Connection, search: Search) -> Matches:
    """Return one page of a search.

    Raises:
        UnsupportedSearchError: a composite or an order that is not supported here.
        QueryTooCostlyError: as `filmroom.store.database.Database.read`.
    """
    if not search.count:
        return Matches(())
    is_backward = search.cursor is not None and search.cursor.direction is Direction.PREVIOUS
    places = _places(connection, search, is_backward=is_backward)
    has_more = len(places) > search.count
    places = places[: search.count]
    if is_backward:
        places.reverse()
    has_next, has_previous = (True, has_more) if is_backward else (has_more, search.cursor is not None)
    return Matches(
        _fetched(connection, places),
        Cursor(places[-1], Direction.NEXT) if places and has_next else None,
        Cursor(places[0], Direction.PREVIOUS) if places and has_previous else None,
    )


def count_matches(connection: Connection, search: Search, *, limit: int | None = None) -> int:
    """Return how many resources match, counted no further than ``limit``. Raises: as `find_matches`."""
    plan = _plan(connection, search, Order.OTHER)
    if plan.source is None:
        return 0
    found = gathered(plan)
    counted = found.statement.add_columns(found.rid)
    counted = counted if limit is None else counted.limit(limit)
    return connection.execute(select(func.count()).select_from(counted.subquery())).scalar_one()


def _plan(connection: Connection, search: Search, order: Order | None = None) -> Plan:
    types = searched_types(connection, search.resource_type, search.types)
    criteria = resolve(connection, search.criteria)
    return make_plan(connection, types, criteria, order or order_of(search.sort, types))


def _fetched(connection: Connection, places: Sequence[_Place]) -> tuple[Kept, ...]:
    """Return the resources at some places; the last value of each is its number."""
    rids = [place[-1] for place in places]
    rows = {row.rid: Kept(*row) for row in connection.execute(_BY_RID, {"rids": rids})} if rids else {}
    return tuple(rows[rid] for rid in rids if rid in rows and not rows[rid].is_deleted)


def _places(connection: Connection, search: Search, *, is_backward: bool) -> list[_Place]:
    """Return the places of a page and of one entry more, away from the cursor."""
    plan = _plan(connection, search)
    if plan.source is None:
        return []
    if plan.method is Method.WALK_TERMS:
        return list(_walk_terms(connection, plan, search, is_backward=is_backward))
    page = _updates_page if plan.method is Method.WALK_UPDATED else _gathered_page
    return [tuple(row) for row in connection.execute(page(plan, search, is_backward=is_backward))]


def _walk_terms(connection: Connection, plan: Plan, search: Search, *, is_backward: bool) -> Iterator[_Place]:
    missing = search.count + 1
    place = search.cursor.values if search.cursor else None
    for segment in segments(place, is_descending=is_descending(search.sort), is_backward=is_backward):
        rows = connection.execute(_segment_page(plan, segment, missing)).all() if missing else ()
        missing -= len(rows)
        yield from ((None if row.moment == NO_MOMENT else row.moment, row.rid) for row in rows)


def _segment_page(plan: Plan, segment: Segment, count: int) -> Select[Any]:
    """Return the next rows of a segment: those of each key, walked in order, and merged."""
    keys = plan.source.keys if plan.source else ()
    parts = [_part(plan, (key,), segment, count) for key in keys]
    if len(parts) == 1:
        return parts[0]
    together = union_all(*(select(part.subquery()) for part in parts)).subquery()
    columns = (together.c.moment, together.c.rid)
    return select(*columns).distinct().order_by(*segment.order(*columns)).limit(count)


def _part(plan: Plan, keys: Sequence[Key], segment: Segment, count: int) -> Select[Any]:
    found = walked_terms(plan, keys)
    if found.moment is None:
        raise TypeError("rows of term have a moment")
    columns = (found.moment, found.rid)
    statement = found.statement.add_columns(*columns).distinct().where(*segment.conditions(*columns))
    return statement.order_by(*segment.order(*columns)).limit(count)


def _updates_page(plan: Plan, search: Search, *, is_backward: bool) -> Select[Any]:
    """Return the next resources in the order of their changes: those of each type, walked in order, and merged."""
    goes_down = is_descending(search.sort) is not is_backward
    columns = (resource.c.updated, resource.c.rid)
    parts = []
    for one in plan.types:
        statement = walked_updates(plan, one).statement.add_columns(*columns)
        if search.cursor:
            here, place = tuple_(*columns), tuple_(*map(literal, search.cursor.values))
            statement = statement.where(here < place if goes_down else here > place)
        parts.append(statement.order_by(*_directed(columns, goes_down=goes_down)).limit(search.count + 1))
    if len(parts) == 1:
        return parts[0]
    together = union_all(*(select(part.subquery()) for part in parts)).subquery()
    order = _directed((together.c.updated, together.c.rid), goes_down=goes_down)
    return select(together.c.updated, together.c.rid).order_by(*order).limit(search.count + 1)


def _directed(columns: Sequence[ColumnElement[Any]], *, goes_down: bool) -> list[ColumnElement[Any]]:
    return [column.desc() if goes_down else column.asc() for column in columns]


def _gathered_page(plan: Plan, search: Search, *, is_backward: bool) -> Select[Any]:
    found = gathered(plan, with_resource=True)
    if found.moment is None:
        raise TypeError("what is gathered has a moment")
    values = sort_values(search.sort, plan.types, found.rid, found.moment)
    labelled = [value.column.label(f"key{index}") for index, value in enumerate(values)]
    keyed = found.statement.add_columns(*labelled, found.rid).subquery("keyed")
    order = [OrderKey(keyed.c[f"key{index}"], value.is_descending) for index, value in enumerate(values)]
    rid = OrderKey(keyed.c.rid, is_descending(search.sort))
    statement = select(*(key.column for key in order), rid.column)
    if search.cursor:
        statement = statement.where(behind(order, rid, search.cursor.values, is_backward=is_backward))
    return statement.order_by(*ordered(order, rid, is_backward=is_backward)).limit(search.count + 1)

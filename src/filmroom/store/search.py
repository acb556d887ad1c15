"""Carries out searches: a page of matches in order, and how many there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, func, literal, or_, select, tuple_, union_all

from filmroom.query.cursor import Cursor, Direction, SortValue
from filmroom.store.index_rows import CHIEF_DATES
from filmroom.store.resources import COLUMNS, Kept
from filmroom.store.search_conditions import Candidate, condition
from filmroom.store.search_keys import Key
from filmroom.store.search_plan import Plan, make_plan
from filmroom.store.search_sorting import sort_expressions
from filmroom.store.tables import resource, term

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Row

    from filmroom.query.search import Search, SortKey

__all__ = ["Matches", "count_matches", "find_matches"]

_MANY_KEYS = 20
"""Up to here the rows of each key are walked on their own, in order; those of more are sorted."""


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
    """Return one page of a search. Raises: as `filmroom.store.database.Database.read`."""
    plan = make_plan(connection, search.resource_type, search.types, search.criteria)
    if not plan.keys or not search.count:
        return Matches(())
    is_backward = search.cursor is not None and search.cursor.direction is Direction.PREVIOUS
    page = _page_by_moment if _is_by_moment(plan, search.sort) else _page_by_keys
    rows = page(plan, search, is_backward=is_backward, connection=connection)
    has_more = len(rows) > search.count
    rows = rows[: search.count]
    if is_backward:
        rows.reverse()
    found = tuple(Kept(*row[: len(COLUMNS)]) for row in rows)
    has_next, has_previous = (True, has_more) if is_backward else (has_more, search.cursor is not None)
    return Matches(
        found,
        Cursor(_place(rows[-1]), Direction.NEXT) if rows and has_next else None,
        Cursor(_place(rows[0]), Direction.PREVIOUS) if rows and has_previous else None,
    )


def count_matches(connection: Connection, search: Search, *, limit: int | None = None) -> int:
    """Return how many resources match, counted no further than ``limit``."""
    plan = make_plan(connection, search.resource_type, search.types, search.criteria)
    if not plan.keys:
        return 0
    walked = term.alias("walked")
    rids = _walk(plan, walked, plan.keys, select(walked.c.rid).distinct())
    counted = (rids.limit(limit) if limit is not None else rids).subquery()
    return connection.execute(select(func.count()).select_from(counted)).scalar_one()


def _place(row: Row[Any]) -> tuple[SortValue, ...]:
    """Return the sort keys of a row, which stand behind its columns."""
    return tuple(row[len(COLUMNS) :])


def _is_by_moment(plan: Plan, sort: Sequence[SortKey]) -> bool:
    """Whether the order that is asked for is the one in which rows are walked: by the chief date, the latest first."""
    if not sort:
        return True
    chief = CHIEF_DATES.get(plan.types[0]) if len(plan.types) == 1 else None
    return len(sort) == 1 and sort[0].parameter.code == chief and sort[0].descending


def _walk(plan: Plan, walked: Any, keys: Sequence[Key], statement: Select[Any]) -> Select[Any]:
    """Add what every row that is walked has to fulfil."""
    candidate = Candidate(plan.types, walked.c.rid, resource, walked.c.moment)
    conditions = [Key.any_of(keys, walked), *(condition(one, candidate) for one in plan.criteria)]
    if plan.earliest is not None:
        conditions.append(walked.c.moment >= plan.earliest)
    if plan.latest is not None:
        conditions.append(walked.c.moment <= plan.latest)
    joined = walked
    if _asks_the_resource(plan):
        joined = walked.join(resource, resource.c.rid == walked.c.rid)
    return statement.select_from(joined).where(*conditions)


def _asks_the_resource(plan: Plan) -> bool:
    return bool(plan.criteria)


def _page_by_moment(plan: Plan, search: Search, *, is_backward: bool, connection: Connection) -> list[Row[Any]]:
    keys = [plan.keys] if plan.is_small or len(plan.keys) > _MANY_KEYS else [(key,) for key in plan.keys]
    parts = [_walk_in_order(plan, part, search, is_backward=is_backward) for part in keys]
    if len(parts) == 1:
        rids = parts[0].subquery("rids")
    else:
        together = union_all(*(select(part.subquery()) for part in parts)).subquery()
        rids = (
            select(together.c.moment, together.c.rid)
            .distinct()
            .order_by(*_by_moment(together, is_backward=is_backward))
            .limit(search.count + 1)
            .subquery("rids")
        )
    statement = (
        select(*COLUMNS, rids.c.moment, rids.c.rid)
        .join(rids, resource.c.rid == rids.c.rid)
        .order_by(*_by_moment(rids, is_backward=is_backward))
    )
    return list(connection.execute(statement))


def _walk_in_order(plan: Plan, keys: Sequence[Key], search: Search, *, is_backward: bool) -> Select[Any]:
    walked = term.alias("walked")
    statement = _walk(plan, walked, keys, select(walked.c.moment, walked.c.rid).distinct())
    if search.cursor is not None:
        moment, rid = search.cursor.values
        place = tuple_(literal(moment), literal(rid))
        here = tuple_(walked.c.moment, walked.c.rid)
        statement = statement.where(here > place if is_backward else here < place)
    return statement.order_by(*_by_moment(walked, is_backward=is_backward)).limit(search.count + 1)


def _by_moment(rows: Any, *, is_backward: bool) -> list[ColumnElement[Any]]:
    columns = (rows.c.moment, rows.c.rid)
    return [column.asc() if is_backward else column.desc() for column in columns]


def _page_by_keys(plan: Plan, search: Search, *, is_backward: bool, connection: Connection) -> list[Row[Any]]:
    """Return a page in any order: everything that matches is looked at, and sorted."""
    walked = term.alias("walked")
    matching = _walk(plan, walked, plan.keys, select(walked.c.rid).distinct()).subquery("matching")
    expressions = sort_expressions(search.sort, plan.types[0], matching.c.rid, resource)
    keyed = (
        select(matching.c.rid, *(one.value.label(f"key{index}") for index, one in enumerate(expressions)))
        .join(resource, resource.c.rid == matching.c.rid)
        .subquery("keyed")
    )
    order: list[tuple[ColumnElement[Any], bool]] = []
    for index, one in enumerate(expressions):
        order += [(keyed.c[f"key{index}"].is_(None), False), (keyed.c[f"key{index}"], one.descending)]
    order.append((keyed.c.rid, False))
    statement = select(*COLUMNS, *(keyed.c[f"key{index}"] for index in range(len(expressions))), keyed.c.rid)
    statement = statement.join(keyed, resource.c.rid == keyed.c.rid)
    if search.cursor is not None:
        statement = statement.where(_behind(order, search.cursor.values, is_backward=is_backward))
    statement = statement.order_by(
        *(column.desc() if descending is not is_backward else column.asc() for column, descending in order)
    )
    return list(connection.execute(statement.limit(search.count + 1)))


def _behind(
    order: Sequence[tuple[ColumnElement[Any], bool]], values: Sequence[SortValue], *, is_backward: bool
) -> ColumnElement[bool]:
    """Return the condition under which a row comes after a place: equal in the first keys, behind in the next."""
    place: list[SortValue | bool] = []
    for value in values[:-1]:
        place += [value is None, value]
    place.append(values[-1])
    alternatives = []
    equal: list[ColumnElement[bool]] = []
    for (column, descending), value in zip(order, place, strict=True):
        if value is not None:
            is_less = descending is not is_backward
            alternatives.append(and_(*equal, column < literal(value) if is_less else column > literal(value)))
            equal.append(column == literal(value))
    return or_(*alternatives)

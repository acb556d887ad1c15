"""What a plan looks at, as SQL: the rows that are walked or gathered, with all that they have to fulfil."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import ColumnElement, FromClause, Select, select

from filmroom.store.index_rows import type_number
from filmroom.store.search_conditions import Candidate, condition, needs_resource
from filmroom.store.search_keys import Key
from filmroom.store.tables import resource, term

if TYPE_CHECKING:
    from collections.abc import Sequence

    from filmroom.store.search_choice import Plan

__all__ = ["Candidates", "gathered", "walked_terms", "walked_updates"]


class Candidates(NamedTuple):
    """Rows that match.

    Attributes:
        statement: selects no column yet.
        moment: None where it is not known.
    """

    statement: Select[Any]
    rid: ColumnElement[int]
    moment: ColumnElement[int] | None = None


def walked_terms(plan: Plan, keys: Sequence[Key]) -> Candidates:
    """Return the matches among the rows of some keys; one whose keys have several systems comes several times."""
    walked = term.alias("walked")
    conditions = [Key.any_of(keys, walked), *plan.moments(walked.c.moment)]
    return _asked(plan, walked, walked.c.rid, walked.c.moment, conditions)


def walked_updates(plan: Plan, resource_type: str) -> Candidates:
    """Return the matches among all resources of one of the types."""
    candidate = Candidate((resource_type,), resource.c.rid, resource)
    conditions = [condition(one, candidate) for one in plan.criteria]
    is_there = (resource.c.type == resource_type, resource.c.content.is_not(None))
    return Candidates(select().select_from(resource).where(*is_there, *conditions), resource.c.rid)


def gathered(plan: Plan, *, with_resource: bool = False) -> Candidates:
    """Return the matches among all that the plan's source leads to, each once.

    Args:
        with_resource: whether the columns of `resource` are wanted too.
    """
    if plan.source is None:
        raise ValueError("nothing matches")
    is_all = not plan.criteria and plan.earliest is None and plan.latest is None
    if is_all and not with_resource:
        found = plan.source.rids.distinct().subquery("found")
        return Candidates(select().select_from(found), found.c.rid)
    if plan.source.keys:
        walked = term.alias("walked")
        rows = select(walked.c.rid, walked.c.moment).where(
            Key.any_of(plan.source.keys, walked), *plan.moments(walked.c.moment)
        )
        matching = (rows if plan.source.criterion is None else rows.distinct()).subquery("matching")
        return _asked(plan, matching, matching.c.rid, matching.c.moment, [], with_resource=with_resource)
    found = plan.source.rids.distinct().subquery("found")
    every = term.alias("every")
    numbers = [type_number(one) for one in plan.types]
    is_row = (every.c.rid == found.c.rid) & every.c.param.in_(numbers) & (every.c.value == "")
    conditions = plan.moments(every.c.moment)
    return _asked(plan, found.join(every, is_row), found.c.rid, every.c.moment, conditions, with_resource=with_resource)


def _asked(
    plan: Plan,
    rows: FromClause,
    rid: ColumnElement[int],
    moment: ColumnElement[int],
    conditions: list[ColumnElement[bool]],
    *,
    with_resource: bool = False,
) -> Candidates:
    """Add what is still asked of rows."""
    candidate = Candidate(plan.types, rid, resource, moment)
    if with_resource or any(needs_resource(one) for one in plan.criteria):
        rows = rows.join(resource, resource.c.rid == rid)
    asked = [condition(one, candidate) for one in plan.criteria]
    return Candidates(select().select_from(rows).where(*conditions, *asked), rid, moment)

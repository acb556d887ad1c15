"""All that is kept about a patient: what refers to them as patient or subject, page by page, and what that refers to.

Source: https://hl7.org/fhir/6.0.0-ballot4/patient-operation-everything.html
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, select, union_all

from filmroom.fhir.search_parameter import SearchType
from filmroom.fhir.search_parameters import all_search_parameters, parameter_number
from filmroom.query.cursor import Cursor, Direction
from filmroom.store.includes import Included, find_referred
from filmroom.store.resources import COLUMNS, Kept
from filmroom.store.search import Matches
from filmroom.store.tables import resource, term

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

__all__ = ["find_everything", "find_referred_beside"]

_CODES = frozenset({"patient", "subject"})
_PATIENT = "Patient"


def find_everything(
    connection: Connection,
    patient_id: str,
    *,
    count: int,
    cursor: Cursor | None = None,
    types: Sequence[str] = (),
    since: int | None = None,
) -> Matches:
    """Return a page of a patient and of all that refers to them, in the order in which they were made.

    Args:
        types: empty for all.
        since: only what changed from this moment on, in microseconds since 1970-01-01T00:00Z.
    """
    about = _about(patient_id, types).subquery("about")
    statement = select(*COLUMNS).join(about, about.c.rid == resource.c.rid).where(resource.c.content.is_not(None))
    if since is not None:
        statement = statement.where(resource.c.updated >= since)
    is_backward = cursor is not None and cursor.direction is Direction.PREVIOUS
    if cursor is not None:
        [place] = cursor.values
        statement = statement.where(resource.c.rid < place if is_backward else resource.c.rid > place)
    order = resource.c.rid.desc() if is_backward else resource.c.rid.asc()
    rows = connection.execute(statement.order_by(order).limit(count + 1)).all() if count else ()
    found = [Kept(*row) for row in rows[:count]]
    if is_backward:
        found.reverse()
    has_more = len(rows) > count
    has_next, has_previous = (True, has_more) if is_backward else (has_more, cursor is not None)
    return Matches(
        tuple(found),
        Cursor((found[-1].rid,), Direction.NEXT) if found and has_next else None,
        Cursor((found[0].rid,), Direction.PREVIOUS) if found and has_previous else None,
    )


def find_referred_beside(
    connection: Connection, patient_id: str, page: Sequence[Kept], *, limit: int, types: Sequence[str] = ()
) -> Included:
    """Return what a page refers to that is not about the patient, and so on no page: physicians, devices, places.

    Other patients are left out.

    Args:
        limit: of resources; what is beyond it is left out.
        types: empty for all.
    """
    found = find_referred(connection, page, limit=limit)
    about = _about(patient_id, ()).subquery("about")
    rids = [one.rid for one in found.resources]
    inside = set(connection.execute(select(about.c.rid).where(about.c.rid.in_(rids))).scalars())
    beside = tuple(
        one
        for one in found.resources
        if one.rid not in inside and one.type != _PATIENT and (not types or one.type in types)
    )
    return Included(beside, found.is_cut)


def _about(patient_id: str, types: Sequence[str]) -> Select[Any]:
    """Select the numbers of a patient and of all that refers to them."""
    numbers = [number for owner, number in _references() if not types or owner in types]
    parts = [select(term.c.rid).where(term.c.param.in_(numbers), term.c.value == f"{_PATIENT}/{patient_id}")]
    if not types or _PATIENT in types:
        parts.append(select(resource.c.rid).where(resource.c.type == _PATIENT, resource.c.id == patient_id))
    together = union_all(*parts).subquery()
    return select(together.c.rid).distinct()


@lru_cache(maxsize=1)
def _references() -> tuple[tuple[str, int], ...]:
    """List the types that refer to a patient as such, with the number of the parameter."""
    return tuple(
        (one.base, parameter_number(one.base, one.code))
        for one in all_search_parameters()
        if one.code in _CODES and one.type is SearchType.REFERENCE and (not one.targets or _PATIENT in one.targets)
    )

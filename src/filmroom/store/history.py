"""What was, the latest first: versions of one resource, of one type, or of everything.

Source: https://hl7.org/fhir/6.0.0-ballot4/http.html#history
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import func, literal, select, tuple_, union_all

from filmroom.query.cursor import Cursor
from filmroom.store.held_types import held_types
from filmroom.store.resources import Kept
from filmroom.store.tables import resource, version

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection, Select, Table

__all__ = ["HistoryPage", "count_history", "find_history"]

_NAMES = Kept.__struct_fields__


class HistoryPage(NamedTuple):
    """A page of versions.

    Attributes:
        next: where the next page begins; None when this is the last.
    """

    versions: tuple[Kept, ...]
    next: Cursor | None


def find_history(
    connection: Connection,
    resource_type: str | None,
    resource_id: str | None,
    *,
    since: int | None = None,
    count: int,
    cursor: Cursor | None = None,
) -> HistoryPage:
    """Return a page of versions, the latest first.

    Args:
        resource_type: None for all types.
        resource_id: None for all resources of the type.
        since: only versions from this moment on, in microseconds since 1970-01-01T00:00Z.
        cursor: None for the first page.
    """
    types = (resource_type,) if resource_type else held_types(connection)
    parts = [
        _latest(table, one, resource_id, since, cursor, count + 1) for one in types for table in (resource, version)
    ]
    if not parts:
        return HistoryPage((), None)
    together = union_all(*(select(part.subquery()) for part in parts)).subquery()
    latest = select(together).order_by(together.c.updated.desc(), together.c.rid.desc())
    rows = connection.execute(latest.limit(count + 1)).all()
    found = tuple(Kept(*row) for row in rows[:count])
    last = found[-1] if found and len(rows) > count else None
    return HistoryPage(found, Cursor((last.updated, last.rid)) if last else None)


def _latest(
    table: Table, resource_type: str, resource_id: str | None, since: int | None, cursor: Cursor | None, count: int
) -> Select[Any]:
    """Select the latest versions of one type: a walk through an index. Each moment of a resource is of one version."""
    part = _select(table, resource_type, resource_id, since)
    if cursor is not None:
        part = part.where(tuple_(table.c.updated, table.c.rid) < tuple_(*map(literal, cursor.values)))
    return part.order_by(table.c.updated.desc(), table.c.rid.desc()).limit(count)


def count_history(
    connection: Connection,
    resource_type: str | None,
    resource_id: str | None,
    *,
    since: int | None = None,
    limit: int | None = None,
) -> int:
    """Return how many versions there are, counted no further than ``limit``."""
    found = 0
    for table in (resource, version):
        counted = _select(table, resource_type, resource_id, since).with_only_columns(table.c.rid)
        if limit is not None:
            counted = counted.limit(limit - found)
        found += connection.execute(select(func.count()).select_from(counted.subquery())).scalar_one()
    return found


def _select(table: Table, resource_type: str | None, resource_id: str | None, since: int | None) -> Select[Any]:
    conditions: list[ColumnElement[bool]] = []
    if resource_type is not None:
        conditions.append(table.c.type == resource_type)
    if resource_id is not None:
        conditions.append(table.c.id == resource_id)
    if since is not None:
        conditions.append(table.c.updated >= since)
    return select(*(table.c[name] for name in _NAMES)).where(*conditions)

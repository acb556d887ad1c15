"""Which types of resources there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from filmroom.store.tables import resource

if TYPE_CHECKING:
    from sqlalchemy import Connection

__all__ = ["held_types"]


def held_types(connection: Connection) -> tuple[str, ...]:
    """Return the types of which there are resources, or were; found by leaps through an index."""
    first = select(func.min(resource.c.type).label("type")).cte("held", recursive=True)
    inner = resource.alias()
    following = select(func.min(inner.c.type)).where(inner.c.type > first.c.type).scalar_subquery()
    held = first.union_all(select(following).where(first.c.type.is_not(None)))
    return tuple(connection.execute(select(held.c.type).where(held.c.type.is_not(None))).scalars())

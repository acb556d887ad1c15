"""What studies say of resources, and whether any of their instances is still kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import select

from filmroom.store.tables import contribution, instance

if TYPE_CHECKING:
    from sqlalchemy import Connection

__all__ = ["is_said_by_instances", "said_by_study"]


def is_said_by_instances(connection: Connection, resource_type: str, resource_id: str) -> bool:
    """Whether an instance is kept of any study that says something of a resource.

    A study whose last instance went still says what it was, so that its history goes on when it comes back.
    """
    statement = (
        select(instance.c.study_uid)
        .join(contribution, contribution.c.study_uid == instance.c.study_uid)
        .where(contribution.c.type == resource_type, contribution.c.id == resource_id)
        .limit(1)
    )
    return connection.execute(statement).first() is not None


def said_by_study(connection: Connection, study_uid: str) -> list[dict[str, Any]]:
    """Return the resources of which a study says something, as it says them, by type and id."""
    statement = (
        select(contribution.c.content)
        .where(contribution.c.study_uid == study_uid)
        .order_by(contribution.c.type, contribution.c.id)
    )
    return [msgspec.json.decode(content) for content in connection.execute(statement).scalars()]

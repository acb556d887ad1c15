"""Whether a study waits to be settled, and how often instances of it came or went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from filmroom.store.tables import study

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Connection

    from filmroom.store.database import Database

__all__ = ["is_unsettled", "lock_changes", "look_up_unsettled", "read_changes"]

_UNSETTLED = select(study.c.uid).where(study.c.uid == bindparam("uid"), study.c.changes != study.c.settled)


def is_unsettled(connection: Connection, study_uid: str) -> bool:
    """Whether instances of a study came or went that its resources do not show yet."""
    return connection.execute(_UNSETTLED, {"uid": study_uid}).first() is not None


def look_up_unsettled(database: Database, study_uid: str) -> bool:
    """Do as `is_unsettled`, outside a transaction."""
    return database.look_up(_UNSETTLED, {"uid": study_uid}) is not None


def read_changes(connection: Connection, study_uids: Collection[str]) -> dict[str, int]:
    """Return how often instances of studies came or went, or their objects were deleted; unknown studies are missing.

    Args:
        study_uids: some hundreds at most.
    """
    statement = select(study.c.uid, study.c.changes).where(study.c.uid.in_(study_uids))
    return {row.uid: row.changes for row in connection.execute(statement)}


def lock_changes(connection: Connection, study_uids: Collection[str]) -> dict[str, int]:
    """Do as `read_changes`, and keep others from changing it until the transaction ends."""
    statement = select(study.c.uid, study.c.changes).where(study.c.uid.in_(study_uids))
    return {row.uid: row.changes for row in connection.execute(statement.order_by(study.c.uid).with_for_update())}

"""Whether a study waits to be settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from filmroom.store.tables import study

if TYPE_CHECKING:
    from sqlalchemy import Connection

__all__ = ["is_unsettled"]

_UNSETTLED = select(study.c.uid).where(study.c.uid == bindparam("uid"), study.c.changes != study.c.settled)


def is_unsettled(connection: Connection, study_uid: str) -> bool:
    """Whether instances of a study came or went that its resources do not show yet."""
    return connection.execute(_UNSETTLED, {"uid": study_uid}).first() is not None

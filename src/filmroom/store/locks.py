"""Locks on what is not there yet: two writers with one condition must not both find nothing."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from sqlalchemy import func, select

if TYPE_CHECKING:
    from sqlalchemy import Connection

__all__ = ["lock_condition"]


def lock_condition(connection: Connection, resource_type: str, query: str) -> None:
    """Keep others that write under the same condition waiting until the transaction ends.

    SQLite has one writer at a time, who needs no such lock.
    """
    if connection.dialect.name == "postgresql":
        number = int.from_bytes(sha256(f"{resource_type}?{query}".encode()).digest()[:8], "big", signed=True)
        connection.execute(select(func.pg_advisory_xact_lock(number)))

"""A write that is tried again when another one was in its way."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from filmroom.errors import SimultaneousWriteError

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from filmroom.store.database import Database

__all__ = ["write"]

T = TypeVar("T")

_RETRIES = 5


def write(database: Database, call: Callable[[Connection], T]) -> T:
    """Return what a call returns in a transaction of its own, which is durable then.

    Args:
        call: writes; called anew, in a new transaction, when it met another write.

    Raises:
        SimultaneousWriteError: others were faster again and again; nothing was written.
        DatabaseUnavailableError: nothing was written.
    """
    for _ in range(_RETRIES):
        try:
            with database.write() as connection:
                return call(connection)
        except SimultaneousWriteError:
            continue
    with database.write() as connection:
        return call(connection)

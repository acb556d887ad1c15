"""Whether the archive can do its work: the database and the store of objects answer, and soon."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from sqlalchemy import select

from filmroom.errors import FilmroomError
from filmroom.store.tables import study

if TYPE_CHECKING:
    from filmroom.store.database import Database
    from filmroom.store.objects import ObjectStore

__all__ = ["HealthService"]

_QUERY = select(study.c.uid).limit(1)


class _Asking:
    """One question to both stores, asked in a thread of its own."""

    def __init__(self, database: Database, objects: ObjectStore) -> None:
        self._stores = (database, objects)
        self.is_ready = False
        self.done = threading.Event()
        # A daemon, since a store that never answers must not keep the program from ending.
        threading.Thread(target=self._ask, name="readiness", daemon=True).start()

    def _ask(self) -> None:
        database, objects = self._stores
        try:
            with database.read() as connection:
                connection.execute(_QUERY)
            objects.check_reachable()
            self.is_ready = True
        except FilmroomError:
            self.is_ready = False
        finally:
            self.done.set()


class HealthService:
    """Says whether the stores answer.

    Args:
        seconds: how long they may take for it.
    """

    def __init__(self, database: Database, objects: ObjectStore, *, seconds: float = 1.0) -> None:
        self._stores = (database, objects)
        self._seconds = seconds
        self._lock = threading.Lock()
        self._asking: _Asking | None = None

    def is_ready(self) -> bool:
        """Say whether the stores answer; in bounded time, with at most one question under way."""
        deadline = time.monotonic() + self._seconds
        with self._lock:
            if self._asking is None or self._asking.done.is_set():
                self._asking = _Asking(*self._stores)
            asking = self._asking
        return asking.done.wait(max(0.0, deadline - time.monotonic())) and asking.is_ready

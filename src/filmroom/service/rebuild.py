"""Making again what follows from the rows of instances and from resources: resources from DICOM, and rows of search."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import select

from filmroom.service.writing import write
from filmroom.store.index_rows import drop_index_rows, index_rows, replace_index_rows
from filmroom.store.instances import mark_changed
from filmroom.store.moments import moment_now
from filmroom.store.resources import COLUMNS, Kept
from filmroom.store.tables import instance, resource, study

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from filmroom.service.settle import Settler
    from filmroom.store.database import Database

__all__ = ["rebuild_index", "rebuild_studies"]

_AT_ONCE = 100


def rebuild_studies(database: Database, settler: Settler, progress: Callable[[int], None]) -> tuple[int, int]:
    """Settle every study anew; return how many there are, and of how many a resource changed.

    Args:
        progress: is told how many are done.
    """
    last, done, changed = "", 0, 0
    while True:
        uids = _next_studies(database, last)
        for uid in uids:
            _mark(database, uid)
            changed += settler.settle(uid, is_rebuild=True)
        done += len(uids)
        progress(done)
        if not uids:
            return done, changed
        last = uids[-1]


def rebuild_index(database: Database, progress: Callable[[int], None]) -> int:
    """Make the rows that search looks at anew, of every resource; return how many there are."""
    last, done = 0, 0
    while True:
        rids = write(database, partial(_index_some, last=last))
        done += len(rids)
        progress(done)
        if not rids:
            return done
        last = rids[-1]


def _next_studies(database: Database, last: str) -> list[str]:
    """Return studies that instances are, or ever were, kept of."""
    with database.read() as connection:
        found: set[str] = set()
        for column in (study.c.uid, instance.c.study_uid):
            statement = select(column).where(column > last).distinct().order_by(column).limit(_AT_ONCE)
            found.update(connection.execute(statement).scalars())
    return sorted(found)[:_AT_ONCE]


def _mark(database: Database, study_uid: str) -> None:
    with database.write() as connection:
        mark_changed(connection, [study_uid], moment_now())


def _index_some(connection: Connection, last: int) -> list[int]:
    statement = select(*COLUMNS).where(resource.c.rid > last).order_by(resource.c.rid).limit(_AT_ONCE)
    found = [Kept(*row) for row in connection.execute(statement.with_for_update())]
    for kept in found:
        if kept.is_deleted:
            drop_index_rows(connection, kept.rid)
        else:
            replace_index_rows(connection, kept.rid, index_rows(kept.parse()), is_new=False)
    return [kept.rid for kept in found]

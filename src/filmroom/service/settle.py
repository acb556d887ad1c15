"""Settling: what is kept of a study becomes its resources.

Once for a burst of arrivals, and with a new version only when something changed.
The rows of the instances are the truth. Whoever settles reads them, builds without holding a lock, and writes only if
nobody has settled a later state meanwhile; so a study may be settled by anybody, at any time, any number of times.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy import func, or_, select, update

from filmroom.errors import DatabaseError, SimultaneousWriteError
from filmroom.mapping.map_study import map_imaging_study
from filmroom.service.interactions import is_same
from filmroom.service.origin import said_by_study
from filmroom.service.ownership import merge
from filmroom.service.writing import write
from filmroom.store.contributions import contributed, replace_contributions
from filmroom.store.instances import read_study_facts
from filmroom.store.locks import lock_condition
from filmroom.store.moments import moment_now
from filmroom.store.resources import lock_resource, write_resource
from filmroom.store.tables import study
from filmroom.study.aggregate import aggregate_study
from filmroom.study.recency import recency_rank

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from filmroom.settings import MappingSettings
    from filmroom.store.database import Database

__all__ = ["Settler"]

Failed: TypeAlias = "Callable[[Exception], object]"
"""Who is told of a fault."""

QUIET_MICROSECONDS = 1_000_000
"""How long nothing may have arrived before a study is settled."""

PATIENCE_MICROSECONDS = 15_000_000
"""How long a study waits at most while instances keep arriving."""

_REST_MICROSECONDS = 60_000_000

_LAST = "~~"  # behind every rank of a study that has instances


class Settler:
    """Settles studies of one archive."""

    def __init__(self, database: Database, settings: MappingSettings) -> None:
        self._database = database
        self._settings = settings
        self._resting: dict[str, int] = {}  # studies that failed, and until when they are left alone

    def settle(self, study_uid: str, *, is_rebuild: bool = False) -> bool:
        """Settle one study; tell whether any resource changed.

        Args:
            is_rebuild: whether resources are compared with what is said of them even where that has not changed.

        Raises:
            DatabaseUnavailableError: nothing was written.
            SimultaneousWriteError: the same; others wrote the same resources again and again.
        """
        with self._database.read() as connection:
            changes, settled = self._state(connection, study_uid)
            if changes == settled:
                return False
            facts = read_study_facts(connection, study_uid)
            said = [] if facts else said_by_study(connection, study_uid)
        if facts:
            built = aggregate_study(facts)
            mapped = map_imaging_study(built, self._settings)
            rank = recency_rank(built.attributes.text("StudyDate"), study_uid)
            resources = (mapped.imaging_study, *mapped.related)
        else:
            rank, resources = f"{_LAST} {study_uid}", tuple(map(_emptied, said))

        def put(connection: Connection) -> bool:
            if self._state(connection, study_uid, lock=True)[1] >= changes:
                return False
            is_changed = _write(connection, study_uid, rank, resources, is_rebuild=is_rebuild)
            connection.execute(update(study).where(study.c.uid == study_uid).values(settled=changes))
            return is_changed

        return write(self._database, put)

    def settle_due(self, *, limit: int = 100, everything: bool = False, failed: Failed | None = None) -> int:
        """Settle studies that have been quiet for a while, or have waited for long; return how many were tried.

        Args:
            failed: told of a study that cannot be settled because of a fault in this program; the study rests for a
                minute, and the others go on. None: the fault is raised.

        Raises:
            DatabaseError: the database is away.
        """
        now = moment_now()
        self._resting = {uid: until for uid, until in self._resting.items() if until > now}
        due = select(study.c.uid).where(study.c.changes != study.c.settled)
        if not everything:
            due = due.where(
                or_(study.c.changed <= now - QUIET_MICROSECONDS, study.c.first_changed <= now - PATIENCE_MICROSECONDS)
            )
        if self._resting:
            due = due.where(study.c.uid.not_in(list(self._resting)))
        with self._database.read() as connection:
            uids = list(connection.execute(due.order_by(study.c.changed).limit(limit)).scalars())
        for uid in uids:
            try:
                self.settle(uid)
            except DatabaseError:
                raise
            except SimultaneousWriteError:  # many write what this study speaks of too: in the next round, then
                continue
            except Exception as fault:
                if failed is None:
                    raise
                self._resting[uid] = now + _REST_MICROSECONDS
                failed(fault)
        return len(uids)

    def waiting(self) -> int:
        """Return how many studies are not settled."""
        with self._database.read() as connection:
            unsettled = select(func.count()).select_from(study).where(study.c.changes != study.c.settled)
            return connection.execute(unsettled).scalar_one()

    @staticmethod
    def _state(connection: Connection, study_uid: str, *, lock: bool = False) -> tuple[int, int]:
        statement = select(study.c.changes, study.c.settled).where(study.c.uid == study_uid)
        row = connection.execute(statement.with_for_update() if lock else statement).first()
        return (row.changes, row.settled) if row else (0, 0)


def _write(
    connection: Connection, study_uid: str, rank: str, resources: tuple[dict[str, Any], ...], *, is_rebuild: bool
) -> bool:
    names = {(one["resourceType"], one["id"]) for one in (*resources, *said_by_study(connection, study_uid))}
    for name in sorted(names):  # so that of two studies of one patient the second sees what the first says
        lock_condition(connection, *name)
    is_changed = False
    for (resource_type, resource_id), said in replace_contributions(connection, study_uid, rank, resources).items():
        says = contributed(connection, resource_type, resource_id)
        if says is not None and (is_rebuild or says != said):
            is_changed |= _rewrite(connection, said, says)
    return is_changed


def _rewrite(connection: Connection, said: dict[str, Any] | None, says: dict[str, Any]) -> bool:
    """Write what DICOM says into a resource, unless it says so already."""
    present = lock_resource(connection, says["resourceType"], says["id"])
    content = present.parse() if present and not present.is_deleted else None
    merged = merge(content, said, says)
    if content is not None and is_same(merged, content):
        return False
    write_resource(connection, merged, method="PUT", present=present)
    return True


def _emptied(said: dict[str, Any]) -> dict[str, Any]:
    """Return what is still said when the last instance of a study went: that it was, and is no longer here."""
    if said["resourceType"] != "ImagingStudy":
        return said
    rest = {key: value for key, value in said.items() if key not in ("series", "modality")}
    return {**rest, "status": "inactive", "numberOfSeries": 0, "numberOfInstances": 0}

"""Deleting what was kept: an instance, a series, a study.

First the rows go, durably; then the objects that no row needs; then the study is settled. What is interrupted between
leaves objects without rows, which `filmroom.service.check` finds, and never a row without its object.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import select

from filmroom.errors import NotFoundError
from filmroom.service.writing import write
from filmroom.store.instances import mark_changed, remove_instances
from filmroom.store.moments import moment_now
from filmroom.store.tables import instance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement, Connection

    from filmroom.service.settle import Settler
    from filmroom.store.database import Database
    from filmroom.store.instances import KeptInstance
    from filmroom.store.objects import ObjectStore

__all__ = ["Deleted", "DeletionService"]

_AT_ONCE = 200  # objects that go while writers wait


class Deleted(msgspec.Struct, frozen=True):
    """What was deleted.

    Attributes:
        study_uid: of the study that it was of.
        objects: how many objects went; files that were indexed in place stay.
    """

    study_uid: str
    instances: int
    objects: int


class DeletionService:
    """Deletes from one archive, for any number of threads."""

    def __init__(self, database: Database, objects: ObjectStore, settler: Settler) -> None:
        self._database = database
        self._objects = objects
        self._settler = settler

    def delete_instance(self, sop_instance_uid: str) -> Deleted:
        """Delete an instance.

        Raises:
            NotFoundError: none is kept.
            DatabaseError: nothing was deleted.
            StorageError: the rows are gone; objects may be left, without a row.
        """
        return self._delete(instance.c.sop_instance_uid == sop_instance_uid)

    def delete_series(self, study_uid: str, series_uid: str) -> Deleted:
        """Delete the instances of a series. Raises: as `delete_instance`."""
        return self._delete(instance.c.study_uid == study_uid, instance.c.series_uid == series_uid)

    def delete_study(self, study_uid: str) -> Deleted:
        """Delete the instances of a study; its ImagingStudy stays, as inactive. Raises: as `delete_instance`."""
        return self._delete(instance.c.study_uid == study_uid)

    def _delete(self, *conditions: ColumnElement[bool]) -> Deleted:
        def remove(connection: Connection) -> list[KeptInstance]:
            uids = list(connection.execute(select(instance.c.sop_instance_uid).where(*conditions)).scalars())
            return remove_instances(connection, uids, now=moment_now()) if uids else []

        removed = write(self._database, remove)
        if not removed:
            raise NotFoundError("found no such instance; expected one that is kept")
        study_uid = removed[0].study_uid
        copied = [one for one in removed if one.link is None]
        objects = sum(
            self._delete_objects(study_uid, copied[start : start + _AT_ONCE])
            for start in range(0, len(copied), _AT_ONCE)
        )
        self._settler.settle(study_uid)
        return Deleted(study_uid, len(removed), objects)

    def _delete_objects(self, study_uid: str, removed: Sequence[KeptInstance]) -> int:
        """Delete objects that no row needs; return how many.

        The change that is noted tells whoever is keeping the same instances again to look whether the objects are
        still there.
        """

        def delete(connection: Connection) -> int:
            mark_changed(connection, {study_uid}, moment_now())
            keys = {bytes(one.sha256) for one in removed}
            needed = connection.execute(select(instance.c.sha256).where(instance.c.sha256.in_(sorted(keys)))).scalars()
            gone = keys - {bytes(key) for key in needed}
            self._objects.delete(sorted(key.hex() for key in gone))
            return len(gone)

        return write(self._database, delete)

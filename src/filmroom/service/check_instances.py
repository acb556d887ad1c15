"""Whether an instance's row and object agree."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import delete, select

from filmroom.dicom.reader import HeaderReader
from filmroom.errors import DicomError, ObjectMissingError
from filmroom.service.check_report import Problem
from filmroom.store.facts_codec import encode_attributes
from filmroom.store.instances import Arrival, KeptInstance, add_instances
from filmroom.store.tables import attribute_set, instance
from filmroom.study.extract import FactsExtractor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from filmroom.dicom.header import Header
    from filmroom.store.database import Database
    from filmroom.store.objects import ObjectStore
    from filmroom.study.facts import InstanceFacts

__all__ = ["InstanceCheck", "StoredInstance", "renew_row", "stored_instances"]

_AT_ONCE = 500
_CHUNK_BYTES = 1 << 20

_study_set = attribute_set.alias("study_set")
_series_set = attribute_set.alias("series_set")


class StoredInstance(msgspec.Struct, frozen=True):
    """A row, with what it says of the instance as bytes.

    Attributes:
        received: microseconds since 1970-01-01T00:00Z.
    """

    kept: KeptInstance
    received: int
    said: tuple[bytes, bytes, bytes]


_NAMES = KeptInstance.__struct_fields__
_STATEMENT = (
    select(
        *(instance.c[name] for name in _NAMES),
        instance.c.received,
        _study_set.c.content.label("study_said"),
        _series_set.c.content.label("series_said"),
        instance.c.facts,
    )
    .join(_study_set, _study_set.c.id == instance.c.study_set, isouter=True)
    .join(_series_set, _series_set.c.id == instance.c.series_set, isouter=True)
    .order_by(instance.c.sop_instance_uid)
)


def stored_instances(database: Database) -> Iterator[StoredInstance]:
    """Return all rows, some hundreds in memory at once; those that come or go meanwhile may be among them."""
    last = ""
    while True:
        with database.read() as connection:
            rows = connection.execute(_STATEMENT.where(instance.c.sop_instance_uid > last).limit(_AT_ONCE)).all()
        for row in rows:
            kept = KeptInstance(*row[: len(_NAMES)])
            yield StoredInstance(kept, row.received, (row.study_said, row.series_said, row.facts))
        if len(rows) < _AT_ONCE:
            return
        last = rows[-1].sop_instance_uid


class InstanceCheck:
    """Compares rows with objects; for one thread."""

    def __init__(self, objects: ObjectStore) -> None:
        self._objects = objects
        self._reader = HeaderReader()
        self._extractor = FactsExtractor(capacity=1_024)

    def check(self, stored: StoredInstance) -> tuple[Problem | None, InstanceFacts | None]:
        """Return what is wrong with an instance, and what its object says; None where there is nothing of it.

        Raises:
            StorageUnavailableError: the store of objects is away.
        """
        kept = stored.kept
        try:
            if not self._is_whole(kept):
                return Problem.DAMAGED, None
            facts = self._extractor.extract(self._read(kept))
        except (ObjectMissingError, OSError):
            return Problem.MISSING, None
        except DicomError:
            return Problem.CONTRADICTING, None
        names = (facts.sop_instance_uid, facts.series_instance_uid, facts.study_instance_uid)
        if names != (kept.sop_instance_uid, kept.series_uid, kept.study_uid):
            return Problem.CONTRADICTING, facts
        says = tuple(encode_attributes(one) for one in (facts.study, facts.series, facts.instance))
        is_same = says == stored.said and facts.transfer_syntax_uid == kept.transfer_syntax_uid
        return (None, facts) if is_same else (Problem.OUTDATED, facts)

    def _is_whole(self, kept: KeptInstance) -> bool:
        if kept.link is None:
            key = kept.sha256.hex()
            return self._objects.size(key) in (None, kept.size_bytes) and self._objects.verify(key)
        digest = hashlib.sha256()
        with open(kept.link, "rb") as file:
            while chunk := file.read(_CHUNK_BYTES):
                digest.update(chunk)
        return digest.digest() == kept.sha256

    def _read(self, kept: KeptInstance) -> Header:
        if kept.link is not None:
            return self._reader.read(kept.link)
        key = kept.sha256.hex()
        path = self._objects.local_path(key)
        if path is not None:
            return self._reader.read(path)
        with self._objects.open(key) as stream:
            return self._reader.read(stream)


def renew_row(connection: Connection, stored: StoredInstance, facts: InstanceFacts) -> bool:
    """Have a row say what is read in its object now; tell whether it still was there."""
    kept = stored.kept
    gone = connection.execute(
        delete(instance)
        .where(instance.c.sop_instance_uid == kept.sop_instance_uid, instance.c.sha256 == kept.sha256)
        .returning(instance.c.sop_instance_uid)
    ).first()
    if gone is None:
        return False
    add_instances(connection, [Arrival(facts, kept.sha256, kept.size_bytes, stored.received, kept.link)])
    return True

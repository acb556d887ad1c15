"""Ingest: what arrives is kept, by whatever door it came.

First the object is durable, then the rows are, then the answer is given. What cannot be filed is refused with a reason,
and nothing is left of it.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from filmroom.dicom.reader import HeaderReader
from filmroom.errors import DicomError, StorageUnavailableError
from filmroom.service.writing import write
from filmroom.store.instances import Arrival, Fate, add_instances, find_instances
from filmroom.store.moments import moment_now
from filmroom.store.study_state import lock_changes, read_changes
from filmroom.study.extract import FactsExtractor
from filmroom.study.facts import InstanceFacts

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from sqlalchemy import Connection

    from filmroom.dicom.source import Source
    from filmroom.store.database import Database
    from filmroom.store.instances import Added
    from filmroom.store.object_incoming import Incoming
    from filmroom.store.objects import ObjectStore

__all__ = ["Ingest", "LinkedFile", "Outcome"]


class LinkedFile(msgspec.Struct, frozen=True):
    """A file that is indexed where it is, and not copied.

    Attributes:
        path: absolute.
        sha256: of its bytes, in hexadecimal.
    """

    path: str
    sha256: str
    size_bytes: int


class Outcome(msgspec.Struct, frozen=True):
    """What became of one thing that arrived.

    Attributes:
        name: what the caller calls it.
        fate: None when it cannot be filed at all; then ``error`` says why.
        facts: what it says; None with an error.
        sha256: of its bytes, in hexadecimal; empty with an error.
        kept_sha256: of the object that is kept under its SOP Instance UID, which may be its own.
    """

    name: str
    fate: Fate | None
    facts: InstanceFacts | None = None
    error: DicomError | None = None
    sha256: str = ""
    kept_sha256: str = ""

    @property
    def sop_instance_uid(self) -> str:
        """Its SOP Instance UID; empty when it could not be read."""
        return self.facts.sop_instance_uid if self.facts else ""

    @property
    def reason(self) -> str:
        """Why it was refused, without patient data; empty when it was not."""
        if self.error is not None:
            return str(self.error)
        if self.fate is Fate.REFUSED:
            return "another object with other bytes is kept under the same SOP Instance UID"
        return ""


class _Readable(NamedTuple):
    """Something that arrived and could be read."""

    position: int
    facts: InstanceFacts
    sha256: bytes
    size_bytes: int
    content: Incoming | bytes | None
    link: str | None = None


class Ingest:
    """Keeps what arrives; one for each thread."""

    def __init__(self, database: Database, objects: ObjectStore) -> None:
        self._database = database
        self._objects = objects
        self._reader = HeaderReader()
        self._extractor = FactsExtractor()

    def keep(self, arrived: Sequence[tuple[str, Incoming | bytes | LinkedFile]]) -> list[Outcome]:
        """Keep a batch; when this returns, what it calls kept survives a loss of power.

        Args:
            arrived: names, for the report, and what has them: complete, some hundreds at most.

        Raises:
            StorageError: the objects could not be kept; nothing of the batch is promised.
            DatabaseUnavailableError, SimultaneousWriteError: the same for the rows.
        """
        outcomes: dict[int, Outcome] = {}
        readable: list[_Readable] = []
        for position, (name, one) in enumerate(arrived):
            try:
                readable.append(self._read(position, name, one))
            except DicomError as error:
                outcomes[position] = Outcome(name, None, error=error)
        if readable:
            changes = self._keep_objects(readable)
            now = moment_now()
            arrivals = [Arrival(item.facts, item.sha256, item.size_bytes, now, item.link) for item in readable]

            def add(connection: Connection) -> list[Added]:
                if lock_changes(connection, _study_uids(readable)) != changes:
                    self._require_objects(connection, readable)
                return add_instances(connection, arrivals)

            added = write(self._database, add)
            for item, (fate, kept_sha256) in zip(readable, added, strict=True):
                outcomes[item.position] = Outcome(
                    arrived[item.position][0],
                    fate,
                    item.facts,
                    sha256=item.sha256.hex(),
                    kept_sha256=kept_sha256.hex(),
                )
        return [outcomes[position] for position in range(len(arrived))]

    def _read(self, position: int, name: str, arrived: Incoming | bytes | LinkedFile) -> _Readable:
        if isinstance(arrived, bytes):
            return _Readable(position, self._facts(arrived, name), sha256(arrived).digest(), len(arrived), arrived)
        if isinstance(arrived, LinkedFile):
            facts = self._facts(arrived.path, name)
            return _Readable(position, facts, bytes.fromhex(arrived.sha256), arrived.size_bytes, None, arrived.path)
        facts = self._facts(str(arrived.path), name)
        return _Readable(position, facts, bytes.fromhex(arrived.key), arrived.size_bytes, arrived)

    def _facts(self, source: Source, name: str) -> InstanceFacts:
        return self._extractor.extract(self._reader.read(source), name)

    def _keep_objects(self, readable: Sequence[_Readable]) -> dict[str, int]:
        """Make the objects durable that are going to be kept: neither known ones nor contradicting ones.

        Returns:
            How often instances of the studies had come or gone before.
        """
        with self._database.read() as connection:
            known = find_instances(connection, [one.facts.sop_instance_uid for one in readable])
            changes = read_changes(connection, _study_uids(readable))
        fresh = _first_of_each(readable, known)
        self._objects.keep_bytes([one.content for one in fresh if isinstance(one.content, bytes)])
        self._objects.keep(
            [one.content for one in fresh if one.content is not None and not isinstance(one.content, bytes)]
        )
        return changes

    def _require_objects(self, connection: Connection, readable: Sequence[_Readable]) -> None:
        """Have every object still be there: an instance may be deleted in the moment in which it arrives again."""
        known = find_instances(connection, [one.facts.sop_instance_uid for one in readable])
        for one in _first_of_each(readable, known):
            if one.link is None and self._objects.size(one.sha256.hex()) is None:
                raise StorageUnavailableError("an instance was deleted while it arrived; it can be sent again")


def _first_of_each(readable: Sequence[_Readable], known: Container[str]) -> list[_Readable]:
    """Return what is going to be kept: of each SOP Instance UID that is not known the first."""
    fresh: dict[str, _Readable] = {}
    for one in readable:
        if one.facts.sop_instance_uid not in known:
            fresh.setdefault(one.facts.sop_instance_uid, one)
    return list(fresh.values())


def _study_uids(readable: Sequence[_Readable]) -> list[str]:
    return sorted({one.facts.study_instance_uid for one in readable})

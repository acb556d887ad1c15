"""Facts of instances on disk between reading and settling, in partitions by study.

A partition is a few files, one for each process that wrote. A file is a row of pickled blocks; attributes
that instances share are written once for each file, and the instances refer to them by number, which
keeps a million instances of ten thousand studies near 300 MB. The folder is private to the run that
made it, so what is unpickled is what this program wrote.
"""

from __future__ import annotations

import os
import pickle
import zlib
from collections import defaultdict
from typing import IO, TYPE_CHECKING, Any, TypeAlias

import msgspec

from filmroom.dicom.candidates import Candidate, Member
from filmroom.study.facts import Attributes, InstanceFacts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

__all__ = ["PARTITIONS", "Entry", "Spool", "uid_hash"]

PARTITIONS = 64
"""How many partitions there are: a million instances make some 16,000 for each."""

_REMEMBERED = 8192

_Row: TypeAlias = "tuple[int, str | None, Member | None, int, int, str, dict[str, Any], tuple[Any, ...], str, str]"


class Entry(msgspec.Struct, frozen=True):
    """One instance in the spool.

    Attributes:
        number: the place of its candidate in the order of the run, by which it is known; names may repeat.
        candidate: where its bytes are; without those that are in no file.
    """

    number: int
    candidate: Candidate
    facts: InstanceFacts


def uid_hash(uid: str) -> int:
    """Return 32 bits of a UID, the same in every process."""
    return zlib.crc32(uid.encode())


class Spool:
    """The partitions of one run, in one folder.

    Args:
        folder: an existing folder that nobody but this run writes to.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._writers: dict[int, _PartitionWriter] = {}

    def append(self, entries: Iterable[Entry]) -> None:
        """Add instances; every process appends to files of its own."""
        partitions: dict[int, list[Entry]] = defaultdict(list)
        for one in entries:
            partitions[uid_hash(one.facts.study_instance_uid) % PARTITIONS].append(one)
        for partition, members in partitions.items():
            writer = self._writers.get(partition)
            if writer is None:
                path = self._folder / f"{partition:02d}-{os.getpid()}.facts"
                writer = self._writers[partition] = _PartitionWriter(path)
            writer.append(members)

    def read(self, partition: int) -> Iterator[Entry]:
        """Return the instances of a partition; attributes that they share come as one object."""
        for path in sorted(self._folder.glob(f"{partition:02d}-*.facts")):
            with path.open("rb") as file:
                yield from _read_file(file)

    def partitions(self) -> list[int]:
        """Return the partitions that hold anything."""
        return sorted({int(path.name[:2]) for path in self._folder.glob("??-*.facts")})


class _PartitionWriter:
    """One process's file of one partition."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._numbers: dict[int, tuple[int, Attributes]] = {}  # by identity, and what keeps the identity taken
        self._next = 0

    def append(self, members: Iterable[Entry]) -> None:
        fresh: list[tuple[int, Attributes]] = []
        rows = [self._row(one, fresh) for one in members]
        with self._path.open("ab") as file:
            pickle.dump((fresh, rows), file, protocol=pickle.HIGHEST_PROTOCOL)

    def _row(self, entry: Entry, fresh: list[tuple[int, Attributes]]) -> _Row:
        facts, candidate = entry.facts, entry.candidate
        return (
            entry.number,
            None if candidate.path == candidate.name else candidate.path or "",  # for most, the name says it
            candidate.member,
            self._number(facts.study, fresh),
            self._number(facts.series, fresh),
            facts.sop_instance_uid,
            dict(facts.instance.values),
            facts.instance.defects,
            facts.transfer_syntax_uid,
            facts.source,
        )

    def _number(self, attributes: Attributes, fresh: list[tuple[int, Attributes]]) -> int:
        known = self._numbers.get(id(attributes))
        if known is not None:
            return known[0]
        if len(self._numbers) >= _REMEMBERED:
            self._numbers.clear()
        self._next += 1
        self._numbers[id(attributes)] = (self._next, attributes)
        fresh.append((self._next, attributes))
        return self._next


def _read_file(file: IO[bytes]) -> Iterator[Entry]:
    shared: dict[int, Attributes] = {}
    while True:
        try:
            fresh, rows = pickle.load(file)  # noqa: S301 (written by this run, in its private folder)
        except EOFError:
            return
        shared.update(fresh)
        for row in rows:
            yield _entry(row, shared)


def _entry(row: _Row, shared: dict[int, Attributes]) -> Entry:
    number, path, member, study_number, series_number, sop_instance_uid, values, defects, syntax, source = row
    study, series = shared[study_number], shared[series_number]
    facts = InstanceFacts(
        study.text("StudyInstanceUID"),
        series.text("SeriesInstanceUID"),
        sop_instance_uid,
        study,
        series,
        Attributes(values, defects),
        syntax,
        source,
    )
    return Entry(number, Candidate(source, source if path is None else path or None, member), facts)

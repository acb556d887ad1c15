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

from filmroom.study.facts import Attributes, InstanceFacts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

__all__ = ["PARTITIONS", "Spool", "uid_hash"]

PARTITIONS = 64
"""How many partitions there are: a million instances make some 16,000 for each."""

_REMEMBERED = 8192

_Row: TypeAlias = "tuple[int, int, str, dict[str, Any], tuple[Any, ...], str, str]"


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

    def append(self, facts: Iterable[InstanceFacts]) -> None:
        """Add instances; every process appends to files of its own."""
        partitions: dict[int, list[InstanceFacts]] = defaultdict(list)
        for one in facts:
            partitions[uid_hash(one.study_instance_uid) % PARTITIONS].append(one)
        for partition, members in partitions.items():
            writer = self._writers.get(partition)
            if writer is None:
                path = self._folder / f"{partition:02d}-{os.getpid()}.facts"
                writer = self._writers[partition] = _PartitionWriter(path)
            writer.append(members)

    def read(self, partition: int) -> Iterator[InstanceFacts]:
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

    def append(self, members: Iterable[InstanceFacts]) -> None:
        fresh: list[tuple[int, Attributes]] = []
        rows: list[_Row] = [
            (
                self._number(one.study, fresh),
                self._number(one.series, fresh),
                one.sop_instance_uid,
                dict(one.instance.values),
                one.instance.defects,
                one.transfer_syntax_uid,
                one.source,
            )
            for one in members
        ]
        with self._path.open("ab") as file:
            pickle.dump((fresh, rows), file, protocol=pickle.HIGHEST_PROTOCOL)

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


def _read_file(file: IO[bytes]) -> Iterator[InstanceFacts]:
    shared: dict[int, Attributes] = {}
    while True:
        try:
            fresh, rows = pickle.load(file)  # noqa: S301 (written by this run, in its private folder)
        except EOFError:
            return
        shared.update(fresh)
        for study_number, series_number, sop_instance_uid, values, defects, transfer_syntax_uid, source in rows:
            study, series = shared[study_number], shared[series_number]
            yield InstanceFacts(
                study.text("StudyInstanceUID"),
                series.text("SeriesInstanceUID"),
                sop_instance_uid,
                study,
                series,
                Attributes(values, defects),
                transfer_syntax_uid,
                source,
            )

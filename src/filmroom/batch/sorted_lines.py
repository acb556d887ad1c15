"""Resources on disk between settling and writing: sorted lines, merged without holding them.

A line is a key, a rank, the number of instances of the study, and JSON, with tabs between them, of which
JSON holds none. Lines with one key are states of one resource by different studies; the first by rank is the one
that is written.
"""

from __future__ import annotations

from contextlib import ExitStack
from heapq import merge
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

__all__ = ["Line", "Merged", "State", "merge_lines", "write_lines"]


class Line(NamedTuple):
    """One state of one resource."""

    key: str
    rank: str
    instances: int
    json: bytes


class State(NamedTuple):
    """What a study makes of a resource.

    Attributes:
        instances: how many the study has.
    """

    study_instance_uid: str
    instances: int
    json: bytes


class Merged(NamedTuple):
    """One resource: the state that is written, and those that differ from it, in the order of their ranks."""

    key: str
    kept: State
    others: list[State]


def write_lines(path: Path, lines: Iterable[Line]) -> None:
    """Write lines, sorted; the ranks are those of `filmroom.study.recency.recency_rank`."""
    with path.open("wb") as file:
        for line in sorted(lines):
            file.write(f"{line.key}\t{line.rank}\t{line.instances}\t".encode() + line.json + b"\n")


def merge_lines(paths: Iterable[Path]) -> Iterator[Merged]:
    """Return the resources of several such files in the order of the keys, each key once."""
    with ExitStack() as stack:
        files = [stack.enter_context(path.open("rb")) for path in sorted(paths)]
        for key, lines in groupby(merge(*(map(_split, file) for file in files)), key=itemgetter(0)):
            first, *rest = lines
            kept = _state(first)
            yield Merged(key.decode(), kept, [_state(line) for line in rest if line[3] != kept.json])


def _split(line: bytes) -> list[bytes]:
    return line.removesuffix(b"\n").split(b"\t", 3)


def _state(line: list[bytes]) -> State:
    _, rank, instances, json = line
    return State(rank.rpartition(b" ")[2].decode(), int(instances), json)

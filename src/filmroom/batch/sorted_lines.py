"""Resources on disk between settling and writing: sorted lines, merged without holding them.

A line is a key, a tab, and JSON, which holds no raw tab. Lines with one key and different ranks are
different states of one resource; the first by rank is the one that is written.
"""

from __future__ import annotations

from contextlib import ExitStack
from heapq import merge
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

__all__ = ["merge_lines", "recency_rank", "write_lines"]

_REVERSED_DIGITS = str.maketrans("0123456789", "9876543210")


def recency_rank(started: str, uid: str) -> str:
    """Return a rank by which the latest study comes first, and one without a date last."""
    return f"{started.translate(_REVERSED_DIGITS) if started else '~'} {uid}"


def write_lines(path: Path, rows: Iterable[tuple[str, str, bytes]]) -> None:
    """Write rows of key, rank and JSON, sorted; of one key only the first by rank."""
    previous = None
    with path.open("wb") as file:
        for key, rank, line in sorted(rows):
            if key != previous:
                file.write(f"{key}\t{rank}\t".encode() + line + b"\n")
            previous = key


def merge_lines(paths: Iterable[Path]) -> Iterator[tuple[str, bytes]]:
    """Return key and JSON from several such files in the order of the keys, each key once."""
    with ExitStack() as stack:
        files = [stack.enter_context(path.open("rb")) for path in sorted(paths)]
        previous = b""
        for key, _, line in merge(*(map(_split, file) for file in files)):
            if key != previous:
                yield key.decode(), line
            previous = key


def _split(line: bytes) -> tuple[bytes, bytes, bytes]:
    key, rank, rest = line.split(b"\t", 2)
    return key, rank, rest.removesuffix(b"\n")

"""What an import has seen already: so that one that was cut off goes on where it stopped."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import IO

    from filmroom.dicom.candidates import Candidate

__all__ = ["ImportJournal"]


class ImportJournal:
    """A file with a line for each candidate whose fate is decided, by a hash of its name, size and time.

    A line is written after the batch is durable; a line lost in a crash costs a second look, nothing else.

    Args:
        folder: where journals are kept.
        paths: what is imported: each set of paths has a journal of its own.
    """

    def __init__(self, folder: Path, paths: Iterable[str]) -> None:
        named = "\0".join(sorted(str(Path(path).absolute()) for path in paths))
        self._path = folder / f"{hashlib.sha256(named.encode(errors='surrogateescape')).hexdigest()[:32]}.journal"
        self._seen: set[bytes] = set()
        self._file: IO[bytes] | None = None
        if self._path.exists():
            self._seen.update(self._path.read_bytes().split(b"\n"))

    def has(self, candidate: Candidate) -> bool:
        """Whether an earlier run has seen it, and its file has not changed since."""
        return bool(self._seen) and _line(candidate) in self._seen

    def add(self, candidates: Iterable[Candidate]) -> None:
        """Note what is decided."""
        if self._file is None:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._file = self._path.open("ab")
        self._file.write(b"".join(_line(one) + b"\n" for one in candidates))
        self._file.flush()

    def finish(self) -> None:
        """Remove the journal of an import that came to its end."""
        if self._file is not None:
            self._file.close()
            self._file = None
        self._path.unlink(missing_ok=True)


def _line(candidate: Candidate) -> bytes:
    """Return what tells a candidate in the state it is in; standard input is never the same."""
    if candidate.path is None:
        return b"-"
    try:
        status = Path(candidate.path).stat()
    except OSError:
        return b"-"
    offset = candidate.member.header_offset if candidate.member else -1
    key = f"{Path(candidate.path).absolute()}\0{offset}\0{status.st_size}\0{status.st_mtime_ns}"
    return hashlib.sha256(key.encode(errors="surrogateescape")).hexdigest()[:32].encode()

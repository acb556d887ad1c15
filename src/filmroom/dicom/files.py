"""Paths -> candidates: files, folders, archives, DICOMDIRs and standard input, one after the other.

Nothing is read here but directories, and the first bytes of files that are named one by one.
"""

# A Path costs more than all the rest that is done for a file here.
# ruff: noqa: PTH112, PTH113, PTH114, PTH116, PTH118, PTH119

from __future__ import annotations

import os
import stat
import sys
from typing import IO, TYPE_CHECKING

from filmroom.dicom import candidates
from filmroom.dicom.archives import MEMBER_SEPARATOR, is_archive, iterate_members, member_named
from filmroom.dicom.candidates import Candidate, content_length, read_candidate
from filmroom.dicom.dicomdir import iterate_referenced
from filmroom.dicom.limits import DEFAULT_LIMITS, Limits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = [
    "STANDARD_INPUT",
    "Candidate",
    "candidate_named",
    "content_length",
    "iterate_candidates",
    "read_candidate",
    "same_content",
]

STANDARD_INPUT = "-"
"""The path that stands for one instance on standard input."""


def iterate_candidates(
    paths: Iterable[str | os.PathLike[str]],
    *,
    standard_input: IO[bytes] | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Iterator[Candidate]:
    """List what may be DICOM, in the order of the paths, and the content of folders sorted by name.

    Folders are followed to the bottom; what has ``.zip`` at the end of its name stands for its members;
    a file that is named itself, not found in a folder, and has a name that begins with DICOMDIR stands for the
    files it refers to.
    Every file comes once, whatever links lead to it. What cannot be had comes with its problem.

    Args:
        paths: of files and folders; ``-`` for one instance on standard input.
        standard_input: in place of that of the process.
        limits: of standard input, no more than ``inflated_size_bytes`` are taken.
    """
    named = [os.fspath(path) for path in paths]
    search = _Search([path for path in named if path != STANDARD_INPUT and os.path.isdir(path)])
    for path in named:
        if path == STANDARD_INPUT:
            stream = standard_input or sys.stdin.buffer
            yield Candidate(STANDARD_INPUT, content=stream.read(limits.inflated_size_bytes))
        else:
            yield from search.named(path)


def candidate_named(name: str) -> Candidate | None:
    """Find a candidate again by the name it had; None when there is none, as for standard input."""
    if os.path.isfile(name):
        return Candidate(name, name)
    archive, separator, member = name.partition(MEMBER_SEPARATOR)
    return member_named(archive, name, member) if separator and os.path.isfile(archive) else None


def same_content(first: Candidate | str, second: Candidate | str) -> bool:
    """Whether two candidates, or what they are the names of, have the same bytes.

    What cannot be read, or not again, is not the same as anything.
    """
    one = candidate_named(first) if isinstance(first, str) else first
    other = candidate_named(second) if isinstance(second, str) else second
    return one is not None and other is not None and candidates.same_content(one, other)


class _Search:
    """One search through files and folders, which knows where it has been.

    Args:
        roots: the folders that will be searched: a link into one of them is passed over.
    """

    def __init__(self, roots: Iterable[str]) -> None:
        self._roots = [os.path.realpath(root) for root in roots]
        self._folders: set[tuple[int, int]] = set()  # by device and inode
        self._files: set[tuple[int, int]] = set()  # only those that were named, or found by a link

    def named(self, path: str) -> Iterator[Candidate]:
        """What a path stands for that somebody named."""
        try:
            status = os.stat(path)
        except (OSError, ValueError) as error:
            yield _unreadable(path, error)
            return
        if stat.S_ISDIR(status.st_mode):
            yield from self._folder(path, status)
        elif not stat.S_ISREG(status.st_mode):
            yield _irregular(path)
        elif not self._is_below_roots(path) and self._is_new_file(status):
            yield from self._named_file(path)

    def _named_file(self, path: str) -> Iterator[Candidate]:
        if os.path.basename(path).upper().startswith("DICOMDIR"):
            yield from iterate_referenced(path, _shown(path))
            return
        try:
            is_zip = is_archive(path)
        except OSError as error:
            yield _unreadable(path, error)
            return
        yield from iterate_members(path, _shown(path)) if is_zip else (Candidate(_shown(path), path),)

    def _folder(self, path: str, status: os.stat_result) -> Iterator[Candidate]:
        """What is in a folder, to the bottom; with a stack, because folders may be nested deeply."""
        stack = [self._listing(path, status)]
        while stack:
            found = next(stack[-1], None)
            if found is None:
                stack.pop()
            elif isinstance(found, Candidate):
                yield found
            else:
                stack.append(self._listing(*found))

    def _listing(self, folder: str, status: os.stat_result) -> Iterator[Candidate | tuple[str, os.stat_result]]:
        """What is in one folder; folders in it as path and status."""
        if (status.st_dev, status.st_ino) in self._folders:
            return
        self._folders.add((status.st_dev, status.st_ino))
        try:
            with os.scandir(folder) as entries:  # a name and a letter for each: there may be a million
                names = sorted((entry.name, _kind(entry)) for entry in entries)
        except OSError as error:
            yield _unreadable(folder, error)
            return
        prefix = os.path.join(folder, "")
        for name, kind in names:
            path = prefix + name
            if kind == "file" and not self._files:
                yield from _file_or_archive(path)
            else:
                yield from self._entry(path, kind)

    def _entry(self, path: str, kind: str) -> Iterator[Candidate | tuple[str, os.stat_result]]:
        try:
            status = os.stat(path)
        except OSError as error:
            yield _unreadable(path, error)
            return
        is_link = kind == "link"
        if is_link and self._is_below_roots(path):
            return
        if stat.S_ISDIR(status.st_mode):
            yield path, status
        elif not stat.S_ISREG(status.st_mode):
            yield _irregular(path)
        elif (not is_link and (status.st_dev, status.st_ino) not in self._files) or self._is_new_file(status):
            yield from _file_or_archive(path)

    def _is_below_roots(self, path: str) -> bool:
        real = os.path.realpath(path)
        return any(real == root or real.startswith(root.rstrip(os.sep) + os.sep) for root in self._roots)

    def _is_new_file(self, status: os.stat_result) -> bool:
        identity = (status.st_dev, status.st_ino)
        is_new = identity not in self._files
        self._files.add(identity)
        return is_new


def _kind(entry: os.DirEntry[str]) -> str:
    if entry.is_symlink():
        return "link"
    return "file" if entry.is_file(follow_symlinks=False) else "other"


def _file_or_archive(path: str) -> Iterable[Candidate]:
    return iterate_members(path, _shown(path)) if path[-4:].lower() == ".zip" else (Candidate(_shown(path), path),)


def _irregular(path: str) -> Candidate:
    return Candidate(_shown(path), problem="neither a file nor a folder")


def _unreadable(path: str, error: OSError | ValueError) -> Candidate:
    reason = error.strerror if isinstance(error, OSError) else None
    if os.path.islink(path) and isinstance(error, FileNotFoundError):
        reason = "a link to nothing"
    return Candidate(_shown(path), problem=f"cannot be read: {reason or type(error).__name__}")


def _shown(path: str) -> str:
    """Write a path so that it can be written down: names on disk need not be UTF-8."""
    if path.isascii():
        return path
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")

"""Paths -> candidates: files, folders, archives, DICOMDIRs and standard input, one after the other.

Nothing is read here but directories, and the first bytes of files that are named one by one.
"""

# A Path costs more than all the rest that is done for a file here.
# ruff: noqa: PTH112, PTH114, PTH116, PTH118

from __future__ import annotations

import os
import stat
import sys
from typing import IO, TYPE_CHECKING

from filmroom.dicom.archives import has_archive_name, iterate_members, starts_like_archive
from filmroom.dicom.candidates import Candidate, content_length, read_candidate
from filmroom.dicom.dicomdir import is_dicomdir, iterate_referenced
from filmroom.dicom.limits import DEFAULT_LIMITS, Limits
from filmroom.dicom.shown import shown_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = [
    "STANDARD_INPUT",
    "Candidate",
    "content_length",
    "iterate_candidates",
    "read_candidate",
]

STANDARD_INPUT = "-"
"""The path that stands for one instance on standard input."""

_START_BYTES = 4 << 10


def iterate_candidates(
    paths: Iterable[str | os.PathLike[str]],
    *,
    standard_input: IO[bytes] | None = None,
    limits: Limits = DEFAULT_LIMITS,
    passed_over: Iterable[str | os.PathLike[str]] = (),
) -> Iterator[Candidate]:
    """List what may be DICOM, in the order of the paths, and the content of folders sorted by name.

    Folders are followed to the bottom; what has ``.zip`` at the end of its name stands for its members;
    of files that are named themselves, not found in a folder, the content says whether they are archives, and
    a DICOMDIR stands for the files it refers to.
    Every file comes once, whatever links lead to it, and so does standard input. What cannot be had comes with
    its problem.

    Args:
        paths: of files and folders; ``-`` for one instance on standard input.
        standard_input: in place of that of the process.
        limits: of standard input, no more than ``inflated_size_bytes`` are taken.
        passed_over: folders that are not looked into.
    """
    named = list(dict.fromkeys(os.fspath(path) for path in paths))
    roots = [path for path in named if path != STANDARD_INPUT and os.path.isdir(path)]
    search = _Search(roots, passed_over)
    for path in named:
        if path == STANDARD_INPUT:
            stream = standard_input or sys.stdin.buffer
            content = stream.read(limits.inflated_size_bytes)
            yield Candidate(STANDARD_INPUT, content=content, is_whole=not stream.read(1))
        else:
            yield from search.named(path)


class _Search:
    """One search through files and folders, which knows where it has been.

    Args:
        roots: the folders that will be searched: a link into one of them is passed over.
        passed_over: folders that are taken for searched already.
    """

    def __init__(self, roots: Iterable[str], passed_over: Iterable[str | os.PathLike[str]]) -> None:
        self._roots = [os.path.realpath(root) for root in roots]
        self._folders = {_identity(os.stat(folder)) for folder in passed_over}
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
        try:
            with open(path, "rb") as file:
                start = file.read(_START_BYTES)
            is_directory = is_dicomdir(path, start)
        except OSError as error:
            yield _unreadable(path, error)
            return
        if starts_like_archive(start):
            yield from iterate_members(path)
        elif is_directory:
            yield from filter(self._is_new, iterate_referenced(path))
        else:
            yield Candidate(shown_name(path), path)

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
        if _identity(status) in self._folders:
            return
        self._folders.add(_identity(status))
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
        elif (not is_link and _identity(status) not in self._files) or self._is_new_file(status):
            yield from _file_or_archive(path)

    def _is_below_roots(self, path: str) -> bool:
        real = os.path.realpath(path)
        return any(real == root or real.startswith(root.rstrip(os.sep) + os.sep) for root in self._roots)

    def _is_new(self, candidate: Candidate) -> bool:
        return candidate.path is None or self._is_new_file(os.stat(candidate.path))

    def _is_new_file(self, status: os.stat_result) -> bool:
        identity = _identity(status)
        is_new = identity not in self._files
        self._files.add(identity)
        return is_new


def _identity(status: os.stat_result) -> tuple[int, int]:
    return status.st_dev, status.st_ino


def _kind(entry: os.DirEntry[str]) -> str:
    if entry.is_symlink():
        return "link"
    return "file" if entry.is_file(follow_symlinks=False) else "other"


def _file_or_archive(path: str) -> Iterable[Candidate]:
    return iterate_members(path) if has_archive_name(path) else (Candidate(shown_name(path), path),)


def _irregular(path: str) -> Candidate:
    return Candidate(shown_name(path), problem="neither a file nor a folder")


def _unreadable(path: str, error: OSError | ValueError) -> Candidate:
    reason = error.strerror if isinstance(error, OSError) else None
    if os.path.islink(path) and isinstance(error, FileNotFoundError):
        reason = "a link to nothing"
    return Candidate(shown_name(path), problem=f"cannot be read: {reason or type(error).__name__}")

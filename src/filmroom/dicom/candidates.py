"""Candidates: things that may be DICOM instances, named, and readable from any process.

A candidate says where bytes are, not what they are. It can be pickled, so that workers read it. Its name is for
people: two candidates may share one.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from filmroom.dicom.inflate import InflatedBytes
from filmroom.dicom.limits import DEFAULT_LIMITS, Limits
from filmroom.dicom.source import BufferBytes, FileBytes, SliceBytes, open_path
from filmroom.errors import DicomError, TruncatedError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from filmroom.dicom.header import Header
    from filmroom.dicom.reader import HeaderReader
    from filmroom.dicom.source import ByteSource

__all__ = ["Candidate", "Member", "content_length", "opened_candidate", "read_candidate"]

_LOCAL_HEADER_BYTES = 30  # APPNOTE.TXT 4.3.7


class Member(msgspec.Struct, frozen=True):
    """Where in a zip archive a member is. Source: PKWARE APPNOTE.TXT 4.3.

    Attributes:
        header_offset: where its local header begins.
        is_deflated: whether its bytes are deflated; else they are stored.
        compressed_bytes: how long it is in the archive.
        length_bytes: how long it is said to be when inflated.
        crc32: the checksum that it is said to have when inflated.
    """

    header_offset: int
    is_deflated: bool
    compressed_bytes: int
    length_bytes: int
    crc32: int = 0


class Candidate(msgspec.Struct, frozen=True):
    """Something that may be a DICOM instance.

    Attributes:
        name: what to call it in a report: a path, ``archive.zip!/member``, or ``-`` for standard input; as
            `filmroom.dicom.shown.shown_name` writes it.
        path: the file it is in; None when it is not in a file, or there is a problem.
        member: which part of that file it is, when the file is an archive.
        content: its bytes, or the first of them, when it is in no file.
        problem: why it cannot be had at all; None when it can be tried.
        is_whole: False when there was more than ``content``.
    """

    name: str
    path: str | None = None
    member: Member | None = None
    content: bytes | None = None
    problem: str | None = None
    is_whole: bool = True


def read_candidate(candidate: Candidate, reader: HeaderReader) -> Header:
    """Read the header of a candidate.

    Raises:
        DicomError: as `filmroom.dicom.reader.read_header`; also when the candidate has a problem.
        OSError: the file cannot be read.
    """
    if candidate.path is not None and candidate.member is None:
        return reader.read(candidate.path)
    with opened_candidate(candidate, reader.limits) as source:
        return reader.read_bytes(source)


@contextmanager
def opened_candidate(
    candidate: Candidate, limits: Limits = DEFAULT_LIMITS, *, as_stored: bool = False
) -> Iterator[ByteSource]:
    """Open the bytes of a candidate.

    Args:
        as_stored: those of a member of an archive as they stand there, not inflated.

    Raises:
        DicomError: the candidate has a problem, or its archive is broken.
        OSError: the file cannot be read.
    """
    if candidate.problem is not None:
        raise DicomError(candidate.problem)
    if candidate.path is None:
        yield BufferBytes(candidate.content or b"")
        return
    descriptor = open_path(candidate.path)
    try:
        file = FileBytes(descriptor)
        member = candidate.member
        yield _opened_member(file, member, limits, as_stored=as_stored) if member is not None else file
    finally:
        os.close(descriptor)


def _opened_member(file: FileBytes, member: Member, limits: Limits, *, as_stored: bool) -> ByteSource:
    header = file.read_at(member.header_offset, _LOCAL_HEADER_BYTES)
    if len(header) < _LOCAL_HEADER_BYTES or header[:4] != b"PK\x03\x04":
        raise TruncatedError("the archive has no local header where its directory says the member is")
    names_bytes = int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    start = member.header_offset + _LOCAL_HEADER_BYTES + names_bytes
    if member.is_deflated and not as_stored:
        return InflatedBytes(file, start, limits)
    return SliceBytes(file, start, member.compressed_bytes)


def content_length(candidate: Candidate) -> int:
    """Return how many bytes a candidate has, as far as is known without reading it.

    Raises:
        OSError: the file is not there.
    """
    if candidate.member is not None:
        return candidate.member.length_bytes
    if candidate.path is not None:
        return Path(candidate.path).stat().st_size
    return len(candidate.content or b"")

"""Zip archives: their members as candidates, one level deep.

Nothing is extracted, and the names of members are only names. Source: PKWARE APPNOTE.TXT 4.3 and 4.4.
"""

from __future__ import annotations

import struct
import zipfile
from typing import TYPE_CHECKING

from filmroom.dicom.candidates import Candidate, Member

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["MEMBER_SEPARATOR", "is_archive", "iterate_members", "member_named"]

MEMBER_SEPARATOR = "!/"

_ENCRYPTED = 0x1  # the bit of the general purpose flag, APPNOTE.TXT 4.4.4
_BROKEN = (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, EOFError, struct.error)


def is_archive(path: str) -> bool:
    """Whether a file begins like a zip archive."""
    with open(path, "rb") as file:
        return file.read(4) in (b"PK\x03\x04", b"PK\x05\x06")


def iterate_members(path: str, name: str) -> Iterator[Candidate]:
    """List the members of an archive; the archive itself, with its problem, when it cannot be read."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = [info for info in archive.infolist() if not info.is_dir()]
    except _BROKEN as error:
        yield Candidate(name, problem=f"a zip archive that cannot be read ({type(error).__name__})")
        return
    for info in members:
        yield _candidate(path, f"{name}{MEMBER_SEPARATOR}{info.filename}", info)


def member_named(path: str, name: str, member_name: str) -> Candidate | None:
    """Find the member of an archive by its name; None when there is none."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _candidate(path, name, archive.getinfo(member_name))
    except (KeyError, *_BROKEN):
        return None


def _candidate(path: str, name: str, info: zipfile.ZipInfo) -> Candidate:
    if info.flag_bits & _ENCRYPTED:
        return Candidate(name, problem="an encrypted member of an archive")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return Candidate(name, problem=f"a member of an archive, compressed by method {info.compress_type}")
    is_deflated = info.compress_type == zipfile.ZIP_DEFLATED
    return Candidate(name, path, Member(info.header_offset, is_deflated, info.compress_size, info.file_size))

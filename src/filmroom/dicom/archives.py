"""Zip archives: their members as candidates, one level deep.

Nothing is extracted, and the names of members are only names. Source: PKWARE APPNOTE.TXT 4.3 and 4.4.
"""

from __future__ import annotations

import zipfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from filmroom.dicom.candidates import Candidate, Member
from filmroom.dicom.shown import shown_name

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["has_archive_name", "iterate_members", "starts_like_archive"]

_SEPARATOR = "!/"

_ENCRYPTED = 0x1  # the bit of the general purpose flag, APPNOTE.TXT 4.4.4

# What listing the members raises besides OSError: NotImplementedError when one needs a version of the format to
# come, UnicodeDecodeError when a name is not the UTF-8 that it claims to be.
_BROKEN = (zipfile.BadZipFile, NotImplementedError, UnicodeDecodeError, OSError)


def starts_like_archive(start: bytes) -> bool:
    """Whether the first bytes of a file are those of a zip archive."""
    return start[:4] in (b"PK\x03\x04", b"PK\x05\x06")


def has_archive_name(name: str) -> bool:
    """Whether what is found in a folder under this name is taken for a zip archive."""
    return name[-4:].lower() == ".zip"


def iterate_members(path: str) -> Iterator[Candidate]:
    """List the members of an archive; the archive itself, with its problem, when it cannot be read."""
    archive_name = shown_name(path)
    try:
        archive_bytes = Path(path).stat().st_size
        with zipfile.ZipFile(path) as archive:
            members = [info for info in archive.infolist() if not info.is_dir()]
    except _BROKEN as error:
        yield Candidate(archive_name, problem=f"a zip archive that cannot be read ({type(error).__name__})")
        return
    times: Counter[str] = Counter()
    for info in members:
        times[info.filename] += 1
        again = times[info.filename]
        name = f"{archive_name}{_SEPARATOR}{shown_name(info.filename)}"
        name = f"{name} (no. {again} of this name)" if again > 1 else name
        if 0 <= info.header_offset < archive_bytes:
            yield _candidate(path, name, info)
        else:
            yield Candidate(name, problem="a member of an archive, said to begin outside of it")


def _candidate(path: str, name: str, info: zipfile.ZipInfo) -> Candidate:
    if has_archive_name(info.filename):
        return Candidate(name, problem="an archive in an archive, which is not opened")
    if info.flag_bits & _ENCRYPTED:
        return Candidate(name, problem="an encrypted member of an archive")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return Candidate(name, problem=f"a member of an archive, compressed by method {info.compress_type}")
    is_deflated = info.compress_type == zipfile.ZIP_DEFLATED
    member = Member(info.header_offset, is_deflated, info.compress_size, info.file_size, info.CRC)
    return Candidate(name, path, member)

"""DICOMDIRs: the files that a directory of a medium refers to.

Source: PS3.3 annex F (Basic Directory Information Object), PS3.10 8.5 (File IDs).
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from filmroom.dicom.candidates import Candidate
from filmroom.dicom.limits import Limits
from filmroom.dicom.reader import DICOMDIR_SOP_CLASS_UID, read_header, read_wanted
from filmroom.dicom.shown import shown_name
from filmroom.errors import DicomError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from filmroom.dicom.wanted import Wanted

__all__ = ["is_dicomdir", "iterate_referenced"]

_RECORDS = 0x00041220
_FILE_ID = 0x00041500
_WANTED: Wanted = {_RECORDS: {_FILE_ID: None}}

_SEPARATORS = frozenset("/:\0")
_UNSAFE = re.compile(r"[^\w.-]")

_LIMITS = Limits(element_count=1_000_000)
"""A record has some fifteen elements: enough for sixty thousand images, in at most a second and 64 MB."""


def is_dicomdir(path: str, start: bytes) -> bool:
    """Whether a file is a DICOMDIR by its Media Storage SOP Class, whatever it is called.

    Args:
        start: the first kilobytes of the file, in which that UID has its place.

    Raises:
        OSError: the file cannot be read.
    """
    if DICOMDIR_SOP_CLASS_UID.encode() not in start:
        return False
    try:
        return read_header(path).media_storage_sop_class_uid == DICOMDIR_SOP_CLASS_UID
    except DicomError:
        return False


def iterate_referenced(path: str) -> Iterator[Candidate]:
    """List the files that a DICOMDIR refers to, relative to the folder it stands in.

    A reference that leads out of that folder is not followed; what is missing is reported.
    """
    try:
        elements = read_wanted(path, _WANTED, limits=_LIMITS)
    except (DicomError, OSError) as error:
        yield Candidate(shown_name(path), problem=f"a DICOMDIR that cannot be read: {error}")
        return
    records = elements.get(_RECORDS, ())
    for record in records if isinstance(records, tuple) else ():
        file_id = record.get(_FILE_ID)
        if isinstance(file_id, bytes) and file_id.strip(b" \0"):
            yield _referenced(Path(path).parent, file_id.decode("latin-1"))


def _referenced(folder: Path, file_id: str) -> Candidate:
    components = [component.strip(" \0") for component in file_id.split("\\")]
    if any(component in ("", ".", "..") or set(component) & _SEPARATORS for component in components):
        made_up = folder / "_".join(_UNSAFE.sub("_", component) for component in components)
        return _missing(made_up, "a DICOMDIR refers to it by something that is no File ID")
    for spelled in (components, [component.lower() for component in components]):  # media are copied in lower case
        path = folder.joinpath(*spelled)
        if not path.is_file():
            continue
        if not path.resolve().is_relative_to(folder.resolve()):
            return _missing(path, "a DICOMDIR refers to it, and it lies outside its folder")
        return Candidate(shown_name(str(path)), str(path))
    return _missing(folder.joinpath(*components), "a DICOMDIR refers to it, and it is not there")


def _missing(path: Path, problem: str) -> Candidate:
    return Candidate(shown_name(str(path)), problem=problem)

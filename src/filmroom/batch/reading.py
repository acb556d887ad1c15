"""The first phase: files in, facts in the spool, and what could not be read."""

from __future__ import annotations

from array import array
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from filmroom.batch.report import FileEntry
from filmroom.batch.spool import Entry, Spool, uid_hash
from filmroom.dicom.files import Candidate, read_candidate
from filmroom.dicom.reader import DICOMDIR_SOP_CLASS_UID, HeaderReader
from filmroom.errors import DicomError, NotDicomError
from filmroom.study.extract import FactsExtractor

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["ChunkReader", "ChunkResult"]


class ChunkResult(msgspec.Struct):
    """What reading one chunk of candidates gave.

    Attributes:
        hashes: `uid_hash` of each SOP Instance UID that went into the spool, as unsigned 32-bit numbers.
        directories: how many were DICOMDIRs.
    """

    seen: int = 0
    hashes: bytes = b""
    directories: int = 0
    refused: list[FileEntry] = msgspec.field(default_factory=list)
    not_dicom: list[FileEntry] = msgspec.field(default_factory=list)


class ChunkReader:
    """Reads candidates into a spool; one for each process."""

    def __init__(self, spool_folder: str) -> None:
        self._spool = Spool(Path(spool_folder))
        self._reader = HeaderReader()
        self._extractor = FactsExtractor()

    def read(self, first_number: int, candidates: Iterable[Candidate]) -> ChunkResult:
        """Read the candidates, spool the facts, and say what was refused.

        Args:
            first_number: of the first candidate; the others follow.
        """
        result = ChunkResult()
        entries: list[Entry] = []
        for number, candidate in enumerate(candidates, start=first_number):
            result.seen += 1
            entry = self._try(number, candidate, result)
            if entry is not None:
                entries.append(entry)
        self._spool.append(entries)
        result.hashes = array("I", (uid_hash(one.facts.sop_instance_uid) for one in entries)).tobytes()
        return result

    def _try(self, number: int, candidate: Candidate, result: ChunkResult) -> Entry | None:
        try:
            if candidate.problem:
                raise DicomError(candidate.problem)
            header = read_candidate(candidate, self._reader)
            if header.media_storage_sop_class_uid == DICOMDIR_SOP_CLASS_UID:
                result.directories += 1
                return None
            return Entry(number, candidate, self._extractor.extract(header, candidate.name))
        except NotDicomError as error:
            result.not_dicom.append(FileEntry(candidate.name, str(error)))
        except DicomError as error:
            result.refused.append(FileEntry(candidate.name, str(error)))
        except OSError as error:
            reason = f"cannot be read: {error.strerror or type(error).__name__}"
            result.refused.append(FileEntry(candidate.name, reason))
        return None

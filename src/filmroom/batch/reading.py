"""The first phase: files in, facts in the spool, and what could not be read."""

from __future__ import annotations

from array import array
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from filmroom.batch.report import FileEntry
from filmroom.batch.spool import Spool, uid_hash
from filmroom.dicom.files import Candidate, read_candidate
from filmroom.dicom.reader import HeaderReader
from filmroom.errors import DicomError, NotDicomError
from filmroom.study.extract import FactsExtractor

if TYPE_CHECKING:
    from collections.abc import Iterable

    from filmroom.study.facts import InstanceFacts

__all__ = ["ChunkReader", "ChunkResult"]


class ChunkResult(msgspec.Struct):
    """What reading one chunk of candidates gave.

    Attributes:
        hashes: `uid_hash` of each SOP Instance UID that went into the spool, as unsigned 32-bit numbers.
    """

    seen: int
    hashes: bytes
    refused: list[FileEntry]
    not_dicom: list[FileEntry]


class ChunkReader:
    """Reads candidates into a spool; one for each process."""

    def __init__(self, spool_folder: str) -> None:
        self._spool = Spool(Path(spool_folder))
        self._reader = HeaderReader()
        self._extractor = FactsExtractor()

    def read(self, candidates: Iterable[Candidate]) -> ChunkResult:
        """Read the candidates, spool the facts, and say what was refused."""
        facts: list[InstanceFacts] = []
        result = ChunkResult(0, b"", [], [])
        for candidate in candidates:
            result.seen += 1
            try:
                if candidate.problem:
                    raise DicomError(candidate.problem)
                header = read_candidate(candidate, self._reader)
                facts.append(self._extractor.extract(header, candidate.name))
            except NotDicomError as error:
                result.not_dicom.append(FileEntry(candidate.name, str(error)))
            except DicomError as error:
                result.refused.append(FileEntry(candidate.name, str(error)))
            except OSError as error:
                result.refused.append(
                    FileEntry(candidate.name, f"cannot be read: {error.strerror or type(error).__name__}")
                )
        self._spool.append(facts)
        result.hashes = array("I", (uid_hash(one.sop_instance_uid) for one in facts)).tobytes()
        return result

"""Importing: files, folders, zip archives and DICOMDIRs into an archive, in batches, and again where it stopped."""

from __future__ import annotations

import hashlib
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import msgspec

from filmroom.dicom.candidates import opened_candidate, read_candidate
from filmroom.dicom.files import iterate_candidates
from filmroom.dicom.reader import HeaderReader
from filmroom.errors import DicomError, NotDicomError
from filmroom.service.ingest import LinkedFile
from filmroom.store.instances import Fate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from filmroom.dicom.candidates import Candidate
    from filmroom.service.archive import Archive
    from filmroom.service.import_journal import ImportJournal
    from filmroom.service.ingest import Outcome
    from filmroom.store.object_incoming import Incoming

__all__ = ["ImportProgress", "ImportReport", "Refusal", "import_paths"]

_BATCH_FILES = 64
_BATCH_BYTES = 64 << 20
_CHUNK_BYTES = 1 << 20
_IN_MEMORY_BYTES = 4 << 20


class Refusal(msgspec.Struct, frozen=True, omit_defaults=True):
    """A file that was not kept, and why.

    Attributes:
        sop_instance_uid: under which another object is kept; empty when that is not the reason.
        sha256: of the refused object, in hexadecimal; empty as above.
        kept_sha256: of the one that is kept.
    """

    path: str
    reason: str
    sop_instance_uid: str = ""
    sha256: str = ""
    kept_sha256: str = ""


class ImportReport(msgspec.Struct):
    """What became of what was seen.

    ``seen`` is the sum of ``kept``, ``duplicates``, ``done_before``, ``not_dicom`` and the refused.

    Attributes:
        duplicates: their very bytes were kept already.
        done_before: not looked at, because an earlier run that was cut off has seen them.
    """

    seen: int = 0
    kept: int = 0
    duplicates: int = 0
    done_before: int = 0
    not_dicom: int = 0
    refused: list[Refusal] = msgspec.field(default_factory=list)


class ImportProgress(Protocol):
    """Who wants to know how far an import is."""

    def __call__(self, phase: str, done: int, total: int | None) -> None:
        """Take notice; the total is None while it is not known."""


def _quiet(phase: str, done: int, total: int | None) -> None:
    """Take no notice."""


def import_paths(
    archive: Archive,
    paths: Iterable[str],
    *,
    journal: ImportJournal,
    link: bool = False,
    progress: ImportProgress = _quiet,
) -> ImportReport:
    """Keep what is found; every batch is durable before the next begins.

    Args:
        journal: of what earlier runs with the same paths have seen.
        link: index files where they are; members of archives are copied all the same.

    Raises:
        StorageError: the objects could not be kept; what came before is kept.
        DatabaseError: the same for the rows.
    """
    report = ImportReport()
    ingest = archive.new_ingest()
    batch = _Batch(archive)
    with batch:
        for candidate in iterate_candidates(paths):
            report.seen += 1
            if journal.has(candidate):
                report.done_before += 1
                continue
            problem = batch.add(candidate, link=link)
            if problem is not None:
                _note(report, candidate.name, problem)
            if batch.is_full:
                _keep(batch, ingest.keep(batch.arrived), report, journal)
                progress("importing", report.seen, None)
        if batch.arrived:
            _keep(batch, ingest.keep(batch.arrived), report, journal)
        progress("importing", report.seen, report.seen)
    journal.finish()
    return report


def _keep(batch: _Batch, outcomes: Iterable[Outcome], report: ImportReport, journal: ImportJournal) -> None:
    for outcome in outcomes:
        if outcome.fate is Fate.KEPT:
            report.kept += 1
        elif outcome.fate is Fate.DUPLICATE:
            report.duplicates += 1
        elif outcome.error is not None:
            _note(report, outcome.name, outcome.error)
        else:
            report.refused.append(
                Refusal(outcome.name, outcome.reason, outcome.sop_instance_uid, outcome.sha256, outcome.kept_sha256)
            )
    journal.add(batch.candidates)
    batch.clear()


def _note(report: ImportReport, name: str, error: Exception) -> None:
    if isinstance(error, NotDicomError):
        report.not_dicom += 1
    else:
        reason = f"cannot be read: {error.strerror}" if isinstance(error, OSError) else str(error)
        report.refused.append(Refusal(name, reason))


class _Batch:
    """What is kept together."""

    def __init__(self, archive: Archive) -> None:
        self._objects = archive.objects
        self._bytes = 0
        self._open: list[Incoming] = []
        self.candidates: list[Candidate] = []
        self.arrived: list[tuple[str, Incoming | bytes | LinkedFile]] = []

    def __enter__(self) -> _Batch:
        return self

    def __exit__(self, *_: object) -> None:
        self.clear()

    @property
    def is_full(self) -> bool:
        return len(self.arrived) >= _BATCH_FILES or self._bytes >= _BATCH_BYTES

    def add(self, candidate: Candidate, *, link: bool) -> Exception | None:
        """Take in a candidate; return why that cannot be done."""
        try:
            if candidate.problem:
                raise DicomError(candidate.problem)
            arrived = self._arrived(candidate, link=link)
        except (DicomError, OSError) as error:
            return error
        self.arrived.append((candidate.name, arrived))
        self.candidates.append(candidate)
        return None

    def clear(self) -> None:
        """Forget what was taken in; what was not kept is discarded."""
        for one in self._open:
            one.discard()
        self._open, self.arrived, self.candidates, self._bytes = [], [], [], 0

    def _arrived(self, candidate: Candidate, *, link: bool) -> Incoming | bytes | LinkedFile:
        if link and candidate.path is not None and candidate.member is None:
            return _linked(candidate.path)
        chunks = _chunks(candidate)
        head = b"".join(islice(chunks, _IN_MEMORY_BYTES // _CHUNK_BYTES))
        self._bytes += len(head)
        if len(head) < _IN_MEMORY_BYTES:
            return head
        read_candidate(candidate, HeaderReader())  # a large file that is something else is not worth copying
        incoming = self._objects.incoming()
        self._open.append(incoming)
        incoming.write(head)
        for chunk in chunks:
            incoming.write(chunk)
            self._bytes += len(chunk)
        return incoming


def _chunks(candidate: Candidate) -> Iterator[bytes]:
    with opened_candidate(candidate) as source:
        position = 0
        while chunk := source.read_at(position, _CHUNK_BYTES):
            yield chunk
            position += len(chunk)


def _linked(path: str) -> LinkedFile:
    digest, size = hashlib.sha256(), 0
    with open(path, "rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            digest.update(chunk)
            size += len(chunk)
    return LinkedFile(str(Path(path).absolute()), digest.hexdigest(), size)

"""One run of ``index``: reading, settling, writing, and the report of it."""

from __future__ import annotations

from contextlib import contextmanager
from functools import lru_cache, partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from filmroom.batch.reading import ChunkReader, ChunkResult
from filmroom.batch.repeated import find_repeats
from filmroom.batch.report import Report
from filmroom.batch.settling import PartitionResult, settle_partition
from filmroom.batch.spool import Spool
from filmroom.batch.writing import write_outputs
from filmroom.dicom.files import Candidate, iterate_candidates
from filmroom.dicom.shown import shown_name
from filmroom.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from filmroom.batch.interrupts import Interrupts
    from filmroom.batch.job import IndexJob, Progress
    from filmroom.batch.output import Staging
    from filmroom.batch.pool import Workers
    from filmroom.settings import MappingSettings

__all__ = ["Run", "forget_readers"]

_CHUNK = 256
"""Candidates in one task: long enough to hide what a task costs, short enough to show progress."""


class Run:
    """What belongs to one run while it lasts."""

    def __init__(self, job: IndexJob, staging: Staging, workers: Workers, progress: Progress) -> None:
        self._job = job
        self._staging = staging
        self._workers = workers
        self._progress = progress
        self._folder = staging.workplaces[0]
        self._spool = Spool(self._folder)
        self._in_memory: dict[int, Candidate] = {}
        self._report = Report()

    def carry_out(self, interrupts: Interrupts) -> Report:
        """Do everything; nothing of the output appears before all of it is complete."""
        report = self._report
        repeats = find_repeats(self._spool, self._read(), self._in_memory)
        report.duplicates = len(repeats.duplicates)
        report.duplicate_files = repeats.duplicates
        report.refused.extend(repeats.refused)
        self._settle(repeats.numbers)
        for entries in (report.refused, report.not_dicom_files):
            entries.sort()
        report.check_balance()
        write_outputs(self._job, self._staging, self._report, self._progress)
        interrupts.hold()
        self._staging.commit()
        return report

    def _read(self) -> list[bytes]:
        hashes: list[bytes] = []
        candidates = iterate_candidates(self._job.paths, passed_over=self._staging.workplaces)
        read = partial(_read_chunk, str(self._folder))
        for result in self._workers.spread(read, self._chunks(candidates)):
            self._note(result)
            hashes.append(result.hashes)
            self._progress("reading", self._report.seen, None)
        return hashes

    def _chunks(self, candidates: Iterable[Candidate]) -> Iterator[tuple[int, list[Candidate]]]:
        iterator = enumerate(candidates)
        while chunk := list(islice(iterator, _CHUNK)):
            self._in_memory.update((number, one) for number, one in chunk if one.content is not None)
            yield chunk[0][0], [one for _, one in chunk]

    def _note(self, result: ChunkResult) -> None:
        report = self._report
        report.seen += result.seen
        report.directories += result.directories
        report.refused.extend(result.refused)
        report.not_dicom_files.extend(result.not_dicom)
        report.not_dicom += len(result.not_dicom)

    def _settle(self, dropped: frozenset[int]) -> None:
        report, job = self._report, self._job
        partitions = self._spool.partitions()
        settle = partial(_settle_one, str(self._folder), dropped, job.settings, job.facts is not None)
        for done, result in enumerate(self._workers.spread(settle, partitions), start=1):
            report.indexed += result.instances
            report.studies += result.studies
            report.defects.extend(result.defects)
            report.conflicts.extend(result.conflicts)
            report.issues.extend(result.issues)
            self._progress("settling", done, len(partitions))
        report.defects.sort()
        report.issues.sort()


def forget_readers() -> None:
    """Forget what this process has decoded for runs that are over."""
    _chunk_reader.cache_clear()


@lru_cache(maxsize=1)
def _chunk_reader(folder: str) -> ChunkReader:
    """The reader of this process: what it has decoded for one task helps with the next."""
    return ChunkReader(folder)


def _read_chunk(folder: str, chunk: tuple[int, list[Candidate]]) -> ChunkResult:
    with _working_in(folder):
        return _chunk_reader(folder).read(*chunk)


def _settle_one(
    folder: str, dropped: frozenset[int], settings: MappingSettings, facts_table: bool, partition: int
) -> PartitionResult:
    with _working_in(folder):
        return settle_partition(folder, partition, dropped, settings, facts_table)


@contextmanager
def _working_in(folder: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        place = shown_name(str(Path(folder).parent))
        raise UsageError(f"{place}: cannot be worked in: {error.strerror or type(error).__name__}") from error

"""``filmroom index``: a folder of DICOM in, files of FHIR resources and a report out."""

from __future__ import annotations

from functools import lru_cache, partial
from itertools import chain, islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Protocol

import msgspec

from filmroom.batch.bundle import write_bundle
from filmroom.batch.output import Staging
from filmroom.batch.pool import open_executor, spread
from filmroom.batch.reading import ChunkReader, ChunkResult
from filmroom.batch.repeated import find_repeats
from filmroom.batch.report import Report
from filmroom.batch.settling import settle_partition
from filmroom.batch.sorted_lines import merge_lines
from filmroom.batch.spool import Spool
from filmroom.dicom.files import Candidate, iterate_candidates
from filmroom.errors import UsageError
from filmroom.settings import MappingSettings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Executor

    from filmroom.batch.settling import PartitionResult

__all__ = ["IndexJob", "Progress", "index"]

_CHUNK = 256
"""Candidates in one task: long enough to hide what a task costs, short enough to show progress."""


class Progress(Protocol):
    """Who wants to know how far a run is."""

    def __call__(self, phase: str, done: int, total: int | None) -> None:
        """Take notice.

        Args:
            phase: ``reading`` (in files), ``settling`` (in partitions) or ``writing`` (in resource types).
            total: None while it is not known.
        """


def _quiet(phase: str, done: int, total: int | None) -> None:
    """Take no notice."""


class IndexJob(msgspec.Struct, frozen=True, kw_only=True):
    """What a run is to read and to write.

    Attributes:
        paths: files, folders, archives, DICOMDIRs, or ``-`` for standard input.
        output: the folder for one NDJSON file for each resource type and ``report.json``; None for none.
        lines: where ImagingStudies are also written, one a line.
        bundle: the file for one transaction Bundle; None for none.
        facts: the Parquet file with one row for each instance; None for none.
        report: the file for the report, also where there is no output folder; None for none.
        workers: how many processes; 1 does everything in this one.
    """

    paths: tuple[str | Path, ...]
    output: Path | None = None
    lines: IO[bytes] | None = None
    bundle: Path | None = None
    facts: Path | None = None
    report: Path | None = None
    workers: int = 1
    settings: MappingSettings = MappingSettings()


def index(job: IndexJob, progress: Progress = _quiet) -> Report:
    """Carry out a run.

    Nothing of the output appears before all of it is complete.

    Raises:
        UsageError: something that was asked for cannot be done.
    """
    if job.facts is not None:
        from filmroom.batch.facts_table import require_parquet  # noqa: PLC0415 (optional)

        require_parquet()
    if job.workers < 1:
        raise UsageError(f"workers: found {job.workers}; expected at least 1")
    with Staging.beside(job.output) as staging, open_executor(job.workers) as executor:
        try:
            return _Run(job, staging, executor, progress).carry_out()
        finally:
            _chunk_reader.cache_clear()


class _Run:
    def __init__(self, job: IndexJob, staging: Staging, executor: Executor, progress: Progress) -> None:
        self._job = job
        self._staging = staging
        self._executor = executor
        self._progress = progress
        self._folder = staging.workplace
        self._spool = Spool(staging.workplace)
        self._report = Report()

    def carry_out(self) -> Report:
        hashes = self._read()
        repeats = find_repeats(self._spool, hashes)
        self._report.duplicates = len(repeats.duplicates)
        self._report.duplicate_files = repeats.duplicates
        self._report.refused.extend(repeats.refused)
        self._settle(repeats.sources)
        for entries in (self._report.refused, self._report.not_dicom_files):
            entries.sort()
        self._write()
        return self._report

    def _read(self) -> list[bytes]:
        hashes: list[bytes] = []
        candidates = iterate_candidates(self._job.paths)
        read = partial(_read_chunk, str(self._folder))
        for result in spread(self._executor, self._job.workers, read, _chunks(candidates)):
            self._note(result)
            hashes.append(result.hashes)
            self._progress("reading", self._report.seen, None)
        return hashes

    def _note(self, result: ChunkResult) -> None:
        report = self._report
        report.seen += result.seen
        report.refused.extend(result.refused)
        report.not_dicom_files.extend(result.not_dicom)
        report.not_dicom += len(result.not_dicom)

    def _settle(self, dropped: frozenset[str]) -> None:
        report, job = self._report, self._job
        partitions = self._spool.partitions()
        settle = partial(_settle_one, str(self._folder), dropped, job.settings, job.facts is not None)
        results: Iterator[PartitionResult] = spread(self._executor, job.workers, settle, partitions)
        for done, result in enumerate(results, start=1):
            report.indexed += result.instances
            report.studies += result.studies
            report.defects.extend(result.defects)
            report.conflicts.extend(result.conflicts)
            report.issues.extend(result.issues)
            self._progress("settling", done, len(partitions))
        report.defects.sort()
        report.conflicts.sort()
        report.issues.sort()

    def _write(self) -> None:
        job, staging = self._job, self._staging
        types = sorted({path.name.partition(".")[0] for path in self._folder.glob("*.lines")})
        for done, resource_type in enumerate(types, start=1):
            self._report.resources[resource_type] = self._write_type(resource_type)
            self._progress("writing", done, len(types))
        if job.bundle is not None:
            resources = chain.from_iterable(map(self._resources, types))
            with staging.file(job.bundle).open("wb") as file:
                write_bundle(file, resources)
        if job.facts is not None:
            from filmroom.batch.facts_table import merge_partitions  # noqa: PLC0415 (optional)

            merge_partitions(staging.file(job.facts), self._folder.glob("*.parquet"))
        if job.report is not None:
            staging.file(job.report).write_bytes(self._encoded_report())
        if job.output is not None:
            staging.file(job.output / "report.json").write_bytes(self._encoded_report())
            staging.replace_all(job.output)
        staging.commit()

    def _encoded_report(self) -> bytes:
        return msgspec.json.format(msgspec.json.encode(self._report), indent=2) + b"\n"

    def _write_type(self, resource_type: str) -> int:
        count = 0
        streams = [self._job.lines] if self._job.lines is not None and resource_type == "ImagingStudy" else []
        if self._job.output is not None:
            streams.append(self._staging.file(self._job.output / f"{resource_type}.ndjson").open("wb"))
        for _, line in self._merged(resource_type):
            count += 1
            for stream in streams:
                stream.write(line + b"\n")
        for stream in streams:
            stream.flush()
            if stream is not self._job.lines:
                stream.close()
        return count

    def _merged(self, resource_type: str) -> Iterator[tuple[str, bytes]]:
        return merge_lines(self._folder.glob(f"{resource_type}.*.lines"))

    def _resources(self, resource_type: str) -> Iterator[dict[str, Any]]:
        return (msgspec.json.decode(line) for _, line in self._merged(resource_type))


def _chunks(candidates: Iterable[Candidate]) -> Iterator[list[Candidate]]:
    iterator = iter(candidates)
    while chunk := list(islice(iterator, _CHUNK)):
        yield chunk


@lru_cache(maxsize=1)
def _chunk_reader(folder: str) -> ChunkReader:
    """The reader of this process: what it has decoded for one task helps with the next."""
    return ChunkReader(folder)


def _read_chunk(folder: str, candidates: list[Candidate]) -> ChunkResult:
    return _chunk_reader(folder).read(candidates)


def _settle_one(
    folder: str, dropped: frozenset[str], settings: MappingSettings, facts_table: bool, partition: int
) -> PartitionResult:
    return settle_partition(folder, partition, dropped, settings, facts_table)

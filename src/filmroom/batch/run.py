"""One run of ``index``: reading, settling, writing, and the report of it."""

from __future__ import annotations

from contextlib import contextmanager
from functools import lru_cache, partial
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from filmroom.batch.bundle import write_bundle
from filmroom.batch.earlier import REPORT_NAME, earlier_files, resource_file_name
from filmroom.batch.reading import ChunkReader, ChunkResult
from filmroom.batch.repeated import find_repeats
from filmroom.batch.report import Report
from filmroom.batch.resource_conflicts import find_resource_conflicts
from filmroom.batch.settling import PartitionResult, settle_partition
from filmroom.batch.sorted_lines import Merged, merge_lines
from filmroom.batch.spool import Spool
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
    from filmroom.study.facts import Conflict

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
        self._write()
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

    def _write(self) -> None:
        job, staging = self._job, self._staging
        types = sorted({path.name.partition(".")[0] for path in self._folder.glob("*.lines")})
        for done, resource_type in enumerate(types, start=1):
            self._report.resources[resource_type] = self._write_type(resource_type)
            self._progress("writing", done, len(types))
        self._report.conflicts.sort(key=_conflict_order)
        if job.bundle is not None:
            resources = chain.from_iterable(map(self._resources, types))
            with staging.writing(job.bundle) as path, path.open("wb") as file:
                write_bundle(file, resources)
        if job.facts is not None:
            from filmroom.batch.facts_table import merge_partitions  # noqa: PLC0415 (optional)

            with staging.writing(job.facts) as path:
                merge_partitions(path, self._folder.glob("*.parquet"))
        if job.output is not None:
            written = {REPORT_NAME, *map(resource_file_name, types)}
            stale = [job.output / name for name in sorted(earlier_files(job.output) - written)]
            self._report.removed = [path.name for path in stale if path.exists()]
            staging.remove(stale)
        self._write_report()
        if job.lines is not None:
            for merged in self._merged("ImagingStudy"):
                job.lines.write(merged.kept.json + b"\n")
            job.lines.flush()

    def _write_report(self) -> None:
        output, report = self._job.output, self._job.report
        encoded = msgspec.json.format(msgspec.json.encode(self._report), indent=2) + b"\n"
        for target in (report, output / REPORT_NAME if output is not None else None):
            if target is not None:
                with self._staging.writing(target) as path:
                    path.write_bytes(encoded)

    def _write_type(self, resource_type: str) -> int:
        if self._job.output is None:
            return sum(1 for _ in self._compared(resource_type))
        with (
            self._staging.writing(self._job.output / resource_file_name(resource_type)) as path,
            path.open("wb") as file,
        ):
            return sum(file.write(merged.kept.json + b"\n") > 0 for merged in self._compared(resource_type))

    def _compared(self, resource_type: str) -> Iterator[Merged]:
        """Return the resources of one type, and report where studies disagree about them."""
        for merged in self._merged(resource_type):
            self._report.conflicts.extend(find_resource_conflicts(resource_type, merged))
            yield merged

    def _merged(self, resource_type: str) -> Iterator[Merged]:
        return merge_lines(self._folder.glob(f"{resource_type}.*.lines"))

    def _resources(self, resource_type: str) -> Iterator[dict[str, Any]]:
        return (msgspec.json.decode(merged.kept.json) for merged in self._merged(resource_type))


def _conflict_order(conflict: Conflict) -> tuple[str, str, str, str, str]:
    resource = getattr(conflict, "resource", "")
    return conflict.study_instance_uid, conflict.series_instance_uid, conflict.keyword, conflict.kept, resource


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

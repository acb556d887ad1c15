"""The last step of a run: sorted lines and the report become the files that were asked for, staged."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

import msgspec

from filmroom.batch.bundle import write_bundle
from filmroom.batch.earlier import REPORT_NAME, earlier_files, resource_file_name
from filmroom.batch.resource_conflicts import find_resource_conflicts
from filmroom.batch.sorted_lines import Merged, merge_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from filmroom.batch.job import IndexJob, Progress
    from filmroom.batch.output import Staging
    from filmroom.batch.report import Report
    from filmroom.study.facts import Conflict

__all__ = ["write_outputs"]


def write_outputs(job: IndexJob, staging: Staging, report: Report, progress: Progress) -> None:
    """Write everything but what stands at the targets, and complete the report with what was written.

    Raises:
        UsageError: a file cannot be written.
    """
    _Writer(job, staging, report, progress).write()


class _Writer:
    def __init__(self, job: IndexJob, staging: Staging, report: Report, progress: Progress) -> None:
        self._job = job
        self._staging = staging
        self._folder = staging.workplaces[0]
        self._report = report
        self._progress = progress

    def write(self) -> None:
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

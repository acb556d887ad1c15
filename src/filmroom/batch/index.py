"""``filmroom index``: a folder of DICOM in, files of FHIR resources and a report out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from filmroom.batch.interrupts import Interrupts
from filmroom.batch.job import IndexJob, Progress
from filmroom.batch.output import Staging
from filmroom.batch.pool import open_workers
from filmroom.batch.run import Run, forget_readers
from filmroom.batch.targets import check_paths
from filmroom.errors import UsageError

if TYPE_CHECKING:
    from filmroom.batch.report import Report

__all__ = ["IndexJob", "Progress", "index"]


def _quiet(phase: str, done: int, total: int | None) -> None:
    """Take no notice."""


def index(job: IndexJob, progress: Progress = _quiet) -> Report:
    """Carry out a run.

    Nothing of the output appears before all of it is complete, and nothing is overwritten but what an earlier
    run wrote, and the files that the job names.

    Raises:
        UsageError: something that was asked for cannot be done.
        KeyboardInterrupt: the run was interrupted, or terminated by SIGTERM; then it is a
            `filmroom.batch.interrupts.Terminated`.
    """
    if job.facts is not None:
        from filmroom.batch.facts_table import require_parquet  # noqa: PLC0415 (optional)

        require_parquet()
    if job.writes_nothing:
        raise UsageError("index: found nothing to write; expected an output folder, lines, a bundle, facts or a report")
    if job.workers < 1:
        raise UsageError(f"workers: found {job.workers}; expected at least 1")
    check_paths(job)
    with (
        Interrupts() as interrupts,
        Staging.beside(job.output, tuple(job.files.values())) as staging,
        open_workers(job.workers, interrupts) as workers,
    ):
        try:
            return Run(job, staging, workers, progress).carry_out(interrupts)
        finally:
            forget_readers()

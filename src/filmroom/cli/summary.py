"""What ``filmroom index`` says at its end: names and reasons, never values."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from filmroom.batch.index import IndexJob
    from filmroom.batch.report import Report

__all__ = ["counted", "summary_lines"]

_SHOWN_REASONS = 5


def counted(count: int, noun: str, nouns: str = "") -> str:
    """Say how many there are: ``1 defect``, ``2 defects``; ``nouns`` is for what needs more than an s."""
    return f"{count} {noun if count == 1 else nouns or f'{noun}s'}"


def summary_lines(job: IndexJob, report: Report) -> Iterator[str]:
    """Say in a few lines what became of the files, and where the rest is told."""
    yield _balance(report)
    yield from _written(job, report)
    place = _report_place(job)
    if report.defects or report.conflicts:
        told = f"told in {place}" if place else "told with --report FILE"
        yield f"{counted(len(report.defects), 'defect')} and {counted(len(report.conflicts), 'conflict')}, {told}"
    shown = report.refused[:_SHOWN_REASONS] if place else report.refused
    for entry in shown:
        yield f"refused {entry.path}: {entry.reason}"
    if len(report.refused) > len(shown):
        yield f"… and {len(report.refused) - len(shown)} more, told in {place}"
    for one in report.issues:
        yield f"{one.severity} in {one.resource}: {one.expression}: {one.diagnostics}"


def _balance(report: Report) -> str:
    if not report.seen:
        return "found no files"
    directories = f" + {counted(report.directories, 'DICOMDIR')}" if report.directories else ""
    return (
        f"{report.seen} seen = {report.indexed} indexed + {counted(report.duplicates, 'duplicate')} "
        f"+ {report.not_dicom} not DICOM + {len(report.refused)} refused{directories}"
    )


def _written(job: IndexJob, report: Report) -> Iterator[str]:
    resources = ", ".join(f"{count} {name}" for name, count in report.resources.items()) or "no resources"
    if job.output is not None:
        yield f"wrote {resources} and report.json to {job.output}"
    if report.removed:
        yield f"removed {', '.join(report.removed)} of an earlier run"
    if job.lines is not None:
        yield f"wrote {report.resources.get('ImagingStudy', 0)} ImagingStudy to standard output"
    if job.bundle is not None:
        yield f"wrote {resources} to {job.bundle}"
    if job.facts is not None:
        yield f"wrote {counted(report.indexed, 'row')} to {job.facts}"
    if job.report is not None:
        yield f"wrote the report to {job.report}"


def _report_place(job: IndexJob) -> str:
    """Name the report; empty when none is written."""
    if job.report is not None:
        return str(job.report)
    return "report.json" if job.output is not None else ""

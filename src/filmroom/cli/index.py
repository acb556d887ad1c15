"""``filmroom index``."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from filmroom.batch.index import IndexJob
from filmroom.batch.index import index as carry_out
from filmroom.cli.paths import PathOrDash, require_paths
from filmroom.errors import UsageError
from filmroom.settings import MappingSettings, dicomweb_endpoints, parse_time_zone

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from filmroom.batch.report import Report

__all__ = ["index"]

_SHOWN_REASONS = 5


def index(  # noqa: PLR0913 (the options of the command)
    *paths: PathOrDash,
    output: Annotated[str | None, Parameter(name=["--output", "-o"], allow_leading_hyphen=True)] = None,
    bundle: Path | None = None,
    facts: Path | None = None,
    workers: int | None = None,
    timezone: str | None = None,
    no_instances: bool = False,
    dicomweb: str | None = None,
    issuer: tuple[str, ...] = (),
    accession_system: str = "",
    phantom: tuple[str, ...] = (),
) -> int:
    """Turn DICOM into FHIR: ImagingStudy, Patient and the others, with a report of everything seen.

    **Examples**

    - `filmroom index /archive -o out` writes one NDJSON file for each resource type, and report.json

    - `filmroom index study.zip -o - | jq .description` streams the ImagingStudies

    - `filmroom index /archive --bundle bundle.json --timezone Europe/Zurich` writes a transaction

    - `filmroom index /archive --facts facts.parquet` writes one row for each instance

    Parameters
    ----------
    paths
        Files, folders, zip archives, DICOMDIRs; - reads one instance from standard input.
    output
        The folder for the NDJSON files and report.json; - streams the ImagingStudies to standard output.
    bundle
        The file for one transaction Bundle of conditional updates.
    facts
        The Parquet file with one row for each instance (needs the parquet extra).
    workers
        How many processes; by default one for each processor.
    timezone
        The IANA time zone of instances that do not state their offset from UTC; without it their
        times of day are left out.
    no_instances
        Leave out the instances of each series, and with them numberOfInstances.
    dicomweb
        The base address of the DICOMweb service that has the studies; becomes their endpoints.
    issuer
        NAME=SYSTEM: the identifier system of an issuer that the files name; may be repeated.
    accession_system
        The identifier system of accession numbers without an issuer.
    phantom
        A pattern of Patient IDs that are phantoms, such as QA*; their subject is a Device; may be repeated.
    """
    require_paths("index", paths)
    if output is None and bundle is None and facts is None:
        raise UsageError("index: found nothing to write; expected -o DIR, -o -, --bundle FILE or --facts FILE")
    settings = MappingSettings(
        time_zone=parse_time_zone(timezone) if timezone else None,
        endpoints=dicomweb_endpoints(dicomweb) if dicomweb else (),
        list_instances=not no_instances,
        issuer_systems=dict(map(_issuer_system, issuer)),
        accession_system=accession_system,
        phantom_patient_ids=phantom,
    )
    to_stdout = output == "-"
    job = IndexJob(
        paths=paths,
        output=Path(output) if output is not None and not to_stdout else None,
        lines=sys.stdout.buffer if to_stdout else None,
        bundle=bundle,
        facts=facts,
        workers=workers if workers is not None else os.cpu_count() or 1,
        settings=settings,
    )
    bars = _Bars()
    try:
        report = carry_out(job, bars)
    finally:
        bars.stop()
    _summarise(report)
    return 0 if report.is_clean else 1


def _issuer_system(option: str) -> tuple[str, str]:
    name, separator, system = option.partition("=")
    if not (name and separator and system):
        raise UsageError("--issuer: expected NAME=SYSTEM, as in HOSPITAL=urn:oid:1.2.3")
    return name, system


class _Bars:
    """Progress bars on a terminal, nothing elsewhere.

    They begin with the first news of progress, and so after the worker processes: bars need a thread,
    and a process with threads is started less cheaply.
    """

    def __init__(self) -> None:
        self._is_shown = sys.stderr.isatty()
        self._bars: Progress | None = None
        self._tasks: dict[str, TaskID] = {}

    def __call__(self, phase: str, done: int, total: int | None) -> None:
        if not self._is_shown:
            return
        if self._bars is None:
            self._bars = _open_bars()
        if phase not in self._tasks:
            self._tasks[phase] = self._bars.add_task(phase, total=None)
        self._bars.update(self._tasks[phase], completed=done, total=total)

    def stop(self) -> None:
        if self._bars is not None:
            self._bars.stop()


def _open_bars() -> Progress:
    from rich import progress  # noqa: PLC0415 (30 ms that only a terminal needs)
    from rich.console import Console  # noqa: PLC0415

    columns = (progress.TextColumn("{task.description}"), progress.BarColumn(), progress.MofNCompleteColumn())
    bars = progress.Progress(
        progress.SpinnerColumn(), *columns, progress.TimeElapsedColumn(), console=Console(stderr=True), transient=True
    )
    bars.start()
    return bars


def _summarise(report: Report) -> None:
    """Say in a few lines what became of the files; names and reasons, never values."""
    counts = f"{report.seen} seen = {report.indexed} indexed + {report.duplicates} duplicates"
    lines = [f"{counts} + {report.not_dicom} not DICOM + {len(report.refused)} refused"]
    lines.append("wrote " + (", ".join(f"{count} {name}" for name, count in report.resources.items()) or "nothing"))
    if report.defects or report.conflicts:
        lines.append(f"{len(report.defects)} defects and {len(report.conflicts)} conflicts, told in report.json")
    lines += [f"refused {entry.path}: {entry.reason}" for entry in report.refused[:_SHOWN_REASONS]]
    if len(report.refused) > _SHOWN_REASONS:
        lines.append(f"… and {len(report.refused) - _SHOWN_REASONS} more, told in report.json")
    lines += [f"{one.severity} in {one.resource}: {one.expression}: {one.diagnostics}" for one in report.issues]
    sys.stderr.write("".join(f"{line}\n" for line in lines))

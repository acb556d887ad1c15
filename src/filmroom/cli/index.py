"""``filmroom index``."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from filmroom.batch.index import IndexJob
from filmroom.batch.index import index as carry_out
from filmroom.batch.interrupts import Terminated
from filmroom.cli.paths import STANDARD, PathOrDash, require_paths, require_value, target_file
from filmroom.cli.progress import Bars
from filmroom.cli.status import Status
from filmroom.cli.streams import require_standard_output, tell
from filmroom.cli.summary import summary_lines
from filmroom.errors import UsageError
from filmroom.settings import EndpointSettings, MappingSettings, dicomweb_endpoints, parse_time_zone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from filmroom.batch.report import Report

__all__ = ["index"]


def index(  # noqa: PLR0913 (the options of the command)
    *paths: PathOrDash,
    output: Annotated[str | None, Parameter(name=["--output", "-o"], allow_leading_hyphen=True)] = None,
    bundle: PathOrDash | None = None,
    facts: PathOrDash | None = None,
    report: PathOrDash | None = None,
    workers: int | None = None,
    timezone: str | None = None,
    no_instances: bool = False,
    dicomweb: str | None = None,
    wado_uri: str | None = None,
    viewer: str | None = None,
    issuer: tuple[str, ...] = (),
    accession_system: str | None = None,
    phantom: tuple[str, ...] = (),
) -> int:
    """Turn DICOM into FHIR: ImagingStudy, Patient and the others, with a report of everything seen.

    **Examples**

    - `filmroom index /archive -o out` writes one NDJSON file for each resource type, and report.json

    - `filmroom index study.zip -o - | jq .description` streams the ImagingStudies

    - `filmroom index /archive --bundle bundle.json --timezone Europe/Zurich` writes a transaction

    - `filmroom index /archive --facts facts.parquet --report report.json` writes one row for each instance

    Parameters
    ----------
    paths
        Files, folders, zip archives, DICOMDIRs; - reads one instance from standard input.
    output
        The folder for the NDJSON files and report.json; - streams the ImagingStudies to standard output.
    bundle
        The file for one transaction Bundle. Resources with an identifier are updated by it
        (conditional update), the others by their id.
    facts
        The Parquet file with one row for each instance (needs the parquet extra).
    report
        The file for the report, for where there is no output folder.
    workers
        How many processes; by default one for each processor.
    timezone
        The IANA time zone of instances that do not state their offset from UTC; without it their
        times of day are left out.
    no_instances
        Leave out the instances of each series, and with them numberOfInstances.
    dicomweb
        The base address of the DICOMweb service that has the studies; becomes their WADO-RS and
        QIDO-RS endpoints.
    wado_uri
        The address of the WADO-URI service that has the instances; becomes an endpoint.
    viewer
        The address of a viewer that is opened as IHE Invoke Image Display has it; becomes an endpoint.
    issuer
        NAME=SYSTEM: the identifier system of an issuer that the files name; may be repeated.
    accession_system
        The identifier system of accession numbers without an issuer.
    phantom
        A pattern of Patient IDs that are phantoms, such as QA*; their subject is a Device; may be repeated.
    """
    require_paths("index", paths)
    require_value("--accession-system", accession_system, "a URI")
    for pattern in phantom:
        require_value("--phantom", pattern, "a pattern such as QA*")
    settings = MappingSettings(
        time_zone=parse_time_zone(timezone) if timezone is not None else None,
        endpoints=tuple(_endpoints(dicomweb, wado_uri, viewer)),
        list_instances=not no_instances,
        issuer_systems=dict(map(_issuer_system, issuer)),
        accession_system=accession_system or "",
        phantom_patient_ids=phantom,
    )
    job = IndexJob(
        paths=paths,
        output=_output_folder(output),
        lines=sys.stdout.buffer if output == STANDARD else None,
        bundle=target_file("--bundle", bundle),
        facts=target_file("--facts", facts),
        report=target_file("--report", report),
        workers=workers if workers is not None else os.cpu_count() or 1,
        settings=settings,
    )
    if job.writes_nothing:
        raise UsageError(
            "index: found nothing to write; expected -o DIR, -o -, --bundle FILE, --facts FILE or --report FILE"
        )
    try:
        result = _carry_out(job)
    except KeyboardInterrupt as interrupt:
        return _stopped(job, interrupt)
    tell(*summary_lines(job, result))
    return Status.FINE if result.is_clean else Status.INPUT


def _endpoints(dicomweb: str | None, wado_uri: str | None, viewer: str | None) -> Iterator[EndpointSettings]:
    if dicomweb is not None:
        yield from dicomweb_endpoints(dicomweb)
    if wado_uri is not None:
        yield EndpointSettings("dicom-wado-uri", wado_uri)
    if viewer is not None:
        yield EndpointSettings("ihe-iid", viewer)


def _output_folder(output: str | None) -> Path | None:
    require_value("-o", output, "a folder, or - for standard output")
    if output == STANDARD:
        require_standard_output("index")
    return Path(output) if output is not None and output != STANDARD else None


def _issuer_system(option: str) -> tuple[str, str]:
    name, separator, system = option.partition("=")
    if not (name and separator and system):
        raise UsageError("--issuer: expected NAME=SYSTEM, as in HOSPITAL=urn:oid:1.2.3")
    return name, system


def _carry_out(job: IndexJob) -> Report:
    bars = Bars()
    try:
        return carry_out(job, bars)
    finally:
        bars.stop()


def _stopped(job: IndexJob, interrupt: KeyboardInterrupt) -> Status:
    status = Status.TERMINATED if isinstance(interrupt, Terminated) else Status.INTERRUPTED
    whole = "; every output file is whole, or as it was" if job.output is not None or job.files else ""
    tell(f"filmroom: {status.name.lower()}{whole}")
    return status

"""``filmroom explain``."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec
from cyclopts import Parameter
from rich.console import Console
from rich.table import Table
from rich.text import Text

from filmroom.cli.paths import PathOrDash, require_paths
from filmroom.dicom.files import iterate_candidates, read_candidate
from filmroom.dicom.reader import HeaderReader
from filmroom.errors import DicomError
from filmroom.mapping.map_study import MappedStudy, map_imaging_study
from filmroom.service.convert import build_studies
from filmroom.settings import MappingSettings, parse_time_zone
from filmroom.study.extract import FactsExtractor

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from filmroom.mapping.trace import TraceEntry
    from filmroom.study.facts import InstanceFacts

__all__ = ["explain"]

_LONGEST_VALUE = 160


def explain(
    *paths: PathOrDash,
    timezone: str | None = None,
    format: Annotated[Literal["text", "json"], Parameter(name="--format")] = "text",  # noqa: A002 (the option's name)
) -> int:
    """Show where each element of the ImagingStudy comes from: value, tag, raw value, what was done.

    **Examples**

    - `filmroom explain image.dcm`

    - `filmroom explain study/ --timezone Europe/Zurich`

    - `filmroom explain image.dcm --format json | jq 'select(.value == null)'` lists what is absent

    Parameters
    ----------
    paths
        Files, folders, archives; - reads one instance from standard input.
    timezone
        The IANA time zone of instances that do not state their offset from UTC.
    format
        text for people; json for one object an element, one a line.
    """
    require_paths("explain", paths)
    settings = MappingSettings(time_zone=parse_time_zone(timezone) if timezone else None)
    refused: list[str] = []
    facts = list(_read(paths, refused))
    for study in build_studies(facts):
        mapped = map_imaging_study(study, settings, keep_trace=True)
        (_show_json if format == "json" else _show_text)(mapped)
    for line in refused:
        sys.stderr.write(f"filmroom: {line}\n")
    return 1 if refused or not facts else 0


def _read(paths: Sequence[str], refused: list[str]) -> Iterator[InstanceFacts]:
    reader, extractor = HeaderReader(), FactsExtractor(keep_raw=True)
    for candidate in iterate_candidates(paths):
        try:
            if candidate.problem:
                raise DicomError(candidate.problem)
            yield extractor.extract(read_candidate(candidate, reader), candidate.name)
        except DicomError as error:
            refused.append(f"{candidate.name}: {error}")
        except OSError as error:
            refused.append(f"{candidate.name}: cannot be read: {error.strerror}")


def _show_json(mapped: MappedStudy) -> None:
    for entry in mapped.trace:
        sys.stdout.write(msgspec.json.encode(entry).decode() + "\n")


def _show_text(mapped: MappedStudy) -> None:
    console = Console(soft_wrap=False)
    table = Table(title=f"ImagingStudy/{mapped.imaging_study['id']}", title_justify="left", show_lines=True)
    for heading in ("element", "value", "from", "done"):
        table.add_column(heading, overflow="fold")
    absent: list[str] = []
    for entry in mapped.trace:
        if entry.value is None and not entry.done:
            absent.append(entry.expression)
            continue
        table.add_row(Text(entry.expression), Text(_value(entry)), Text(_sources(entry)), Text("\n".join(entry.done)))
    console.print(table)
    if absent:
        console.print(Text("absent: " + ", ".join(absent)))
    for defect in mapped.defects:
        console.print(Text(f"defect: {defect.tag_path} {defect.keyword}: expected {defect.expected}; {defect.done}"))


def _value(entry: TraceEntry) -> str:
    if entry.value is None:
        return "(absent)"
    text = entry.value if isinstance(entry.value, str) else msgspec.json.encode(entry.value).decode()
    return text if len(text) <= _LONGEST_VALUE else f"{text[:_LONGEST_VALUE]}…"


def _sources(entry: TraceEntry) -> str:
    return "\n".join(f"{source.tag} {source.keyword} {source.raw!r}" for source in entry.sources)

"""``filmroom explain``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import msgspec
from cyclopts import Parameter

from filmroom.cli.explained import show_text
from filmroom.cli.paths import PathOrDash, require_paths
from filmroom.cli.status import Status
from filmroom.cli.streams import print_bytes, require_standard_output, tell
from filmroom.cli.summary import counted
from filmroom.dicom.files import iterate_candidates, read_candidate
from filmroom.dicom.reader import HeaderReader
from filmroom.errors import DicomError, NotDicomError
from filmroom.mapping.map_study import map_imaging_study
from filmroom.service.convert import build_studies
from filmroom.settings import MappingSettings, parse_time_zone
from filmroom.study.extract import FactsExtractor
from filmroom.study.repeats import separate_repeats

if TYPE_CHECKING:
    from collections.abc import Sequence

    from filmroom.dicom.files import Candidate
    from filmroom.study.facts import InstanceFacts

__all__ = ["explain"]


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
        text for people, unless told otherwise; json for one object an element, one a line.
    """
    require_standard_output("explain")
    require_paths("explain", paths)
    settings = MappingSettings(time_zone=parse_time_zone(timezone) if timezone is not None else None)
    read = _Reading()
    read.all(paths)
    for study in build_studies(read.distinct_facts()):
        mapped = map_imaging_study(study, settings, keep_trace=True)
        if format == "json":
            print_bytes(b"".join(msgspec.json.encode(entry) + b"\n" for entry in mapped.trace))
        else:
            show_text(mapped)
    tell(*read.complaints())
    return Status.INPUT if read.refused or not read.facts else Status.FINE


class _Reading:
    """What reading candidates gave."""

    def __init__(self) -> None:
        self.facts: list[InstanceFacts] = []
        self.refused: list[str] = []
        self._not_dicom: list[str] = []
        self._reader = HeaderReader()
        self._extractor = FactsExtractor(keep_raw=True)

    def all(self, paths: Sequence[str]) -> None:
        """Read whatever the paths stand for."""
        for candidate in iterate_candidates(paths):
            try:
                self.facts.append(self._read(candidate))
            except NotDicomError as error:
                self._not_dicom.append(f"{candidate.name}: {error}")
            except DicomError as error:
                self.refused.append(f"{candidate.name}: {error}")
            except OSError as error:
                self.refused.append(f"{candidate.name}: cannot be read: {error.strerror}")

    def _read(self, candidate: Candidate) -> InstanceFacts:
        if candidate.problem:
            raise DicomError(candidate.problem)
        return self._extractor.extract(read_candidate(candidate, self._reader), candidate.name)

    def distinct_facts(self) -> list[InstanceFacts]:
        """Return each instance once, and remember what else claims to be one of them."""
        kept, repeats = separate_repeats(self.facts)
        for repeat in repeats:
            if not repeat.says_the_same:
                self.refused.append(f"{repeat.other.source}: {repeat.kept.source} has the same SOP Instance UID")
        return kept

    def complaints(self) -> list[str]:
        """Say what was refused, and what is something else: by name when there is nothing better to show."""
        told = [f"refused {line}" for line in self.refused]
        if self._not_dicom and self.facts:
            told.append(f"passed over what is not DICOM: {counted(len(self._not_dicom), 'file')}")
        elif self._not_dicom:
            told += self._not_dicom
        elif not (self.facts or self.refused):
            told.append("found no files")
        return [f"filmroom: {line}" for line in told]

"""What a run of ``index`` is asked for, and who wants to know how far it is."""

from __future__ import annotations

import os
from pathlib import Path
from typing import IO, Protocol

import msgspec

from filmroom.settings import MappingSettings

__all__ = ["IndexJob", "Progress"]


class Progress(Protocol):
    """Who wants to know how far a run is."""

    def __call__(self, phase: str, done: int, total: int | None) -> None:
        """Take notice.

        Args:
            phase: ``reading`` (in files), ``settling`` (in partitions) or ``writing`` (in resource types).
            total: None while it is not known.
        """


class IndexJob(msgspec.Struct, frozen=True, kw_only=True):
    """What a run is to read and to write; a path may be given as text, and one path for several.

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

    def __post_init__(self) -> None:
        paths: object = self.paths
        if isinstance(paths, str | os.PathLike):
            msgspec.structs.force_setattr(self, "paths", (paths,))
        elif not isinstance(paths, tuple):
            msgspec.structs.force_setattr(self, "paths", tuple(self.paths))
        for name in ("output", "bundle", "facts", "report"):
            target = getattr(self, name)
            if target is not None and not isinstance(target, Path):
                msgspec.structs.force_setattr(self, name, Path(target))

    @property
    def writes_nothing(self) -> bool:
        """Whether no output is asked for at all."""
        return self.output is None and self.lines is None and not self.files

    @property
    def files(self) -> dict[str, Path]:
        """The single files that are asked for, by the name of what they hold."""
        named = {"bundle": self.bundle, "facts": self.facts, "report": self.report}
        return {name: path for name, path in named.items() if path is not None}

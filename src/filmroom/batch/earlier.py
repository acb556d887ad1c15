"""What an earlier run wrote into a folder: that, and nothing else, a later one replaces."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from filmroom.batch.report import WRITTEN_BY
from filmroom.dicom.shown import shown_name
from filmroom.errors import UsageError
from filmroom.fhir.definitions import defined_types

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["REPORT_NAME", "check_output_folder", "earlier_files", "is_output_name", "resource_file_name"]

REPORT_NAME = "report.json"
"""What the report is called in an output folder."""


class _EarlierReport(msgspec.Struct):
    written_by: str
    resources: dict[str, int] = msgspec.field(default_factory=dict)


def resource_file_name(resource_type: str) -> str:
    """Return what the file of one resource type is called. Source: FHIR Bulk Data Access."""
    return f"{resource_type}.ndjson"


def is_output_name(name: str) -> bool:
    """Whether a run may write a file of this name into its folder."""
    stem, _, suffix = name.partition(".")
    return name == REPORT_NAME or (suffix == "ndjson" and stem in defined_types())


def check_output_folder(folder: Path) -> None:
    """Check that a run would overwrite nothing in a folder but what an earlier one wrote.

    Raises:
        UsageError: something of another origin is in the way, or cannot be read.
    """
    ours = earlier_files(folder)
    for path in sorted(folder.iterdir()):
        if is_output_name(path.name) and (path.name not in ours or path.is_symlink() or not path.is_file()):
            raise UsageError(f"{shown_name(str(path))}: was not written by an earlier run, and is not overwritten")


def earlier_files(folder: Path) -> frozenset[str]:
    """Return the names of the files that an earlier run wrote; empty when there is no report of one."""
    try:
        report = msgspec.json.decode((folder / REPORT_NAME).read_bytes(), type=_EarlierReport)
    except (OSError, msgspec.DecodeError):
        return frozenset()
    if report.written_by != WRITTEN_BY:
        return frozenset()
    return frozenset({REPORT_NAME, *filter(is_output_name, map(resource_file_name, report.resources))})

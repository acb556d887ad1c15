"""Small archives on disk for the tests of the batch door."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from filmroom.batch.index import IndexJob, index
from samples import CT_IMAGE_STORAGE, dicom_bytes

if TYPE_CHECKING:
    from pathlib import Path

    from filmroom.batch.report import Report

__all__ = ["outputs", "resources", "run", "write_instance", "write_study"]


def write_instance(path: Path, study: str = "1.2.3", series: str = "1", number: int = 1, **elements: Any) -> Path:
    """Write one instance, whose UIDs follow from study, series and number."""
    path.parent.mkdir(parents=True, exist_ok=True)
    uids = {
        "SOPClassUID": CT_IMAGE_STORAGE,
        "StudyInstanceUID": study,
        "SeriesInstanceUID": f"{study}.{series}",
        "SOPInstanceUID": f"{study}.{series}.{number}",
    }
    defaults = {"Modality": "CT", "InstanceNumber": str(number), "PatientID": "P1"}
    path.write_bytes(dicom_bytes({**uids, **defaults, **elements}))
    return path


def write_study(folder: Path, study: str, instances: int, **elements: Any) -> None:
    """Write a study of two series."""
    for number in range(instances):
        series = str(number % 2 + 1)
        write_instance(folder / study / f"{number:04d}.dcm", study, series, number, SeriesNumber=series, **elements)


def run(*paths: Path, output: Path, **options: Any) -> Report:
    """Index paths into a folder."""
    return index(IndexJob(paths=paths, output=output, **options))


def outputs(folder: Path) -> dict[str, bytes]:
    """Return the content of every NDJSON file, by name."""
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.ndjson"))}


def resources(folder: Path, resource_type: str) -> list[dict[str, Any]]:
    """Return the resources of one type that a run wrote."""
    lines = (folder / f"{resource_type}.ndjson").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]

"""Everything that pydicom and pydicom-data ship, indexed: nothing is lost, and all of it is valid."""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import data_store
import pydicom
import pytest
from pydicom.errors import InvalidDicomError

from archive import run
from filmroom.dicom.values import is_uid
from filmroom.validation.validate import validate

if TYPE_CHECKING:
    from filmroom.batch.report import Report

FOLDERS = (
    Path(pydicom.__file__).parent / "data",
    Path(data_store.__file__ or next(iter(data_store.__path__))).parent / "data_store",
)
_UIDS = ("StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID")


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Report]:
    output = tmp_path_factory.mktemp("samples")
    return output, run(*FOLDERS, output=output)


def _read(path: Path) -> tuple[str, ...] | None:
    """The UIDs that pydicom reads, None where it reads none of them all."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            data_set = pydicom.dcmread(path, stop_before_pixels=True, specific_tags=list(_UIDS), force=True)
            uids = tuple(str(data_set.get(keyword, "")) for keyword in _UIDS)
    except (InvalidDicomError, EOFError, AttributeError, ValueError, TypeError, NotImplementedError, KeyError):
        return None
    return uids if all(map(is_uid, uids)) else None


def test_the_uids_of_all_samples_are_those_that_pydicom_reads(indexed: tuple[Path, Report]) -> None:
    output, _ = indexed
    theirs = {uids for folder in FOLDERS for path in folder.rglob("*") if path.is_file() and (uids := _read(path))}

    ours = {
        (study["identifier"][0]["value"].removeprefix("urn:oid:"), series["uid"], instance["uid"])
        for study in _resources(output / "ImagingStudy.ndjson")
        for series in study["series"]
        for instance in series["instance"]
    }

    assert ours == theirs
    assert len(ours) > 100


def test_every_sample_is_indexed_or_in_the_report_with_a_reason(indexed: tuple[Path, Report]) -> None:
    output, report = indexed
    entries = (*report.refused, *report.duplicate_files, *report.not_dicom_files)
    files = [path for folder in FOLDERS for path in folder.rglob("*") if path.is_file()]

    told = {entry.path for entry in entries}

    assert report.seen == report.indexed + report.duplicates + report.not_dicom + len(report.refused)
    assert all(entry.reason for entry in entries)
    assert len(told) == len(entries)
    members = report.seen - len([path for path in files if path.suffix != ".zip"])
    assert members >= 0
    instances = sum(study["numberOfInstances"] for study in _resources(output / "ImagingStudy.ndjson"))
    assert instances == report.indexed == report.seen - len(told)


def test_every_resource_of_the_samples_is_valid(indexed: tuple[Path, Report]) -> None:
    output, report = indexed
    found = [
        (path.name, issue)
        for path in output.glob("*.ndjson")
        for resource in _resources(path)
        for issue in validate(resource)
        if issue.severity in ("fatal", "error")
    ]

    assert found == []
    assert report.issues == []
    assert sum(report.resources.values()) == sum(len(_resources(path)) for path in output.glob("*.ndjson"))


def _resources(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]

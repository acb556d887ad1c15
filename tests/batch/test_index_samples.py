"""Everything that pydicom and pydicom-data ship, indexed: nothing is lost, and all of it is valid."""

from __future__ import annotations

import json
import warnings
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import data_store
import pyarrow.parquet as pq
import pydicom
import pytest
from pydicom.errors import InvalidDicomError

from archive import run
from filmroom.dicom.values import is_uid
from filmroom.validation.validate import validate

if TYPE_CHECKING:
    from filmroom.batch.report import Report

_FOLDERS = (Path(pydicom.__file__).parent / "data", Path(data_store.__file__).parent / "data")
_KEYWORDS = ("StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID")
_DIRECTORY = "1.2.840.10008.1.3.10"

_REFUSED_ALTHOUGH_PYDICOM_READS_ITS_UIDS = {
    "rtplan_truncated.dcm": "ends inside its header, which may have held more",
}

Uids: TypeAlias = "tuple[str, ...]"


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Report]:
    output = tmp_path_factory.mktemp("samples")
    return output, run(*_FOLDERS, output=output, facts=output / "facts.parquet")


def _files() -> list[Path]:
    return [path for folder in _FOLDERS for path in sorted(folder.rglob("*")) if path.is_file()]


def _read_by_pydicom(path: Path) -> Uids | str | None:
    """The three UIDs; ``directory`` for a DICOMDIR; None where there are not three."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            data_set = pydicom.dcmread(path, stop_before_pixels=True, specific_tags=list(_KEYWORDS), force=True)
            if data_set.file_meta.get("MediaStorageSOPClassUID") == _DIRECTORY:
                return "directory"
            uids = tuple(str(data_set.get(keyword, "")) for keyword in _KEYWORDS)
    except (InvalidDicomError, EOFError, AttributeError, ValueError, TypeError, NotImplementedError, KeyError):
        return None
    return uids if all(map(is_uid, uids)) else None


def test_of_every_sample_we_read_the_uids_that_pydicom_reads(indexed: tuple[Path, Report]) -> None:
    output, report = indexed
    rows = pq.read_table(output / "facts.parquet").to_pylist()
    ours = {row["path"]: tuple(row[key] for key in _KEYWORDS) for row in rows}
    repeated = {entry.path: entry.reason for entry in report.duplicate_files}
    other_objects = {entry.path for entry in report.refused if "has the same UID" in entry.reason}
    wrong: list[tuple[Path, object, object]] = []
    for path in _files():
        theirs = _read_by_pydicom(path)
        equal = repeated.get(str(path), "").removeprefix("the same bytes as ")
        mine = ours.get(str(path)) or (_read_by_pydicom(Path(equal)) if equal else None)
        is_excused = str(path) in other_objects or path.name in _REFUSED_ALTHOUGH_PYDICOM_READS_ITS_UIDS
        if theirs not in (mine, "directory") and not (mine is None and is_excused):
            wrong.append((path, mine, theirs))

    assert wrong == []
    assert len(ours) > 130


def test_every_sample_is_counted_once_and_what_is_not_indexed_has_a_reason(indexed: tuple[Path, Report]) -> None:
    output, report = indexed
    files = _files()
    archives = [path for path in files if path.suffix == ".zip"]
    members = [info for path in archives for info in zipfile.ZipFile(path).infolist() if not info.is_dir()]
    entries = [*report.refused, *report.duplicate_files, *report.not_dicom_files]

    report.check_balance()
    assert report.seen == len(files) - len(archives) + len(members)
    assert report.directories == [_read_by_pydicom(path) for path in files].count("directory")
    assert all(entry.reason for entry in entries)
    assert len({entry.path for entry in entries}) == len(entries)
    studies = _resources(output / "ImagingStudy.ndjson")
    assert report.indexed == sum(study["numberOfInstances"] for study in studies)


def test_the_samples_that_are_refused_although_pydicom_reads_them_are_those_we_know(
    indexed: tuple[Path, Report],
) -> None:
    _, report = indexed
    refused = {Path(entry.path).name for entry in report.refused if "has the same UID" not in entry.reason}

    readable = {path.name for path in _files() if isinstance(_read_by_pydicom(path), tuple)}

    assert refused & readable == set(_REFUSED_ALTHOUGH_PYDICOM_READS_ITS_UIDS)


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

"""Writes and syncs that fail: never a false success, and everything as before when the fault is over."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from torture.generated import generated_key
from torture.hindering import failing, importing, serving
from torture.looking import check_archive
from torture.processes import family_of, pause
from torture.scale import IS_LONG, report
from torture.tracing import needs_strace
from torture.writing import put_patient

if TYPE_CHECKING:
    from pathlib import Path

    from torture.processes import Served

_ROUNDS = 20 if IS_LONG else 2
_FAILING = {
    "fsync fails": ("fsync,fdatasync", "EIO"),
    "the disk is full": ("pwrite64", "ENOSPC"),
    "writing fails": ("pwrite64", "EIO"),
}


@needs_strace
@pytest.mark.parametrize("fault", _FAILING)
def test_a_server_whose_log_cannot_be_written_answers_503_until_it_can(tmp_path: Path, fault: str) -> None:
    data = tmp_path / "data"
    calls, error = _FAILING[fault]
    with serving(data) as served:
        processes = [one.pid for one in family_of(served.process)]
        assert put_patient(served, "before", "1") == 201
        for number in range(_ROUNDS):
            with failing(processes, calls, error, path=data / "filmroom.db-wal"):
                failed = [put_patient(served, f"p{number}", "1"), put_patient(served, "before", f"{number + 2}")]
                read = served.ask("GET", "/fhir/Patient/before")
                absent = served.ask("GET", f"/fhir/Patient/p{number}")
            assert (failed, read.status, absent.status) == ([503, 503], 200, 404)
            assert read.headers["etag"] == f'W/"{number + 1}"'
            assert put_patient(served, f"p{number}", "1") == 201
            assert put_patient(served, "before", f"{number + 2}") == 200
    with serving(data) as served:
        statuses = {served.ask("GET", f"/fhir/Patient/p{number}/_history/1").status for number in range(_ROUNDS)}
        assert statuses == {200}
        assert served.ask("GET", "/fhir/Patient/before").headers["etag"] == f'W/"{_ROUNDS + 1}"'
    check_archive(data, {})
    report(f"{fault}: {_ROUNDS} times, each answered with 503 and carried out afterwards")


@needs_strace
@pytest.mark.parametrize("fault", _FAILING)
def test_instances_whose_rows_cannot_be_written_are_not_acknowledged(tmp_path: Path, fault: str) -> None:
    data = tmp_path / "data"
    calls, error = _FAILING[fault]
    with importing(data, tmp_path / "log") as importer:
        assert importer.order(0) == "done"
        for number in range(1, _ROUNDS + 1):
            with failing([importer.process.pid], calls, error, path=data / "filmroom.db-wal"):
                assert importer.order(number * 4) == "DatabaseUnavailableError"
            assert importer.order(number * 4) == "done"
    assert check_archive(data, importer.acknowledged) == (_ROUNDS + 1) * 4


@needs_strace
def test_instances_whose_objects_cannot_be_synced_are_not_acknowledged(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with importing(data, tmp_path / "log") as importer:
        assert importer.order(0) == "done"
        for number in range(1, _ROUNDS * 2 + 1):  # in turn whole and in pieces
            with failing([importer.process.pid], "fsync,fdatasync", "EIO"):
                assert importer.order(number * 4) == "StorageUnavailableError"
            assert list((data / "objects" / "incoming").iterdir()) == []
            if number % 2:
                assert importer.order(number * 4) == "done"
    assert check_archive(data, importer.acknowledged) == (_ROUNDS + 1) * 4


@needs_strace
def test_instances_whose_folders_cannot_be_synced_are_not_acknowledged(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with importing(data, tmp_path / "log") as importer:
        assert importer.order(0, 1) == "done"
        for number in range(1, _ROUNDS + 1):
            shelf = data / "objects" / generated_key("1.2.3", number)[0]
            with failing([importer.process.pid], "fsync", "EIO", path=shelf):
                assert importer.order(number, 1) == "StorageUnavailableError"
                assert importer.order(number, 1) == "StorageUnavailableError"  # though its object has its name by now
            assert importer.order(number, 1) == "done"
    assert check_archive(data, importer.acknowledged) == _ROUNDS + 1


@needs_strace
def test_a_study_that_could_not_be_settled_is_settled_when_the_fault_is_over(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with serving(data) as served, importing(data, tmp_path / "log") as importer:
        processes = [one.pid for one in family_of(served.process)]
        for number in range(1, _ROUNDS + 1):
            with failing(processes, *_FAILING["fsync fails"], path=data / "filmroom.db-wal"):
                assert importer.order(number * 4) == "done"
                pause(1.5)  # longer than the settling process waits for more to arrive
            expected, deadline = number * 4, time.monotonic() + 30
            while _shown_instances(served) != expected and time.monotonic() < deadline:
                pause(0.05)
            assert _shown_instances(served) == expected
    assert check_archive(data, importer.acknowledged) == _ROUNDS * 4


def _shown_instances(served: Served) -> int:
    answer = served.ask("GET", "/fhir/ImagingStudy/1.2.3")
    return int(answer.json()["numberOfInstances"]) if answer.status == 200 else 0

"""A full disk and a failing fsync: never a false success, and everything as before when the fault is over."""

from __future__ import annotations

import os
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from filmroom.service.archive import ArchivePlace, open_archive
from torture.generated import generated_key, generated_uid
from torture.looking import check_archive
from torture.processes import Served, family_of, start_program
from torture.scale import IS_LONG, report
from torture.tracing import attached_strace, needs_strace
from torture.writing import put_patient

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_ROUNDS = 20 if IS_LONG else 2
_DISK_BYTES = 12 << 20
_FAILING = {
    "fsync fails": ("fsync,fdatasync", "EIO"),
    "the disk is full": ("pwrite64", "ENOSPC"),
    "writing fails": ("pwrite64", "EIO"),
}


class _Importer:
    """The program that keeps instances, one order after the other."""

    def __init__(self, data: Path, log: Path) -> None:
        self.process = start_program(
            "torture.importer", str(data), log=log, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self.acknowledged: dict[str, str] = {}

    def order(self, first: int, count: int = 4) -> str:
        """Have a batch kept; return ``done``, or the kind of the error."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"1.2.3 {first} {count}\n".encode())
        self.process.stdin.flush()
        while True:
            word, *rest = self.process.stdout.readline().decode().split()
            if word == "failed":
                return rest[0]
            if word == "done":
                self.acknowledged |= {
                    generated_uid("1.2.3", number): generated_key("1.2.3", number)
                    for number in range(first, first + count)
                }
                return word
            assert word in {"kept", "duplicate"}

    def end(self) -> None:
        self.process.communicate(timeout=30)


@contextmanager
def _importing(data: Path, log: Path) -> Iterator[_Importer]:
    importer = _Importer(data, log)
    try:
        yield importer
    finally:
        importer.end()


@contextmanager
def _serving(data: Path) -> Iterator[Served]:
    served = Served.start(data)
    try:
        served.wait_until_ready()
        yield served
    finally:
        served.kill_group()


@contextmanager
def _failing(processes: list[int], calls: str, error: str, *, path: Path | None = None) -> Iterator[None]:
    """Let calls of the system fail, all or those that touch a file."""
    only = [] if path is None else [f"--trace-path={path}"]
    options = ["-o", os.devnull, *only, "-e", f"trace={calls}", "-e", f"inject={calls}:error={error}"]
    with attached_strace(processes, *options):
        yield


@contextmanager
def _small_disk(folder: Path) -> Iterator[Path]:
    """Mount a file system in memory; skip where that is not allowed."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={_DISK_BYTES}", "filmroom", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("mounting is not allowed here; the injected faults show the same")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def _fill(ballast: Path) -> None:
    """Leave not a single byte."""
    with pytest.raises(OSError, match="No space"):
        _write_endlessly(ballast)


def _write_endlessly(path: Path) -> None:
    with path.open("ab", buffering=0) as file:
        while True:
            file.write(bytes(4096))


@needs_strace
@pytest.mark.parametrize("fault", _FAILING)
def test_a_server_whose_log_cannot_be_written_answers_503_until_it_can(tmp_path: Path, fault: str) -> None:
    data = tmp_path / "data"
    calls, error = _FAILING[fault]
    with _serving(data) as served:
        processes = [one.pid for one in family_of(served.process)]
        assert put_patient(served, "before", "1") == 201
        for number in range(_ROUNDS):
            with _failing(processes, calls, error, path=data / "filmroom.db-wal"):
                failed = [put_patient(served, f"p{number}", "1"), put_patient(served, "before", f"{number + 2}")]
                read = served.ask("GET", "/fhir/Patient/before")
                absent = served.ask("GET", f"/fhir/Patient/p{number}")
            assert (failed, read.status, absent.status) == ([503, 503], 200, 404)
            assert read.headers["etag"] == f'W/"{number + 1}"'
            assert put_patient(served, f"p{number}", "1") == 201
            assert put_patient(served, "before", f"{number + 2}") == 200
    with _serving(data) as served:
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
    with _importing(data, tmp_path / "log") as importer:
        assert importer.order(0) == "done"
        for number in range(1, _ROUNDS + 1):
            with _failing([importer.process.pid], calls, error, path=data / "filmroom.db-wal"):
                assert importer.order(number * 4) == "DatabaseUnavailableError"
            assert importer.order(number * 4) == "done"
    assert check_archive(data, importer.acknowledged) == (_ROUNDS + 1) * 4


@needs_strace
def test_instances_whose_objects_cannot_be_synced_are_not_acknowledged(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with _importing(data, tmp_path / "log") as importer:
        assert importer.order(0) == "done"
        for number in range(1, _ROUNDS * 2 + 1):  # in turn whole and in pieces
            with _failing([importer.process.pid], "fsync,fdatasync", "EIO"):
                assert importer.order(number * 4) == "StorageUnavailableError"
            assert list((data / "objects" / "incoming").iterdir()) == []
            if number % 2:
                assert importer.order(number * 4) == "done"
    assert check_archive(data, importer.acknowledged) == (_ROUNDS + 1) * 4


def test_a_disk_that_is_full_takes_no_instance_until_there_is_room(tmp_path: Path) -> None:
    with _small_disk(tmp_path / "disk") as disk, _importing(disk / "data", tmp_path / "log") as importer:
        assert importer.order(0) == "done"
        for number in range(1, _ROUNDS + 1):
            _fill(disk / "ballast")
            assert importer.order(number * 16, 16) == "StorageFullError"
            assert list((disk / "data" / "objects" / "incoming").iterdir()) == []
            (disk / "ballast").unlink()
            assert importer.order(number * 16, 16) == "done"
        assert check_archive(disk / "data", importer.acknowledged) == 4 + _ROUNDS * 16


def test_a_server_on_a_full_disk_keeps_what_it_acknowledged_and_answers_503_to_the_rest(tmp_path: Path) -> None:
    with _small_disk(tmp_path / "disk") as disk:
        statuses: dict[str, int] = {}
        with _serving(disk / "data") as served:
            assert put_patient(served, "before", "1") == 201
            for number in range(_ROUNDS):
                _fill(disk / "ballast")
                name = ""
                for attempt in range(500):  # the log has room of its own that is used up first
                    name = f"p{number}-{attempt}"
                    statuses[name] = put_patient(served, name, "x" * 2_000)
                    if statuses[name] != 201:
                        break
                assert statuses[name] in {503, 507}
                assert served.ask("GET", "/fhir/Patient/before").status == 200
                (disk / "ballast").unlink()
                assert put_patient(served, name, "x") == 201
                statuses[name] = 201
        with _serving(disk / "data") as served:
            found = {name: served.ask("GET", f"/fhir/Patient/{name}").status for name in statuses}
            assert set(found.values()) == {200}
        with open_archive(ArchivePlace(data=str(disk / "data"))) as archive, archive.database.read() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"

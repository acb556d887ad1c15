"""A disk that is full: never a false success, and everything as before when there is room again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from filmroom.service.archive import ArchivePlace, open_archive
from torture.hindering import fill, importing, serving, small_disk
from torture.looking import check_archive
from torture.scale import IS_LONG, report
from torture.writing import put_patient

if TYPE_CHECKING:
    from pathlib import Path

_ROUNDS = 20 if IS_LONG else 2


def test_a_disk_that_is_full_takes_no_instance_until_there_is_room(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk, importing(disk / "data", tmp_path / "log") as importer:
        assert importer.order(0) == "done"
        for number in range(1, _ROUNDS + 1):
            fill(disk / "ballast")
            assert importer.order(number * 16, 16) == "StorageFullError"
            assert list((disk / "data" / "objects" / "incoming").iterdir()) == []
            (disk / "ballast").unlink()
            assert importer.order(number * 16, 16) == "done"
        assert check_archive(disk / "data", importer.acknowledged) == 4 + _ROUNDS * 16


def test_a_server_on_a_full_disk_keeps_what_it_acknowledged_and_answers_503_to_the_rest(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        statuses: dict[str, int] = {}
        refused = 0
        with serving(disk / "data") as served:
            assert put_patient(served, "before", "1") == 201
            for number in range(_ROUNDS):
                fill(disk / "ballast")
                name = ""
                for attempt in range(500):  # the log has room of its own that is used up first
                    name = f"p{number}-{attempt}"
                    statuses[name] = put_patient(served, name, "x" * 2_000)
                    if statuses[name] != 201:
                        break
                assert statuses[name] in {503, 507}
                assert served.ask("GET", "/fhir/Patient/before").status == 200
                (disk / "ballast").unlink()
                refused += 1
                assert put_patient(served, name, "x") == 201
                statuses[name] = 201
        with serving(disk / "data") as served:
            found = {name: served.ask("GET", f"/fhir/Patient/{name}").status for name in statuses}
            assert set(found.values()) == {200}
        with open_archive(ArchivePlace(data=str(disk / "data"))) as archive, archive.database.read() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
    report(f"full disk: {len(statuses)} writes acknowledged and kept, {refused} refused and carried out afterwards")

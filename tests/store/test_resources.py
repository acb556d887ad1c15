"""Resources and their versions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from filmroom.errors import SimultaneousWriteError
from filmroom.store.resources import (
    Kept,
    delete_resource,
    find_many,
    find_resource,
    find_version,
    lock_resource,
    write_resource,
)

if TYPE_CHECKING:
    from filmroom.store.database import Database

_NOON = 1_700_000_000_000_000  # 2023-11-14T22:13:20Z


def _patient(**more: Any) -> dict[str, Any]:
    return {"resourceType": "Patient", "id": "p1", "gender": "female", **more}


def _write(database: Database, content: dict[str, Any], now: int = _NOON) -> Kept:
    with database.write() as connection:
        present = lock_resource(connection, content["resourceType"], content["id"])
        return write_resource(connection, content, method="PUT", present=present, now=now)


def test_a_new_resource_is_version_1_and_says_so(database: Database) -> None:
    kept = _write(database, _patient(meta={"tag": [{"code": "t"}]}))
    with database.read() as connection:
        assert find_resource(connection, "Patient", "p1") == kept
    assert (kept.version, kept.updated, kept.method, kept.etag) == (1, _NOON, "PUT", 'W/"1"')
    assert kept.parse() == {
        "resourceType": "Patient",
        "id": "p1",
        "meta": {"tag": [{"code": "t"}], "versionId": "1", "lastUpdated": "2023-11-14T22:13:20.000000Z"},
        "gender": "female",
    }


def test_every_version_stays(database: Database) -> None:
    first = _write(database, _patient())
    second = _write(database, _patient(gender="male"))
    with database.read() as connection:
        assert find_version(connection, "Patient", "p1", 1) == first
        assert find_version(connection, "Patient", "p1", 2) == second
        assert find_version(connection, "Patient", "p1", 3) is None
        assert find_version(connection, "Patient", "p2", 1) is None


def test_a_version_is_always_later_than_the_one_before(database: Database) -> None:
    _write(database, _patient(), now=_NOON)
    assert _write(database, _patient(), now=_NOON - 1000).updated == _NOON + 1


def test_a_deleted_resource_leaves_a_tombstone_and_can_come_back(database: Database) -> None:
    first = _write(database, _patient())
    with database.write() as connection:
        tombstone = delete_resource(connection, first, now=_NOON + 1)
    assert (tombstone.version, tombstone.is_deleted, tombstone.method) == (2, True, "DELETE")
    with database.read() as connection:
        assert find_resource(connection, "Patient", "p1") == tombstone
        assert find_version(connection, "Patient", "p1", 1) == first
    assert _write(database, _patient(), now=_NOON + 2).version == 3


def test_a_tombstone_has_no_content(database: Database) -> None:
    with database.write() as connection:
        tombstone = delete_resource(connection, write_resource(connection, _patient(), method="PUT", present=None))
    with pytest.raises(ValueError, match=r"Patient/p1 was deleted"):
        tombstone.parse()


def test_who_does_not_know_of_the_present_version_writes_nothing(database: Database) -> None:
    first = _write(database, _patient())
    with pytest.raises(SimultaneousWriteError), database.write() as connection:
        write_resource(connection, _patient(), method="POST", present=None)
    with database.read() as connection:
        assert find_resource(connection, "Patient", "p1") == first


def test_an_exception_undoes_what_its_transaction_wrote(database: Database) -> None:
    def fail_after_writing() -> None:
        with database.write() as connection:
            write_resource(connection, _patient(), method="PUT", present=None)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_after_writing()
    with database.read() as connection:
        assert find_resource(connection, "Patient", "p1") is None


def test_several_are_found_at_once(database: Database) -> None:
    patient = _write(database, _patient())
    device = _write(database, {"resourceType": "Device", "id": "p1"})
    with database.read() as connection:
        found = find_many(connection, [("Patient", "p1"), ("Device", "p1"), ("Device", "no")])
    assert found == {("Patient", "p1"): patient, ("Device", "p1"): device}

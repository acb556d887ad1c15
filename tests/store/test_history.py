"""What was, page by page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from filmroom.store.history import count_history, find_history
from store.shelving import NOON, put, remove

if TYPE_CHECKING:
    from filmroom.store.database import Database

_SECOND = 1_000_000


def _patient(number: str, **more: Any) -> dict[str, Any]:
    return {"resourceType": "Patient", "id": number, **more}


@pytest.fixture
def archive(database: Database) -> Database:
    put(database, _patient("1"), _patient("2"), {"resourceType": "Device", "id": "1"})
    put(database, _patient("1", gender="male"), now=NOON + 10 * _SECOND)
    put(database, _patient("1", gender="female"), now=NOON + 20 * _SECOND)
    remove(database, "Patient", "2")
    return database


def _all(archive: Database, *name: str | None, count: int = 50, since: int | None = None) -> list[list[str]]:
    """Page through a history, and name the versions of each page."""
    resource_type, resource_id = (*name, None, None)[:2]
    pages, cursor = [], None
    with archive.read() as connection:
        while True:
            page = find_history(connection, resource_type, resource_id, since=since, count=count, cursor=cursor)
            pages.append([f"{one.type}/{one.id}/{one.version} {one.method}" for one in page.versions])
            cursor = page.next
            if cursor is None:
                return pages


_EVERYTHING = [
    "Patient/2/2 DELETE",
    "Patient/1/3 PUT",
    "Patient/1/2 PUT",
    "Device/1/1 PUT",
    "Patient/2/1 PUT",
    "Patient/1/1 PUT",
]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (("Patient", "1"), ["Patient/1/3 PUT", "Patient/1/2 PUT", "Patient/1/1 PUT"]),
        (("Patient", "2"), ["Patient/2/2 DELETE", "Patient/2/1 PUT"]),
        (("Patient", "3"), []),
        (("Patient",), [one for one in _EVERYTHING if one.startswith("Patient")]),
        ((), _EVERYTHING),
    ],
)
@pytest.mark.parametrize("count", [1, 2, 50])
def test_versions_come_the_latest_first(
    archive: Database, name: tuple[str, ...], expected: list[str], count: int
) -> None:
    pages = _all(archive, *name, count=count)
    assert [version for page in pages for version in page] == expected
    assert len(pages) == max(-(-len(expected) // count), 1)


def test_only_what_changed_since_is_shown(archive: Database) -> None:
    assert _all(archive, "Patient", since=NOON + 10 * _SECOND) == [_EVERYTHING[:3]]
    assert _all(archive, since=NOON + 20 * _SECOND) == [_EVERYTHING[:2]]


def test_versions_are_counted_up_to_a_limit(archive: Database) -> None:
    with archive.read() as connection:
        assert count_history(connection, None, None) == 6
        assert count_history(connection, "Patient", "1") == 3
        assert count_history(connection, "Patient", None, since=NOON + 10 * _SECOND) == 3
        assert count_history(connection, None, None, limit=4) == 4
        assert count_history(connection, None, None, limit=1) == 1


def test_what_is_written_between_two_pages_moves_no_version(archive: Database) -> None:
    with archive.read() as connection:
        first = find_history(connection, None, None, count=2)
    put(archive, _patient("9"), _patient("1", active=True), now=NOON + 1_000 * _SECOND)
    with archive.read() as connection:
        second = find_history(connection, None, None, count=10, cursor=first.next)
    shown = [f"{one.type}/{one.id}/{one.version} {one.method}" for one in (*first.versions, *second.versions)]
    assert shown == _EVERYTHING

"""All about one patient, page by page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from filmroom.store.everything import find_everything, find_referred_beside
from store.shelving import NOON, names, put, remove

if TYPE_CHECKING:
    from filmroom.query.cursor import Cursor
    from filmroom.store.database import Database
    from filmroom.store.search import Matches


def _refer(literal: str) -> dict[str, str]:
    return {"reference": literal}


def _study(number: str, patient: str, **more: Any) -> dict[str, Any]:
    return {"resourceType": "ImagingStudy", "id": number, "subject": _refer(patient), **more}


_ABOUT = ["ImagingStudy/early", "Patient/p", "ServiceRequest/order", "ImagingStudy/late", "Procedure/done"]


@pytest.fixture
def archive(database: Database) -> Database:
    put(
        database,
        _study("early", "Patient/p", referrer=_refer("Practitioner/d"), basedOn=[_refer("ServiceRequest/order")]),
        {"resourceType": "Patient", "id": "p", "link": [{"other": _refer("Patient/q"), "type": "seealso"}]},
        {"resourceType": "Patient", "id": "q"},
        {"resourceType": "ServiceRequest", "id": "order", "subject": _refer("Patient/p")},
        {"resourceType": "Practitioner", "id": "d"},
        {"resourceType": "Endpoint", "id": "e"},
        _study("other", "Patient/q"),
        _study("late", "Patient/p", endpoint=[_refer("Endpoint/e"), _refer("Endpoint/gone")]),
        _study("elsewhere", "http://other.org/Patient/p"),
        _study("deleted", "Patient/p"),
        {"resourceType": "Procedure", "id": "done", "subject": _refer("Patient/p")},
    )
    remove(database, "ImagingStudy", "deleted")
    return database


def _page(archive: Database, cursor: Cursor | None = None, **more: Any) -> Matches:
    with archive.read() as connection:
        return find_everything(connection, "p", **{"count": 50, "cursor": cursor, **more})


def test_everything_is_the_patient_and_what_refers_to_them(archive: Database) -> None:
    page = _page(archive)
    assert (names(page.resources), page.next, page.previous) == (_ABOUT, None, None)


def test_everything_comes_in_pages_both_ways(archive: Database) -> None:
    first = _page(archive, count=2)
    second = _page(archive, first.next, count=2)
    third = _page(archive, second.next, count=2)
    assert [names(page.resources) for page in (first, second, third)] == [_ABOUT[:2], _ABOUT[2:4], _ABOUT[4:]]
    assert (first.previous, third.next) == (None, None)
    back = _page(archive, third.previous, count=2)
    assert names(back.resources) == _ABOUT[2:4]
    assert names(_page(archive, back.previous, count=2).resources) == _ABOUT[:2]


def test_everything_can_be_of_some_types_only(archive: Database) -> None:
    assert names(_page(archive, types=("ImagingStudy",)).resources) == ["ImagingStudy/early", "ImagingStudy/late"]
    assert names(_page(archive, types=("Patient",)).resources) == ["Patient/p"]


def test_everything_can_be_what_changed_since(archive: Database) -> None:
    assert names(_page(archive, since=NOON + 7_000_000).resources) == ["ImagingStudy/late", "Procedure/done"]


def test_a_page_of_nothing_is_empty(archive: Database) -> None:
    assert _page(archive, count=0) == ((), None, None)


def test_what_a_page_refers_to_comes_along_unless_it_is_about_a_patient(archive: Database) -> None:
    page = _page(archive)
    with archive.read() as connection:
        found = find_referred_beside(connection, "p", page.resources, limit=10)
        some = find_referred_beside(connection, "p", page.resources, limit=10, types=("Endpoint",))
        few = find_referred_beside(connection, "p", page.resources, limit=1)
    assert (sorted(names(found.resources)), found.is_cut) == (["Endpoint/e", "Practitioner/d"], False)
    assert names(some.resources) == ["Endpoint/e"]
    assert few.is_cut

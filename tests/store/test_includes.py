"""What comes along with matches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from filmroom.store.includes import Included, find_included
from filmroom.store.search import find_matches
from query.asking import ask
from store.shelving import names, put, remove

if TYPE_CHECKING:
    from filmroom.store.database import Database


def _refer(literal: str) -> dict[str, str]:
    return {"reference": literal}


@pytest.fixture
def archive(database: Database) -> Database:
    put(
        database,
        {"resourceType": "Organization", "id": "root"},
        {"resourceType": "Organization", "id": "clinic", "partOf": _refer("Organization/root")},
        {"resourceType": "Location", "id": "room", "managingOrganization": _refer("Organization/clinic")},
        {"resourceType": "Patient", "id": "p", "managingOrganization": _refer("Organization/clinic")},
        {"resourceType": "Practitioner", "id": "d"},
        {"resourceType": "Practitioner", "id": "gone"},
        {"resourceType": "ServiceRequest", "id": "order", "subject": _refer("Patient/p")},
        {
            "resourceType": "ImagingStudy",
            "id": "s",
            "subject": _refer("Patient/p/_history/1"),
            "referrer": _refer("Practitioner/d"),
            "basedOn": [_refer("ServiceRequest/order"), _refer("http://other.org/ServiceRequest/order")],
            "series": [{"performer": [{"actor": _refer("Practitioner/gone")}, {"actor": _refer("Practitioner/d")}]}],
        },
    )
    remove(database, "Practitioner", "gone")
    return database


def _included(archive: Database, resource_type: str, *parameters: str, limit: int = 100) -> Included:
    search = ask(resource_type, *parameters, strict=True)
    with archive.read() as connection:
        return find_included(connection, search, find_matches(connection, search).resources, limit=limit)


@pytest.mark.parametrize(
    ("resource_type", "parameters", "expected"),
    [
        ("ImagingStudy", ["_include=ImagingStudy:patient"], ["Patient/p"]),
        ("ImagingStudy", ["_include=ImagingStudy:based-on"], ["ServiceRequest/order"]),
        ("ImagingStudy", ["_include=ImagingStudy:subject:Device"], []),
        ("ImagingStudy", ["_include=ImagingStudy:performer"], ["Practitioner/d"]),
        ("ImagingStudy", ["_include=ImagingStudy:*"], ["Patient/p", "Practitioner/d", "ServiceRequest/order"]),
        ("ImagingStudy", ["_include=*"], ["Patient/p", "Practitioner/d", "ServiceRequest/order"]),
        (
            "ImagingStudy",
            ["_include=ImagingStudy:patient", "_include:iterate=Patient:organization"],
            ["Organization/clinic", "Patient/p"],
        ),
        (
            "ImagingStudy",
            ["_include=ImagingStudy:patient", "_include:iterate=*"],
            ["Organization/clinic", "Organization/root", "Patient/p", "Practitioner/d", "ServiceRequest/order"],
        ),
        ("Patient", ["_revinclude=ImagingStudy:patient"], ["ImagingStudy/s"]),
        ("Patient", ["_revinclude=ImagingStudy:*"], ["ImagingStudy/s"]),
        ("Patient", ["_revinclude=*"], ["ImagingStudy/s", "ServiceRequest/order"]),
        (
            "Organization",
            ["_id=root", "_revinclude:iterate=*"],
            ["ImagingStudy/s", "Location/room", "Organization/clinic", "Patient/p", "ServiceRequest/order"],
        ),
        (
            "Organization",
            ["_id=root", "_revinclude=Organization:partof", "_revinclude:iterate=Patient:organization"],
            ["Organization/clinic", "Patient/p"],
        ),
        ("ImagingStudy", [], []),
    ],
)
def test_what_comes_along(archive: Database, resource_type: str, parameters: list[str], expected: list[str]) -> None:
    found = _included(archive, resource_type, *parameters)
    assert (sorted(names(found.resources)), found.is_cut) == (expected, False)


def test_matches_do_not_come_along_with_each_other(archive: Database) -> None:
    found = _included(
        archive, "Organization", "_include:iterate=Organization:partof", "_revinclude=Patient:organization"
    )
    assert names(found.resources) == ["Patient/p"]


@pytest.mark.parametrize("limit", [0, 1, 2])
def test_what_is_more_than_allowed_is_cut(archive: Database, limit: int) -> None:
    found = _included(archive, "ImagingStudy", "_include=*", limit=limit)
    assert (len(found.resources), found.is_cut) == (limit, True)


def test_exactly_what_is_allowed_is_not_cut(archive: Database) -> None:
    found = _included(archive, "ImagingStudy", "_include=*", limit=3)
    assert (len(found.resources), found.is_cut) == (3, False)


def test_circles_end(database: Database) -> None:
    loop: list[dict[str, Any]] = [
        {"resourceType": "Location", "id": str(number), "partOf": _refer(f"Location/{(number + 1) % 20}")}
        for number in range(20)
    ]
    put(database, *loop)
    found = _included(database, "Location", "_id=0", "_include:iterate=Location:partof")
    assert names(found.resources) == [f"Location/{number}" for number in range(1, 9)]

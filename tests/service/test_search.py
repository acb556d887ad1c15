"""Pages of searches: matches, what comes along, totals, limits; and everything of a patient."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from filmroom.errors import GoneError, NotFoundError, QueryTooCostlyError, SearchError
from filmroom.fhir.outcome import Issue
from filmroom.query.cursor import Cursor
from filmroom.query.fhir_search import parse_search
from filmroom.query.query_string import split_query
from filmroom.service.limits import ServiceLimits
from filmroom.service.search import SearchService

if TYPE_CHECKING:
    from filmroom.query.search import Search
    from filmroom.service.archive import Archive
    from filmroom.service.pages import SearchPage
    from filmroom.service.resources import ResourceService

_NOW = datetime(2024, 1, 1, tzinfo=UTC)


def _asked(query: str, resource_type: str = "Patient", cursor: Cursor | None = None) -> Search:
    from msgspec.structs import replace

    return replace(parse_search(resource_type, split_query(query), now=_NOW), cursor=cursor)


def _ids(page: SearchPage) -> list[str]:
    return [one.id for one in page.matches]


@pytest.fixture
def searching(archive: Archive, resources: ResourceService) -> SearchService:
    """Five patients, of whom the last has three orders by one practitioner."""
    resources.update("Practitioner", "d1", {"resourceType": "Practitioner", "id": "d1"})
    for number in range(1, 6):
        patient = {"resourceType": "Patient", "id": f"p{number}", "gender": "female" if number < 4 else "male"}
        resources.update("Patient", f"p{number}", patient)
    for number in range(1, 4):
        order = {
            "resourceType": "ServiceRequest",
            "id": f"o{number}",
            "status": "active",
            "intent": "order",
            "code": {"concept": {"text": "CT"}},
            "subject": {"reference": "Patient/p5"},
            "requester": {"reference": "Practitioner/d1"},
        }
        resources.update("ServiceRequest", f"o{number}", order)
    return SearchService(archive.database)


def test_the_only_page_has_its_total_for_nothing(searching: SearchService) -> None:
    page = searching.search(_asked("gender=female"))
    assert (sorted(_ids(page)), page.total, page.next, page.previous) == (["p1", "p2", "p3"], 3, None, None)
    assert (page.included, page.problems) == ((), ())


def test_pages_follow_each_other_both_ways(searching: SearchService) -> None:
    first = searching.search(_asked("_count=2&_sort=_id"))
    second = searching.search(_asked("_count=2&_sort=_id", cursor=first.next))
    third = searching.search(_asked("_count=2&_sort=_id", cursor=second.next))
    assert [_ids(one) for one in (first, second, third)] == [["p1", "p2"], ["p3", "p4"], ["p5"]]
    assert (first.previous, third.next, first.total, second.total) == (None, None, None, None)
    assert _ids(searching.search(_asked("_count=2&_sort=_id", cursor=third.previous))) == ["p3", "p4"]


@pytest.mark.parametrize(
    ("query", "total", "matches"),
    [
        ("_count=2", None, 2),
        ("_count=2&_total=none", None, 2),
        ("_count=2&_total=accurate", 5, 2),
        ("_count=2&_total=estimate", 5, 2),
        ("_total=none", None, 5),
        ("_count=0", 5, 0),
        ("_count=0&gender=male", 2, 0),
        ("_summary=count", 5, 0),
        ("_summary=count&gender=unknown", 0, 0),
        ("_count=0&_total=none", None, 0),
    ],
)
def test_a_total_is_given_as_it_is_asked_for(
    searching: SearchService, query: str, total: int | None, matches: int
) -> None:
    page = searching.search(_asked(query))
    assert (page.total, len(page.matches)) == (total, matches)


def test_an_estimate_ends_where_counting_costs(archive: Archive, searching: SearchService) -> None:
    service = SearchService(archive.database, limits=ServiceLimits(estimated=4))
    assert service.search(_asked("_count=1&_total=estimate")).total is None
    assert service.search(_asked("_count=0&_total=estimate&gender=female")).total == 3


def test_what_comes_along_is_no_match(searching: SearchService) -> None:
    page = searching.search(
        _asked("_include=ServiceRequest:subject&_include=ServiceRequest:requester", "ServiceRequest")
    )
    assert sorted(_ids(page)) == ["o1", "o2", "o3"]
    assert sorted((one.type, one.id) for one in page.included) == [("Patient", "p5"), ("Practitioner", "d1")]
    assert page.total == 3


def test_what_comes_along_is_cut_and_told(archive: Archive, searching: SearchService) -> None:
    service = SearchService(archive.database, limits=ServiceLimits(included=2))
    page = service.search(_asked("_id=p5&_revinclude=ServiceRequest:subject"))
    assert (_ids(page), len(page.included)) == (["p5"], 2)
    said = "Found more than 2 resources to include; the others are left out"
    assert page.problems == (Issue("warning", "too-costly", "", said),)


def test_a_search_that_takes_too_long_is_cancelled(archive: Archive, searching: SearchService) -> None:
    from sqlalchemy import text

    counting = (
        "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 100000000) SELECT max(x) FROM n"
    )
    slow = {"sqlite": counting, "postgresql": "SELECT pg_sleep(10)"}
    message = r"^the query took longer than allowed, and was cancelled$"
    with pytest.raises(QueryTooCostlyError, match=message), archive.database.read(seconds=0.05) as connection:
        connection.execute(text(slow[connection.dialect.name]))
    assert len(searching.search(_asked("")).matches) == 5


def test_everything_of_a_patient_is_them_and_what_refers_to_them(searching: SearchService) -> None:
    page = _everything(searching)
    assert [(one.type, one.id) for one in page.matches] == [
        ("Patient", "p5"),
        ("ServiceRequest", "o1"),
        ("ServiceRequest", "o2"),
        ("ServiceRequest", "o3"),
    ]
    assert [(one.type, one.id) for one in page.included] == [("Practitioner", "d1")]
    assert (page.total, page.next, page.previous, page.problems) == (4, None, None, ())


def _everything(service: SearchService, patient_id: str = "p5", **more: Any) -> SearchPage:
    asked: dict[str, Any] = {"count": 50, "cursor": None, "types": (), "since": None, **more}
    return service.everything(patient_id, **asked)


def test_everything_comes_page_by_page(searching: SearchService) -> None:
    first = _everything(searching, count=3)
    second = _everything(searching, count=3, cursor=first.next)
    assert ([one.id for one in first.matches], [one.id for one in second.matches]) == (["p5", "o1", "o2"], ["o3"])
    assert (first.previous, second.next) == (None, None)
    assert _everything(searching, count=3, cursor=second.previous).matches == first.matches
    with pytest.raises(SearchError, match=r"^Parameter '_cursor': expected a cursor of this very request$"):
        _everything(searching, cursor=Cursor(("text",)))


def test_everything_can_be_of_some_types_and_of_late(searching: SearchService, resources: ResourceService) -> None:
    assert [one.type for one in _everything(searching, types=("ServiceRequest",)).matches] == ["ServiceRequest"] * 3
    only = _everything(searching, types=("ServiceRequest", "Practitioner"))
    assert [one.type for one in only.included] == ["Practitioner"]
    since = resources.read("ServiceRequest", "o2").updated
    late = _everything(searching, since=since)
    assert ([one.id for one in late.matches], late.included) == (["o2", "o3"], ())


def test_everything_is_of_a_patient_who_is_here(searching: SearchService, resources: ResourceService) -> None:
    with pytest.raises(NotFoundError, match=r"^Patient/p9 is not here$"):
        _everything(searching, "p9")
    resources.delete("Patient", "p1")
    with pytest.raises(GoneError, match=r"^Patient/p1 was deleted$"):
        _everything(searching, "p1")

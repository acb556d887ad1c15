"""Pages of searches: order, cursors, what happens between two pages, and what is counted."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from filmroom.errors import UnsupportedSearchError
from filmroom.query.cursor import Cursor, Direction
from filmroom.store.search import Matches, count_matches, find_matches
from query.asking import ask
from store.shelving import NOON, names, put, remove

if TYPE_CHECKING:
    from filmroom.store.database import Database

_DCM = "http://dicom.nema.org/resources/ontology/DCM"


def _study(number: int, started: str | None = None, **more: Any) -> dict[str, Any]:
    study = {"resourceType": "ImagingStudy", "id": f"s{number}", "status": "available", **more}
    return {**study, "started": started} if started else study


def _dated(number: int, *, patient: str = "p") -> dict[str, Any]:
    """A study whose day is told by its number."""
    day = f"2024-{1 + number // 28 % 12:02}-{1 + number % 28:02}"
    series = [{"uid": f"1.2.{number}", "modality": {"coding": [{"system": _DCM, "code": "CT"}]}}]
    return _study(number, day, subject={"reference": f"Patient/{patient}"}, series=series)


def _page(database: Database, *parameters: str, cursor: Cursor | None = None, count: int = 3) -> Matches:
    search = msgspec.structs.replace(ask("ImagingStudy", *parameters, strict=True), cursor=cursor, count=count)
    with database.read() as connection:
        return find_matches(connection, search)


def _ids(page: Matches) -> list[str]:
    return [one.id for one in page.resources]


_ORDERS = {
    "the usual order": (),
    "the chief date upwards": ("_sort=started",),
    "the last changed first": ("_sort=-_lastUpdated",),
    "the last changed last": ("_sort=_lastUpdated",),
    "an order that no index has": ("_sort=status,-started",),
    "of a patient": ("patient=Patient/p",),
    "of a patient and a modality": ("patient=Patient/p", "modality=CT"),
    "of several patients": ("patient=Patient/p,Patient/q",),
}


@pytest.mark.parametrize("parameters", _ORDERS.values(), ids=_ORDERS)
@pytest.mark.parametrize("direction", [Direction.NEXT, Direction.PREVIOUS])
def test_what_stays_is_shown_once_while_others_write(
    database: Database, parameters: tuple[str, ...], direction: Direction
) -> None:
    chance = Random(7)
    numbers = list(range(0, 120, 3))
    chance.shuffle(numbers)
    put(database, *(_dated(number) for number in numbers))
    doomed = set(numbers[::5])
    changed = set(numbers[1::5])
    is_by_change = any("_lastUpdated" in parameter for parameter in parameters)
    staying = {f"s{number}" for number in numbers} - {f"s{number}" for number in doomed}
    staying -= {f"s{number}" for number in changed} if is_by_change else set()
    shown: list[str] = []
    cursor = None if direction is Direction.NEXT else _end(database, parameters)
    arriving = iter(range(1, 120, 3))
    while True:
        page = _page(database, *parameters, cursor=cursor)
        shown += _ids(page)
        cursor = page.next if direction is Direction.NEXT else page.previous
        if cursor is None:
            break
        put(database, *(_dated(next(arriving, 1)) for _ in range(2)), now=NOON + 500_000_000)
        if doomed:
            remove(database, "ImagingStudy", f"s{doomed.pop()}")
        if changed:
            number = changed.pop()
            put(database, {**_dated(number), "description": "changed"}, now=NOON + 600_000_000)
    assert staying <= set(shown)
    assert [one for one in shown if one in staying and shown.count(one) > 1] == []


def _end(database: Database, parameters: tuple[str, ...]) -> Cursor:
    """Return a cursor behind the last page that leads back."""
    cursor, last = None, Cursor((None, 0), Direction.PREVIOUS)
    while True:
        page = _page(database, *parameters, cursor=cursor)
        if page.next is None:
            return _behind(page, parameters) if page.resources else last
        cursor = page.next


def _behind(page: Matches, parameters: tuple[str, ...]) -> Cursor:
    rid = page.resources[-1].rid
    if any("_lastUpdated" in one for one in parameters):
        down = any("-_lastUpdated" in one for one in parameters)
        return Cursor((0, 0) if down else (1 << 61, rid), Direction.PREVIOUS)
    if any("status" in one for one in parameters):
        return Cursor((None, None, 0), Direction.PREVIOUS)
    return Cursor((None, 1 << 61) if "_sort=started" in parameters else (None, 0), Direction.PREVIOUS)


def test_equals_are_in_the_order_of_making_which_runs_the_way_of_the_last_key(database: Database) -> None:
    put(database, *(_study(number, "2024-05-01") for number in (3, 1, 2)), now=NOON)
    made = ["s3", "s1", "s2"]
    assert _ids(_page(database)) == made[::-1]
    assert _ids(_page(database, "_sort=-started")) == made[::-1]
    assert _ids(_page(database, "_sort=started")) == made
    assert _ids(_page(database, "_sort=-started,status")) == made
    assert _ids(_page(database, "_sort=status,-started")) == made[::-1]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("started", ["s1", "s2", "s0", "s3"]),
        ("-started", ["s2", "s1", "s3", "s0"]),
        ("status,started", ["s1", "s2", "s0", "s3"]),
    ],
)
@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
def test_what_has_no_value_comes_last_either_way(
    database: Database, sort: str, expected: list[str], count: int
) -> None:
    put(database, _study(0), _study(1, "2023"), _study(2, "2024-02"), _study(3))
    found, cursor = [], None
    while True:
        page = _page(database, f"_sort={sort}", cursor=cursor, count=count)
        found += _ids(page)
        cursor = page.next
        if cursor is None:
            break
    assert found == expected


def test_a_period_without_a_start_comes_before_what_has_no_date(database: Database) -> None:
    put(
        database,
        {"resourceType": "Encounter", "id": "open", "actualPeriod": {"end": "2020"}},
        {"resourceType": "Encounter", "id": "none"},
    )
    with database.read() as connection:
        found = find_matches(connection, ask("Encounter", "_sort=-date"))
        dated = find_matches(connection, ask("Encounter", "date=lt2021"))
    assert (names(found.resources), names(dated.resources)) == (
        ["Encounter/open", "Encounter/none"],
        ["Encounter/open"],
    )


def test_the_first_and_the_last_page_lead_one_way_only(database: Database) -> None:
    put(database, *(_dated(number) for number in range(5)))
    first = _page(database)
    last = _page(database, cursor=first.next)
    assert (_ids(first), _ids(last)) == (["s4", "s3", "s2"], ["s1", "s0"])
    assert (first.previous, last.next) == (None, None)
    assert first.next == Cursor((1704240000000000, first.resources[-1].rid), Direction.NEXT)
    assert last.previous == Cursor((1704153600000000, last.resources[0].rid), Direction.PREVIOUS)


def test_no_page_is_asked_for_with_a_count_of_nothing(database: Database) -> None:
    put(database, _dated(1))
    assert _page(database, count=0) == Matches(())


def test_a_deleted_resource_is_found_by_nothing(database: Database) -> None:
    put(database, _dated(1), _dated(2))
    remove(database, "ImagingStudy", "s1")
    for parameters in _ORDERS.values():
        assert _ids(_page(database, *parameters)) == ["s2"]
    assert _ids(_page(database, "_id=s1,s2")) == ["s2"]
    assert _ids(_page(database, "_lastUpdated=gt2020")) == ["s2"]


def test_matches_are_counted_up_to_a_limit(database: Database) -> None:
    put(database, *(_dated(number) for number in range(10)))
    with database.read() as connection:
        for parameters in _ORDERS.values():
            search = ask("ImagingStudy", *parameters)
            assert count_matches(connection, search) == 10
            assert count_matches(connection, search, limit=4) == 4
        assert count_matches(connection, ask("ImagingStudy", "patient=Patient/none")) == 0


def test_a_chain_through_many_resources_is_followed(database: Database) -> None:
    patients = [{"resourceType": "Patient", "id": f"p{number}", "gender": "male"} for number in range(230)]
    put(database, *patients, *(_dated(number, patient=f"p{number * 20}") for number in range(10)))
    assert len(_ids(_page(database, "patient.gender=male", count=50))) == 10
    assert len(_ids(_page(database, "patient:Patient.gender=female", count=50))) == 0


def test_those_that_many_refer_to_are_found(database: Database) -> None:
    put(database, *({"resourceType": "Patient", "id": f"p{number}"} for number in range(3)))
    put(database, *(_dated(number, patient=f"p{number % 2}") for number in range(210)))
    with database.read() as connection:
        many = find_matches(connection, ask("Patient", "_has:ImagingStudy:patient:modality=CT"))
        one = find_matches(connection, ask("Patient", "_has:ImagingStudy:patient:started=2024-01-02"))
    assert (names(many.resources), names(one.resources)) == (["Patient/p1", "Patient/p0"], ["Patient/p1"])


def test_many_keys_and_many_rows_are_found(database: Database) -> None:
    put(database, *(_dated(number, patient=f"p{number}") for number in range(60)))
    wanted = ",".join(f"Patient/p{number}" for number in range(60))
    assert _ids(_page(database, f"patient={wanted}")) == ["s59", "s58", "s57"]
    assert _ids(_page(database, f"patient={wanted}", "modality=CT", "_sort=started")) == ["s0", "s1", "s2"]


def test_long_texts_are_found_by_their_beginning_and_as_a_whole(database: Database) -> None:
    long = "Ä" + "b" * 999
    put(database, {"resourceType": "Patient", "id": "p", "name": [{"family": long}]})
    with database.read() as connection:
        for text in ("family=äbbb", f"family:exact={long}", f"family={long[:300]}", "family:contains=bbbb"):
            assert names(find_matches(connection, ask("Patient", text)).resources) == ["Patient/p"]
        assert find_matches(connection, ask("Patient", f"family:exact={long}b")).resources == ()


@pytest.mark.parametrize("text", ["'; DROP TABLE term; --", "%", "_", "\\\\", '"', "a' OR '1'='1", "🦴", "x" * 5_000])
def test_texts_mean_nothing_to_the_database(database: Database, text: str) -> None:
    put(database, _dated(1), {"resourceType": "Patient", "id": "p", "name": [{"family": "Keller"}]})
    with database.read() as connection:
        for parameter in ("family", "family:contains", "family:exact", "identifier", "_tag", "identifier:text"):
            assert find_matches(connection, ask("Patient", f"{parameter}={text}")).resources == ()


def test_a_composite_that_is_not_kept_is_refused(database: Database) -> None:
    search = ask("Device", "specification-version=x$1")
    [criterion] = search.criteria
    values = getattr(criterion, "values")  # noqa: B009 (a criterion with values)
    turned = msgspec.structs.replace(values[0], components=values[0].components[::-1])
    search = msgspec.structs.replace(search, criteria=(msgspec.structs.replace(criterion, values=(turned,)),))
    with (
        database.read() as connection,
        pytest.raises(UnsupportedSearchError, match="expected a token first, then a token, a text or a number"),
    ):
        find_matches(connection, search)

"""What the databases find is what the oracle finds: any search of any small archive, page by page, both ways."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any

import msgspec
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from filmroom.fhir.search_values import search_values
from filmroom.store.resources import Kept, delete_resource, write_resource
from filmroom.store.search import count_matches, find_matches
from query.asking import ask
from query.oracle import matches
from store.archives import make_archive
from store.asked_searches import make_search

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from filmroom.query.search import Search
    from filmroom.store.database import Database
    from filmroom.store.search import Matches

_NOON = 1_700_000_000_000_000  # 2023-11-14T22:13:20Z
_SECOND = 1_000_000
_CHIEF = {
    "Encounter": "date",
    "ImagingStudy": "started",
    "Observation": "date",
    "Procedure": "date",
    "ServiceRequest": "authored",
    "Specimen": "collected",
}


class _UndoneError(Exception):
    """Ends a transaction of which nothing is to stay."""


@settings(suppress_health_check=list(HealthCheck), max_examples=settings().max_examples // 8)
@given(st.integers(0, 2**32))
def test_every_search_finds_what_the_oracle_finds(database: Database, seed: int) -> None:
    chance = Random(seed)
    try:
        with database.write() as connection:
            resources = make_archive(chance, chance.randint(1, 80))
            kept = [_write(connection, one, number) for number, one in enumerate(resources)]
            gone = {one.rid for one in kept if chance.random() < 0.1}
            for one in kept:
                if one.rid in gone:
                    delete_resource(connection, one)
            written = [one.parse() for one in kept if one.rid not in gone]
            for resource_type, parameters in (make_search(chance) for _ in range(50)):
                note(f"{resource_type}?{'&'.join(parameters)}")
                search = ask(resource_type, *parameters)
                assert search.problems == ()
                _check(connection, search, written, chance.randint(1, 5))
            raise _UndoneError
    except _UndoneError:
        pass


def _write(connection: Connection, resource: dict[str, Any], number: int) -> Kept:
    now = _NOON + number // 2 * _SECOND  # some are written in the same moment
    return write_resource(connection, resource, method="PUT", present=None, now=now)


def _check(connection: Connection, search: Search, written: list[dict[str, Any]], size: int) -> None:
    expected = _expected(search, written)
    assert count_matches(connection, search) == len(expected)
    pages = _pages(connection, msgspec.structs.replace(search, count=size))
    assert [name for page in pages for name in _names(page)] == expected
    assert all(len(page.resources) == size for page in pages[:-1])
    assert (pages[0].previous, pages[-1].next) == (None, None)
    _check_backward(connection, msgspec.structs.replace(search, count=size), pages)


def _check_backward(connection: Connection, search: Search, pages: list[Matches]) -> None:
    cursor = pages[-1].previous
    for page in reversed(pages[:-1]):
        found = find_matches(connection, msgspec.structs.replace(search, cursor=cursor))
        assert _names(found) == _names(page)
        cursor = found.previous
    assert cursor is None


def _pages(connection: Connection, search: Search) -> list[Matches]:
    pages = [find_matches(connection, search)]
    while pages[-1].next:
        pages.append(find_matches(connection, msgspec.structs.replace(search, cursor=pages[-1].next)))
    return pages


def _expected(search: Search, written: list[dict[str, Any]]) -> list[str]:
    """Ask the oracle, which leaves equals as they stand: as they were written, which runs the way of the last key."""
    if not search.sort:
        return [name for _, name in sorted(_by_chief_date(search, written), key=lambda pair: pair[0], reverse=True)]
    in_order = written[::-1] if search.sort[-1].descending else written
    return matches(search, in_order, search_values)


def _by_chief_date(search: Search, written: list[dict[str, Any]]) -> list[tuple[tuple[float, int], str]]:
    """Give the place of each match in the order that holds without ``_sort``."""
    found = []
    for name in matches(search, written, search_values):
        number = [f"{one['resourceType']}/{one['id']}" for one in written].index(name)
        values = search_values(written[number]).get(_CHIEF.get(written[number]["resourceType"], ""), ())
        lows = [getattr(value, "low") for value in values]  # noqa: B009 (all are dates)
        found.append(((max(lows, default=float("-inf")), number), name))
    return found


def _names(page: Matches) -> list[str]:
    return [f"{one.type}/{one.id}" for one in page.resources]

"""Searches: a page of matches, what comes along with them, and how many there are; all of one moment.

Source: https://hl7.org/fhir/6.0.0-ballot4/search.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from filmroom.fhir.outcome import Issue
from filmroom.query.search import Summary, Total
from filmroom.service.everything import everything_page
from filmroom.service.limits import DEFAULT_SERVICE_LIMITS
from filmroom.service.pages import SearchPage
from filmroom.store.includes import find_included
from filmroom.store.search import count_matches, find_matches

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from filmroom.query.cursor import Cursor
    from filmroom.query.search import Search
    from filmroom.service.limits import ServiceLimits
    from filmroom.store.database import Database
    from filmroom.store.resources import Kept
    from filmroom.store.search import Matches

__all__ = ["SearchPage", "SearchService", "find_page"]


class SearchService:
    """Searches of one archive, for any number of threads."""

    def __init__(self, database: Database, *, limits: ServiceLimits = DEFAULT_SERVICE_LIMITS) -> None:
        self._database = database
        self._limits = limits

    def search(self, search: Search) -> SearchPage:
        """Return one page of what a search asks for.

        Raises:
            QueryTooCostlyError: it takes longer than allowed.
            UnsupportedSearchError: it is sorted by what has no order here.
            DatabaseUnavailableError: the database is away.
        """
        with self._database.read(seconds=self._limits.query_seconds) as connection:
            return find_page(connection, search, self._limits)

    def everything(
        self, patient_id: str, *, count: int, cursor: Cursor | None, types: tuple[str, ...], since: int | None
    ) -> SearchPage:
        """Return one page of a patient, of what refers to the patient, and of what that refers to.

        Args:
            count: how many of the first two a page has.
            types: the types to return; empty: all.
            since: only what changed from this moment on, in microseconds since 1970-01-01T00:00Z.

        Raises:
            NotFoundError: the patient never was.
            GoneError: the patient was deleted.
            QueryTooCostlyError: it takes longer than allowed.
        """
        with self._database.read(seconds=self._limits.query_seconds) as connection:
            return everything_page(
                connection, patient_id, count=count, cursor=cursor, types=types, since=since, limits=self._limits
            )


def find_page(connection: Connection, search: Search, limits: ServiceLimits) -> SearchPage:
    """Return one page of what a search asks for; in the transaction of the connection."""
    if search.summary is Summary.COUNT or not search.count:
        return SearchPage(total=_total(connection, search, None, limits))
    matches = find_matches(connection, search)
    included: tuple[Kept, ...] = ()
    problems: tuple[Issue, ...] = ()
    if search.includes or search.revincludes:
        found = find_included(connection, search, matches.resources, limit=limits.included)
        included = found.resources
        problems = (_cut(limits),) if found.is_cut else ()
    total = _total(connection, search, matches, limits)
    return SearchPage(matches.resources, included, total, matches.next, matches.previous, problems)


def _total(connection: Connection, search: Search, matches: Matches | None, limits: ServiceLimits) -> int | None:
    """Return how many match, as exactly as that is wanted; None where it would cost and nobody asked.

    Args:
        matches: None when only their number is wanted.
    """
    if search.total is Total.NONE:
        return None
    if matches is not None and matches.next is None and matches.previous is None and search.cursor is None:
        return len(matches.resources)
    if search.total is Total.ESTIMATE:
        counted = count_matches(connection, search, limit=limits.estimated + 1)
        return counted if counted <= limits.estimated else None
    if search.total is Total.ACCURATE or matches is None:
        return count_matches(connection, search)
    return None


def _cut(limits: ServiceLimits) -> Issue:
    return Issue(
        "warning", "too-costly", "", f"Found more than {limits.included} resources to include; the others are left out"
    )

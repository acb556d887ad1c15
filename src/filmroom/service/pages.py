"""What a search returns."""

from __future__ import annotations

import msgspec

from filmroom.fhir.outcome import Issue
from filmroom.query.cursor import Cursor
from filmroom.store.resources import Kept

__all__ = ["SearchPage"]


class SearchPage(msgspec.Struct, frozen=True):
    """One page of a search.

    Attributes:
        matches: in order.
        included: what comes along, none of it a match.
        total: how many match on all pages; None where it is not known.
        next: where the next page begins; None when this is the last.
        previous: where the page before this one ends; None when this is the first.
        problems: what was not done as asked.
    """

    matches: tuple[Kept, ...] = ()
    included: tuple[Kept, ...] = ()
    total: int | None = None
    next: Cursor | None = None
    previous: Cursor | None = None
    problems: tuple[Issue, ...] = ()

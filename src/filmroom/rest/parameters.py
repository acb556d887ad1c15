"""The parameters of histories and operations, which are few.

Source: https://hl7.org/fhir/6.0.0-ballot4/http.html#history and patient-operation-everything.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from filmroom.errors import SearchError, UnsupportedSearchError
from filmroom.fhir.outcome import Issue
from filmroom.fhir.search_values import date_range
from filmroom.query.search_results import parse_count

if TYPE_CHECKING:
    from collections.abc import Iterable

    from filmroom.query.limits import SearchLimits

__all__ = ["Parameters", "address_with"]


class Parameters:
    """What a request says, of which only some names are known.

    Args:
        pairs: names and values, decoded.
        known: the names that mean something here.

    Attributes:
        problems: one for each name that means nothing here.

    Raises:
        UnsupportedSearchError: there is such a name, and the client wants to be told by an error.
    """

    def __init__(self, pairs: Iterable[tuple[str, str]], known: frozenset[str], *, is_strict: bool) -> None:
        self.pairs = tuple(pair for pair in pairs if pair[0] in known and pair[1])
        others = tuple(dict.fromkeys(name for name, _ in pairs if name not in known))
        said = tuple(f"Parameter {name[:80]!r}: not supported here" for name in others)
        if said and is_strict:
            raise UnsupportedSearchError("; ".join(said))
        self.problems = tuple(Issue("warning", "not-supported", "", each) for each in said)

    def one(self, name: str) -> str | None:
        """Return a value; None when it is not given.

        Raises:
            SearchError: it is given more than once.
        """
        values = [value for each, value in self.pairs if each == name]
        if len(values) > 1:
            raise SearchError(f"Parameter '{name}': found {len(values)}, expected one")
        return values[0] if values else None

    def listed(self, name: str) -> tuple[str, ...]:
        """Return all values, those with commas between them one by one."""
        return tuple(part for each, value in self.pairs if each == name for part in value.split(",") if part)

    def count(self, limits: SearchLimits) -> int:
        """Return how many entries a page has.

        Raises:
            SearchError: it is no whole number.
        """
        text = self.one("_count")
        return limits.count_default if text is None else parse_count(text, limits)

    def moment(self, name: str) -> int | None:
        """Return a moment in microseconds since 1970-01-01T00:00Z, the first of a period; None when it is not given.

        Raises:
            SearchError: it is no date.
        """
        text = self.one(name)
        if text is None:
            return None
        found = date_range(text.replace(" ", "+"))
        if found is None:
            raise SearchError(f"Parameter '{name}': expected a date or an instant")
        return found.low


def address_with(address: str, pairs: Iterable[tuple[str, str]]) -> str:
    """Put parameters behind an address."""
    query = urlencode(tuple(pairs), quote_via=quote, safe="/:,")
    return f"{address}?{query}" if query else address

"""Searches as tests write them: a query string, read at a fixed time."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from filmroom.fhir.search_parameters import search_parameter
from filmroom.query.fhir_search import parse_search
from filmroom.query.limits import DEFAULT_SEARCH_LIMITS

if TYPE_CHECKING:
    from filmroom.fhir.search_parameter import SearchParameter
    from filmroom.query.limits import SearchLimits
    from filmroom.query.search import Criterion, Search
    from filmroom.query.terms import Term

__all__ = ["NOW", "ask", "criterion", "messages", "parameter", "terms", "utc"]

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def ask(
    resource_type: str | None,
    *parameters: str,
    strict: bool = False,
    limits: SearchLimits = DEFAULT_SEARCH_LIMITS,
    base_address: str = "",
) -> Search:
    """Read a search from parameters as in ``started=ge2020``, not percent-encoded."""
    pairs = [(name, value) for name, _, value in (each.partition("=") for each in parameters)]
    return parse_search(resource_type, pairs, now=NOW, strict=strict, limits=limits, base_address=base_address)


def criterion(resource_type: str, text: str, base_address: str = "") -> Criterion:
    """Read a search of a single criterion that is understood, and give that."""
    search = ask(resource_type, text, base_address=base_address)
    assert search.problems == ()
    [found] = search.criteria
    return found


def terms(resource_type: str, text: str, base_address: str = "") -> tuple[Term, ...]:
    """Read a search of a single criterion, and give its values."""
    found = criterion(resource_type, text, base_address)
    values: tuple[Term, ...] = getattr(found, "values")  # noqa: B009 (only some criteria have values)
    return values


def messages(search: Search) -> list[tuple[str, str]]:
    """Give the code and the words of each problem."""
    return [(issue.code, issue.diagnostics) for issue in search.problems]


def parameter(resource_type: str, code: str) -> SearchParameter:
    """Look up a parameter that is there."""
    found = search_parameter(resource_type, code)
    assert found is not None
    return found


def utc(text: str) -> int:
    """Give the microseconds since the epoch of ``2020-01-01`` or ``2020-01-01T10:00:00.5``, in UTC."""
    moment = datetime.fromisoformat(text).replace(tzinfo=UTC)
    return round((moment - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds() * 1_000_000)

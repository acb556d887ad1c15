"""The search of FHIR: from the parameters of a request to what they ask for.

Source: https://hl7.org/fhir/6.0.0-ballot4/search.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from filmroom.errors import SearchError, UnsupportedSearchError
from filmroom.query.cursor import decode_cursor
from filmroom.query.limits import DEFAULT_SEARCH_LIMITS
from filmroom.query.parameter_lookup import quoted
from filmroom.query.query_string import query_key
from filmroom.query.search_dates import microseconds
from filmroom.query.search_reading import RESULT_PARAMETERS, SearchReading, base_name
from filmroom.query.search_terms import Surroundings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from filmroom.query.limits import SearchLimits
    from filmroom.query.search import Search

__all__ = ["parse_criteria", "parse_search"]


def parse_search(
    resource_type: str | None,
    parameters: Sequence[tuple[str, str]],
    *,
    now: datetime,
    strict: bool = False,
    limits: SearchLimits = DEFAULT_SEARCH_LIMITS,
    base_address: str = "",
) -> Search:
    """Read the parameters of a search, decoded, in the order in which they came.

    Without a ``resource_type`` it is a search of all types. ``now`` is aware, and moves approximate dates only.
    References below ``base_address``, which has no trailing slash, are those of this server; empty: none are.
    What is not known here is left out and told in ``problems``, unless ``strict`` makes an error of it; empty
    values are left out either way.

    Raises:
        UnsupportedSearchError: the type is not known, or under ``strict`` anything else.
        SearchLimitError: it asks for more than a limit.
        SearchError: a modifier, a value or the cursor is not what its parameter takes.
    """
    reading = SearchReading(resource_type, Surroundings(microseconds(now), base_address), limits)
    search = reading.read(parameters)
    unknown = [issue.diagnostics for issue in search.problems if issue.code == UnsupportedSearchError.issue_code]
    if strict and unknown:
        raise UnsupportedSearchError("; ".join(unknown))
    cursor = reading.cursor_text()
    return msgspec.structs.replace(search, cursor=decode_cursor(cursor, query_key(search))) if cursor else search


def parse_criteria(
    resource_type: str,
    parameters: Sequence[tuple[str, str]],
    *,
    now: datetime,
    limits: SearchLimits = DEFAULT_SEARCH_LIMITS,
    base_address: str = "",
) -> Search:
    """Read the condition of a conditional create, update, patch or delete; arguments as of `parse_search`.

    Nothing is left out, since whatever is would make more resources match: every parameter has to be a criterion
    that is known and has a value, and there has to be one.

    Raises:
        UnsupportedSearchError: the type or a parameter is not known, or is no criterion.
        SearchLimitError: it asks for more than a limit.
        SearchError: there is no criterion, or a modifier or a value is not what its parameter takes.

    Source: https://hl7.org/fhir/6.0.0-ballot4/http.html#ccreate
    """
    others = [name for name, _ in parameters if base_name(name) in RESULT_PARAMETERS]
    if others:
        raise UnsupportedSearchError(f"Parameter {quoted(others[0])}: expected criteria only")
    search = parse_search(resource_type, parameters, now=now, strict=True, limits=limits, base_address=base_address)
    if search.problems:
        raise SearchError(search.problems[0].diagnostics)
    if not search.criteria:
        raise SearchError("Found no criterion, expected at least one")
    return search

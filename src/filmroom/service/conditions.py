"""The condition of a conditional interaction, and what it finds.

Source: https://hl7.org/fhir/6.0.0-ballot4/http.html#ccreate
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from filmroom.errors import AmbiguousMatchError
from filmroom.query.fhir_search import parse_criteria
from filmroom.query.query_string import split_query
from filmroom.store.locks import lock_condition
from filmroom.store.resources import lock_resource
from filmroom.store.search_plan import matching_ids

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from filmroom.store.resources import Kept

__all__ = ["find_match", "find_match_id"]


def find_match(connection: Connection, resource_type: str, query: str) -> Kept | None:
    """Return the one resource that a condition finds; others with the same condition wait until this one has written.

    Raises:
        AmbiguousMatchError: it finds several.
        SearchError: it is no condition.
    """
    found = find_match_id(connection, resource_type, query)
    return lock_resource(connection, resource_type, found) if found is not None else None


def find_match_id(connection: Connection, resource_type: str, query: str, *, is_locking: bool = True) -> str | None:
    """Do as `find_match`, and return only the id.

    Args:
        is_locking: whether others with the same condition wait.
    """
    parameters = split_query(query.removeprefix("?"))
    search = parse_criteria(resource_type, parameters, now=datetime.now(UTC))
    if is_locking:
        lock_condition(connection, resource_type, query.removeprefix("?"))
    ids = matching_ids(connection, resource_type, search.criteria, 2)
    if len(ids) > 1:
        raise AmbiguousMatchError(f"the condition finds several {resource_type}; expected at most one")
    return ids[0] if ids else None

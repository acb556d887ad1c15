"""Reading inside a batch or transaction: read, vread, history and search.

Source: https://hl7.org/fhir/6.0.0-ballot4/http.html#transaction
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from filmroom.errors import SearchError, UsageError
from filmroom.fhir.definitions import known_resource_types
from filmroom.fhir.search_values import date_range
from filmroom.query.fhir_search import parse_search
from filmroom.query.limits import DEFAULT_SEARCH_LIMITS
from filmroom.query.query_string import split_query
from filmroom.query.search_results import parse_count
from filmroom.service.bundle_answers import Answer
from filmroom.service.bundle_pages import history_bundle, searchset_bundle
from filmroom.service.interactions import require_present
from filmroom.service.search import find_page
from filmroom.store.history import count_history, find_history
from filmroom.store.resources import find_resource, find_version

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from filmroom.service.bundle_entries import Entry
    from filmroom.service.limits import ServiceLimits
    from filmroom.store.resources import Kept

__all__ = ["read_inside"]

_HISTORY: Final = "_history"
_VERSION: Final = re.compile(r"[1-9][0-9]{0,8}")
_SECOND: Final = 1_000_000  # in microseconds


def read_inside(
    connection: Connection, entry: Entry, *, strict: bool, limits: ServiceLimits, base_address: str
) -> Answer:
    """Answer an entry that reads.

    Args:
        strict: whether a parameter that is not known is an error.
        base_address: of this server, without a slash at its end; empty: addresses are relative.

    Raises:
        NotFoundError, GoneError: what is to be read is not here.
        SearchError: a parameter is not what it has to be.
        UsageError: the address is none of a read, vread, history or search.
    """
    steps = entry.steps
    if any(step.startswith("$") for step in steps) or (steps and not _is_known(steps[0])):
        raise UsageError("request.url: expected that of a read, vread, history or search")
    if steps[-1:] == (_HISTORY,) and len(steps) <= 3:
        answer = _history(connection, entry, base_address)
    elif len(steps) == 2:
        return _conditional(entry, require_present(find_resource(connection, *steps[:2]), *steps[:2]))
    elif len(steps) == 4 and steps[2] == _HISTORY:
        number = int(steps[3]) if _VERSION.fullmatch(steps[3]) else 0
        kept = find_version(connection, steps[0], steps[1], number) if number else None
        return _conditional(entry, require_present(kept, steps[0], f"{steps[1]}/{_HISTORY}/{steps[3]}"))
    elif len(steps) < 2:
        answer = _search(connection, entry, strict=strict, limits=limits, base_address=base_address)
    else:
        raise UsageError("request.url: expected that of a read, vread, history or search")
    return Answer(status=HTTPStatus.OK, resource=answer if entry.method == "GET" else None)


def _is_known(step: str) -> bool:
    return step == _HISTORY or step in known_resource_types()


def _conditional(entry: Entry, kept: Kept) -> Answer:
    """Answer with a version, or that the client has it. Source: https://hl7.org/fhir/6.0.0-ballot4/http.html#cread"""
    is_known = False
    if entry.if_none_match:
        is_known = entry.if_none_match == "*" or kept.etag.removeprefix("W/") in entry.if_none_match
    elif entry.if_modified_since:
        since = date_range(entry.if_modified_since)
        is_known = since is not None and kept.updated // _SECOND <= since.low // _SECOND
    if is_known:
        return Answer(status=HTTPStatus.NOT_MODIFIED, kept=kept)
    return Answer(status=HTTPStatus.OK, kept=kept, resource=kept.parse() if entry.method == "GET" else None)


def _search(
    connection: Connection, entry: Entry, *, strict: bool, limits: ServiceLimits, base_address: str
) -> dict[str, Any]:
    search = parse_search(
        entry.type or None,
        split_query(entry.query),
        now=datetime.now(UTC),
        strict=strict,
        base_address=base_address,
    )
    return searchset_bundle(search, find_page(connection, search, limits), base_address)


def _history(connection: Connection, entry: Entry, base_address: str) -> dict[str, Any]:
    given = dict(split_query(entry.query))
    count = parse_count(given.get("_count", str(DEFAULT_SEARCH_LIMITS.count_default)), DEFAULT_SEARCH_LIMITS)
    since = date_range(given["_since"].replace(" ", "+")) if "_since" in given else None
    if since is None and "_since" in given:
        raise SearchError("Parameter '_since': expected a date or an instant")
    resource_type, resource_id = (*entry.steps[:-1], None, None)[:2]
    if resource_type is not None and resource_id is not None:
        kept = find_resource(connection, resource_type, resource_id)
        if kept is None:
            require_present(kept, resource_type, resource_id)
    low = since.low if since else None
    page = find_history(connection, resource_type, resource_id, since=low, count=count)
    total = count_history(connection, resource_type, resource_id, since=low)
    return history_bundle(page.versions, total, "/".join(entry.steps), base_address)

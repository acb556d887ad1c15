"""Pages of searches and histories as Bundles inside the answer to a batch or transaction.

Source: https://hl7.org/fhir/6.0.0-ballot4/bundle.html#searchset and bundle.html#history
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

import msgspec

from filmroom.fhir.outcome import operation_outcome
from filmroom.query.query_string import canonical_query
from filmroom.store.moments import format_moment

if TYPE_CHECKING:
    from collections.abc import Iterable

    from filmroom.query.search import Search
    from filmroom.service.pages import SearchPage
    from filmroom.store.resources import Kept

__all__ = ["history_bundle", "searchset_bundle"]


def searchset_bundle(search: Search, page: SearchPage, base_address: str) -> dict[str, Any]:
    """Write a page of a search; addresses are relative where ``base_address`` is empty."""
    address = search.resource_type or ""
    links = {"self": search.cursor, "next": page.next, "previous": page.previous}
    bundle: dict[str, Any] = {"resourceType": "Bundle", "type": "searchset"}
    if page.total is not None:
        bundle["total"] = page.total
    bundle["link"] = [
        {"relation": relation, "url": _absolute(f"{address}?{_query(search, cursor)}", base_address)}
        for relation, cursor in links.items()
        if relation == "self" or cursor is not None
    ]
    entries = [_found(kept, "match", base_address) for kept in page.matches]
    entries += [_found(kept, "include", base_address) for kept in page.included]
    problems = dict.fromkeys((*search.problems, *page.problems))
    if problems:
        outcome = {"resource": operation_outcome(problems), "search": {"mode": "outcome"}}
        entries.append({"fullUrl": f"urn:uuid:{uuid4()}", **outcome})  # bdl-15 asks for one
    return {**bundle, "entry": entries} if entries else bundle


def history_bundle(versions: Iterable[Kept], total: int, address: str, base_address: str) -> dict[str, Any]:
    """Write the first page of a history."""
    entries = [_version(kept, base_address) for kept in versions]
    bundle: dict[str, Any] = {
        "resourceType": "Bundle",
        "type": "history",
        "total": total,
        "link": [{"relation": "self", "url": _absolute(address, base_address)}],
    }
    return {**bundle, "entry": entries} if entries else bundle


def _query(search: Search, cursor: Any) -> str:
    return canonical_query(msgspec.structs.replace(search, cursor=cursor))


def _found(kept: Kept, mode: str, base_address: str) -> dict[str, Any]:
    return {**_named(kept, base_address), "resource": kept.parse(), "search": {"mode": mode}}


def _version(kept: Kept, base_address: str) -> dict[str, Any]:
    name = f"{kept.type}/{kept.id}"
    entry = _named(kept, base_address)
    if not kept.is_deleted:
        entry["resource"] = kept.parse()
    is_made = kept.version == 1 or kept.method == "POST"
    return {
        **entry,
        "request": {"method": kept.method, "url": kept.type if kept.method == "POST" else name},
        "response": {
            "status": "204 No Content" if kept.is_deleted else "201 Created" if is_made else "200 OK",
            "location": _absolute(f"{name}/_history/{kept.version}", base_address),
            "etag": kept.etag,
            "lastModified": format_moment(kept.updated),
        },
    }


def _named(kept: Kept, base_address: str) -> dict[str, Any]:
    return {"fullUrl": f"{base_address}/{kept.type}/{kept.id}"} if base_address else {}


def _absolute(address: str, base_address: str) -> str:
    return f"{base_address}/{address}" if base_address else address

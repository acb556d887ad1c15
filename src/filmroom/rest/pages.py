"""Pages of results as Bundles.

Source: https://hl7.org/fhir/6.0.0-ballot4/bundle.html#searchset and bundle.html#history
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import NAMESPACE_URL, uuid5

from filmroom.fhir.json_document import write_json
from filmroom.fhir.outcome import operation_outcome
from filmroom.http.render import embed
from filmroom.store.moments import format_moment

if TYPE_CHECKING:
    from collections.abc import Iterable

    from filmroom.fhir.outcome import Issue
    from filmroom.http.presentation import Presentation
    from filmroom.store.resources import Kept

__all__ = ["history_bundle", "match_entry", "searchset"]

_MATCH: Final = {"mode": "match"}
_INCLUDE: Final = {"mode": "include"}
_OUTCOME: Final = {"mode": "outcome"}


def searchset(
    links: dict[str, str], total: int | None, entries: list[dict[str, Any]], problems: Iterable[Issue]
) -> dict[str, Any]:
    """Write a page of a search.

    Args:
        links: addresses by relation: self, next, previous.
        total: None where it is not known.
        entries: from `match_entry`.
        problems: what was not done as asked; they come last, in one OperationOutcome.
    """
    issues = tuple(problems)
    if issues:
        entries = [*entries, _outcome_entry(operation_outcome(issues))]
    return _bundle("searchset", links, total, entries)


def match_entry(kept: Kept, base: str, presentation: Presentation, *, is_included: bool = False) -> dict[str, Any]:
    """Write one resource that was found, or that comes along with those that were.

    Args:
        base: the address of the door, without a slash at its end.
    """
    entry: dict[str, Any] = {"fullUrl": f"{base}/{kept.type}/{kept.id}"}
    if kept.content is not None:
        entry["resource"] = embed(kept.content, presentation)
    entry["search"] = _INCLUDE if is_included else _MATCH
    return entry


def history_bundle(
    links: dict[str, str],
    total: int | None,
    versions: Iterable[Kept],
    problems: tuple[Issue, ...],
    *,
    base: str,
    presentation: Presentation,
) -> dict[str, Any]:
    """Write a page of a history: each version with the request that made it."""
    entries = [_version_entry(kept, base, presentation) for kept in versions]
    bundle = _bundle("history", links, total, entries)
    if problems:
        bundle["issues"] = operation_outcome(problems)
    return bundle


def _bundle(kind: str, links: dict[str, str], total: int | None, entries: list[dict[str, Any]]) -> dict[str, Any]:
    bundle: dict[str, Any] = {"resourceType": "Bundle", "type": kind}
    if total is not None:
        bundle["total"] = total
    bundle["link"] = [{"relation": relation, "url": url} for relation, url in links.items()]
    if entries:
        bundle["entry"] = entries
    return bundle


def _outcome_entry(outcome: dict[str, Any]) -> dict[str, Any]:
    """Write what is said about the search; it is kept nowhere, but every entry needs an address (bdl-15)."""
    address = uuid5(NAMESPACE_URL, write_json(outcome).decode()).urn
    return {"fullUrl": address, "resource": outcome, "search": _OUTCOME}


def _version_entry(kept: Kept, base: str, presentation: Presentation) -> dict[str, Any]:
    name = f"{kept.type}/{kept.id}"
    entry: dict[str, Any] = {"fullUrl": f"{base}/{name}"}
    if kept.content is not None:
        entry["resource"] = embed(kept.content, presentation)
    entry["request"] = {"method": kept.method, "url": kept.type if kept.method == "POST" else name}
    entry["response"] = {
        "status": _status(kept),
        "location": f"{base}/{name}/_history/{kept.version}",
        "etag": kept.etag,
        "lastModified": format_moment(kept.updated),
    }
    return entry


def _status(kept: Kept) -> str:
    if kept.is_deleted:
        return "204 No Content"
    return "201 Created" if kept.version == 1 or kept.method == "POST" else "200 OK"

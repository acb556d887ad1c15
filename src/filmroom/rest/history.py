"""The versions of a resource, of a type, or of everything, the latest first.

Source: https://hl7.org/fhir/6.0.0-ballot4/http.html#history
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from filmroom.http.prefer import prefer
from filmroom.http.presentation import PRESENTATION_PARAMETERS, presentation_of
from filmroom.http.render import render
from filmroom.query.query_string import CURSOR, split_query
from filmroom.rest.pages import history_bundle
from filmroom.rest.parameters import Parameters, address_with

if TYPE_CHECKING:
    from falcon import Request, Response

    from filmroom.rest.door import Door

__all__ = ["history"]

_KNOWN: Final = frozenset({"_count", "_since", CURSOR}) | PRESENTATION_PARAMETERS


def history(
    door: Door,
    request: Request,
    response: Response,
    *,
    resource_type: str | None = None,
    resource_id: str | None = None,
) -> None:
    """Answer with a page of versions."""
    presentation, base = presentation_of(request), door.base(request)
    pairs = split_query(request.query_string)
    asked = Parameters(pairs, _KNOWN, is_strict=prefer(request).is_strict)
    since, count, cursor = asked.moment("_since"), asked.count(door.limits), asked.one(CURSOR)
    with door.gate.entered():
        page = door.services.resources.history(resource_type, resource_id, since=since, count=count, cursor=cursor)
    path = "/".join(part for part in (base, resource_type, resource_id, "_history") if part)
    links = {"self": address_with(path, asked.pairs)}
    if page.next_cursor is not None:
        kept = [pair for pair in asked.pairs if pair[0] != CURSOR]
        links["next"] = address_with(path, [*kept, (CURSOR, page.next_cursor)])
    bundle = history_bundle(links, page.total, page.entries, asked.problems, base=base, presentation=presentation)
    response.content_type = presentation.content_type
    response.data = render(bundle, presentation)

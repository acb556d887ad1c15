"""Searching by GET and by POST, one type or all.

Source: https://hl7.org/fhir/6.0.0-ballot4/http.html#search
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from filmroom.http.body import read_form
from filmroom.http.prefer import prefer
from filmroom.http.presentation import present_as
from filmroom.http.render import render
from filmroom.query.fhir_search import parse_search
from filmroom.query.query_string import canonical_query, split_query
from filmroom.rest.pages import match_entry, searchset

if TYPE_CHECKING:
    from falcon import Request, Response

    from filmroom.query.search import Search
    from filmroom.rest.door import Door
    from filmroom.rest.services import SearchPage

__all__ = ["post_search", "search"]


def search(door: Door, request: Request, response: Response, *, resource_type: str | None = None) -> None:
    """Answer with a page of what the query asks for."""
    _answer(door, request, response, resource_type, split_query(request.query_string))


def post_search(door: Door, request: Request, response: Response, *, resource_type: str | None = None) -> None:
    """Answer with a page of what the query and the form in the body ask for together."""
    pairs = (*split_query(request.query_string), *read_form(request))
    _answer(door, request, response, resource_type, pairs)


def _answer(
    door: Door, request: Request, response: Response, resource_type: str | None, pairs: tuple[tuple[str, str], ...]
) -> None:
    presentation = present_as(request.env.get("HTTP_ACCEPT", ""), pairs)
    base = door.base(request)
    asked = parse_search(
        resource_type,
        pairs,
        strict=prefer(request).is_strict,
        now=door.now(),
        limits=door.limits,
        base_address=base,
    )
    with door.gate.entered():
        page = door.services.search.search(asked)
    entries = [match_entry(kept, base, presentation) for kept in page.matches]
    entries += [match_entry(kept, base, presentation, is_included=True) for kept in page.included]
    problems = dict.fromkeys((*asked.problems, *page.problems))
    bundle = searchset(_links(asked, page, base), page.total, entries, problems)
    response.content_type = presentation.content_type
    response.data = render(bundle, presentation)


def _links(asked: Search, page: SearchPage, base: str) -> dict[str, str]:
    address = f"{base}/{asked.resource_type}" if asked.resource_type else base
    cursors = {"self": asked.cursor, "next": page.next, "previous": page.previous}
    links = {}
    for relation, cursor in cursors.items():
        if relation == "self" or cursor is not None:
            query = canonical_query(msgspec.structs.replace(asked, cursor=cursor))
            links[relation] = f"{address}?{query}" if query else address
    return links

"""Reading and searching the server's own resources: ``_id``, ``url`` and ``name``.

Source: https://hl7.org/fhir/6.0.0-ballot4/canonicalresource.html#search
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from filmroom.http.body import read_form
from filmroom.http.prefer import prefer
from filmroom.http.presentation import PRESENTATION_PARAMETERS, present_as
from filmroom.http.render import embed, render
from filmroom.query.cursor import Cursor, decode_cursor, encode_cursor
from filmroom.query.query_string import CURSOR, split_query
from filmroom.query.search import Summary
from filmroom.rest.answers import answer_published
from filmroom.rest.pages import searchset
from filmroom.rest.parameters import Parameters, address_with
from filmroom.rest.published import find_published, list_published

if TYPE_CHECKING:
    from falcon import Request, Response

    from filmroom.rest.door import Door
    from filmroom.rest.published import Published

__all__ = ["post_search_published", "read_published", "search_published"]

_CRITERIA: Final = ("_id", "name", "name:exact", "url")
_KNOWN: Final = frozenset({*_CRITERIA, "_count", CURSOR}) | PRESENTATION_PARAMETERS


def read_published(_door: Door, request: Request, response: Response, *, resource_type: str, resource_id: str) -> None:
    """Answer with one resource."""
    content, etag = find_published(resource_type, resource_id)
    answer_published(request, response, content, etag)


def search_published(door: Door, request: Request, response: Response, *, resource_type: str) -> None:
    """Answer with a page of what the query asks for."""
    _answer(door, request, response, resource_type, split_query(request.query_string))


def post_search_published(door: Door, request: Request, response: Response, *, resource_type: str) -> None:
    """Answer with a page of what the query and the form in the body ask for together."""
    pairs = (*split_query(request.query_string), *read_form(request))
    _answer(door, request, response, resource_type, pairs)


def _answer(
    door: Door, request: Request, response: Response, resource_type: str, pairs: tuple[tuple[str, str], ...]
) -> None:
    presentation, base = present_as(request.env.get("HTTP_ACCEPT", ""), pairs), door.base(request)
    asked = Parameters(pairs, _KNOWN, is_strict=prefer(request).is_strict)
    kept_pairs = [pair for pair in asked.pairs if pair[0] != CURSOR]
    key = f"{resource_type} {[pair for pair in kept_pairs if pair[0] in _CRITERIA]}"
    text = asked.one(CURSOR)
    last = str(decode_cursor(text, key).values[0]) if text else ""
    found = [each for each in list_published(resource_type).values() if _is_match(each, asked)]
    count = 0 if presentation.summary is Summary.COUNT else asked.count(door.limits)
    rest = [each for each in found if each.id > last]
    page = rest[:count]
    address = f"{base}/{resource_type}"
    links = {"self": address_with(address, asked.pairs)}
    if page and len(rest) > count:
        cursor = encode_cursor(Cursor((page[-1].id,)), key)
        links["next"] = address_with(address, [*kept_pairs, (CURSOR, cursor)])
    entries = [
        {
            "fullUrl": f"{address}/{each.id}",
            "resource": embed(find_published(each.type, each.id)[0], presentation),
            "search": {"mode": "match"},
        }
        for each in page
    ]
    response.content_type = presentation.content_type
    response.data = render(searchset(links, len(found), entries, asked.problems), presentation)


def _is_match(each: Published, asked: Parameters) -> bool:
    return all(
        any(_fits(each, name, one) for one in value.split(",")) for name, value in asked.pairs if name in _CRITERIA
    )


def _fits(each: Published, name: str, value: str) -> bool:
    """Compare as the type of the parameter does: tokens and addresses exactly, strings by their beginning."""
    if name == "name":
        return each.name.lower().startswith(value.lower())
    found = {"_id": each.id, "url": each.url, "name:exact": each.name}
    return found[name] == value

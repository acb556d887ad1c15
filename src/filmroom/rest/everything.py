"""The operation ``$everything`` of a patient: all that is kept about them.

Source: https://hl7.org/fhir/6.0.0-ballot4/patient-operation-everything.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from filmroom.errors import NotFoundError
from filmroom.http.prefer import prefer
from filmroom.http.presentation import PRESENTATION_PARAMETERS, presentation_of
from filmroom.http.render import render
from filmroom.query.cursor import decode_cursor, encode_cursor
from filmroom.query.query_string import CURSOR, split_query
from filmroom.rest.pages import match_entry, searchset
from filmroom.rest.parameters import Parameters, address_with

if TYPE_CHECKING:
    from falcon import Request, Response

    from filmroom.rest.door import Door

__all__ = ["everything"]

_KNOWN: Final = frozenset({"_count", "_since", "_type", CURSOR}) | PRESENTATION_PARAMETERS


def everything(door: Door, request: Request, response: Response, *, resource_type: str, resource_id: str) -> None:
    """Answer with a page of the patient and all that is about them.

    Raises:
        NotFoundError: the address is not that of a patient.
    """
    if resource_type != "Patient":
        raise NotFoundError(f"{resource_type}: has no operation $everything, Patient has")
    presentation, base = presentation_of(request), door.base(request)
    asked = Parameters(split_query(request.query_string), _KNOWN, is_strict=prefer(request).is_strict)
    types, since = asked.listed("_type"), asked.moment("_since")
    key = f"{resource_id} {','.join(types)} {since}"
    text = asked.one(CURSOR)
    cursor = decode_cursor(text, key) if text else None
    with door.gate.entered():
        page = door.services.search.everything(
            resource_id, count=asked.count(door.limits), cursor=cursor, types=types, since=since
        )
    path = f"{base}/Patient/{resource_id}/$everything"
    kept_pairs = [pair for pair in asked.pairs if pair[0] != CURSOR]
    links = {"self": address_with(path, asked.pairs)}
    for relation, place in (("next", page.next), ("previous", page.previous)):
        if place is not None:
            links[relation] = address_with(path, [*kept_pairs, (CURSOR, encode_cursor(place, key))])
    entries = [match_entry(kept, base, presentation) for kept in page.matches]
    entries += [match_entry(kept, base, presentation, is_included=True) for kept in page.included]
    bundle = searchset(links, page.total, entries, (*asked.problems, *page.problems))
    response.content_type = presentation.content_type
    response.data = render(bundle, presentation)

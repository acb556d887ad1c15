"""Deleting a resource, or those that meet a condition; their versions stay.

Source: https://hl7.org/fhir/6.0.0-ballot4/http.html#delete and http.html#cdelete
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import falcon

from filmroom.http.conditions import if_match
from filmroom.http.prefer import Return, prefer
from filmroom.http.presentation import presentation_of
from filmroom.rest.answers import inform
from filmroom.rest.conditions import require_condition

if TYPE_CHECKING:
    from falcon import Request, Response

    from filmroom.rest.door import Door

__all__ = ["delete", "delete_where"]


def delete(door: Door, request: Request, response: Response, *, resource_type: str, resource_id: str) -> None:
    """Delete a resource; that it was not there is no error."""
    presentation_of(request)
    tombstone = door.services.resources.delete(resource_type, resource_id, if_match=if_match(request))
    if tombstone is not None:
        response.set_header("etag", tombstone.etag)
    _answer(request, response, "Deleted" if tombstone is not None else "There was none, nothing is deleted")


def delete_where(door: Door, request: Request, response: Response, *, resource_type: str) -> None:
    """Delete what meets the condition; that there was none is no error."""
    presentation_of(request)
    tombstones = door.services.resources.delete_where(resource_type, require_condition(request))
    _answer(request, response, f"Deleted: {len(tombstones)}")


def _answer(request: Request, response: Response, text: str) -> None:
    response.status = falcon.HTTP_204
    if prefer(request).content is Return.OUTCOME:
        inform(request, response, text)

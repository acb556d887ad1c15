"""Making a resource under an id that the server chooses.

Source: https://hl7.org/fhir/6.0.0-ballot4/http.html#create and http.html#ccreate
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from filmroom.http.body import read_resource
from filmroom.http.presentation import presentation_of
from filmroom.rest.answers import answer_written
from filmroom.rest.conditions import require_type

if TYPE_CHECKING:
    from falcon import Request, Response

    from filmroom.rest.door import Door

__all__ = ["create"]


def create(door: Door, request: Request, response: Response, *, resource_type: str) -> None:
    """Make a resource, unless there is one that meets the condition of ``If-None-Exist``."""
    presentation, base = presentation_of(request), door.base(request)
    resource = read_resource(request, door.settings.body_bytes)
    require_type(resource, resource_type)
    condition = request.get_header("If-None-Exist")
    written = door.services.resources.create(resource, if_none_exist=condition)
    answer_written(request, response, written, base=base, presentation=presentation)

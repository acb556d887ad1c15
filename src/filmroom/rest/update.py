"""Writing a resource under its id, or under the one that meets a condition.

Source: https://hl7.org/fhir/6.0.0-ballot4/http.html#update, http.html#upsert and http.html#cond-update
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from filmroom.http.body import read_resource
from filmroom.http.conditions import if_match, is_creation_only
from filmroom.http.presentation import presentation_of
from filmroom.rest.answers import answer_written
from filmroom.rest.conditions import require_condition, require_type

if TYPE_CHECKING:
    from falcon import Request, Response

    from filmroom.rest.door import Door

__all__ = ["update", "update_where"]


def update(door: Door, request: Request, response: Response, *, resource_type: str, resource_id: str) -> None:
    """Write a resource, whether it is there or not."""
    presentation, base = presentation_of(request), door.base(request)
    number, is_new_only = if_match(request), is_creation_only(request)
    resource = read_resource(request, door.settings.body_bytes)
    require_type(resource, resource_type)
    written = door.services.resources.update(
        resource_type, resource_id, resource, if_match=number, if_none_match=is_new_only
    )
    answer_written(request, response, written, base=base, presentation=presentation)


def update_where(door: Door, request: Request, response: Response, *, resource_type: str) -> None:
    """Write the one resource that meets the condition, or a new one."""
    presentation, base = presentation_of(request), door.base(request)
    condition, number = require_condition(request), if_match(request)
    resource = read_resource(request, door.settings.body_bytes)
    require_type(resource, resource_type)
    written = door.services.resources.update_where(resource_type, condition, resource, if_match=number)
    answer_written(request, response, written, base=base, presentation=presentation)

"""Changing parts of a resource by a JSON Patch.

Source: https://hl7.org/fhir/6.0.0-ballot4/http.html#patch
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from filmroom.http.body import read_operations
from filmroom.http.conditions import if_match
from filmroom.http.presentation import presentation_of
from filmroom.rest.answers import answer_written
from filmroom.rest.conditions import require_condition

if TYPE_CHECKING:
    from falcon import Request, Response

    from filmroom.rest.door import Door

__all__ = ["patch", "patch_where"]


def patch(door: Door, request: Request, response: Response, *, resource_type: str, resource_id: str) -> None:
    """Change a resource."""
    presentation, base = presentation_of(request), door.base(request)
    number = if_match(request)
    operations = read_operations(request, door.settings.body_bytes)
    written = door.services.resources.patch(resource_type, resource_id, operations, if_match=number)
    answer_written(request, response, written, base=base, presentation=presentation)


def patch_where(door: Door, request: Request, response: Response, *, resource_type: str) -> None:
    """Change the one resource that meets the condition."""
    presentation, base = presentation_of(request), door.base(request)
    condition, number = require_condition(request), if_match(request)
    operations = read_operations(request, door.settings.body_bytes)
    written = door.services.resources.patch_where(resource_type, condition, operations, if_match=number)
    answer_written(request, response, written, base=base, presentation=presentation)

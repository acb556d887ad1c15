"""Reading one resource, now or as it was.

Source: https://hl7.org/fhir/6.0.0-ballot4/http.html#read and http.html#vread
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from filmroom.errors import NotFoundError
from filmroom.rest.answers import answer_kept

if TYPE_CHECKING:
    from falcon import Request, Response

    from filmroom.rest.door import Door

__all__ = ["read", "read_version"]

_NUMBER: Final = re.compile(r"[1-9][0-9]{0,8}")


def read(door: Door, request: Request, response: Response, *, resource_type: str, resource_id: str) -> None:
    """Answer with the present version."""
    answer_kept(request, response, door.services.resources.read(resource_type, resource_id))


def read_version(
    door: Door, request: Request, response: Response, *, resource_type: str, resource_id: str, version: str
) -> None:
    """Answer with one version."""
    if not _NUMBER.fullmatch(version):
        raise NotFoundError(f"{resource_type}: there is no such version")
    answer_kept(request, response, door.services.resources.read_version(resource_type, resource_id, int(version)))

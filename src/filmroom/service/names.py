"""The type and the id of a resource, as a request and the resource name them."""

from __future__ import annotations

from typing import Any

from filmroom.errors import RequestError
from filmroom.fhir.definitions import known_resource_types
from filmroom.fhir.primitives import check_primitive

__all__ = ["require_id", "require_name"]


def require_name(resource_type: str, resource_id: str | None, resource: dict[str, Any]) -> None:
    """Have a resource be of the type and under the id that a request names; without an id, only of the type.

    Raises:
        RequestError: it is not, or they are none.
    """
    if resource_type not in known_resource_types():
        raise RequestError("the type: found none of FHIR R6, expected one")
    if resource.get("resourceType") != resource_type:
        raise RequestError(f"found another resourceType in the resource; expected {resource_type}")
    if resource_id is None:
        return
    if resource.get("id") != resource_id:
        raise RequestError("found another id in the resource, or none; expected that of the request")
    require_id(resource_id)


def require_id(resource_id: object) -> None:
    """Have an id be one of FHIR.

    Raises:
        RequestError: it is none.
    """
    if not isinstance(resource_id, str) or check_primitive("id", resource_id) is not None:
        raise RequestError("the id: expected 1 to 64 letters, digits, hyphens and dots")

"""What the address of a change says about it: the type, and the condition that chooses a resource.

Source: https://hl7.org/fhir/6.0.0-ballot4/http.html#cond-update
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from filmroom.errors import UsageError
from filmroom.http.presentation import PRESENTATION_PARAMETERS

if TYPE_CHECKING:
    from falcon import Request

__all__ = ["require_condition", "require_type"]


def require_condition(request: Request) -> str:
    """Return the query that has to choose a resource, without what says how the answer looks.

    Raises:
        UsageError: there is none.
    """
    parts = [part for part in request.query_string.split("&") if part]
    condition = "&".join(part for part in parts if part.partition("=")[0] not in PRESENTATION_PARAMETERS)
    if not condition:
        raise UsageError("Found neither an id nor a condition in the address, expected one of them")
    return condition


def require_type(resource: dict[str, Any], resource_type: str) -> None:
    """Have a resource be of the type that the address names.

    Raises:
        UsageError: it is of another.
    """
    if resource.get("resourceType") != resource_type:
        raise UsageError(f"resourceType: found another type than that of the address, expected {resource_type}")

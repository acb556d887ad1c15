"""The operation ``$validate``: what is wrong with a resource, and would be with writing or deleting it.

Source: https://hl7.org/fhir/6.0.0-ballot4/resource-operation-validate.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from filmroom.errors import UsageError
from filmroom.fhir.outcome import Issue
from filmroom.http.body import read_resource
from filmroom.http.outcomes import answer_outcome
from filmroom.http.render import parse_stored
from filmroom.query.query_string import split_query

if TYPE_CHECKING:
    from falcon import Request, Response

    from filmroom.rest.door import Door

__all__ = ["validate"]

# Source: http://hl7.org/fhir/resource-validation-mode
_MODES: Final = ("create", "update", "delete", "profile")
_VALUES: Final = ("valueCode", "valueString", "valueUri", "valueCanonical")


def validate(
    door: Door, request: Request, response: Response, *, resource_type: str, resource_id: str | None = None
) -> None:
    """Answer with every issue of the resource in the body, or without one of the resource that is kept.

    Raises:
        UsageError: there is neither, or the mode is none.
    """
    said = dict(split_query(request.query_string))
    resource: dict[str, Any] | None = None
    if request.method == "POST":
        body = read_resource(request, door.settings.body_bytes)
        is_wrapped = body.get("resourceType") == "Parameters"
        resource, said = _unwrapped(body, said) if is_wrapped else (body, said)
    mode = said.get("mode")
    if mode is not None and mode not in _MODES:
        raise UsageError(f"Parameter 'mode': expected one of: {', '.join(_MODES)}")
    if resource is None:
        if resource_id is None:
            raise UsageError("Parameter 'resource': expected the resource to validate")
        resource = parse_stored(door.services.resources.read(resource_type, resource_id).content or b"{}")
    issues = list(door.services.resources.validate(resource, mode=mode, resource_id=resource_id))
    if resource.get("resourceType") != resource_type:
        issues.insert(0, Issue("error", "invalid", "", f"Found another type, expected {resource_type}"))
    if said.get("profile"):
        issues.append(Issue("warning", "not-supported", "", "Parameter 'profile': validated without it"))
    answer_outcome(request, response, 200, issues)


def _unwrapped(body: dict[str, Any], said: dict[str, str]) -> tuple[dict[str, Any] | None, dict[str, str]]:
    """Take the resource and the others out of Parameters; what the address says counts less."""
    resource = None
    for each in body.get("parameter", ()):
        if not isinstance(each, dict):
            continue
        if each.get("name") == "resource" and isinstance(each.get("resource"), dict):
            resource = each["resource"]
        value = next((each[name] for name in _VALUES if name in each), None)
        if value is not None:
            said = {**said, str(each.get("name")): str(value)}
    return resource, said

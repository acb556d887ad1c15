"""The entries of a batch or transaction as requests.

Source: https://hl7.org/fhir/6.0.0-ballot4/bundle.html#bundle-unique and http.html#transaction
"""

from __future__ import annotations

import base64
import binascii
import re
from typing import Any, Final
from urllib.parse import unquote

import msgspec

from filmroom.errors import FhirError, RequestError, UsageError
from filmroom.fhir.definitions import known_resource_types
from filmroom.fhir.json_document import read_json

__all__ = ["METHODS", "WRITING", "Entry", "patch_operations", "read_entry", "version_of_tag"]

METHODS: Final = ("DELETE", "POST", "PUT", "PATCH", "GET", "HEAD")
"""The methods; a transaction carries out the first of them first, PUT and PATCH together, GET and HEAD too."""

WRITING: Final = frozenset({"DELETE", "POST", "PUT", "PATCH"})

_TAG: Final = re.compile(r'(?:W/)?"([^"]*)"')
_VERSION: Final = re.compile(r"[1-9][0-9]{0,17}")
_JSON_PATCH: Final = "application/json-patch+json"


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """What one entry asks for.

    Attributes:
        position: in the Bundle, from 0.
        steps: of the address, without its query.
        query: behind the question mark; empty for none. Of a POST: the condition of ``ifNoneExist``.
        resource: None where there is none.
        full_url: empty for none.
        if_match: the version that the resource has to be in; None for any.
        if_none_match: entity tag or ``*``; empty for none.
        if_modified_since: an instant; empty for none.
    """

    position: int
    method: str
    steps: tuple[str, ...]
    query: str = ""
    resource: dict[str, Any] | None = None
    full_url: str = ""
    if_match: int | None = None
    if_none_match: str = ""
    if_modified_since: str = ""

    @property
    def type(self) -> str:
        """The type of resource that is written; empty where all types are read."""
        return self.steps[0] if self.steps else ""

    @property
    def id(self) -> str:
        """The id that is written; empty where the server or a condition chooses it."""
        return self.steps[1] if len(self.steps) > 1 else ""

    @property
    def is_writing(self) -> bool:
        """Whether the entry asks for a change."""
        return self.method in WRITING

    def require_resource(self) -> dict[str, Any]:
        """Return the resource; raises RequestError without one."""
        if self.resource is None:
            raise RequestError(f"{self.method}: found no resource, expected one")
        return self.resource


def read_entry(entry: object, position: int, base_address: str = "") -> Entry:
    """Read what an entry asks for.

    Args:
        base_address: of this server, without a slash at its end; addresses below it are taken too.

    Raises:
        RequestError: it is no request.
        PreconditionError: it expects a version that no resource here can have.
    """
    request = _part(entry, "request")
    if request is None:
        raise RequestError("found no request, expected one")
    method, url = request.get("method"), request.get("url")
    if method not in METHODS:
        raise RequestError(f"request.method: expected one of: {', '.join(METHODS)}")
    if not isinstance(url, str):
        raise RequestError("request.url: expected an address")
    path, _, query = _relative(url, base_address).partition("?")
    steps = tuple(unquote(step) for step in path.split("/") if step)
    made = Entry(
        position=position,
        method=method,
        steps=steps,
        query=_text(request, "ifNoneExist") if method == "POST" else query,
        resource=_part(entry, "resource"),
        full_url=_text(entry, "fullUrl"),
        if_match=version_of_tag(_text(request, "ifMatch")),
        if_none_match=_text(request, "ifNoneMatch"),
        if_modified_since=_text(request, "ifModifiedSince"),
    )
    if made.is_writing:
        _require_target(made)
    return made


def version_of_tag(tag: str) -> int | None:
    """Return the version that an entity tag names; None for an empty one.

    Raises:
        RequestError: it is none.
    """
    if not tag:
        return None
    found = _TAG.fullmatch(tag)
    if not found or not _VERSION.fullmatch(found[1]):
        raise RequestError('expected the entity tag of a version, such as W/"3"')
    return int(found[1])


def patch_operations(entry: Entry) -> list[dict[str, Any]]:
    """Return the JSON Patch that a Binary holds.

    Raises:
        RequestError: there is none.

    Source: https://hl7.org/fhir/6.0.0-ballot4/http.html#patch
    """
    resource = entry.require_resource()
    if resource.get("resourceType") != "Binary" or resource.get("contentType") != _JSON_PATCH:
        raise RequestError(f"PATCH: expected a Binary with contentType {_JSON_PATCH}")
    try:
        text = base64.b64decode(resource.get("data", ""), validate=True)
        operations = read_json(b'{"operations":%s}' % text)["operations"]
    except (binascii.Error, TypeError, ValueError, FhirError):
        raise RequestError("PATCH: expected a JSON Patch in base64 in Binary.data") from None
    if not isinstance(operations, list) or not all(isinstance(each, dict) for each in operations):
        raise RequestError("PATCH: expected a list of operations")
    return operations


def _require_target(entry: Entry) -> None:
    """Have the address of a change be that of a resource, or of a type where there is a condition or a POST."""
    if any(step.startswith(("$", "_")) for step in entry.steps):
        raise UsageError("operations, and searches by POST, are not supported in a Bundle")
    if entry.type not in known_resource_types():
        raise RequestError("request.url: expected the name of a resource type")
    expected = 1 if entry.method == "POST" or entry.query else 2
    if len(entry.steps) != expected:
        said = "a type" if entry.method == "POST" else "a type and an id, or a type and a condition"
        raise RequestError(f"request.url: expected {said}")
    if entry.method in ("POST", "PUT") and entry.require_resource().get("resourceType") != entry.type:
        raise RequestError(f"found another resourceType in the resource; expected {entry.type}")


def _relative(url: str, base_address: str) -> str:
    if base_address and url.startswith(f"{base_address}/"):
        return url[len(base_address) + 1 :]
    return url


def _part(holder: object, name: str) -> dict[str, Any] | None:
    value = holder.get(name) if isinstance(holder, dict) else None
    return value if isinstance(value, dict) else None


def _text(holder: object, name: str) -> str:
    value = holder.get(name, "") if isinstance(holder, dict) else ""
    return value if isinstance(value, str) else ""

"""One transaction Bundle of conditional updates: the resources, for any FHIR server.

A server that already knows a resource by its identifier updates it, another creates it; either way
it gives the id, so the entries refer to each other by ``urn:uuid`` addresses.

Source: https://hl7.org/fhir/http.html#transaction, https://hl7.org/fhir/http.html#cond-update
"""

from __future__ import annotations

import uuid
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import quote

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["transaction_entry", "write_bundle"]

_NAMESPACE = uuid.UUID("0d5c1a3e-63a1-5c39-8b5c-7a8f1b6f2a11")


def write_bundle(file: IO[bytes], resources: Iterable[dict[str, Any]]) -> int:
    """Write a transaction Bundle, entry by entry; return how many entries it has."""
    file.write(b'{"resourceType":"Bundle","type":"transaction"')
    count = 0
    for resource in resources:
        file.write(b"," if count else b',"entry":[\n')
        file.write(msgspec.json.encode(transaction_entry(resource)))
        file.write(b"\n")
        count += 1
    file.write(b"]}\n" if count else b"}\n")
    return count


def transaction_entry(resource: dict[str, Any]) -> dict[str, Any]:
    """Return the entry that creates a resource or updates the one with the same identifier."""
    name = f"{resource['resourceType']}/{resource['id']}"
    condition = _condition(resource)
    # A conditional update leaves the id to the server; an update by id has to carry it.
    left_out = {"id"} if condition else set()
    return {
        "fullUrl": _full_url(name),
        "resource": {key: _rewritten(value) for key, value in resource.items() if key not in left_out},
        "request": {"method": "PUT", "url": condition or name},
    }


def _condition(resource: dict[str, Any]) -> str:
    identifiers = resource.get("identifier", [])
    found = next((one for one in identifiers if one.get("system") and one.get("value")), None)
    if found is None:
        return ""
    token = f"{_escaped(found['system'])}|{_escaped(found['value'])}"
    return f"{resource['resourceType']}?identifier={quote(token, safe='')}"


def _escaped(part: str) -> str:
    """Escape what a token parameter gives a meaning to. Source: https://hl7.org/fhir/search.html#escaping"""
    for character in ("\\", "|", ",", "$"):
        part = part.replace(character, f"\\{character}")
    return part


def _full_url(name: str) -> str:
    return f"urn:uuid:{uuid.uuid5(_NAMESPACE, name)}"


def _rewritten(value: Any) -> Any:
    if isinstance(value, list):
        return [_rewritten(one) for one in value]
    if not isinstance(value, dict):
        return value
    return {
        key: _full_url(one) if key == "reference" and isinstance(one, str) else _rewritten(one)
        for key, one in value.items()
    }

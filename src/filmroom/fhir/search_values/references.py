"""References: what a reference parameter finds.

Source: https://hl7.org/fhir/6.0.0-ballot4/search.html#reference and references.html
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from filmroom.fhir.definitions import known_resource_types
from filmroom.fhir.search_values.values import IdentifierReferenceValue, ReferenceValue

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["parse_reference", "reference_values", "referred_type"]

_ID: Final = re.compile(r"[A-Za-z0-9\-.]{1,64}")
_TYPES: Final = known_resource_types()
_HISTORY: Final = "_history"


def parse_reference(literal: str, text: str = "") -> ReferenceValue | None:
    """Read the address of a resource; ``None`` when it is within the resource, a query, or no address at all.

    ``Patient/1`` is on this server; ``https://elsewhere/Patient/1`` has its type and id beside its address;
    ``urn:uuid:…`` has only its address. ``/_history/2`` becomes the version.
    """
    if literal.startswith("urn:"):
        return ReferenceValue(None, None, literal, None, text)
    if literal.startswith("#"):
        return None
    steps = literal.split("/")
    version = None
    if len(steps) >= 4 and steps[-2] == _HISTORY and _ID.fullmatch(steps[-1]):
        version = steps[-1]
        del steps[-2:]
    is_absolute = "://" in literal
    if len(steps) >= 2 and steps[-2] in _TYPES and _ID.fullmatch(steps[-1]):
        if len(steps) == 2:
            return ReferenceValue(steps[0], steps[1], None, version, text)
        return ReferenceValue(steps[-2], steps[-1], "/".join(steps), version, text) if is_absolute else None
    return ReferenceValue(None, None, literal, None, text) if is_absolute else None


def reference_values(item: Any) -> Iterator[ReferenceValue | IdentifierReferenceValue]:
    """Give what a Reference or canonical (also that of a CodeableReference) is found by; else nothing."""
    if type(item) is str:
        yield from _canonical(item)
    if type(item) is not dict:
        return
    if type(inner := item.get("reference")) is dict:
        item = inner
    literal, display = item.get("reference"), item.get("display")
    text = display if type(display) is str else ""
    found = parse_reference(literal, text) if type(literal) is str else None
    if found is not None:
        yield found
    elif text:
        yield ReferenceValue(None, None, None, None, text)
    identifier = item.get("identifier")
    if type(identifier) is dict:
        yield from _identifier(identifier)


def referred_type(item: Any) -> str | None:
    """Name the type of resource that a Reference points to, by its address or else by its type; ``None`` if unknown.

    Source: https://hl7.org/fhir/6.0.0-ballot4/references-definitions.html#Reference.type
    """
    if type(item) is not dict:
        return None
    literal, named = item.get("reference"), item.get("type")
    found = parse_reference(literal) if type(literal) is str else None
    if found is not None and found.type:
        return found.type
    return named.rpartition("/")[2] if type(named) is str else None


def _canonical(address: str) -> Iterator[ReferenceValue]:
    """Give a canonical address without its version, and the version beside it."""
    url, _, version = address.partition("|")
    if url and not url.startswith("#"):
        yield ReferenceValue(None, None, url, version or None)


def _identifier(item: dict[str, Any]) -> Iterator[IdentifierReferenceValue]:
    system, value = item.get("system"), item.get("value")
    system = system if type(system) is str and system else None
    value = value if type(value) is str else ""
    if system or value:
        yield IdentifierReferenceValue(system, value)

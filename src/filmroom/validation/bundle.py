"""What a Bundle demands of the resources in it.

Source: https://hl7.org/fhir/6.0.0-ballot4/bundle.html#references
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from filmroom.validation.references import check_absolute

if TYPE_CHECKING:
    from collections.abc import Iterator

    from filmroom.validation.visit import Visit

__all__ = ["check_full_urls", "entry_types"]

_RESTFUL: Final = re.compile(r"https?://\S+/([A-Z][A-Za-z]{1,63})/([A-Za-z0-9\-.]{1,64})")


def _entries(bundle: dict[str, Any]) -> Iterator[tuple[int, str, dict[str, Any]]]:
    """List position, fullUrl and resource of the entries that have both."""
    entries = bundle.get("entry")
    for position, entry in enumerate(entries if isinstance(entries, list) else ()):
        if isinstance(entry, dict):
            address, resource = entry.get("fullUrl"), entry.get("resource")
            if isinstance(address, str) and isinstance(resource, dict):
                yield position, address, resource


def entry_types(bundle: dict[str, Any]) -> dict[str, str]:
    """Give the type of each entry's resource, by its fullUrl."""
    return {address: str(resource.get("resourceType", "")) for _, address, resource in _entries(bundle)}


def check_full_urls(visit: Visit, bundle: dict[str, Any], path: str) -> None:
    """Report a fullUrl that is not absolute, or that names another type or id than the resource has."""
    for position, address, resource in _entries(bundle):
        here = f"{path}.entry[{position}].fullUrl"
        found = _RESTFUL.fullmatch(address)
        check_absolute(visit, address, here)
        if found and (found[1], found[2]) != (resource.get("resourceType"), resource.get("id")) and "id" in resource:
            visit.error("value", here, "Found an address of another resource, expected the type and id of this one")

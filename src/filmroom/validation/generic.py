"""The form that every FHIR object in JSON has, for types of which only the name is known here.

Source: https://hl7.org/fhir/6.0.0-ballot4/json.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from filmroom.validation.visit import DEPTH_LIMIT, is_shown, kind_of

if TYPE_CHECKING:
    from filmroom.validation.visit import Visit

__all__ = ["check_form"]


def check_form(visit: Visit, value: dict[str, Any], path: str, depth: int = 0) -> None:
    """Report nulls, and empty objects, arrays and strings, wherever they are."""
    if depth > DEPTH_LIMIT:
        visit.error("too-costly", path, f"Found more than {DEPTH_LIMIT} nested objects, expected fewer")
        return
    if not value:
        visit.error("structure", path, "Found an empty object, expected properties")
    for name, content in value.items():
        here = f"{path}.{name.removeprefix('_')}" if is_shown(name) else path
        if isinstance(content, list):
            _check_entries(visit, value, name, here, depth)
        else:
            _check_one(visit, content, here, depth)


def _check_entries(visit: Visit, holder: dict[str, Any], name: str, path: str, depth: int) -> None:
    entries = holder[name]
    if not entries:
        visit.error("structure", path, "Found an empty array, expected entries")
    other = holder.get(name[1:] if name.startswith("_") else "_" + name)
    for position, entry in enumerate(entries):
        has_other = isinstance(other, list) and position < len(other) and other[position] is not None
        if entry is None and has_other:
            continue
        if isinstance(entry, list):
            visit.error("structure", f"{path}[{position}]", "Found an array in an array, expected a value or an object")
        else:
            _check_one(visit, entry, f"{path}[{position}]", depth)


def _check_one(visit: Visit, content: Any, path: str, depth: int) -> None:
    if isinstance(content, dict):
        check_form(visit, content, path, depth + 1)
    elif content is None or content == "":
        visit.error("structure", path, f"Found {kind_of(content)}, expected a value")

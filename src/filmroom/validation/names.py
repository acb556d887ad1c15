"""Properties whose names are no text, which Python allows and JSON does not.

Source: https://www.rfc-editor.org/rfc/rfc8259#section-4
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from filmroom.validation.visit import DEPTH_LIMIT, is_shown

if TYPE_CHECKING:
    from filmroom.validation.visit import Visit

__all__ = ["without_other_names"]

# objects and arrays; no rule looks deeper than this below what the walk looks at
_LEVELS: Final = 3 * DEPTH_LIMIT


def without_other_names(visit: Visit, resource: dict[str, Any], path: str) -> dict[str, Any]:
    """Report the properties whose names are no text, and give the resource without them; itself when there are none."""
    if not _has_other_names(resource):
        return resource
    return dict(_cleaned(visit, resource, path, 0))


def _has_other_names(resource: dict[str, Any]) -> bool:
    level: list[Any] = [resource]
    for _ in range(_LEVELS):
        objects = [each for each in level if isinstance(each, dict)]
        if any(not isinstance(name, str) for each in objects for name in each):
            return True
        children = (child for each in level for child in (each.values() if isinstance(each, dict) else each))
        level = [child for child in children if isinstance(child, dict | list)]
        if not level:
            break
    return False


def _cleaned(visit: Visit, value: Any, path: str, depth: int) -> Any:
    if depth < _LEVELS and isinstance(value, list):
        return [_cleaned(visit, each, f"{path}[{n}]", depth + 1) for n, each in enumerate(value)]
    if depth >= _LEVELS or not isinstance(value, dict):
        return value
    if any(not isinstance(name, str) for name in value):
        visit.error("structure", path, "Found a property whose name is no text, expected text")
    return {
        name: _cleaned(visit, each, f"{path}.{name}" if is_shown(name) else path, depth + 1)
        for name, each in value.items()
        if isinstance(name, str)
    }

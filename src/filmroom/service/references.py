"""The literal references of a resource: what they lead to, and whether that is here.

Source: https://hl7.org/fhir/6.0.0-ballot4/references.html#literal
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from filmroom.fhir.definitions import known_resource_types
from filmroom.fhir.outcome import Issue
from filmroom.fhir.search_values import parse_reference
from filmroom.store.resources import find_many

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection

__all__ = ["LiteralReference", "check_references", "literal_references", "rewrite_references"]


class LiteralReference(NamedTuple):
    """A reference by type and id to a resource of this server.

    Attributes:
        expression: where it stands.
    """

    expression: str
    type: str
    id: str


def literal_references(resource: dict[str, Any]) -> Iterator[LiteralReference]:
    """Return the relative references of a resource, those of contained resources too."""
    for expression, text in _references(resource, resource["resourceType"]):
        parsed = parse_reference(text)
        if parsed is not None and parsed.type in known_resource_types() and parsed.id and not parsed.url:
            yield LiteralReference(expression, str(parsed.type), parsed.id)


def check_references(connection: Connection, resource: dict[str, Any]) -> list[Issue]:
    """Return an issue for each literal reference that leads to nothing here."""
    found = list(literal_references(resource))
    itself = (resource["resourceType"], resource.get("id"))
    wanted = sorted({(one.type, one.id) for one in found} - {itself})
    kept = find_many(connection, wanted)
    missing = {name for name in wanted if name not in kept or kept[name].is_deleted}
    return [
        Issue("error", "not-found", one.expression, f"Found {one.type}/{one.id}, which is not here")
        for one in found
        if (one.type, one.id) in missing
    ]


def rewrite_references(value: Any, rewrite: Callable[[str], str]) -> Any:
    """Return JSON in which every literal reference went through a function; what does not change is shared."""
    if isinstance(value, dict):
        return {
            key: rewrite(inner) if key == "reference" and isinstance(inner, str) else rewrite_references(inner, rewrite)
            for key, inner in value.items()
        }
    if isinstance(value, list):
        return [rewrite_references(inner, rewrite) for inner in value]
    return value


def _references(value: Any, expression: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "reference" and isinstance(inner, str):
                yield expression, inner
            elif isinstance(inner, (dict, list)):
                yield from _references(inner, f"{expression}.{key}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            if isinstance(inner, (dict, list)):
                yield from _references(inner, f"{expression}[{index}]")

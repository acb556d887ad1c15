"""The literal references of a resource: what they lead to, and whether that is here.

Source: https://hl7.org/fhir/6.0.0-ballot4/references.html#literal
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from filmroom.fhir.definitions import known_resource_types
from filmroom.fhir.outcome import Issue
from filmroom.fhir.search_values import parse_reference
from filmroom.store.resources import find_many

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sqlalchemy import Connection

__all__ = [
    "LiteralReference",
    "check_references",
    "conditional_references",
    "literal_references",
    "missing_references",
    "rewrite_addresses",
]

_ADDRESSES: Final = frozenset(
    {
        *("address", "definition", "identifier", "implicitRules", "instantiates", "instantiatesCanonical"),
        *("instantiatesUri", "profile", "reference", "resource", "source", "sourceCanonical", "sourceUri"),
        *("supplements", "targetCanonical", "targetUri", "uri", "url"),
        *("valueCanonical", "valueOid", "valueSet", "valueUri", "valueUrl", "valueUuid"),
    }
)
"""The elements of types Reference, canonical, uri, url, oid and uuid that can hold the address of a resource."""

_LINK: Final = re.compile(r"""(\b(?:href|src)\s*=\s*["'])([^"']*)(["'])""")
_BEHIND: Final = re.compile(r"[#|]")


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


def missing_references(
    connection: Connection, resources: Iterable[tuple[int, dict[str, Any]]]
) -> list[tuple[int, list[Issue]]]:
    """Return an issue for each literal reference that leads to nothing here; one look-up for all resources.

    Args:
        resources: each with a number of the caller's, under which its issues come back; those without any are left out.
    """
    found = [(key, list(literal_references(resource))) for key, resource in resources]
    wanted = sorted({(one.type, one.id) for _, references in found for one in references})
    kept = find_many(connection, wanted)
    missing = {name for name in wanted if name not in kept or kept[name].is_deleted}
    issues = [
        (key, [_missing_issue(one) for one in references if (one.type, one.id) in missing]) for key, references in found
    ]
    return [(key, listed) for key, listed in issues if listed]


def check_references(connection: Connection, resource: dict[str, Any]) -> list[Issue]:
    """Return an issue for each literal reference of a resource that leads to nothing here, itself not counted."""
    itself = (resource["resourceType"], resource.get("id"))
    missing = missing_references(connection, [(0, resource)])
    own = {one.expression for one in literal_references(resource) if (one.type, one.id) == itself}
    return [issue for _, issues in missing for issue in issues if issue.expression not in own]


def conditional_references(value: Any) -> Iterator[str]:
    """Return the references of a resource that are searches, such as ``Patient?identifier=…``."""
    for _, text in _references(value, ""):
        name, is_search, _ = text.partition("?")
        if is_search and name in known_resource_types():
            yield text


def rewrite_addresses(value: Any, addresses: Mapping[str, str]) -> Any:
    """Return JSON in which addresses are replaced by others, wherever the address of a resource may stand.

    That is in elements of types Reference, canonical, uri, url, oid and uuid, and in links and images of narratives.
    A fragment or a version behind the address stays. The value itself is left as it was.

    Source: https://hl7.org/fhir/6.0.0-ballot4/http.html#trules
    """
    return _rewritten(value, "", addresses) if addresses else value


def _rewritten(value: Any, name: str, addresses: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: _rewritten(inner, key, addresses) for key, inner in value.items()}
    if isinstance(value, list):
        return [_rewritten(inner, name, addresses) for inner in value]
    if not isinstance(value, str):
        return value
    if name == "div":
        return _LINK.sub(lambda found: f"{found[1]}{_replaced(found[2], addresses)}{found[3]}", value)
    return _replaced(value, addresses) if name in _ADDRESSES else value


def _replaced(text: str, addresses: Mapping[str, str]) -> str:
    if text in addresses:
        return addresses[text]
    found = _BEHIND.search(text)
    address = addresses.get(text[: found.start()]) if found else None
    return f"{address}{text[found.start() :]}" if found and address else text


def _missing_issue(missing: LiteralReference) -> Issue:
    return Issue("error", "not-found", missing.expression, f"Found {missing.type}/{missing.id}, which is not here")


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

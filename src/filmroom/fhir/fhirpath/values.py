"""What FHIRPath computes with: JSON values, and JSON values with what stands beside them.

A collection is a list. Its items are the values of the JSON as they are; only where that would lose
something is an item wrapped: a primitive that has a `_name` sibling, and the value of a choice, whose
type is part of the property's name.

Source: https://hl7.org/fhir/fhirpath.html and https://hl7.org/fhir/json.html#primitive
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from filmroom.errors import FhirError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from filmroom.fhir.fhirpath.temporal import Temporal

__all__ = [
    "CHOICE_TYPES",
    "Collection",
    "EvaluationError",
    "Item",
    "Node",
    "NotEvaluatedError",
    "QuantityValue",
    "go_to",
    "has_value",
    "iterate_children",
    "plain",
]

Json: TypeAlias = dict[str, Any]
Item: TypeAlias = "Json | list[Any] | str | bool | int | float | Decimal | Node | QuantityValue | Temporal"
Collection: TypeAlias = list[Item]

_CHOICE_TYPES: Final = (
    "Address Age Annotation Attachment Availability Base64Binary Boolean Canonical Code CodeableConcept "
    "CodeableReference Coding ContactDetail ContactPoint Count DataRequirement Date DateTime Decimal Distance Dosage "
    "Duration Expression ExtendedContactDetail HumanName Id Identifier Instant Integer Integer64 Markdown Meta "
    "MonetaryComponent Money Oid ParameterDefinition Period PositiveInt Quantity Range Ratio RatioRange Reference "
    "RelatedArtifact RelativeTime SampledData Signature String Time Timing TriggerDefinition UnsignedInt Uri Url "
    "UsageContext Uuid"
)
CHOICE_TYPES: Final = frozenset(_CHOICE_TYPES.split())
"""What may follow the name of a choice. Source: https://hl7.org/fhir/datatypes.html#open"""

_COMPLEX: Final = frozenset(
    name
    for name in CHOICE_TYPES
    if name
    not in {
        *("Base64Binary", "Boolean", "Canonical", "Code", "Date", "DateTime", "Decimal", "Id", "Instant", "Integer"),
        *("Integer64", "Markdown", "Oid", "PositiveInt", "String", "Time", "UnsignedInt", "Uri", "Url", "Uuid"),
    }
)


class EvaluationError(FhirError):
    """An expression that has no result for this input; it becomes a `Failure`."""


class NotEvaluatedError(EvaluationError):
    """An expression that needs what is not at hand, such as another resource or a value set."""


@dataclass(frozen=True, slots=True)
class Node:
    """A JSON value with its sibling or its type.

    Attributes:
        value: None when there is only the sibling.
        beside: the object under ``_name``: the primitive's id and extensions.
        type_name: as FHIR spells it, when the property's name says it; else empty.
    """

    value: Any
    beside: Json | None = None
    type_name: str = ""


@dataclass(frozen=True, slots=True)
class QuantityValue:
    """A quantity literal."""

    value: Decimal
    unit: str


def plain(item: Item) -> Any:
    """Give the value without what stands beside it; None when there is none."""
    if isinstance(item, Node):
        item = item.value
    if isinstance(item, float):
        return Decimal(repr(item))
    return item


def has_value(item: Item) -> bool:
    """Say whether an item is a primitive with a value."""
    return not isinstance(plain(item), dict | list | None)


def _with_siblings(value: Any, beside: Any, type_name: str = "") -> Iterator[Item]:
    """Join the values of one property with the entries of its sibling."""
    values = value if isinstance(value, list) else [] if value is None else [value]
    besides = beside if isinstance(beside, list) else [] if beside is None else [beside]
    for position in range(max(len(values), len(besides))):
        one = values[position] if position < len(values) else None
        other = besides[position] if position < len(besides) else None
        if isinstance(other, dict) or type_name:
            if one is not None or other is not None:
                yield Node(one, other if isinstance(other, dict) else None, type_name)
        elif one is not None:
            yield one


def _type_after(key: str, start: int) -> str:
    """Give the FHIR type that ends the name of a choice; empty when it ends in none."""
    suffix = key[start:]
    if suffix not in CHOICE_TYPES:
        return ""
    return suffix if suffix in _COMPLEX else suffix[0].lower() + suffix[1:]


def _choice_members(item: Json, name: str, sibling: str) -> list[Item]:
    """Find a choice under its full name: ``valueString`` for ``value``."""
    found: list[Item] = []
    for key in item:
        if key.startswith(name) or key.startswith(sibling):  # noqa: PIE810 a tuple is slower here
            bare = key.removeprefix("_")
            type_name = _type_after(bare, len(name))
            if type_name and (bare is key or bare not in item):
                found.extend(_with_siblings(item.get(bare), item.get("_" + bare), type_name))
    return found


def go_to(items: Collection, name: str, sibling: str) -> Collection:
    """Give the children of that name of every item, in order.

    Args:
        items: the collection to start from.
        name: the element's name; a choice without its type.
        sibling: the same after an underscore.
    """
    found: Collection = []
    for item in items:
        if type(item) is not dict:
            found.extend(_members_of_wrapped(item, name, sibling))
            continue
        value = item.get(name)
        if sibling in item:
            found.extend(_with_siblings(value, item[sibling]))
        elif value is None:
            found.extend(_choice_members(item, name, sibling))
        elif type(value) is not list:
            found.append(value)
        elif all(value):
            found.extend(value)
        else:
            found.extend(entry for entry in value if entry is not None)
    return found


def _members_of_wrapped(item: Item, name: str, sibling: str) -> Collection:
    """Go on from what is not a plain object: an element under a choice, or a primitive's own id and extensions."""
    if isinstance(item, Node):
        inner = item.value if isinstance(item.value, dict) else item.beside
        return go_to([inner], name, sibling) if isinstance(inner, dict) else []
    return []


def iterate_children(item: Item) -> Iterator[Item]:
    """Give every child element of an item, whatever its name."""
    if isinstance(item, Node):
        item = item.value if isinstance(item.value, dict) else item.beside or ""
    if not isinstance(item, dict):
        return
    for key, value in item.items():
        if key == "resourceType":
            continue
        if not key.startswith("_"):
            yield from _with_siblings(value, item.get("_" + key))
        elif key[1:] not in item:
            yield from _with_siblings(None, value)

"""The definitions as a tree of groups: what may stand in an object, under which JSON name, in which order.

A group is what one JSON object may hold: a type, or a group of elements inside one, such as
`ImagingStudy.series`. The rows stay where they are; this is how reading and checking looks at them.

Source: https://hl7.org/fhir/6.0.0-ballot4/json.html and elementdefinition.html
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from filmroom.fhir.definition import Element, Invariant, Kind, TypeRef
from filmroom.fhir.definitions import all_elements, defined_types, definition
from filmroom.fhir.primitives import CHECKS

__all__ = ["Group", "Property", "Rule", "group_of"]

_GROUP = TypeRef("BackboneElement")
_GROUP_TYPES = frozenset({"BackboneElement", "Element"})
_RESOURCE = "Resource"


@dataclass(frozen=True, slots=True)
class Rule:
    """An invariant, and the canonical address of the definition that states it."""

    invariant: Invariant
    definition: str


@dataclass(frozen=True, slots=True)
class Property:
    """One JSON name.

    Attributes:
        name: as in JSON: ``valueString``.
        element: as in a path: ``value``.
        row: the row that defines it.
        type_code: the one type under this name; ``BackboneElement`` for a group of elements.
        targets: for references, the resource types that may be referred to; empty means any.
        group: the key for `group_of` of what an object here holds; empty for primitives, and for
            resources and types that have no definition.
        rules: what the row demands, beside the rules of its type.
        is_list: whether it is an array in JSON.
        is_primitive: whether the value is a JSON string, number or boolean.
        is_attribute: whether XML writes it as an attribute, so that it has no id and no extensions of
            its own. Source: https://hl7.org/fhir/6.0.0-ballot4/xml.html
    """

    name: str
    element: str
    row: Element
    type_code: str
    targets: tuple[str, ...]
    group: str
    rules: tuple[Rule, ...]
    is_list: bool
    is_primitive: bool
    is_attribute: bool

    @property
    def is_resource(self) -> bool:
        """Whether the value is a whole resource."""
        return self.type_code == _RESOURCE


@dataclass(frozen=True, slots=True)
class Group:
    """What one JSON object may hold.

    Attributes:
        path: the type's name or the group's path: ``ImagingStudy.series``.
        properties: by JSON name, in the order of XML; a choice has one for each of its types.
        elements: the properties' names, by element, in the order of XML.
        rules: what the type itself demands, inherited rules included, the topmost first.
    """

    path: str
    properties: Mapping[str, Property]
    elements: Mapping[str, tuple[Property, ...]]
    rules: tuple[Rule, ...]


@cache
def group_of(path: str) -> Group:
    """Look up a type, or a group of elements inside one, by its path.

    Raises:
        KeyError: the type has no definition here.
    """
    type_name, _, rest = path.partition(".")
    rows = all_elements(type_name)
    own = next(row for row in rows if row.path == path)
    if own.content_reference:
        return group_of(own.content_reference)
    children = [row for row in rows if row.path.rpartition(".")[0] == path]
    if rest:
        base = next((ref.code for ref in own.types if ref.code in _GROUP_TYPES), "BackboneElement")
        children = [*all_elements(base)[1:], *children]
        rules = _rules_of(base)
    else:
        rules = _rules_of(type_name)
    properties = tuple(each for row in children for each in _properties(row))
    elements: dict[str, tuple[Property, ...]] = {}
    for each in properties:
        elements[each.element] = (*elements.get(each.element, ()), each)
    return Group(path, MappingProxyType({each.name: each for each in properties}), MappingProxyType(elements), rules)


def _rules_of(type_name: str) -> tuple[Rule, ...]:
    """Give the rules on a type as a whole."""
    rows = definition(type_name)
    inherited = _rules_of(rows.base) if rows.base else ()
    return (*inherited, *(Rule(each, rows.url) for each in rows.elements[0].constraints))


def _properties(row: Element) -> tuple[Property, ...]:
    """Give the JSON names of a row."""
    return tuple(_property(row, ref) for ref in row.types or (_GROUP,))


def _property(row: Element, ref: TypeRef) -> Property:
    owner = definition(row.path.partition(".")[0]).url
    return Property(
        name=row.name + ref.code[0].upper() + ref.code[1:] if row.is_choice else row.name,
        element=row.name,
        row=row,
        type_code=ref.code,
        targets=ref.targets,
        group=_group_path(row, ref),
        rules=tuple(Rule(each, owner) for each in row.constraints),
        is_list=row.is_list,
        is_primitive=ref.code in CHECKS,
        is_attribute=row.path == "Extension.url" or (row.name == "id" and ref.code != "id"),
    )


def _group_path(row: Element, ref: TypeRef) -> str:
    if row.content_reference:
        return row.content_reference
    if ref.code in _GROUP_TYPES:
        return row.path
    is_complex = ref.code in defined_types() and definition(ref.code).kind is Kind.COMPLEX
    return ref.code if is_complex else ""

"""FHIR XML, read into the same objects that JSON is read into.

Types, lists and the order of elements come from the definitions; so a type of which only the name is known
cannot be read.

Source: https://hl7.org/fhir/6.0.0-ballot4/xml.html
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from filmroom.errors import FhirError
from filmroom.fhir.definitions import defined_types, definition, known_resource_types
from filmroom.fhir.limits import DEFAULT_LIMITS, DocumentLimits
from filmroom.fhir.structure import group_of
from filmroom.fhir.xml_nodes import XmlNode, read_nodes
from filmroom.fhir.xml_writer import write_xml

if TYPE_CHECKING:
    from filmroom.fhir.structure import Group, Property

__all__ = ["read_xml", "write_xml"]

_INTEGERS: Final = frozenset({"integer", "positiveInt", "unsignedInt"})
_INTEGER: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,30})")
_DECIMAL: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,40})(?:\.[0-9]{1,40})?(?:[eE][+-]?[0-9]{1,3})?")
_TRUTH: Final = {"true": True, "false": False}


def read_xml(data: bytes | str, *, limits: DocumentLimits = DEFAULT_LIMITS) -> dict[str, Any]:
    """Read one resource.

    A primitive that is none of its type is kept as text, for the validator to report.

    Returns:
        The object that the resource is in JSON, with decimals as Decimal.

    Raises:
        FhirSyntaxError: it is not XML or not FHIR's; with line and column.
        FhirLimitError: it is larger or deeper than the limits.
        FhirError: only the name of its type is known.
    """
    return _resource(read_nodes(data, limits))


def _resource(node: XmlNode) -> dict[str, Any]:
    if node.name not in known_resource_types():
        node.refuse("Found an element that is no resource type of FHIR R6, expected one")
    if node.name not in defined_types() or definition(node.name).abstract:
        raise FhirError(
            f"Found a {node.name} (line {node.line}, column {node.column}), "
            "expected a type whose elements are known here, as reading XML needs; it can be read as JSON"
        )
    if node.attributes:
        node.refuse("Found an attribute of a resource, expected none")
    return {"resourceType": node.name, **_children(node, group_of(node.name))}


def _children(node: XmlNode, group: Group) -> dict[str, Any]:
    """Read the elements in an element, which have to be in the order of the definition."""
    order = {name: position for position, name in enumerate(group.elements)}
    last = 0
    gathered: dict[str, tuple[Property, list[tuple[Any, Any]]]] = {}
    for child in node.children:
        found = group.properties.get(child.name)
        if found is None or found.is_attribute:
            child.refuse(f"Found an element that {group.path} does not have, expected one of its own")
        if order[found.element] < last:
            child.refuse(f"Found {child.name} after a later element, expected the order of the definition")
        last = order[found.element]
        gathered.setdefault(child.name, (found, []))[1].append(_value(child, found))
    result: dict[str, Any] = {}
    for name, (found, pairs) in gathered.items():
        _put(result, name, pairs, is_list=found.is_list or len(pairs) > 1)
    return result


def _put(result: dict[str, Any], name: str, pairs: list[tuple[Any, Any]], *, is_list: bool) -> None:
    """Store values and siblings under their JSON names."""
    values, siblings = [value for value, _ in pairs], [sibling for _, sibling in pairs]
    if any(value is not None for value in values):
        result[name] = values if is_list else values[0]
    if any(sibling is not None for sibling in siblings):
        result["_" + name] = siblings if is_list else siblings[0]


def _value(node: XmlNode, found: Property) -> tuple[Any, Any]:
    """Read one element: its value and its sibling, either of which may be None."""
    if found.type_code == "xhtml":
        if not node.xhtml:
            node.refuse("Found a div outside the namespace of XHTML, expected one inside")
        return node.xhtml, None
    if node.xhtml:
        node.refuse("Found XHTML, expected it in a narrative only")
    if found.is_primitive:
        return _primitive(node, found)
    if found.is_resource:
        if len(node.children) != 1 or node.attributes:
            node.refuse(f"Found {len(node.children)} resources, expected one and no attributes")
        return _resource(node.children[0]), None
    if not found.group:
        node.refuse(f"Found a {found.type_code}, expected a type whose elements are known here")
    return _object(node, found), None


def _object(node: XmlNode, found: Property) -> dict[str, Any]:
    group = group_of(found.group)
    attributes = {}
    for name, value in node.attributes.items():
        each = group.properties.get(name)
        if each is None or not each.is_attribute:
            node.refuse(f"Found an attribute that {group.path} does not have, expected id or url at most")
        attributes[name] = value
    return {**attributes, **_children(node, group)}


def _primitive(node: XmlNode, found: Property) -> tuple[Any, Any]:
    attributes = dict(node.attributes)
    text = attributes.pop("value", None)
    if attributes.keys() - {"id"}:
        node.refuse("Found an attribute of a primitive, expected value or id")
    sibling = {**attributes, **_children(node, group_of("Element"))}
    if text is None and not sibling:
        node.refuse("Found neither a value nor extensions, expected one of them")
    return None if text is None else _typed(text, found.type_code), sibling or None


def _typed(text: str, type_code: str) -> Any:
    """Give a value as JSON has it; text that is none of its type stays text."""
    if type_code == "boolean":
        return _TRUTH.get(text, text)
    if type_code in _INTEGERS and _INTEGER.fullmatch(text):
        return int(text)
    if type_code == "decimal" and _DECIMAL.fullmatch(text):
        return int(text) if text.lstrip("-").isdigit() else Decimal(text)
    return text

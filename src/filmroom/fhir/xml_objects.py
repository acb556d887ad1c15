"""XML nodes into the objects of JSON, by the definitions.

Types, lists and the order of elements come from the definitions. What cannot be an object of JSON is left out and
becomes a finding; the rest is read on.

Source: https://hl7.org/fhir/6.0.0-ballot4/xml.html
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from filmroom.fhir.definitions import defined_types, definition, known_resource_types
from filmroom.fhir.structure import group_of
from filmroom.fhir.xml_untyped import is_kept_by_json, put_pairs, untyped_object, untyped_pair

if TYPE_CHECKING:
    from collections.abc import Iterable

    from filmroom.fhir.structure import Group, Property
    from filmroom.fhir.xml_nodes import XmlNode
    from filmroom.fhir.xml_untyped import Pair

__all__ = ["XmlFinding", "XmlObjects"]

_INTEGERS: Final = frozenset({"integer", "positiveInt", "unsignedInt"})
_INTEGER: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,30})")
_DECIMAL: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,40})(?:\.[0-9]{1,40})?(?:[eE][+-]?[0-9]{1,3})?")
_TRUTH: Final = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class XmlFinding:
    """Something that was met while reading.

    Attributes:
        expression: where, as FHIRPath with indices.
        message: what was found and what was expected.
        line: counted from 1.
        column: counted from 1, in characters.
    """

    expression: str
    message: str
    line: int
    column: int


class XmlObjects:
    """Reads one document.

    Attributes:
        findings: what was left out, in the order of the document.
        untyped: resources of types without a definition.
    """

    def __init__(self) -> None:
        self.findings: list[XmlFinding] = []
        self.untyped: list[XmlFinding] = []

    def resource(self, node: XmlNode, path: str) -> dict[str, Any]:
        """Read a resource, under the name of its element."""
        for _ in node.attributes:
            self._report(node, path, "Found an attribute of a resource, expected none")
        if node.name in known_resource_types() and _is_readable(node.name):
            return {"resourceType": node.name, **self._children(node, group_of(node.name), path)}
        if node.name in known_resource_types():
            self.untyped.append(_undefined(node, path))
        return {"resourceType": node.name, **untyped_object(node, partial(self._report_notes, path=path))}

    def _report(self, node: XmlNode, path: str, message: str) -> None:
        self.findings.append(XmlFinding(path, message, node.line, node.column))

    def _report_notes(self, node: XmlNode, path: str) -> None:
        self.findings.extend(XmlFinding(path, note.message, note.line, note.column) for note in node.notes)

    def _children(self, node: XmlNode, group: Group, path: str) -> dict[str, Any]:
        """Read the elements in an element; what the type does not have is kept for the validator to report."""
        self._report_notes(node, path)
        result: dict[str, Any] = {}
        nodes: dict[str, list[XmlNode]] = {}
        for child in node.children:
            nodes.setdefault(child.name, []).append(child)
        misplaced = _misplaced(node.children, group)
        for name, same in nodes.items():
            found = group.properties.get(name)
            is_list = len(same) > 1 or (found is not None and found.is_list)
            pairs: list[Pair] = []
            for position, child in enumerate(same):
                here = f"{path}.{found.element if found else name}{f'[{position}]' if is_list else ''}"
                if id(child) in misplaced:
                    self._report(
                        child, here, f"Found {name} after a later element, expected the order of the definition"
                    )
                pairs.extend(self._pairs(child, found, here))
            put_pairs(result, name, pairs, is_list=is_list or len(pairs) > 1)
        return result

    def _pairs(self, node: XmlNode, found: Property | None, path: str) -> list[Pair]:
        """Read one element into its values: one, but for a carrier of resources that has none or several."""
        misfit = _misfit(node, found)
        if misfit:
            self._report_notes(node, path)
            self._report(node, path, misfit)
            return []
        if found is not None and found.is_resource:
            return self._resources(node, path)
        return [self._pair(node, found, path)]

    def _pair(self, node: XmlNode, found: Property | None, path: str) -> Pair:
        if found is None:
            return untyped_pair(node, partial(self._report_notes, path=path))
        if found.group:
            return self._object(node, group_of(found.group), path), None
        if not node.xhtml:
            return self._primitive(node, found, path)
        self._report_notes(node, path)
        return node.xhtml, None

    def _resources(self, node: XmlNode, path: str) -> list[Pair]:
        self._report_notes(node, path)
        for _ in node.attributes:
            self._report(node, path, "Found an attribute of what carries a resource, expected none")
        if len(node.children) > 1:
            self._report(node, path, f"Found {len(node.children)} resources, expected one")
        return [(self.resource(child, path), None) for child in node.children] or [({}, None)]

    def _object(self, node: XmlNode, group: Group, path: str) -> dict[str, Any]:
        attributes = {}
        for name, value in node.attributes.items():
            each = group.properties.get(name)
            if each is None or not each.is_attribute:
                self._report(
                    node, path, f"Found an attribute that {group.path} does not have, expected id or url at most"
                )
            else:
                attributes[name] = value
        return {**attributes, **self._children(node, group, path)}

    def _primitive(self, node: XmlNode, found: Property, path: str) -> Pair:
        attributes = dict(node.attributes)
        text = attributes.pop("value", None)
        if attributes.keys() - {"id"}:
            self._report(node, path, "Found an attribute of a primitive, expected value or id")
        identity = {"id": attributes["id"]} if "id" in attributes else {}
        sibling = {**identity, **self._children(node, group_of("Element"), path)}
        if text is None:
            return None, sibling
        return _typed(text, found.type_code), sibling or None


def _misfit(node: XmlNode, found: Property | None) -> str:
    """Say why an element cannot be a property; empty when it can."""
    if found is None:
        return "" if is_kept_by_json(node.name) else "Found an element whose name JSON reserves, expected another"
    if found.is_attribute:
        return f"Found {node.name} as an element, expected it as an attribute"
    if found.type_code == "xhtml" and not node.xhtml:
        return "Found a div outside the namespace of XHTML, expected one inside"
    if node.xhtml and found.type_code != "xhtml":
        return "Found XHTML, expected it in a narrative only"
    return ""


def _is_readable(type_name: str) -> bool:
    return type_name in defined_types() and not definition(type_name).abstract


def _undefined(node: XmlNode, path: str) -> XmlFinding:
    message = (
        f"Found the type {node.name}, expected one that filmroom defines, since XML says neither which of "
        "its elements repeat nor which values are numbers; it can be read as JSON"
    )
    return XmlFinding(path, message, node.line, node.column)


def _misplaced(nodes: Iterable[XmlNode], group: Group) -> frozenset[int]:
    """Name the elements, by identity, that stand behind one which the definition has later."""
    order = {name: position for position, name in enumerate(group.elements)}
    last, misplaced = 0, set()
    for each in nodes:
        found = group.properties.get(each.name)
        if found is not None and order[found.element] < last:
            misplaced.add(id(each))
        elif found is not None:
            last = order[found.element]
    return frozenset(misplaced)


def _typed(text: str, type_code: str) -> Any:
    """Give a value as JSON has it; text that is none of its type stays text."""
    if type_code == "boolean":
        return _TRUTH.get(text, text)
    if type_code in _INTEGERS and _INTEGER.fullmatch(text):
        return int(text)
    if type_code == "decimal" and _DECIMAL.fullmatch(text):
        return int(text) if text.lstrip("-").isdigit() else Decimal(text)
    return text

"""XML nodes whose types are not known, into the objects that JSON would most likely have.

Every value is text, and only what does repeat is a list: XML alone says no more.

Source: https://hl7.org/fhir/6.0.0-ballot4/xml.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

    from filmroom.fhir.xml_nodes import XmlNode

__all__ = ["Pair", "is_kept_by_json", "put_pairs", "untyped_object", "untyped_pair"]

Pair: TypeAlias = tuple[Any, Any]
"""A value and its sibling, either of which may be None."""


def is_kept_by_json(name: str) -> bool:
    """Say whether a name means the same in JSON, which has its own use for ``_name`` and ``resourceType``."""
    return not name.startswith("_") and name != "resourceType"


def put_pairs(result: dict[str, Any], name: str, pairs: list[Pair], *, is_list: bool) -> None:
    """Store values and siblings under their JSON names, where there are any."""
    values, siblings = [value for value, _ in pairs], [sibling for _, sibling in pairs]
    if any(value is not None for value in values):
        result[name] = values if is_list else values[0]
    if any(sibling is not None for sibling in siblings):
        result["_" + name] = siblings if is_list else siblings[0]


def untyped_object(node: XmlNode, report: Callable[[XmlNode], None]) -> dict[str, Any]:
    """Give the object that the elements in an element make.

    Args:
        node: the element.
        report: told of every element, itself first, so that what was left out can be reported.
    """
    report(node)
    nodes: dict[str, list[XmlNode]] = {}
    for child in node.children:
        nodes.setdefault(child.name, []).append(child)
    result: dict[str, Any] = {}
    for name, same in nodes.items():
        if is_kept_by_json(name):
            put_pairs(result, name, [untyped_pair(each, report) for each in same], is_list=len(same) > 1)
    return result


def untyped_pair(node: XmlNode, report: Callable[[XmlNode], None]) -> Pair:
    """Give the value and the sibling of an element: with a value attribute it is a primitive, else an object."""
    if node.xhtml:
        return node.xhtml, None
    attributes = dict(node.attributes)
    text = attributes.pop("value", None)
    content = {**attributes, **untyped_object(node, report)}
    return (content, None) if text is None else (text, content or None)

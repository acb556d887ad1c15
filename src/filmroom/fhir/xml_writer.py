"""Objects into FHIR XML, in the order of the definitions.

Source: https://hl7.org/fhir/6.0.0-ballot4/xml.html
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from filmroom.errors import FhirError
from filmroom.fhir.definitions import defined_types
from filmroom.fhir.primitives import PRIMITIVES
from filmroom.fhir.structure import group_of
from filmroom.fhir.xhtml import inspect_xhtml

if TYPE_CHECKING:
    from filmroom.fhir.structure import Group, Property

__all__ = ["write_xml"]

_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACE: Final = ' xmlns="http://hl7.org/fhir"'
_ESCAPES: Final = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
)
_JSON_KINDS: Final = {row.name: row.json_kind.split(" or ") for row in PRIMITIVES}
_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DEPTH_LIMIT: Final = 128


def write_xml(resource: dict[str, Any], *, pretty: bool = False) -> bytes:
    """Write a resource as UTF-8.

    Args:
        resource: as JSON has it.
        pretty: one element a line, indented; a narrative stays as it is.

    Raises:
        FhirError: it has something that the definitions or XML have no place for; validate it first.
    """
    writer = _Writer(pretty=pretty)
    writer.resource(resource, _NAMESPACE)
    return (_HEAD + "".join(writer.parts)).encode("utf-8")


class _Writer:
    """Gathers the parts of one document."""

    def __init__(self, *, pretty: bool) -> None:
        self.parts: list[str] = []
        self._pretty = pretty
        self._depth = 0

    def _write(self, text: str) -> None:
        if self._pretty:
            self.parts += ("  " * self._depth, text, "\n")
        else:
            self.parts.append(text)

    def _open(self, tag: str, attributes: str) -> None:
        self._write(f"<{tag}{attributes}>")
        self._depth += 1
        if self._depth > _DEPTH_LIMIT:
            raise FhirError(f"Found more than {_DEPTH_LIMIT} nested objects, expected fewer")

    def _close(self, tag: str) -> None:
        self._depth -= 1
        self._write(f"</{tag}>")

    def resource(self, resource: Any, namespace: str = "") -> None:
        """Write a resource under its own name."""
        type_name = resource.get("resourceType") if isinstance(resource, dict) else None
        if not isinstance(type_name, str) or type_name not in defined_types():
            raise FhirError("Found a resource of which only the name is known, expected one whose elements are known")
        self._open(type_name, namespace)
        self._content({name: each for name, each in resource.items() if name != "resourceType"}, group_of(type_name))
        self._close(type_name)

    def _content(self, value: dict[str, Any], group: Group) -> None:
        unknown = [name for name in value if name.removeprefix("_") not in group.properties]
        if unknown:
            raise FhirError(f"Found a property that {group.path} does not have, expected only those it has")
        for name, found in group.properties.items():
            if found.is_attribute and "_" + name in value:
                raise FhirError(f"Found a sibling of {name}, expected none: XML writes it as an attribute")
            if not found.is_attribute and (name in value or "_" + name in value):
                self._property(value, found)

    def _property(self, value: dict[str, Any], found: Property) -> None:
        contents = _entries(value, found.name, is_list=found.is_list)
        besides = _entries(value, "_" + found.name, is_list=found.is_list)
        if contents and besides and len(contents) != len(besides):
            raise FhirError(f"Found more or fewer siblings than values under {found.name}, expected as many")
        for position in range(max(len(contents), len(besides))):
            one = contents[position] if position < len(contents) else None
            other = besides[position] if position < len(besides) else None
            if one is None and other is None:
                raise FhirError(f"Found null under {found.name}, expected a value")
            if other is not None and not (
                found.is_primitive and found.type_code != "xhtml" and isinstance(other, dict)
            ):
                raise FhirError(f"Found a sibling of {found.name} that XML cannot hold, expected an id or extensions")
            self._element(one, other, found)

    def _element(self, value: Any, beside: Any, found: Property) -> None:
        if found.type_code == "xhtml":
            self._write(_narrative(value))
        elif found.is_primitive:
            self._primitive(value, beside, found)
        elif not isinstance(value, dict):
            raise FhirError(f"Found no object under {found.name}, expected one")
        elif found.is_resource:
            self._open(found.name, "")
            self.resource(value)
            self._close(found.name)
        else:
            group = group_of(found.group)
            names = [name for name in value if (each := group.properties.get(name)) and each.is_attribute]
            if not all(isinstance(value[name], str) for name in names):
                raise FhirError(f"Found an id or url of {found.name} that is no text, expected text")
            self._open(found.name, "".join(_attribute(name, value[name]) for name in names))
            self._content(value, group)
            self._close(found.name)

    def _primitive(self, value: Any, beside: Any, found: Property) -> None:
        sibling = beside or {}
        if not isinstance(sibling.get("id", ""), str):
            raise FhirError(f"Found an id of {found.name} that is no text, expected text")
        attributes = _attribute("id", sibling["id"]) if "id" in sibling else ""
        if value is not None:
            if _kind_of(value) not in _JSON_KINDS[found.type_code]:
                raise FhirError(f"Found another kind of value under {found.name}, expected that of {found.type_code}")
            attributes += _attribute("value", value)
        if sibling.keys() - {"id"}:
            self._open(found.name, attributes)
            self._content(sibling, group_of("Element"))
            self._close(found.name)
        elif attributes:
            self._write(f"<{found.name}{attributes}/>")
        else:
            raise FhirError(f"Found neither a value nor extensions under {found.name}, expected one of them")


def _kind_of(value: Any) -> str:
    """Name the JSON kind of a primitive; of anything else the one that is refused later."""
    if isinstance(value, bool):
        return "boolean"
    return "number" if isinstance(value, int | float | Decimal) else "string"


def _entries(value: dict[str, Any], name: str, *, is_list: bool) -> list[Any]:
    """List what stands under a name; nothing when the name is absent."""
    if name not in value:
        return []
    content = value[name]
    if content == [] or content is None:
        raise FhirError(f"Found null or an empty array under {name.removeprefix('_')}, expected a value")
    if isinstance(content, list) is not is_list:
        expected = "an array" if is_list else "a single value"
        raise FhirError(f"Found another form under {name.removeprefix('_')}, expected {expected}")
    return content if is_list else [content]


def _attribute(name: str, value: Any) -> str:
    if isinstance(value, bool):
        text = "true" if value else "false"
    elif isinstance(value, str | int | Decimal):
        text = str(value)
    elif isinstance(value, float):
        text = repr(value)
    else:
        raise FhirError(f"Found an object or an array as {name}, expected a primitive")
    if _NOT_XML.search(text):
        raise FhirError(f"Found a character as {name} that XML cannot hold, expected text")
    return f' {name}="{text.translate(_ESCAPES)}"'


def _narrative(value: Any) -> str:
    if not isinstance(value, str) or not value.startswith("<") or value.startswith(("<?", "<!")):
        raise FhirError("Found a narrative that is no element, expected a div")
    if not value.endswith(">") or not inspect_xhtml(value).is_element:
        raise FhirError("Found a narrative that is not well-formed, expected a div of XHTML")
    return value

"""The primitive types as definitions: what each builds on, and how its value is written.

Source: https://hl7.org/fhir/6.0.0-ballot4/datatypes.html#primitive, and for FHIRPath's types
https://hl7.org/fhir/6.0.0-ballot4/fhirpath.html#types
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from filmroom.fhir.definition import Definition, Element, Kind, TypeRef
from filmroom.fhir.primitives import PRIMITIVES

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["PRIMITIVE_BASES", "primitive_definition", "primitive_value_type"]

_REGEX = "http://hl7.org/fhir/StructureDefinition/regex"
_FHIR_TYPE = "http://hl7.org/fhir/StructureDefinition/structuredefinition-fhir-type"
_SYSTEM = "http://hl7.org/fhirpath/System."

_ROWS = MappingProxyType({row.name: row for row in PRIMITIVES})

_SPECIAL_BASES = {
    "canonical": "uri",
    "code": "string",
    "id": "string",
    "markdown": "string",
    "oid": "uri",
    "positiveInt": "integer",
    "unsignedInt": "integer",
    "url": "uri",
    "uuid": "uri",
    "xhtml": "Element",
}

PRIMITIVE_BASES: Mapping[str, str] = MappingProxyType(
    {name: _SPECIAL_BASES.get(name, "PrimitiveType") for name in _ROWS}
)
"""For each primitive type, the type it specialises."""

_SYSTEM_TYPES = {
    "boolean": "Boolean",
    "integer": "Integer",
    "unsignedInt": "Integer",
    "positiveInt": "Integer",
    "integer64": "Long",
    "decimal": "Decimal",
    "date": "Date",
    "dateTime": "DateTime",
    "instant": "DateTime",
    "time": "Time",
}

# Of those that JSON writes as numbers or booleans: how they look in XML
_LEXICAL = {
    "boolean": "true|false",
    "integer": "0|[-+]?[1-9][0-9]*",
    "unsignedInt": "0|[1-9][0-9]*",
    "positiveInt": "[1-9][0-9]*",
    "decimal": r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?",
}


def primitive_definition(name: str) -> Definition:
    """Describe a primitive type as other types are; what it has from Element is inherited.

    Raises:
        KeyError: the type is not primitive.
    """
    row = _ROWS[name]
    value = Element(f"{name}.value", f"The value itself: {row.expected}", types=(TypeRef(name),))
    root = Element(name, f"Primitive type: {row.expected}", max="*")
    return Definition(name, Kind.PRIMITIVE, "Element", f"{root.short}.", row.source, (root, value))


def primitive_value_type(name: str) -> dict[str, Any]:
    """Write the type of a primitive's value: FHIRPath's type, with FHIR's and the grammar beside it.

    Raises:
        KeyError: the type is not primitive.
    """
    extensions = [{"url": _FHIR_TYPE, "valueUrl": name}]
    grammar = _ROWS[name].grammar or _LEXICAL.get(name)
    if grammar:
        extensions.append({"url": _REGEX, "valueString": grammar})
    return {"extension": extensions, "code": _SYSTEM + _SYSTEM_TYPES.get(name, "String")}

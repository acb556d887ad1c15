"""A type's definition as a FHIR StructureDefinition.

Source: https://hl7.org/fhir/6.0.0-ballot4/structuredefinition.html and elementdefinition.html
"""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from filmroom.errors import UsageError
from filmroom.fhir.definition import FHIR_VERSION
from filmroom.fhir.definitions import defined_types, definition
from filmroom.fhir.primitive_definition import PRIMITIVE_BASES, primitive_definition, primitive_value_type

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from filmroom.fhir.definition import Definition, Element, Invariant, TypeRef

__all__ = ["MAPPING_IDENTITIES", "described_types", "structure_definition"]

_CANONICAL = "http://hl7.org/fhir/StructureDefinition/"
_SYSTEM_STRING = "http://hl7.org/fhirpath/System.String"
_FHIR_TYPE = "http://hl7.org/fhir/StructureDefinition/structuredefinition-fhir-type"

MAPPING_IDENTITIES: Mapping[str, tuple[str, str]] = {
    "workflow": ("http://hl7.org/fhir/workflow", "Workflow Pattern"),
    "w5": ("http://hl7.org/fhir/fivews", "FiveWs Pattern Mapping"),
    "v2": ("http://hl7.org/v2", "HL7 V2 Mapping"),
    "rim": ("http://hl7.org/v3", "RIM Mapping"),
    "dicom": ("http://nema.org/dicom", "DICOM Tag Mapping"),
}
"""For each identity that a mapping may have, its URI and name, as the specification declares them."""

# The elements that are attributes in XML. Source: https://hl7.org/fhir/6.0.0-ballot4/xml.html
_SYSTEM_TYPED = (".id", "Extension.url")

# Source: https://hl7.org/fhir/6.0.0-ballot4/narrative.html#xhtml
_FORBIDDEN = frozenset({"xhtml.extension"})

# The types whose children a group has before its own, in the type that the group is of.
_GROUPS = frozenset({"BackboneElement", "Element"})


def described_types() -> tuple[str, ...]:
    """Name every type that can be written as a StructureDefinition, in alphabetical order."""
    return tuple(sorted({*defined_types(), *PRIMITIVE_BASES}))


def structure_definition(name: str) -> dict[str, Any]:
    """Write a type's definition as a StructureDefinition resource, with snapshot and differential.

    Raises:
        UsageError: the type has no definition here.
    """
    own = _own_definition(name)
    base = PRIMITIVE_BASES.get(name, own.base)
    identities = {each.identity for row in own.elements for each in row.mappings}
    resource: dict[str, Any] = {
        "resourceType": "StructureDefinition",
        "id": name,
        "url": own.url,
        "version": FHIR_VERSION,
        "name": name,
        "status": "draft",
        "description": own.description,
        "fhirVersion": FHIR_VERSION,
        "mapping": [
            {"identity": identity, "uri": uri, "name": title}
            for identity, (uri, title) in MAPPING_IDENTITIES.items()
            if identity in identities
        ],
        "kind": own.kind.value,
        "abstract": own.abstract,
        "type": name,
        "baseDefinition": _CANONICAL + base if base else "",
        "derivation": "specialization" if base else "",
        "snapshot": {"element": [_written(row, base) for row, base in _snapshot(own)]},
        "differential": {"element": [_stated(row) for row in own.elements]},
    }
    return {key: value for key, value in resource.items() if value not in ("", [])}


def _own_definition(name: str) -> Definition:
    if name in PRIMITIVE_BASES:
        return primitive_definition(name)
    if name in defined_types():
        return definition(name)
    by_folded = {each.lower(): each for each in described_types()}
    near = [by_folded[each] for each in get_close_matches(str(name).lower(), by_folded, cutoff=0.8)]
    hint = f"; did you mean {' or '.join(near)}?" if near else "; `filmroom define` lists those that are"
    raise UsageError(f"type {name!r}: not defined here{hint}")


def _snapshot(own: Definition) -> Iterator[tuple[Element, Element]]:
    """List all rows of a type, what it inherits included, each with the row it comes from."""
    for row, base in _inherited(own):
        yield row, base
    for row in own.elements[1:]:
        yield row, row
        code = row.types[0].code if len(row.types) == 1 else ""
        if code in _GROUPS:
            yield from _moved_children(code, row.path)


def _inherited(own: Definition) -> Iterator[tuple[Element, Element]]:
    """List the root and the rows that a type has from those it specialises."""
    ancestors = list(_ancestors(own))
    root = own.elements[0]
    constraints = tuple(rule for each in (*ancestors, own) for rule in each.elements[0].constraints)
    yield replace(root, constraints=constraints), root
    for each in ancestors:
        for row in each.elements[1:]:
            moved = replace(row, path=_rebased(row.path, own.name))
            yield (replace(moved, max="0") if moved.path in _FORBIDDEN else moved), row


def _moved_children(code: str, path: str) -> Iterator[tuple[Element, Element]]:
    """List what a group has from its type: id, extension, modifierExtension."""
    group = definition(code)
    for each in (*_ancestors(group), group):
        for row in each.elements[1:]:
            yield replace(row, path=_rebased(row.path, path)), row


def _ancestors(own: Definition) -> Iterator[Definition]:
    """List the types that a type builds on, the topmost first."""
    if own.base:
        base = definition(own.base)
        yield from _ancestors(base)
        yield base


def _rebased(path: str, onto: str) -> str:
    """Put a child's path under another parent."""
    return f"{onto}.{path.partition('.')[2]}"


def _written(row: Element, base: Element) -> dict[str, Any]:
    """Write a row of the snapshot: with where it comes from, and the rules that its type brings."""
    stated = _stated(row)
    brought = [rule for rule in _type_rules(row) if rule not in row.constraints]
    rules = [_constraint(rule) for rule in (*brought, *row.constraints)]
    written = {
        **stated,
        "base": {"path": base.path, "min": base.min, "max": base.max},
        "constraint": rules,
        "isModifier": row.modifier,
    }
    if "." in row.path:
        written["isSummary"] = row.summary
    return {key: written[key] for key in _ORDER if written.get(key) not in (None, [])}


def _stated(row: Element) -> dict[str, Any]:
    """Write a row as the type itself states it."""
    stated = {
        "id": row.path,
        "path": row.path,
        "short": row.short,
        "definition": f"{row.short}.",
        "alias": list(row.aliases),
        "min": row.min,
        "max": row.max,
        "contentReference": f"#{row.content_reference}" if row.content_reference else None,
        "type": _types(row),
        "condition": list(row.conditions),
        "constraint": [_constraint(rule) for rule in row.constraints],
        "isModifier": True if row.modifier else None,
        "isModifierReason": row.modifier_reason or None,
        "isSummary": True if row.summary else None,
        "binding": _binding(row),
        "mapping": [{"identity": each.identity, "map": each.map} for each in row.mappings],
    }
    return {key: value for key, value in stated.items() if value not in (None, [])}


# The order of ElementDefinition's elements.
_ORDER = (
    "id",
    "path",
    "short",
    "definition",
    "alias",
    "min",
    "max",
    "base",
    "contentReference",
    "type",
    "condition",
    "constraint",
    "isModifier",
    "isModifierReason",
    "isSummary",
    "binding",
    "mapping",
)


def _types(row: Element) -> list[dict[str, Any]]:
    """Write the types of an element."""
    type_name, _, name = row.path.partition(".")
    if type_name in PRIMITIVE_BASES and name == "value":
        return [primitive_value_type(type_name)]
    return [_system_type(row)] if row.path.endswith(_SYSTEM_TYPED) else [_type(each) for each in row.types]


def _type(each: TypeRef) -> dict[str, Any]:
    """Write one type of an element."""
    written: dict[str, Any] = {"code": each.code}
    if each.profiles:
        written["profile"] = [_CANONICAL + name for name in each.profiles]
    if each.targets:
        written["targetProfile"] = [_CANONICAL + name for name in each.targets]
    return written


def _system_type(row: Element) -> dict[str, Any]:
    """Write the type of an element that is an attribute in XML: FHIRPath's String, with the FHIR type beside it."""
    extension = {"url": _FHIR_TYPE, "valueUrl": row.types[0].code}
    return {"extension": [extension], "code": _SYSTEM_STRING}


def _binding(row: Element) -> dict[str, Any] | None:
    """Write an element's binding."""
    if row.binding is None:
        return None
    return {"strength": row.binding.strength.value, "valueSet": row.binding.value_set}


def _constraint(rule: Invariant) -> dict[str, Any]:
    """Write one rule."""
    return {"key": rule.key, "severity": rule.severity, "human": rule.human, "expression": rule.expression}


def _type_rules(row: Element) -> Iterable[Invariant]:
    """List the rules that an element has from its type: ele-1 for every element, ext-1 for extensions."""
    codes = {each.code for each in row.types}
    if "." not in row.path or row.path.endswith(".id") or "Resource" in codes:
        return ()
    element, extension = definition("Element").elements[0], definition("Extension").elements[0]
    return (*element.constraints, *extension.constraints) if codes == {"Extension"} else element.constraints

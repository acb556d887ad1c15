"""Our tables against the R5 models that fhir.resources publishes.

Every difference is a row of `DIFFERENCES`, with its reason: R6 changed it, or the models lack it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from fhir.resources import get_fhir_model_class

from filmroom.fhir.definitions import all_elements, defined_types, definition
from filmroom.fhir.value_sets import value_set

if TYPE_CHECKING:
    from filmroom.fhir.definition import Definition, Element

GROUPS = ("BackboneElement", "Element")
NO_MODEL = frozenset({"BackboneType"})
GROUP_CHILDREN = frozenset({"id", "extension", "modifierExtension"})
INHERITED = frozenset(
    {"id", "extension", "modifierExtension", "meta", "implicitRules", "language", "text", "contained"}
)


class Facts(NamedTuple):
    """What both sides say about one JSON property."""

    type: str
    is_list: bool
    is_required: bool
    is_summary: bool
    targets: frozenset[str]


# property: what differs, and why. A group's children go with it.
DIFFERENCES: dict[str, tuple[str, str]] = {
    "Device.additive": ("ours", "new in R6: what was added to a container"),
    "Device.cycle": ("theirs", "R6 moves it to DeviceMetric and Observation"),
    "Device.definition": ("type", "R6 makes it the canonical address of a DeviceDefinition"),
    "Device.deviceVersion": ("ours", "R6 renames version, which now means the version of a canonical resource"),
    "Device.displayName": ("theirs", "R6 has name.display instead"),
    "Device.duration": ("theirs", "R6 moves it to DeviceMetric and Observation"),
    "Device.endpoint": ("theirs", "R6 leaves it to an extension"),
    "Device.gateway": ("theirs", "R6 leaves it to DeviceAssociation"),
    "Device.mode": ("theirs", "R6 moves it to DeviceMetric and Observation"),
    "Device.owner": ("theirs", "R6 leaves it to DeviceAssociation"),
    "Device.url": ("theirs", "R6 leaves it to an extension"),
    "Device.version": ("theirs", "R6 renames it deviceVersion"),
    "Encounter.businessStatus": ("ours", "new in R6: stages that the status does not tell apart"),
    "Endpoint.availability": ("ours", "new in R6"),
    "Endpoint.payload.profileCanonical": ("ours", "new in R6"),
    "Endpoint.payload.profileUri": ("ours", "new in R6"),
    "ImagingStudy.basedOn": ("targets", "R6 drops AppointmentResponse"),
    "ImagingStudy.partOf": ("theirs", "R6 calls it procedure"),
    "ImagingStudy.procedure": ("targets, type", "in R6 the procedure performed, in R5 the kind of procedure"),
    "ImagingStudy.series.instance.sopClass": ("type", "a Coding in R5, an oid in R6"),
    "ImagingStudy.series.laterality": ("theirs", "R6 has it in bodySite"),
    "Location.code": ("ours", "new in R6"),
    "Location.hoursOfOperation": ("is_list", "once only in R6"),
    "PractitionerRole.availability": ("is_list", "once only in R6"),
    "PractitionerRole.display": ("ours", "new in R6"),
    "PractitionerRole.network": ("ours", "new in R6"),
    "Procedure.bodyStructure": ("ours", "new in R6"),
    "Procedure.followUp": ("type", "R6 lets it refer to a resource"),
    "Procedure.instantiatesCanonical": ("theirs", "R6 leaves it to an extension"),
    "Procedure.instantiatesUri": ("theirs", "R6 leaves it to an extension"),
    "Procedure.outcome": ("is_list, type", "R6 lets it repeat and refer to a resource"),
    "ServiceRequest.asNeeded": ("ours", "R6 splits asNeeded[x] into asNeeded and asNeededFor"),
    "ServiceRequest.asNeededBoolean": ("theirs", "R6 splits asNeeded[x] into asNeeded and asNeededFor"),
    "ServiceRequest.asNeededCodeableConcept": ("theirs", "R6 splits asNeeded[x] into asNeeded and asNeededFor"),
    "ServiceRequest.asNeededFor": ("ours", "R6 splits asNeeded[x] into asNeeded and asNeededFor"),
    "ServiceRequest.bodySite": ("theirs", "R6 merges it into bodyStructure"),
    "ServiceRequest.bodyStructure": ("type", "R6 merges bodySite into it"),
    "ServiceRequest.instantiatesCanonical": ("theirs", "R6 leaves it to an extension"),
    "ServiceRequest.instantiatesUri": ("theirs", "R6 leaves it to an extension"),
    "ServiceRequest.statusReason": ("ours", "new in R6"),
    "Specimen.accessionIdentifier": ("theirs", "R6 has it among the identifiers"),
}

# How the models name types that are ours under FHIR's own name.
MODEL_TYPES = {"bool": "boolean", "int": "integer", "EncodedBytes": "base64Binary", "UuidVersion": "uuid"}


def our_facts(own: Definition) -> dict[str, Facts]:
    """List a type's properties, group children under their path, as our rows have them."""
    facts: dict[str, Facts] = {}
    for row in own.elements[1:] if own.base != "Quantity" else all_elements(own.name)[1:]:
        if row.name in INHERITED and row.path.count(".") == 1 and row.path not in {e.path for e in own.elements}:
            continue
        for each in row.types or (None,):
            code = each.code if each else "content"
            name = f"{row.path.removesuffix('[x]')}{code[0].upper()}{code[1:]}" if row.is_choice else row.path
            targets = frozenset(each.targets if each else ())
            facts[name] = Facts("group" if code in (*GROUPS, "content") else code, *flags(row), targets)
    return facts


def flags(row: Element) -> tuple[bool, bool, bool]:
    return row.is_list, row.min > 0, row.summary


def model_facts(name: str) -> dict[str, Facts]:
    """List the properties of a model, and of the models inside it."""
    return dict(walk_model(get_fhir_model_class(name), name, name))


def walk_model(model: Any, path: str, root: str) -> list[tuple[str, Facts]]:
    found: list[tuple[str, Facts]] = []
    for name, field in model.model_fields.items():
        extra = field.json_schema_extra or {}
        prop = field.alias or name
        inherited = prop in (inherited_names(root) if path == root else GROUP_CHILDREN)
        if not extra.get("element_property") or inherited:
            continue
        annotation = str(field.annotation)
        type_name = type_of(annotation)
        inside = type_name.startswith(root) and type_name != root and type_name not in defined_types()
        is_required = field.is_required() or bool(extra.get("element_required") or extra.get("one_of_many_required"))
        facts = Facts(
            "group" if inside else type_name,
            "List" in annotation,
            is_required,
            bool(extra.get("summary_element_property")),
            frozenset(extra.get("enum_reference_types", ())) - {"Resource"},
        )
        found.append((f"{path}.{prop}", facts))
        if inside and type_name == camel(f"{path}.{prop}"):
            found += walk_model(get_fhir_model_class(type_name), f"{path}.{prop}", root)
    return found


def camel(path: str) -> str:
    return "".join(step[0].upper() + step[1:] for step in path.split("."))


def inherited_names(root: str) -> frozenset[str]:
    own = {row.name for row in definition(root).elements[1:] if row.path.count(".") == 1}
    return INHERITED - own


def type_of(annotation: str) -> str:
    if found := re.search(r"abc\.(\w+)Type\b", annotation):
        return found[1]
    if found := re.search(r"(?:, |types\.)(\w+)(?:\(| object)", annotation):
        return MODEL_TYPES.get(found[1], found[1][0].lower() + found[1][1:])
    return MODEL_TYPES[annotation.split(" ", maxsplit=1)[0]]


def compare(name: str) -> dict[str, str]:
    """Say for each property that differs from the model's in what."""
    ours, theirs = our_facts(definition(name)), model_facts(name)
    found = dict.fromkeys(theirs.keys() - ours.keys(), "theirs")
    found |= dict.fromkeys(ours.keys() - theirs.keys(), "ours")
    for path in ours.keys() & theirs.keys():
        columns = zip(Facts._fields, ours[path], theirs[path], strict=True)
        if unlike := sorted(column for column, left, right in columns if left != right):
            found[path] = ", ".join(unlike)
    return {path: what for path, what in found.items() if path.rpartition(".")[0] not in found}


@pytest.mark.parametrize("name", [name for name in defined_types() if name not in NO_MODEL])
def test_rows_are_those_of_r5_but_for_known_differences(name: str) -> None:
    known = {path: what for path, (what, _) in DIFFERENCES.items() if path.partition(".")[0] == name}

    assert compare(name) == known


def test_codes_of_bound_elements_are_those_of_r5() -> None:
    unlike = {path for name in defined_types() if name not in NO_MODEL for path in unlike_codes(name)}

    assert unlike == {
        # R6 adds inactive
        "ImagingStudy.status",
        # R6 adds ended, solicit-offer and offer-response
        "ServiceRequest.intent",
        "ServiceRequest.status",
        # the models go by the short text, which names a code, test, that the code system does not have
        "Endpoint.status",
        # the models go by the short text, which leaves codes out
        "Expression.language",
    }


def unlike_codes(name: str) -> set[str]:
    """Name the coded properties of a type whose value set has other codes than the model."""
    fields: list[Any] = list(get_fhir_model_class(name).model_fields.values())
    found = set()
    for row in definition(name).elements[1:]:
        extra = next((field.json_schema_extra or {} for field in fields if field.alias == row.name), {})
        bound = value_set(row.binding.value_set) if row.binding else None
        codes = extra.get("enum_values", ())
        if row.path.count(".") == 1 and codes and bound and {each.code for each in bound.concepts} != set(codes):
            found.add(row.path)
    return found

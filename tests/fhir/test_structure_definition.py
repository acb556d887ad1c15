"""StructureDefinitions written from the definitions."""

from __future__ import annotations

import re
from typing import Any

import pytest

from filmroom.errors import UsageError
from filmroom.fhir.definitions import definition
from filmroom.fhir.structure_definition import MAPPING_IDENTITIES, described_types, structure_definition

ELE_1 = {
    "key": "ele-1",
    "severity": "error",
    "human": "All FHIR elements must have a @value or children",
    "expression": "hasValue() or (children().count() > id.count())",
}
EXT_1 = {
    "key": "ext-1",
    "severity": "error",
    "human": "Must have either extensions or value[x], not both",
    "expression": "extension.exists() != value.exists()",
}


def snapshot(name: str) -> dict[str, dict[str, Any]]:
    return {each["path"]: each for each in structure_definition(name)["snapshot"]["element"]}


def test_the_head_says_what_it_is() -> None:
    written = structure_definition("ImagingStudy")
    head = {key: value for key, value in written.items() if key not in ("snapshot", "differential", "mapping")}

    assert head == {
        "resourceType": "StructureDefinition",
        "id": "ImagingStudy",
        "url": "http://hl7.org/fhir/StructureDefinition/ImagingStudy",
        "version": "6.0.0-ballot4",
        "name": "ImagingStudy",
        "status": "draft",
        "description": definition("ImagingStudy").description,
        "fhirVersion": "6.0.0-ballot4",
        "kind": "resource",
        "abstract": False,
        "type": "ImagingStudy",
        "baseDefinition": "http://hl7.org/fhir/StructureDefinition/DomainResource",
        "derivation": "specialization",
    }
    assert [each["identity"] for each in written["mapping"]] == list(MAPPING_IDENTITIES)


def test_the_differential_holds_what_the_type_itself_defines() -> None:
    written = structure_definition("ImagingStudy")["differential"]["element"]

    assert [each["path"] for each in written] == [row.path for row in definition("ImagingStudy").elements]


def test_the_snapshot_holds_what_is_inherited_too() -> None:
    assert list(snapshot("ImagingStudy"))[:11] == [
        "ImagingStudy",
        "ImagingStudy.id",
        "ImagingStudy.meta",
        "ImagingStudy.implicitRules",
        "ImagingStudy.language",
        "ImagingStudy.text",
        "ImagingStudy.contained",
        "ImagingStudy.extension",
        "ImagingStudy.modifierExtension",
        "ImagingStudy.identifier",
        "ImagingStudy.status",
    ]
    assert [path for path in snapshot("ImagingStudy") if path.startswith("ImagingStudy.series.performer")] == [
        "ImagingStudy.series.performer",
        "ImagingStudy.series.performer.id",
        "ImagingStudy.series.performer.extension",
        "ImagingStudy.series.performer.modifierExtension",
        "ImagingStudy.series.performer.function",
        "ImagingStudy.series.performer.actor",
    ]


def test_a_row_with_everything() -> None:
    status = snapshot("ImagingStudy")["ImagingStudy.status"]
    row = next(row for row in definition("ImagingStudy").elements if row.name == "status")

    assert status == {
        "id": "ImagingStudy.status",
        "path": "ImagingStudy.status",
        "short": row.short,
        "definition": f"{row.short}.",
        "min": 1,
        "max": "1",
        "base": {"path": "ImagingStudy.status", "min": 1, "max": "1"},
        "type": [{"code": "code"}],
        "constraint": [ELE_1],
        "isModifier": True,
        "isModifierReason": row.modifier_reason,
        "isSummary": True,
        "binding": {"strength": "required", "valueSet": "http://hl7.org/fhir/ValueSet/imagingstudy-status"},
        "mapping": [
            {"identity": "workflow", "map": "Event.status"},
            {"identity": "w5", "map": "FiveWs.status"},
            {"identity": "v2", "map": "Varies by domain"},
            {"identity": "rim", "map": ".status"},
        ],
    }


def test_references_have_canonical_target_profiles() -> None:
    assert snapshot("ImagingStudy")["ImagingStudy.subject"]["type"] == [
        {
            "code": "Reference",
            "targetProfile": [
                "http://hl7.org/fhir/StructureDefinition/Patient",
                "http://hl7.org/fhir/StructureDefinition/Device",
                "http://hl7.org/fhir/StructureDefinition/Group",
            ],
        }
    ]


def test_the_root_has_the_rules_of_its_bases_and_its_own() -> None:
    root = snapshot("ImagingStudy")["ImagingStudy"]

    assert [each["key"] for each in root["constraint"]] == [
        *("dom-2", "dom-3", "dom-4", "dom-5", "dom-6"),
        *("ist-1", "ist-2", "ist-3", "ist-4", "ist-5", "ist-6", "ist-7"),
    ]


def test_ids_are_strings_of_fhirpath() -> None:
    extension = "http://hl7.org/fhir/StructureDefinition/structuredefinition-fhir-type"

    for path, fhir_type in (("ImagingStudy.id", "id"), ("ImagingStudy.series.id", "string")):
        assert snapshot("ImagingStudy")[path]["type"] == [
            {
                "extension": [{"url": extension, "valueUrl": fhir_type}],
                "code": "http://hl7.org/fhirpath/System.String",
            }
        ]


def test_extensions_bring_their_rule() -> None:
    inherited = snapshot("ImagingStudy")["ImagingStudy.series.modifierExtension"]

    assert inherited["constraint"] == [ELE_1, EXT_1]
    assert inherited["base"] == {"path": "BackboneElement.modifierExtension", "min": 0, "max": "*"}
    assert inherited["isModifier"] is True


def test_a_repeated_group_refers_to_the_first() -> None:
    link = snapshot("Bundle")["Bundle.entry.link"]

    assert link["contentReference"] == "#Bundle.link"
    assert "type" not in link


@pytest.mark.parametrize("name", described_types())
def test_every_element_has_what_elementdefinition_requires(name: str) -> None:
    written = structure_definition(name)

    for part in ("snapshot", "differential"):
        elements = written[part]["element"]
        assert len({each["id"] for each in elements}) == len(elements)
        for each in elements:
            assert each["id"] == each["path"]
            assert each["min"] >= 0
            assert each["max"] == "*" or int(each["max"]) >= each["min"]
    for each in written["snapshot"]["element"]:
        assert each["base"].keys() == {"path", "min", "max"}
        assert each["path"] == name or bool(each.get("type")) != bool(each.get("contentReference"))


@pytest.mark.parametrize("name", described_types())
def test_nothing_is_empty(name: str) -> None:
    assert empty_places(structure_definition(name), name) == []


def empty_places(node: object, place: str) -> list[str]:
    """List where a resource holds nothing, which FHIR forbids."""
    if isinstance(node, dict):
        found = [each for key, value in node.items() for each in empty_places(value, f"{place}.{key}")]
    elif isinstance(node, list):
        found = [each for value in node for each in empty_places(value, place)]
    else:
        found = []
    return [*found, place] if node in ("", [], {}, None) else found


def test_the_topmost_type_builds_on_nothing() -> None:
    written = structure_definition("Base")

    assert "baseDefinition" not in written
    assert "derivation" not in written
    assert written["abstract"] is True


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("Appointment", "`filmroom define` lists those that are"),
        ("imagingstudy", "did you mean ImagingStudy?"),
        ("Identifer", "did you mean Identifier?"),
    ],
)
def test_an_unknown_type_has_none_and_the_nearest_names_are_told(name: str, hint: str) -> None:
    with pytest.raises(UsageError) as caught:
        structure_definition(name)

    assert str(caught.value) == f"type {name!r}: not defined here; {hint}"


def test_a_primitive_type_has_its_value_with_its_grammar() -> None:
    written = structure_definition("oid")

    assert {key: written[key] for key in ("kind", "type", "baseDefinition", "derivation", "abstract")} == {
        "kind": "primitive-type",
        "type": "oid",
        "baseDefinition": "http://hl7.org/fhir/StructureDefinition/uri",
        "derivation": "specialization",
        "abstract": False,
    }
    assert [each["path"] for each in written["snapshot"]["element"]] == ["oid", "oid.id", "oid.extension", "oid.value"]
    assert written["snapshot"]["element"][-1]["type"] == [
        {
            "extension": [
                {
                    "url": "http://hl7.org/fhir/StructureDefinition/structuredefinition-fhir-type",
                    "valueUrl": "oid",
                },
                {
                    "url": "http://hl7.org/fhir/StructureDefinition/regex",
                    "valueString": r"urn:oid:[0-2](?:\.(?:0|[1-9][0-9]*))+",
                },
            ],
            "code": "http://hl7.org/fhirpath/System.String",
        }
    ]


@pytest.mark.parametrize(
    ("name", "text", "base", "system"),
    [
        ("boolean", "true", "PrimitiveType", "Boolean"),
        ("unsignedInt", "0", "integer", "Integer"),
        ("decimal", "-1.50e3", "PrimitiveType", "Decimal"),
        ("id", "1.2.3", "string", "String"),
        ("dateTime", "2024-07-01T09:30:00+02:00", "PrimitiveType", "DateTime"),
    ],
)
def test_a_primitive_type_builds_on_another_and_is_one_of_fhirpath(
    name: str, text: str, base: str, system: str
) -> None:
    written = structure_definition(name)

    [value_type] = written["snapshot"]["element"][-1]["type"]
    assert written["baseDefinition"] == f"http://hl7.org/fhir/StructureDefinition/{base}"
    assert value_type["code"] == f"http://hl7.org/fhirpath/System.{system}"
    assert re.fullmatch(value_type["extension"][1]["valueString"], text)


def test_xhtml_has_no_extensions() -> None:
    assert snapshot("xhtml")["xhtml.extension"]["max"] == "0"

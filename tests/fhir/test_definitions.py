"""The definitions as a whole: nothing dangling, nothing contradictory."""

from __future__ import annotations

import subprocess
import sys

import pytest

from filmroom.fhir.definition import Kind, Strength
from filmroom.fhir.definitions import all_elements, defined_types, definition, known_resource_types
from filmroom.fhir.primitives import CHECKS

# What DICOM names that the study's definition refers to but filmroom does not write.
NAMED_ONLY = (
    "Group",
    "CarePlan",
    "Appointment",
    "Task",
    "CareTeam",
    "RelatedPerson",
    "HealthcareService",
    "BodyStructure",
    "Condition",
    "Observation",
    "DiagnosticReport",
    "DocumentReference",
)


@pytest.mark.parametrize("name", defined_types())
def test_every_type_that_a_row_names_is_defined_or_primitive(name: str) -> None:
    codes = {each.code for row in definition(name).elements for each in row.types}

    assert codes <= {*defined_types(), *CHECKS}


@pytest.mark.parametrize("name", defined_types())
def test_every_target_is_a_known_resource_type(name: str) -> None:
    targets = {target for row in definition(name).elements for each in row.types for target in each.targets}

    assert targets <= known_resource_types()


@pytest.mark.parametrize("name", defined_types())
def test_rows_form_a_tree_in_which_parents_come_first(name: str) -> None:
    seen: set[str] = set()
    for row in definition(name).elements:
        parent = row.path.rpartition(".")[0]
        assert parent in seen or (row.path == name and not seen), row.path
        assert row.path not in seen
        seen.add(row.path)


@pytest.mark.parametrize("name", defined_types())
def test_every_row_has_a_type_or_repeats_another(name: str) -> None:
    rows = definition(name).elements
    paths = {row.path for row in rows}

    assert [row.path for row in rows[1:] if bool(row.types) == bool(row.content_reference)] == []
    assert {row.content_reference for row in rows} - {""} <= paths


@pytest.mark.parametrize("name", defined_types())
def test_only_choices_have_several_types_and_groups_have_children(name: str) -> None:
    rows = definition(name).elements
    parents = {row.path.rpartition(".")[0] for row in rows[1:]} - {name}
    groups = {row.path for row in rows if {each.code for each in row.types} & {"BackboneElement"}}

    assert [row.path for row in rows if len(row.types) > 1 and not row.is_choice] == []
    assert groups <= parents


@pytest.mark.parametrize("name", defined_types())
def test_every_condition_names_a_rule_of_the_type_or_of_what_it_builds_on(name: str) -> None:
    keys = {rule.key for row in all_elements(name) for rule in row.constraints}
    base = name
    while base := definition(base).base:
        keys |= {rule.key for row in definition(base).elements for rule in row.constraints}

    assert {key for row in definition(name).elements for key in row.conditions} <= keys


@pytest.mark.parametrize("name", defined_types())
def test_every_rule_has_words_an_expression_and_a_severity(name: str) -> None:
    rules = [rule for row in definition(name).elements for rule in row.constraints]

    assert [rule.key for rule in rules if not (rule.human and rule.expression)] == []
    assert {rule.severity for rule in rules} <= {"error", "warning"}
    assert len({rule.key for rule in rules}) == len(rules)


@pytest.mark.parametrize("name", defined_types())
def test_modifiers_give_their_reason(name: str) -> None:
    rows = definition(name).elements

    assert [row.path for row in rows if row.modifier != bool(row.modifier_reason)] == []


@pytest.mark.parametrize("name", defined_types())
def test_bindings_are_on_coded_elements(name: str) -> None:
    coded = {"code", "Coding", "CodeableConcept", "CodeableReference", "Quantity", "uri", "string", "canonical"}
    quantities = {each for each in defined_types() if definition(each).base == "Quantity"}
    bound = [row for row in definition(name).elements if row.binding and row.path not in quantities]

    assert [row.path for row in bound if not {each.code for each in row.types} & (coded | quantities)] == []
    assert all(row.binding.value_set.startswith("http") for row in bound if row.binding)


def test_resources_and_datatypes_build_on_the_base_types() -> None:
    resources = {name for name in defined_types() if definition(name).kind is Kind.RESOURCE}

    assert resources - {"Resource", "DomainResource"} <= known_resource_types()
    assert {definition(name).base for name in resources - {"Resource", "DomainResource"}} == {
        "DomainResource",
        "Resource",
    }
    assert definition("Patient").url == "http://hl7.org/fhir/StructureDefinition/Patient"


def test_types_that_are_known_by_name_have_no_definition() -> None:
    assert set(NAMED_ONLY) <= known_resource_types()
    for name in NAMED_ONLY:
        with pytest.raises(KeyError):
            definition(name)


def test_a_domain_resource_inherits_in_the_order_of_xml() -> None:
    assert [row.path for row in all_elements("Endpoint")][:10] == [
        "Endpoint",
        "Endpoint.id",
        "Endpoint.meta",
        "Endpoint.implicitRules",
        "Endpoint.language",
        "Endpoint.text",
        "Endpoint.contained",
        "Endpoint.extension",
        "Endpoint.modifierExtension",
        "Endpoint.identifier",
    ]


def test_the_rules_of_the_base_types_are_there() -> None:
    keys = {rule.key: rule.severity for rule in definition("DomainResource").elements[0].constraints}

    assert keys == {"dom-2": "error", "dom-3": "error", "dom-4": "error", "dom-5": "error", "dom-6": "warning"}
    assert [rule.key for rule in definition("Element").elements[0].constraints] == ["ele-1"]
    assert [rule.key for rule in definition("Extension").elements[0].constraints] == ["ext-1"]


@pytest.mark.parametrize(
    ("name", "key", "severity"),
    [
        ("Reference", "ref-1", "error"),
        ("Reference", "ref-2", "error"),
        ("Period", "per-1", "error"),
        ("ContactPoint", "cpt-2", "error"),
        ("Quantity", "qty-3", "error"),
        ("Attachment", "att-1", "error"),
        ("Coding", "cod-1", "warning"),
        ("Identifier", "ident-1", "warning"),
        ("Range", "rng-2", "error"),
        ("Ratio", "rat-1", "error"),
        ("Narrative", "txt-1", "error"),
        ("Patient", "pat-1", "error"),
        ("Organization", "org-1", "error"),
        ("StructureDefinition", "cnl-0", "warning"),
        ("CapabilityStatement", "cnl-1", "warning"),
    ],
)
def test_the_datatypes_own_rules_are_there(name: str, key: str, severity: str) -> None:
    rules = {rule.key: rule.severity for row in definition(name).elements for rule in row.constraints}

    assert rules.get(key) == severity


@pytest.mark.parametrize(
    ("path", "value_set"),
    [
        ("Identifier.use", "identifier-use"),
        ("HumanName.use", "name-use"),
        ("ContactPoint.system", "contact-point-system"),
        ("ContactPoint.use", "contact-point-use"),
        ("Address.use", "address-use"),
        ("Address.type", "address-type"),
        ("Narrative.status", "narrative-status"),
        ("Quantity.comparator", "quantity-comparator"),
    ],
)
def test_the_datatypes_own_bindings_are_there(path: str, value_set: str) -> None:
    row = next(row for row in definition(path.partition(".")[0]).elements if row.path == path)

    assert row.binding is not None
    assert row.binding.strength is Strength.REQUIRED
    assert row.binding.value_set == f"http://hl7.org/fhir/ValueSet/{value_set}"


def test_importing_the_package_loads_no_table() -> None:
    program = (
        "import sys, filmroom.fhir.definitions as d\n"
        "loaded = {m for m in sys.modules if m.startswith(d.__name__ + '.')}\n"
        "print(sorted(m.rpartition('.')[2] for m in loaded))"
    )

    shown = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert shown.stdout.strip() == "['names']"

"""The search parameters as a whole: which there are, and that each looks where there is something to find."""

from __future__ import annotations

from collections import Counter, defaultdict

import pytest

from filmroom.fhir.definition import Kind
from filmroom.fhir.definitions import defined_types, definition, known_resource_types
from filmroom.fhir.definitions.search import LISTED_IN
from filmroom.fhir.search_code_systems import implied_systems
from filmroom.fhir.search_parameter import SearchParameter, SearchType
from filmroom.fhir.search_parameter_resource import search_parameter_resource
from filmroom.fhir.search_parameters import (
    KEPT_BY_THE_SERVER,
    all_search_parameters,
    parameter_number,
    search_parameter,
    search_parameters,
)
from filmroom.fhir.structure import Property, group_of
from filmroom.validation import validate
from search_expressions import component_paths, searched_paths

COMMON = {
    "_id": "token",
    "_language": "token",
    "_lastUpdated": "date",
    "_profile": "reference",
    "_security": "token",
    "_source": "uri",
    "_tag": "token",
}

# What an element may be for each type of parameter. Source: https://hl7.org/fhir/6.0.0-ballot4/search.html#table
FITTING = {
    SearchType.DATE: {"date", "dateTime", "instant", "Period", "Timing"},
    SearchType.QUANTITY: {"Quantity", "Duration"},
    SearchType.REFERENCE: {"Reference", "canonical"},
    SearchType.SPECIAL: {"BackboneElement"},
    SearchType.STRING: {"string", "markdown", "HumanName", "Address"},
    SearchType.TOKEN: {
        *("boolean", "code", "id", "string"),
        *("Coding", "CodeableConcept", "Identifier", "ContactPoint"),
    },
    SearchType.URI: {"uri", "oid"},
}

# Expressions that are more than a path; `Patient.deceased` is a choice of which both types count.
COMPUTED = {"Patient.deceased", "Practitioner.deceased"}


def properties_at(path: str) -> list[Property]:
    """List the JSON properties at the end of a path; a choice without its type is one for each type."""
    base, *steps = path.split(".")
    group, found = base, list[Property]()
    for step in steps:
        name, _, type_name = step.partition(":")
        found = [
            each for each in group_of(group).elements.get(name, ()) if not type_name or each.type_code == type_name
        ]
        assert found, f"{path}: {group} has no {step}"
        group = found[0].group
    return found


DEFINED = [each for each in all_search_parameters() if each.base in defined_types()]


def test_imaging_study_has_every_parameter_of_r6() -> None:
    listed = {code: each.type.value for code, each in search_parameters("ImagingStudy").items()}

    assert listed == {
        "based-on": "reference",
        "body-site": "token",
        "body-structure": "reference",
        "dicom-class": "uri",
        "encounter": "reference",
        "endpoint": "reference",
        "identifier": "token",
        "instance": "token",
        "modality": "token",
        "patient": "reference",
        "performer": "reference",
        "reason-concept": "token",
        "reason-reference": "reference",
        "referrer": "reference",
        "series": "token",
        "started": "date",
        "status": "token",
        "subject": "reference",
        **COMMON,
    }


@pytest.mark.parametrize("resource_type", ["Account", "Nothing", "Resource"])
def test_a_type_without_parameters_of_its_own_has_those_of_every_type(resource_type: str) -> None:
    assert {code: each.type.value for code, each in search_parameters(resource_type).items()} == COMMON


def test_a_parameter_is_looked_up_by_type_and_code() -> None:
    assert search_parameter("ImagingStudy", "started") == SearchParameter(
        base="ImagingStudy",
        code="started",
        type=SearchType.DATE,
        expression="ImagingStudy.started",
        description="When it began",
        url="http://hl7.org/fhir/SearchParameter/ImagingStudy-started",
    )
    assert search_parameter("ImagingStudy", "_tag") == search_parameter("Patient", "_tag")
    assert search_parameter("ImagingStudy", "birthdate") is None


def test_every_row_is_listed_once_under_its_type() -> None:
    listed = Counter((each.base, each.code) for each in all_search_parameters())

    assert set(listed.values()) == {1}
    assert {base for base, _ in listed} == set(LISTED_IN)
    assert set(LISTED_IN) <= known_resource_types() | {"Resource"}


def test_no_two_parameters_have_the_same_number() -> None:
    types = {*known_resource_types(), "Resource"}
    numbers = Counter(parameter_number(name, code) for name in types for code in search_parameters(name))

    assert len(numbers) > 1500
    assert set(numbers.values()) == {1}
    assert all(0 <= each < 2**31 for each in numbers)


def test_the_number_of_a_parameter_is_the_same_for_ever() -> None:
    assert parameter_number("ImagingStudy", "patient") == 343983182
    assert parameter_number("Patient", "identifier") == 587468934
    assert parameter_number("ImagingStudy", "_tag") == 1064594474


@pytest.mark.parametrize("parameter", DEFINED, ids=lambda each: f"{each.base}-{each.code}")
def test_every_expression_leads_to_an_element_that_can_be_compared_so(parameter: SearchParameter) -> None:
    found = [each for path in searched_paths(parameter) for each in properties_at(path)]
    types = {each.type_code for each in found if f"{parameter.base}.{each.element}" not in COMPUTED}

    if parameter.components:
        assert all(properties_at(path) for path in component_paths(parameter))
    else:
        assert types <= FITTING[parameter.type]


@pytest.mark.parametrize("parameter", DEFINED, ids=lambda each: f"{each.base}-{each.code}")
def test_a_choice_is_searched_under_the_type_that_the_expression_names(parameter: SearchParameter) -> None:
    found = [properties_at(path) for path in searched_paths(parameter)]
    several = {f"{parameter.base}.{each[0].element}" for each in found if len(each) > 1}

    assert several <= COMPUTED


@pytest.mark.parametrize("parameter", DEFINED, ids=lambda each: f"{each.base}-{each.code}")
def test_the_targets_of_a_parameter_are_among_those_of_its_elements(parameter: SearchParameter) -> None:
    allowed = {target for path in searched_paths(parameter) for each in properties_at(path) for target in each.targets}

    assert set(parameter.targets) <= allowed if allowed else set(parameter.targets) <= known_resource_types()
    if parameter.type is SearchType.REFERENCE and "where(" not in parameter.expression:
        assert not allowed or set(parameter.targets) == allowed


def test_only_references_have_targets_and_only_composites_components() -> None:
    rows = all_search_parameters()

    assert {each.type for each in rows if each.targets} == {SearchType.REFERENCE}
    assert {each.type for each in rows if each.components} == {SearchType.COMPOSITE}
    assert [each.code for each in rows if each.type is SearchType.COMPOSITE and not each.components] == []
    assert {target for each in rows for target in each.targets} <= known_resource_types()


def test_the_components_of_a_composite_are_parameters_of_its_type() -> None:
    rows = [(each.base, code) for each in all_search_parameters() for code, _ in each.components]

    assert [row for row in rows if search_parameter(*row) is None] == []


def test_rows_that_share_a_definition_agree_on_code_and_type() -> None:
    shared = defaultdict(set)
    for each in all_search_parameters():
        shared[each.url].add((each.code, each.type))

    assert [url for url, what in shared.items() if len(what) > 1] == []


def test_the_server_keeps_only_what_every_type_has() -> None:
    assert {search_parameter("Resource", code) for code in KEPT_BY_THE_SERVER} == {
        search_parameter("Patient", "_id"),
        search_parameter("Patient", "_lastUpdated"),
    }


def test_every_resource_that_is_defined_and_can_be_kept_has_parameters_of_its_own() -> None:
    resources = {name for name in defined_types() if definition(name).kind is Kind.RESOURCE}

    assert resources - {"DomainResource", "OperationOutcome", "Parameters"} <= set(LISTED_IN)


@pytest.mark.parametrize(
    ("resource_type", "code", "systems"),
    [
        ("ImagingStudy", "status", {"http://hl7.org/fhir/imagingstudy-status"}),
        ("Patient", "gender", {"http://hl7.org/fhir/administrative-gender"}),
        ("ImagingStudy", "modality", set()),
        ("ImagingStudy", "series", set()),
        ("Observation", "status", set()),
        ("Patient", "telecom", set()),
        ("Patient", "deceased", set()),
        ("Patient", "nonsense", set()),
    ],
)
def test_the_system_of_a_bare_code_is_implied_by_its_binding(resource_type: str, code: str, systems: set[str]) -> None:
    assert implied_systems(resource_type, code) == systems


def resource_of(resource_type: str, code: str) -> dict[str, object]:
    found = search_parameter(resource_type, code)
    assert found is not None
    return search_parameter_resource(found)


@pytest.mark.parametrize("parameter", all_search_parameters(), ids=lambda each: f"{each.base}-{each.code}")
def test_every_parameter_is_a_valid_resource(parameter: SearchParameter) -> None:
    assert validate(search_parameter_resource(parameter)) == ()


def test_a_parameter_as_a_resource_says_how_it_is_used() -> None:
    assert resource_of("ImagingStudy", "started") == {
        "resourceType": "SearchParameter",
        "id": "ImagingStudy-started",
        "url": "http://hl7.org/fhir/SearchParameter/ImagingStudy-started",
        "version": "6.0.0-ballot4",
        "name": "ImagingStudyStarted",
        "status": "draft",
        "description": "When it began",
        "code": "started",
        "base": ["ImagingStudy"],
        "type": "date",
        "expression": "ImagingStudy.started",
        "processingMode": "normal",
        "multipleOr": True,
        "multipleAnd": True,
        "comparator": ["eq", "ne", "gt", "lt", "ge", "le", "sa", "eb", "ap"],
        "modifier": ["missing"],
    }


def test_types_that_share_a_definition_share_its_resource() -> None:
    assert resource_of("Practitioner", "gender") == resource_of("Patient", "gender")
    assert resource_of("Patient", "gender") == {
        "resourceType": "SearchParameter",
        "id": "individual-gender",
        "url": "http://hl7.org/fhir/SearchParameter/individual-gender",
        "version": "6.0.0-ballot4",
        "name": "IndividualGender",
        "status": "draft",
        "description": "Administrative gender",
        "code": "gender",
        "base": ["Patient", "Practitioner", "RelatedPerson"],
        "type": "token",
        "expression": "Patient.gender | Practitioner.gender | RelatedPerson.gender",
        "processingMode": "normal",
        "multipleOr": True,
        "multipleAnd": True,
        "modifier": ["missing", "not", "text", "of-type"],
    }


def test_a_shared_definition_describes_each_type_where_they_differ() -> None:
    assert str(resource_of("Encounter", "type")["description"]).splitlines() == [
        "* DocumentReference: The kind of document",
        "* Encounter: What kind it is",
        "* Specimen: What it is",
    ]


def test_a_composite_as_a_resource_names_the_definitions_of_its_components() -> None:
    assert resource_of("Device", "specification-version")["component"] == [
        {"definition": "http://hl7.org/fhir/SearchParameter/Device-specification", "expression": "specification"},
        {"definition": "http://hl7.org/fhir/SearchParameter/Device-version", "expression": "version"},
    ]


@pytest.mark.parametrize(("code", "mode"), [("phonetic", "phonetic"), ("name", "normal")])
def test_a_parameter_as_a_resource_says_when_it_goes_by_sound(code: str, mode: str) -> None:
    assert resource_of("Patient", code)["processingMode"] == mode


def test_a_special_parameter_is_used_in_its_own_way() -> None:
    assert resource_of("Location", "near")["processingMode"] == "other"

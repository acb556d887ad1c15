"""The rules of the definitions: each kept, each broken."""

from __future__ import annotations

from typing import Any

import pytest

from filmroom.fhir.definition import Invariant
from filmroom.fhir.definitions import defined_types, definition
from filmroom.fhir.fhirpath import Failure, compile_expression
from filmroom.fhir.outcome import Issue
from filmroom.fhir.structure import Rule
from filmroom.fhir.structure_definition import structure_definition
from filmroom.validation import validate
from filmroom.validation.rule_tables import CHECKED_BY_THE_WALK, NOT_CHECKED
from filmroom.validation.rules import check_rules
from filmroom.validation.visit import Visit

DATE_TIME = "YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDThh:mm:ss with a time zone, on a day of the calendar"
RULES = {rule.key: rule for name in defined_types() for row in definition(name).elements for rule in row.constraints}
CT = {"coding": [{"system": "http://dicom.nema.org/resources/ontology/DCM", "code": "CT"}]}
MR = {"coding": [{"system": "http://dicom.nema.org/resources/ontology/DCM", "code": "MR"}]}
UID = {"system": "urn:dicom:uid", "value": "urn:oid:1.2"}
INSTANCE = {"uid": "1.2.3", "sopClass": "urn:oid:1.2"}


def series(*instances: dict[str, Any], modality: dict[str, Any] = CT, **changes: Any) -> dict[str, Any]:
    one = {"uid": "1.2", "modality": modality, **changes}
    return {**one, "instance": list(instances)} if instances else one


def study(**changes: Any) -> dict[str, Any]:
    return {
        "resourceType": "ImagingStudy",
        "status": "available",
        "subject": {"display": "x"},
        "identifier": [UID],
        **changes,
    }


def patient(**changes: Any) -> dict[str, Any]:
    return {"resourceType": "Patient", **changes}


def extended(**value: Any) -> dict[str, Any]:
    return study(extension=[{"url": "http://e", **value}])


def broken(key: str, expression: str, found: str, owner: str) -> Issue:
    rule = RULES[key]
    address = f"http://hl7.org/fhir/StructureDefinition/{owner}"
    return Issue(rule.severity, "invariant", expression, f"Found {found}, expected: {rule.human}", key, address)


@pytest.mark.parametrize(
    ("key", "changes", "found"),
    [
        (
            "ist-1",
            {"identifier": [{"system": "urn:x", "value": "1"}], "series": [series()]},
            "series: 1, Study Instance UIDs: 0",
        ),
        ("ist-2", {"identifier": [UID, UID]}, "Study Instance UIDs: 2"),
        ("ist-3", {"numberOfSeries": 0, "series": [series()]}, "numberOfSeries: 0, series: 1"),
        ("ist-4", {"numberOfInstances": 2, "series": [series(INSTANCE)]}, "numberOfInstances: 2, instances: 1"),
        ("ist-4", {"numberOfInstances": 2, "series": [series()]}, "numberOfInstances: 2, instances: 0"),
        (
            "ist-5",
            {"numberOfInstances": 1, "series": [series(INSTANCE), series(numberOfInstances=2)]},
            "numberOfInstances: 1, as the sum of the series: 2",
        ),
        (
            "ist-6",
            {"series": [series(INSTANCE, numberOfInstances=1), series(INSTANCE, numberOfInstances=2)]},
            "series whose numberOfInstances differs from its instances: 1",
        ),
        (
            "ist-7",
            {"modality": [CT], "series": [series(), series(modality=MR)]},
            "modality.coding: 1, series.modality.coding: 2",
        ),
        ("ist-7", {"modality": [CT]}, "modality.coding: 1, series.modality.coding: 0"),
        (
            "ist-7",
            {"modality": [CT, {"text": "x"}], "series": [series()]},
            "modality.coding: 1, series.modality.coding: 1",
        ),
    ],
)
def test_a_study_that_breaks_one_rule_is_told_which_and_how(key: str, changes: dict[str, Any], found: str) -> None:
    assert validate(study(**changes)) == (broken(key, "ImagingStudy", found, "ImagingStudy"),)


@pytest.mark.parametrize(
    "changes",
    [
        {"identifier": [{"system": "urn:dicom:uid"}], "numberOfSeries": 0},
        {"series": [series()], "numberOfSeries": 1},
        {"series": [series(INSTANCE, numberOfInstances=1), series(INSTANCE)], "numberOfInstances": 2, "modality": [CT]},
        {"series": [series(numberOfInstances=5), series(INSTANCE)]},
        {"numberOfInstances": 9, "numberOfSeries": 9},
        {
            "series": [series(), series(modality=MR)],
            "modality": [MR, {"coding": [{**CT["coding"][0], "display": "x"}]}],
        },
        {"series": [series(modality={"text": "a"})], "modality": [{"text": "a"}]},
    ],
)
def test_a_study_that_keeps_the_seven_rules_breaks_none(changes: dict[str, Any]) -> None:
    keys = [each.key for each in validate(study(**changes)) if each.key.startswith("ist-")]

    assert keys == (["ist-5"] if changes.get("numberOfInstances") == 2 else [])


@pytest.mark.parametrize(
    ("key", "good", "bad", "found", "where"),
    [
        (
            "ext-1",
            extended(valueString="a"),
            extended(),
            "an object with url",
            ("ImagingStudy.extension[0]", "Extension"),
        ),
        (
            "ext-1",
            extended(extension=[{"url": "a", "valueString": "b"}]),
            extended(valueString="a", extension=[{"url": "a", "valueString": "b"}]),
            "an object with url, valueString, extension",
            ("ImagingStudy.extension[0]", "Extension"),
        ),
        (
            "ref-2",
            study(subject={"identifier": UID}),
            study(subject={"type": "Patient"}),
            "an object with type",
            ("ImagingStudy.subject", "Reference"),
        ),
        (
            "per-1",
            study(identifier=[{**UID, "period": {"start": "2024-01-01T10:00:00Z", "end": "2024-01-01"}}]),
            study(identifier=[{**UID, "period": {"start": "2024-02", "end": "2023"}}]),
            "an object with start, end",
            ("ImagingStudy.identifier[0].period", "Period"),
        ),
        (
            "cpt-2",
            patient(telecom=[{"system": "phone", "value": "1"}]),
            patient(telecom=[{"value": "1"}]),
            "an object with value",
            ("Patient.telecom[0]", "ContactPoint"),
        ),
        (
            "qty-3",
            extended(valueQuantity={"value": 1, "code": "mg", "system": "http://unitsofmeasure.org"}),
            extended(valueQuantity={"value": 1, "code": "mg"}),
            "an object with value, code",
            ("ImagingStudy.extension[0].value", "Quantity"),
        ),
        (
            "att-1",
            extended(valueAttachment={"data": "QUJD", "contentType": "text/plain"}),
            extended(valueAttachment={"data": "QUJD"}),
            "an object with data",
            ("ImagingStudy.extension[0].value", "Attachment"),
        ),
        (
            "cod-1",
            study(series=[series(modality={"coding": [{**CT["coding"][0], "display": "CT"}]})]),
            study(series=[series(modality={"coding": [*CT["coding"], {"display": "CT"}]})]),
            "an object with display",
            ("ImagingStudy.series[0].modality.coding[1]", "Coding"),
        ),
        (
            "ident-1",
            study(),
            study(identifier=[{"system": "urn:x"}]),
            "an object with system",
            ("ImagingStudy.identifier[0]", "Identifier"),
        ),
        (
            "pat-1",
            patient(contact=[{"name": {"text": "a"}}]),
            patient(contact=[{"gender": "other"}]),
            "an object with gender",
            ("Patient.contact[0]", "Patient"),
        ),
    ],
)
def test_a_rule_of_a_datatype_is_checked_wherever_it_is_used(
    key: str, good: dict[str, Any], bad: dict[str, Any], found: str, where: tuple[str, str]
) -> None:
    expression, owner = where

    assert validate(good) == ()
    assert validate(bad) == (broken(key, expression, found, owner),)


@pytest.mark.parametrize(
    ("key", "div", "found"),
    [
        ("txt-1", "<b onclick='x'>a</b>", "the attribute onclick of b in the narrative"),
        ("txt-2", "<p> </p>", "a narrative that says nothing"),
    ],
)
def test_a_narrative_is_told_which_of_its_two_rules_it_breaks(key: str, div: str, found: str) -> None:
    text = {"status": "generated", "div": f'<div xmlns="http://www.w3.org/1999/xhtml">{div}</div>'}

    assert validate(study(text=text)) == (broken(key, "ImagingStudy.text.div", found, "Narrative"),)


@pytest.mark.parametrize(
    ("resource", "expression", "diagnostics"),
    [
        (
            study(identifier=[{**UID, "period": {"start": "x", "end": "2024"}}]),
            "ImagingStudy.identifier[0].period.start",
            f"Found a string, expected {DATE_TIME}",
        ),
        (
            study(numberOfSeries="2", series=[series()]),
            "ImagingStudy.numberOfSeries",
            "Found a string, expected a whole number from 0 to 2147483647",
        ),
        (
            study(numberOfInstances=1, series=[{**series(INSTANCE), "numberOfInstances": [1]}]),
            "ImagingStudy.series[0].numberOfInstances",
            "Found an array, expected a single value",
        ),
    ],
)
def test_a_rule_about_a_value_of_another_type_is_silent_since_that_is_reported(
    resource: dict[str, Any], expression: str, diagnostics: str
) -> None:
    assert [(each.expression, each.diagnostics) for each in validate(resource)] == [(expression, diagnostics)]


def test_a_rule_about_other_elements_is_reported_beside_a_value_of_another_type() -> None:
    resource = study(identifier=[UID, UID], description=1, numberOfSeries=0, series=[series(number="x")])

    assert [(each.expression, each.key) for each in validate(resource)] == [
        ("ImagingStudy.description", ""),
        ("ImagingStudy.series[0].number", ""),
        ("ImagingStudy", "ist-2"),
        ("ImagingStudy", "ist-3"),
    ]


def test_a_rule_without_a_result_is_a_warning() -> None:
    rule = Rule(Invariant("x-1", "error", "x", "name.contains('x')"), "http://e")
    visit = Visit({}, {})

    check_rules(visit, [rule], {"name": ["a", "b"]}, "Patient")

    assert visit.issues == [
        Issue("warning", "processing", "Patient", "The rule x-1 has no result: contains() takes one item, not 2")
    ]


@pytest.mark.parametrize("name", ["StructureDefinition", "ValueSet", "UsageContext", "ImagingStudy"])
def test_our_own_definitions_have_no_issues(name: str) -> None:
    assert validate(structure_definition(name)) == ()


def test_every_rule_that_needs_what_is_not_at_hand_is_listed() -> None:
    listed = {*CHECKED_BY_THE_WALK, *NOT_CHECKED}
    needing = {
        key
        for key, rule in RULES.items()
        if any(word in rule.expression for word in ("resolve()", "memberOf(", "conformsTo(", "ofType(canonical)"))
    }

    assert needing <= listed
    assert listed <= RULES.keys()
    assert all({**CHECKED_BY_THE_WALK, **NOT_CHECKED}.values())


def test_every_other_rule_has_an_answer_for_a_plain_element() -> None:
    elements: tuple[dict[str, Any] | str, ...] = ({}, "text")

    def answers(expression: str) -> bool:
        outcomes = [compile_expression(expression).holds(each) for each in elements]
        return not all(isinstance(outcome, Failure) for outcome in outcomes)

    others = {key: rule.expression for key, rule in RULES.items() if key not in {*CHECKED_BY_THE_WALK, *NOT_CHECKED}}

    assert [key for key, expression in others.items() if not answers(expression)] == []

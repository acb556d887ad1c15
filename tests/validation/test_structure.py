"""Structure: what may stand where, how often, and in which form."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from filmroom.fhir.outcome import Issue
from filmroom.validation import validate

STUDY: dict[str, Any] = {"resourceType": "ImagingStudy", "status": "available", "subject": {"reference": "Patient/1"}}
SERIES: dict[str, Any] = {
    "uid": "1.2",
    "modality": {"coding": [{"system": "http://dicom.nema.org/resources/ontology/DCM", "code": "CT"}]},
}
WITH_SERIES: dict[str, Any] = {
    **STUDY,
    "identifier": [{"system": "urn:dicom:uid", "value": "urn:oid:1"}],
    "series": [SERIES],
}
TEXT = "text that is not empty, has no control characters and is at most 1048576 characters long"
ELE_1 = "All FHIR elements must have a @value or children"
REF_2 = "At least one of reference, identifier and display SHALL be present (unless an extension is provided)."
EXT = {"url": "http://e", "valueString": "x"}


def study(**changes: Any) -> dict[str, Any]:
    return {**STUDY, **changes}


def with_series(**changes: Any) -> dict[str, Any]:
    return {**WITH_SERIES, "series": [{**SERIES, **changes}]}


def found(resource: Any) -> list[tuple[str, str, str, str]]:
    return [(each.severity, each.code, each.expression, each.diagnostics) for each in validate(resource)]


def error(code: str, expression: str, diagnostics: str) -> list[tuple[str, str, str, str]]:
    return [("error", code, expression, diagnostics)]


@pytest.mark.parametrize(
    "resource",
    [
        STUDY,
        WITH_SERIES,
        study(id="1.2.3", extension=[EXT], modifierExtension=[EXT]),
        study(_status={"id": "a"}, started="2024-02-29", _started={"extension": [EXT]}),
        study(_started={"extension": [EXT]}),
        study(note=[{"authorString": "a", "time": "2024", "text": "b"}]),
        study(text={"status": "generated", "div": '<div xmlns="http://www.w3.org/1999/xhtml">a</div>'}),
        study(extension=[{"url": "http://e", "valueDecimal": Decimal("1.50")}, {"url": "http://e", "valueDecimal": 2}]),
        study(extension=[{"url": "http://e", "extension": [{"url": "in", "valueHumanName": {"given": ["A"]}}]}]),
        study(
            extension=[
                {"url": "http://e", "valueHumanName": {"given": ["A", None], "_given": [None, {"extension": [EXT]}]}}
            ]
        ),
        with_series(id="s", instance=[{"id": "i", "uid": "1", "sopClass": "urn:oid:1.2", "number": 0, "title": "x"}]),
        with_series(started="2024-01-01T10:00:00.123+01:00", number=2147483647),
        with_series(bodySite={"concept": {"text": "Left knee"}}, performer=[{"actor": {"display": "A"}}]),
    ],
)
def test_a_resource_as_the_definitions_say_has_no_issues(resource: dict[str, Any]) -> None:
    assert found(resource) == []


@pytest.mark.parametrize(
    ("resource", "issues"),
    [
        (3, error("structure", "", "Found a number, expected a resource")),
        ({}, error("structure", "", "Found no resourceType, expected the name of a resource type as resourceType")),
        (
            {"resourceType": 1},
            error("structure", "", "Found a number, expected the name of a resource type as resourceType"),
        ),
        (
            {"resourceType": "Imagingstudy"},
            error("structure", "", "Found the resourceType 'Imagingstudy', expected a resource type of FHIR R6"),
        ),
        (
            {"resourceType": "DomainResource"},
            error("structure", "", "Found the resourceType 'DomainResource', expected a resource type of FHIR R6"),
        ),
        (
            {"resourceType": "J Doe, 1 Main St"},
            error(
                "structure",
                "",
                "Found a resourceType that is not shown, as it may be personal, expected a resource type of FHIR R6",
            ),
        ),
    ],
)
def test_what_is_no_resource_is_reported(resource: Any, issues: list[tuple[str, str, str, str]]) -> None:
    assert found(resource) == issues


@pytest.mark.parametrize(
    ("resource", "issues"),
    [
        (
            study(uid="1"),
            error("structure", "ImagingStudy", "Found the property 'uid', expected one that ImagingStudy has"),
        ),
        (
            with_series(laterality={"code": "L"}),
            error(
                "structure",
                "ImagingStudy.series[0]",
                "Found the property 'laterality', expected one that ImagingStudy.series has",
            ),
        ),
        (
            study(**{"John Doe": 1}),
            error(
                "structure",
                "ImagingStudy",
                "Found a property that is not shown, as it may be personal, expected one that ImagingStudy has",
            ),
        ),
        (
            study(subject={"resourceType": "Patient", "display": "x"}),
            error(
                "structure",
                "ImagingStudy.subject",
                "Found the property 'resourceType', expected one that Reference has",
            ),
        ),
        (
            study(_subject={"id": "a"}),
            error(
                "structure", "ImagingStudy", "Found the property '_subject', expected none: this element has no sibling"
            ),
        ),
        (
            study(extension=[{**EXT, "_url": {"id": "a"}}]),
            error(
                "structure",
                "ImagingStudy.extension[0]",
                "Found the property '_url', expected none: this element has no sibling",
            ),
        ),
    ],
)
def test_a_property_that_the_type_does_not_have_is_reported(
    resource: dict[str, Any], issues: list[tuple[str, str, str, str]]
) -> None:
    assert found(resource) == issues


@pytest.mark.parametrize(
    ("resource", "issues"),
    [
        (
            {"resourceType": "ImagingStudy"},
            [
                *error("required", "ImagingStudy.status", "Found no status, expected at least 1"),
                *error("required", "ImagingStudy.subject", "Found no subject, expected at least 1"),
            ],
        ),
        (
            with_series(instance=[{"uid": "1", "sopClass": "urn:oid:1.2"}, {"uid": "2"}]),
            error("required", "ImagingStudy.series[0].instance[1].sopClass", "Found no sopClass, expected at least 1"),
        ),
        (
            study(identifier=[]),
            error(
                "structure",
                "ImagingStudy.identifier",
                "Found an empty array under 'identifier', expected an array with entries",
            ),
        ),
        (
            study(identifier={"value": "a"}),
            error(
                "structure",
                "ImagingStudy.identifier",
                "Found an object under 'identifier', expected an array with entries",
            ),
        ),
        (
            study(description=["a"]),
            error("structure", "ImagingStudy.description", "Found an array, expected a single value"),
        ),
        (study(subject="Patient/1"), error("structure", "ImagingStudy.subject", "Found a string, expected an object")),
        (study(note=[3]), error("structure", "ImagingStudy.note[0]", "Found a number, expected an object")),
        (study(note=[None]), error("structure", "ImagingStudy.note[0]", "Found null, expected a value")),
        (
            study(started=None),
            error("structure", "ImagingStudy.started", "Found null, expected a value or no property"),
        ),
        (
            study(subject={}),
            [
                ("error", "invariant", "ImagingStudy.subject", f"Found an empty object, expected: {ELE_1}"),
                (
                    "error",
                    "invariant",
                    "ImagingStudy.subject",
                    f"Found an empty object, expected: {REF_2}",
                ),
            ],
        ),
        (
            study(meta={"id": "a"}),
            [("error", "invariant", "ImagingStudy.meta", f"Found only an id, expected: {ELE_1}")],
        ),
    ],
)
def test_cardinality_and_json_kind_are_reported(
    resource: dict[str, Any], issues: list[tuple[str, str, str, str]]
) -> None:
    assert found(resource) == issues


@pytest.mark.parametrize(
    ("resource", "expression", "what", "expected"),
    [
        (study(description=""), "ImagingStudy.description", "an empty string", TEXT),
        (study(description=3), "ImagingStudy.description", "a number", TEXT),
        (study(description="a\0"), "ImagingStudy.description", "a string", TEXT),
        (study(numberOfSeries="3"), "ImagingStudy.numberOfSeries", "a string", "a whole number from 0 to 2147483647"),
        (study(numberOfSeries=-1), "ImagingStudy.numberOfSeries", "a number", "a whole number from 0 to 2147483647"),
        (study(numberOfSeries=True), "ImagingStudy.numberOfSeries", "a boolean", "a whole number from 0 to 2147483647"),
        (study(numberOfSeries=2**31), "ImagingStudy.numberOfSeries", "a number", "a whole number from 0 to 2147483647"),
        (
            study(started="2023-02-29"),
            "ImagingStudy.started",
            "a string",
            "YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDThh:mm:ss with a time zone, on a day of the calendar",
        ),
        (
            study(id="a b"),
            "ImagingStudy.id",
            "a string",
            "1 to 64 of the letters A to Z and a to z, digits, '-' and '.'",
        ),
        (
            with_series(instance=[{"uid": "1", "sopClass": "1.2.840"}]),
            "ImagingStudy.series[0].instance[0].sopClass",
            "a string",
            "an OID as a URI: urn:oid: and numbers without leading zeros between dots",
        ),
        (
            study(extension=[{"url": "http://e", "valueBoolean": "true"}]),
            "ImagingStudy.extension[0].value",
            "a string",
            "true or false",
        ),
        (study(status={"a": 1}), "ImagingStudy.status", "an object", "a code: no white space but single spaces inside"),
    ],
)
def test_a_value_against_the_grammar_of_its_type_is_reported(
    resource: dict[str, Any], expression: str, what: str, expected: str
) -> None:
    assert found(resource) == error("value", expression, f"Found {what}, expected {expected}")


def test_more_than_one_type_of_a_choice_is_reported() -> None:
    resource = study(note=[{"authorString": "a", "authorReference": {"display": "b"}, "text": "c"}])

    assert found(resource) == error(
        "structure",
        "ImagingStudy.note[0].author",
        "Found authorReference, authorString, expected only one of the types of a choice",
    )


def test_a_choice_of_a_type_that_it_does_not_have_is_an_unknown_property() -> None:
    resource = study(note=[{"authorInteger": 1, "text": "c"}])

    assert found(resource) == error(
        "structure", "ImagingStudy.note[0]", "Found the property 'authorInteger', expected one that Annotation has"
    )


@pytest.mark.parametrize(
    ("changes", "issues"),
    [
        (
            {"_started": {}},
            [
                (
                    "error",
                    "invariant",
                    "ImagingStudy.started",
                    f"Found neither a value nor extensions, expected: {ELE_1}",
                )
            ],
        ),
        (
            {"_started": {"id": "a"}},
            [
                (
                    "error",
                    "invariant",
                    "ImagingStudy.started",
                    f"Found neither a value nor extensions, expected: {ELE_1}",
                )
            ],
        ),
        (
            {"_started": "a"},
            error("structure", "ImagingStudy.started", "Found a string under '_started', expected an object"),
        ),
        (
            {"_started": {"value": 1, "extension": [EXT]}},
            error("structure", "ImagingStudy.started", "Found the property 'value', expected one that Element has"),
        ),
        (
            {"_started": {"extension": [{"valueString": "a"}]}},
            error("required", "ImagingStudy.started.extension[0].url", "Found no url, expected at least 1"),
        ),
    ],
)
def test_what_stands_beside_a_primitive_is_checked(
    changes: dict[str, Any], issues: list[tuple[str, str, str, str]]
) -> None:
    assert found(study(**changes)) == issues


@pytest.mark.parametrize(
    ("name", "issues"),
    [
        (
            {"given": ["A", None]},
            error("structure", "Patient.name[0].given[1]", "Found null, expected a value"),
        ),
        (
            {"given": ["A", "B"], "_given": [{"id": "a"}]},
            error("structure", "Patient.name[0].given", "Found 2 values and 1 siblings, expected as many of both"),
        ),
        (
            {"given": ["A"], "_given": ["a"]},
            error("structure", "Patient.name[0].given[0]", "Found a string as a sibling, expected an object or null"),
        ),
        (
            {"given": ["A"], "_given": {"id": "a"}},
            error(
                "structure", "Patient.name[0].given", "Found an object under '_given', expected an array with entries"
            ),
        ),
        (
            {"given": ["A"], "_given": [None]},
            error(
                "structure",
                "Patient.name[0].given",
                "Found only null under '_given', expected an id or extensions in it",
            ),
        ),
        (
            {"given": [None], "_given": [None]},
            error("structure", "Patient.name[0].given[0]", "Found null, expected a value"),
        ),
    ],
)
def test_lists_of_primitives_and_their_siblings_have_to_match(
    name: dict[str, Any], issues: list[tuple[str, str, str, str]]
) -> None:
    assert found({"resourceType": "Patient", "name": [name]}) == issues


def test_all_issues_are_reported_in_the_order_of_the_definition() -> None:
    resource = {"resourceType": "ImagingStudy", "status": "x y  z", "foo": 1, "series": [{"number": -1}], "note": [{}]}

    assert [(each.expression, each.code) for each in validate(resource)] == [
        ("ImagingStudy", "structure"),
        ("ImagingStudy.status", "value"),
        ("ImagingStudy.subject", "required"),
        ("ImagingStudy.note[0].text", "required"),
        ("ImagingStudy.note[0]", "invariant"),
        ("ImagingStudy.series[0].uid", "required"),
        ("ImagingStudy.series[0].number", "value"),
        ("ImagingStudy.series[0].modality", "required"),
        ("ImagingStudy", "invariant"),
    ]


def test_objects_nested_too_deeply_are_reported_and_not_looked_at() -> None:
    extension: dict[str, Any] = {"url": "http://e", "valueString": ""}
    for _ in range(100):
        extension = {"url": "http://e", "extension": [extension]}

    issues = validate(study(extension=[extension]))

    assert [(each.severity, each.code, each.diagnostics) for each in issues] == [
        ("error", "too-costly", "Found more than 64 nested objects, expected fewer")
    ]


def test_no_message_carries_a_value() -> None:
    name = "Mustermann\tErika"
    resource = {
        "resourceType": "Patient",
        "id": name,
        "gender": name,
        "birthDate": name,
        name: name,
        "name": [{"use": name, "family": {"x": name}}],
        "managingOrganization": {"reference": name, "type": name},
        "contained": [{"resourceType": name}],
        "text": {"status": name, "div": name},
    }

    issues = validate(resource)

    assert len(issues) >= 10
    assert not [each for each in issues if "Mustermann" in str(each) or "Erika" in str(each)]


def test_an_issue_is_a_frozen_value() -> None:
    assert validate(study(uid="1")) == (
        Issue("error", "structure", "ImagingStudy", "Found the property 'uid', expected one that ImagingStudy has"),
    )


@pytest.mark.parametrize(
    ("resource", "expressions"),
    [
        (study(extension=[{"url": "relative", "valueString": "a"}]), ["ImagingStudy.extension[0].url"]),
        (study(_started={"extension": [{"url": "a", "valueCode": "x"}]}), ["ImagingStudy.started.extension[0].url"]),
        (
            study(
                series=[{"uid": "1", "modality": {"text": "CT"}, "modifierExtension": [{"url": "a", "valueCode": "x"}]}]
            ),
            ["ImagingStudy.series[0].modifierExtension[0].url"],
        ),
        (study(extension=[{"url": "http://e", "extension": [{"url": "relative", "valueString": "a"}]}]), []),
        (study(extension=[{"url": "urn:oid:1.2", "valueString": "a"}]), []),
    ],
)
def test_an_extension_has_an_absolute_address_unless_it_is_in_another(
    resource: dict[str, Any], expressions: list[str]
) -> None:
    issues = [each for each in found(resource) if each[1] != "invariant"]

    assert issues == [
        ("error", "value", expression, "Found a relative address, expected an absolute one")
        for expression in expressions
    ]


def test_names_that_are_no_text_are_reported_and_the_rest_is_checked() -> None:
    other: dict[Any, Any] = {"resourceType": "Patient", 1: 2, "name": [{None: "x", "use": "x"}], "J. Doe": {(): 1}}

    assert [each[:3] for each in found(other)] == [
        ("error", "structure", "Patient"),
        ("error", "structure", "Patient.name[0]"),
        ("error", "structure", "Patient"),
        ("error", "structure", "Patient"),
        ("error", "code-invalid", "Patient.name[0].use"),
    ]
    assert found(other)[0][3] == "Found a property whose name is no text, expected text"
    assert list(other) == ["resourceType", 1, "name", "J. Doe"]

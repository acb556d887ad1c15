"""Resources in resources: contained, in the entries of a Bundle, and of types known by name only."""

from __future__ import annotations

from typing import Any

import pytest

from filmroom.validation import validate

Rows = list[tuple[str, str, str, str]]
STUDY: dict[str, Any] = {"resourceType": "ImagingStudy", "status": "available", "subject": {"reference": "#p"}}
PATIENT: dict[str, Any] = {"resourceType": "Patient", "id": "p"}
UUID = "urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0"
GENDERS = "the value set http://hl7.org/fhir/ValueSet/administrative-gender"
OTHER_UUID = "urn:uuid:1c3151bd-1cbf-4d64-b04d-cd9187a4c6e0"


def issues_of(resource: dict[str, Any]) -> Rows:
    return [(each.severity, each.code, each.expression, each.key or each.diagnostics) for each in validate(resource)]


def containing(*contained: Any, **changes: Any) -> dict[str, Any]:
    return {**STUDY, "contained": list(contained), **changes}


def test_a_contained_resource_that_is_referred_to_has_no_issues() -> None:
    assert issues_of(containing(PATIENT)) == []


def test_a_contained_resource_may_refer_to_the_one_that_contains_it() -> None:
    procedure = {"resourceType": "Procedure", "id": "q", "status": "completed", "subject": {"reference": "#p"}}
    pointing = {**procedure, "partOf": [{"reference": "#"}]}
    event = {
        "resourceType": "Procedure",
        "status": "completed",
        "subject": {"reference": "#p"},
        "contained": [PATIENT, pointing],
    }

    assert issues_of(event) == []


@pytest.mark.parametrize(
    ("contained", "issues"),
    [
        (
            [PATIENT, {"resourceType": "Device", "id": "d"}],
            [("error", "invariant", "ImagingStudy.contained[1]", "dom-3")],
        ),
        ([PATIENT, {"resourceType": "Device"}], [("error", "invariant", "ImagingStudy.contained[1]", "dom-3")]),
        (
            [
                {
                    **PATIENT,
                    "contained": [{"resourceType": "Device", "id": "d"}],
                    "link": [{"other": {"reference": "#d"}, "type": "refer"}],
                }
            ],
            [
                ("error", "invariant", "ImagingStudy", "dom-2"),
                ("error", "value", "ImagingStudy.contained[0].link[0].other.reference", ""),
            ],
        ),
        ([{**PATIENT, "meta": {"versionId": "1"}}], [("error", "invariant", "ImagingStudy", "dom-4")]),
        (
            [{**PATIENT, "meta": {"lastUpdated": "2024-01-01T00:00:00Z"}}],
            [("error", "invariant", "ImagingStudy", "dom-4")],
        ),
        (
            [{**PATIENT, "meta": {"security": [{"system": "http://e", "code": "R"}]}}],
            [("error", "invariant", "ImagingStudy", "dom-5")],
        ),
        (
            [PATIENT, PATIENT],
            [("error", "value", "ImagingStudy.contained[1].id", "Found an id given twice, expected one of its own")],
        ),
        (
            [{**PATIENT, "gender": "x"}],
            [
                (
                    "error",
                    "code-invalid",
                    "ImagingStudy.contained[0].gender",
                    f"Found the code 'x', expected one of the codes male, female, other, unknown of {GENDERS}",
                )
            ],
        ),
        (
            [PATIENT, "x"],
            [("error", "structure", "ImagingStudy.contained[1]", "Found a string, expected a resource")],
        ),
    ],
)
def test_what_a_contained_resource_may_not_be_is_reported(contained: list[Any], issues: Rows) -> None:
    found = [each for each in issues_of(containing(*contained)) if each[0] == "error"]

    assert [row for row in found if row[3] in {each[3] for each in issues}] == [row for row in issues if row[3]]


def test_a_contained_resource_sees_its_siblings_through_the_one_that_contains_them() -> None:
    procedure = {"resourceType": "Procedure", "id": "q", "status": "completed", "subject": {"reference": "#p"}}

    assert issues_of(containing(PATIENT, procedure, procedure=[{"reference": "#q"}])) == []


def bundle(*entries: dict[str, Any], kind: str = "collection", **changes: Any) -> dict[str, Any]:
    return {"resourceType": "Bundle", "type": kind, "entry": list(entries), **changes}


def entry(resource: dict[str, Any], address: str = UUID, **changes: Any) -> dict[str, Any]:
    return {"fullUrl": address, "resource": resource, **changes}


def test_every_resource_of_a_bundle_is_checked_at_its_place() -> None:
    study = {**STUDY, "subject": {"reference": OTHER_UUID}, "status": "x"}
    bad = {"resourceType": "Patient", "name": [{"use": "x"}]}

    assert [
        (each.severity, each.code, each.expression) for each in validate(bundle(entry(study), entry(bad, OTHER_UUID)))
    ] == [
        ("error", "code-invalid", "Bundle.entry[0].resource.status"),
        ("error", "code-invalid", "Bundle.entry[1].resource.name[0].use"),
    ]


def test_a_transaction_with_conditional_references_and_addresses_has_no_issues() -> None:
    request: dict[str, Any] = {"request": {"method": "PUT", "url": "ImagingStudy/1"}}
    study = {
        **STUDY,
        "id": "1",
        "subject": {"reference": OTHER_UUID},
        "encounter": {"reference": "Encounter?identifier=a|1"},
    }
    patient = entry({"resourceType": "Patient"}, OTHER_UUID, request={"method": "POST", "url": "Patient"})

    assert issues_of(bundle(entry(study, **request), patient, kind="transaction")) == []


def test_a_reference_between_entries_knows_the_type_of_its_target() -> None:
    study = {**STUDY, "subject": {"reference": OTHER_UUID}}
    place = {"resourceType": "Location"}

    assert issues_of(bundle(entry(study), entry(place, OTHER_UUID))) == [
        (
            "error",
            "value",
            "Bundle.entry[0].resource.subject.reference",
            "Found a reference to Location, expected one to Patient, Device or Group",
        )
    ]


def test_a_uuid_without_its_entry_is_a_warning() -> None:
    assert issues_of(bundle(entry({**STUDY, "subject": {"reference": OTHER_UUID}}))) == [
        (
            "warning",
            "not-found",
            "Bundle.entry[0].resource.subject.reference",
            "Found urn:uuid: without its entry, expected one with this fullUrl",
        )
    ]


@pytest.mark.parametrize(
    ("resource", "issues"),
    [
        (
            bundle(entry({"resourceType": "Patient", "id": "1"}, "Patient/1")),
            [
                (
                    "error",
                    "value",
                    "Bundle.entry[0].fullUrl",
                    "Found a relative address, expected an absolute one",
                )
            ],
        ),
        (
            bundle(entry({"resourceType": "Patient", "id": "1"}, "http://example.org/Patient/2")),
            [
                (
                    "error",
                    "value",
                    "Bundle.entry[0].fullUrl",
                    "Found an address of another resource, expected the type and id of this one",
                )
            ],
        ),
        (bundle(entry(PATIENT), entry(PATIENT)), [("error", "invariant", "Bundle", "bdl-7")]),
        (bundle(entry(PATIENT), total=1), [("error", "invariant", "Bundle", "bdl-1")]),
        (
            bundle(entry(PATIENT), kind="batch"),
            [("error", "invariant", "Bundle", "bdl-3c")],
        ),
        (bundle({"link": [{"relation": "self", "url": "u"}]}), [("error", "invariant", "Bundle.entry[0]", "bdl-5")]),
    ],
)
def test_the_rules_of_a_bundle_are_checked(resource: dict[str, Any], issues: Rows) -> None:
    found = issues_of(resource)

    assert [row for row in issues if row not in found] == []


def test_a_type_known_by_name_only_has_its_form_checked_and_says_so() -> None:
    about = "Found a Task, which filmroom does not define: only its form was checked"
    task: dict[str, Any] = {
        "resourceType": "Task",
        "a": None,
        "b": [],
        "c": {},
        "d": "",
        "e": [None, "x", [1]],
        "_e": [{"id": "y"}],
    }

    assert [each.diagnostics for each in validate({"resourceType": "Observation"})] == [
        "Found an Observation, which filmroom does not define: only its form was checked"
    ]
    assert issues_of({"resourceType": "Task", "status": "draft"}) == [("information", "not-supported", "Task", about)]
    assert issues_of(task) == [
        ("information", "not-supported", "Task", about),
        ("error", "structure", "Task.a", "Found null, expected a value"),
        ("error", "structure", "Task.b", "Found an empty array, expected entries"),
        ("error", "structure", "Task.c", "Found an empty object, expected properties"),
        ("error", "structure", "Task.d", "Found an empty string, expected a value"),
        ("error", "structure", "Task.e[2]", "Found an array in an array, expected a value or an object"),
    ]


def test_a_form_nested_too_deeply_is_reported() -> None:
    task: dict[str, Any] = {"a": "x"}
    for _ in range(80):
        task = {"a": task}

    assert [row[:2] for row in issues_of({"resourceType": "Task", **task})] == [
        ("information", "not-supported"),
        ("error", "too-costly"),
    ]


def test_bundles_in_bundles_have_an_end() -> None:
    resource: dict[str, Any] = bundle()
    for _ in range(20):
        resource = bundle(entry(resource))

    assert ("error", "too-costly") in [row[:2] for row in issues_of(resource)]


def test_a_bundle_of_many_entries_costs_by_its_size() -> None:
    entries = [entry({"resourceType": "Patient", "id": str(n)}, f"http://example.org/Patient/{n}") for n in range(2000)]

    assert issues_of(bundle(*entries)) == []


def test_resources_nested_through_deep_groups_have_an_end() -> None:
    resource: dict[str, Any] = {"resourceType": "Patient"}
    for _ in range(6):
        parameter: dict[str, Any] = {"name": "a", "resource": resource}
        for _ in range(40):
            parameter = {"name": "a", "part": [parameter]}
        resource = {"resourceType": "Parameters", "parameter": [parameter]}

    assert [row[:2] for row in issues_of(resource)] == [("error", "too-costly")]


def test_identifiers_nested_without_end_have_one() -> None:
    reference: dict[str, Any] = {"display": "x"}
    for _ in range(500):
        reference = {"identifier": {"value": "1", "assigner": reference}}

    assert [row[:2] for row in issues_of({**STUDY, "subject": reference})] == [("error", "too-costly")]

"""References: their form, their type, and what they point to."""

from __future__ import annotations

from typing import Any

import pytest

from filmroom.validation import validate

FORM = "Found text that is no reference, expected Type/id, an absolute address, urn:uuid: or #id"
ELSEWHERE = "Found a reference to Location, expected one to Patient, Device or Group"
UUID = "urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0"


def issues_of(subject: dict[str, Any], **changes: Any) -> list[tuple[str, str, str, str]]:
    study = {"resourceType": "ImagingStudy", "status": "available", "subject": subject, **changes}
    return [(each.severity, each.code, each.expression, each.diagnostics) for each in validate(study)]


@pytest.mark.parametrize(
    "reference",
    [
        "Patient/1",
        "Device/a.b-C",
        "Patient/1/_history/2",
        "http://example.org/fhir/Patient/1",
        "https://example.org/Group/1/_history/3",
        "http://example.org/anything",
        "urn:oid:1.2.3",
        UUID,
    ],
)
def test_a_reference_to_an_allowed_target_has_no_issues(reference: str) -> None:
    assert issues_of({"reference": reference}) == []


@pytest.mark.parametrize(
    ("reference", "diagnostics"),
    [
        ("Patient", FORM),
        ("1", FORM),
        ("patient/1", FORM),
        ("Patient/a_b", FORM),
        ("Patient/1?x", FORM),
        ("Patient?identifier=1", FORM),
        ("/Patient/1", FORM),
        ("Nothing/1", "Found a reference to the type 'Nothing', expected a resource type of FHIR R6"),
        ("urn:uuid:1", "Found another urn:uuid: address, expected urn:uuid: and a UUID in lower case"),
        ("urn:oid:01.2", "Found another urn:oid: address, expected urn:oid: and an OID"),
        ("Location/1", ELSEWHERE),
        ("http://example.org/Location/1", ELSEWHERE),
    ],
)
def test_a_reference_that_is_none_or_goes_elsewhere_is_reported(reference: str, diagnostics: str) -> None:
    assert issues_of({"reference": reference}) == [("error", "value", "ImagingStudy.subject.reference", diagnostics)]


def test_a_single_target_is_named_alone() -> None:
    assert issues_of({"reference": "Patient/1"}, encounter={"reference": "Patient/1"}) == [
        (
            "error",
            "value",
            "ImagingStudy.encounter.reference",
            "Found a reference to Patient, expected one to Encounter",
        )
    ]


@pytest.mark.parametrize(
    "subject",
    [
        {"type": "Patient", "display": "x"},
        {"type": "Patient", "reference": "Patient/1"},
    ],
)
def test_a_stated_type_that_fits_has_no_issues(subject: dict[str, Any]) -> None:
    assert issues_of(subject) == []


@pytest.mark.parametrize(
    ("subject", "diagnostics"),
    [
        ({"type": "Nothing", "display": "x"}, "Found the type 'Nothing', expected a resource type of FHIR R6"),
        (
            {"type": "Device", "reference": "Patient/1"},
            "Found the type Device, expected Patient, to which the reference points",
        ),
        (
            {"type": "Location", "display": "x"},
            "Found a reference to Location, expected one to Patient, Device or Group",
        ),
    ],
)
def test_a_stated_type_that_does_not_fit_is_reported(subject: dict[str, Any], diagnostics: str) -> None:
    found = issues_of(subject)

    assert ("error", "value", "ImagingStudy.subject.type", diagnostics) in found
    assert [each for each in found if each[1] == "code-invalid" or each[3] == diagnostics] == found


@pytest.mark.parametrize(
    "address", ["http://hl7.org/fhir/StructureDefinition/Patient", "http://example.org/StructureDefinition/Other"]
)
def test_a_type_stated_as_an_address_is_a_warning_since_only_logical_models_do_that(address: str) -> None:
    types = "http://hl7.org/fhir/ValueSet/resource-types"

    assert issues_of({"type": address, "display": "x"}) == [
        (
            "warning",
            "code-invalid",
            "ImagingStudy.subject.type",
            f"Found the code '{address}', expected, where one fits, one of the value set {types}",
        )
    ]


def test_the_targets_of_a_codeable_reference_are_those_of_its_reference() -> None:
    reasons = "Condition, Observation, DiagnosticReport or DocumentReference"
    reason = [{"reference": {"reference": "Patient/1"}}, {"reference": {"reference": "Condition/1"}}]

    assert issues_of({"reference": "Patient/1"}, reason=reason) == [
        (
            "error",
            "value",
            "ImagingStudy.reason[0].reference.reference",
            f"Found a reference to Patient, expected one to {reasons}",
        )
    ]


def test_a_reference_to_a_contained_resource_is_followed() -> None:
    contained = [{"resourceType": "Patient", "id": "p"}, {"resourceType": "Location", "id": "l"}]

    assert issues_of({"reference": "#p"}, contained=contained, location={"reference": "#l"}) == []
    assert issues_of({"reference": "#l"}, contained=contained, location={"reference": "#p"}) == [
        (
            "error",
            "value",
            "ImagingStudy.subject.reference",
            "Found a reference to Location, expected one to Patient, Device or Group",
        ),
        ("error", "value", "ImagingStudy.location.reference", "Found a reference to Patient, expected one to Location"),
    ]


def test_a_reference_to_a_contained_resource_that_is_not_there_breaks_ref_1() -> None:
    study = {"resourceType": "ImagingStudy", "status": "available", "subject": {"reference": "#p"}}

    assert [(each.key, each.severity, each.code, each.expression) for each in validate(study)] == [
        ("ref-1", "error", "invariant", "ImagingStudy.subject")
    ]

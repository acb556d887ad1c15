"""Any JSON at all is answered with issues, never with an exception."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from filmroom.fhir.definitions import definition, known_resource_types
from filmroom.fhir.json_document import read_json, write_json
from filmroom.fhir.outcome import operation_outcome
from filmroom.fhir.structure import group_of
from filmroom.validation import validate

TYPES = [
    "ImagingStudy",
    "Patient",
    "Bundle",
    "Parameters",
    "Task",
    "OperationOutcome",
    "StructureDefinition",
    "Nothing",
]
NAMES = sorted(
    {
        name
        for type_name in ("ImagingStudy", "Patient", "Bundle", "Extension", "Reference", "CodeableConcept", "Narrative")
        for name in group_of(type_name).properties
    }
    | {"resourceType", "resource", "coding", "_status", "_given", "parameter", "series", "instance", "uid", ""}
)

scalars = (
    st.none()
    | st.booleans()
    | st.integers(-3, 3)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5)
    | st.sampled_from([*TYPES, "#", "#a", "Patient/1", "urn:uuid:x", "2024-02-30", "<div>", "urn:dicom:uid"])
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=4),
    max_leaves=25,
)
not_json = st.recursive(
    scalars | st.binary(max_size=3) | st.just(float("nan")) | st.builds(object) | st.sets(st.integers(), max_size=2),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*NAMES, 1, None, ()]), inner, max_size=4)
    ),
    max_leaves=25,
)


@settings(max_examples=1000, deadline=None)
@given(type_name=st.sampled_from(TYPES), rest=st.dictionaries(st.sampled_from(NAMES), values, max_size=6))
def test_any_object_is_answered_with_issues(type_name: str, rest: dict[str, Any]) -> None:
    issues = validate({**rest, "resourceType": type_name})

    outcome = operation_outcome(issues)
    assert validate(read_json(write_json(outcome))) == ()


@settings(max_examples=500, deadline=None)
@given(type_name=st.sampled_from(TYPES), rest=st.dictionaries(st.sampled_from([*NAMES, 1, None]), not_json, max_size=6))
def test_what_python_has_beyond_json_is_answered_with_issues(type_name: str, rest: dict[Any, Any]) -> None:
    issues = validate({**rest, "resourceType": type_name})

    assert all(issue.diagnostics and issue.severity and issue.code for issue in issues)


@settings(max_examples=200, deadline=None)
@given(resource=values)
def test_any_value_is_answered_with_issues(resource: Any) -> None:
    assert all(issue.diagnostics and issue.severity and issue.code for issue in validate(resource))


def test_every_known_type_is_answered() -> None:
    for name in sorted(known_resource_types()):
        issues = validate({"resourceType": name, "id": "1"})

        assert {each.code for each in issues} <= {"required", "not-supported", "invariant"}, name


def test_the_types_with_definitions_are_walked_without_their_base() -> None:
    assert definition("ImagingStudy").base == "DomainResource"
    assert "contained" in group_of("ImagingStudy").properties

"""Issues as an OperationOutcome."""

from __future__ import annotations

from filmroom.fhir.outcome import Issue, has_errors, operation_outcome
from filmroom.validation import validate

BROKEN = Issue(
    "error",
    "invariant",
    "ImagingStudy",
    "Found 2, expected: 3",
    "ist-3",
    "http://hl7.org/fhir/StructureDefinition/ImagingStudy",
)
WARNING = Issue("warning", "code-invalid", "ImagingStudy.modality[0]", "Found the code 'XX', expected another")


def test_each_issue_is_written_with_its_rule_and_its_place() -> None:
    assert operation_outcome([BROKEN, WARNING]) == {
        "resourceType": "OperationOutcome",
        "issue": [
            {
                "severity": "error",
                "code": "invariant",
                "details": {
                    "coding": [{"system": "http://hl7.org/fhir/StructureDefinition/ImagingStudy", "code": "ist-3"}]
                },
                "diagnostics": "Found 2, expected: 3",
                "expression": ["ImagingStudy"],
            },
            {
                "severity": "warning",
                "code": "code-invalid",
                "diagnostics": "Found the code 'XX', expected another",
                "expression": ["ImagingStudy.modality[0]"],
            },
        ],
    }


def test_no_issue_is_a_success() -> None:
    assert operation_outcome([]) == {
        "resourceType": "OperationOutcome",
        "issue": [{"severity": "success", "code": "success", "diagnostics": "No issues were found"}],
    }


def test_a_rule_without_a_definition_has_no_system() -> None:
    outcome = operation_outcome([Issue("error", "invariant", "", "Found", "x-1")])

    assert outcome["issue"] == [
        {"severity": "error", "code": "invariant", "details": {"coding": [{"code": "x-1"}]}, "diagnostics": "Found"}
    ]


def test_only_errors_make_a_resource_invalid() -> None:
    assert has_errors([WARNING, BROKEN])
    assert has_errors([Issue("fatal", "structure", "", "")])
    assert not has_errors([WARNING])


def test_an_outcome_is_itself_a_valid_resource() -> None:
    assert validate(operation_outcome([])) == ()
    assert validate(operation_outcome([BROKEN, WARNING])) == ()

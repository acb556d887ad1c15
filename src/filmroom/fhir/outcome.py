"""Issues, and the OperationOutcome that carries them.

Source: https://hl7.org/fhir/6.0.0-ballot4/operationoutcome.html
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Issue", "has_errors", "operation_outcome"]


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing that is to be said about a resource.

    Attributes:
        severity: ``fatal``, ``error``, ``warning``, ``information`` or ``success``.
            Source: http://hl7.org/fhir/issue-severity
        code: what kind of thing. Source: http://hl7.org/fhir/issue-type
        expression: where, as FHIRPath with indices: ``ImagingStudy.series[0].uid``; empty for the whole document.
        diagnostics: what was found and what was expected, without any value that may be a patient's.
        key: the rule that is broken, as in ``ist-4``; empty when it is none with a name.
        definition: the canonical address of the definition that states the rule; empty without a key.
    """

    severity: str
    code: str
    expression: str
    diagnostics: str
    key: str = ""
    definition: str = ""


def has_errors(issues: Iterable[Issue]) -> bool:
    """Say whether any issue makes the resource invalid."""
    return any(issue.severity in ("fatal", "error") for issue in issues)


def operation_outcome(issues: Iterable[Issue]) -> dict[str, Any]:
    """Write issues as an OperationOutcome; without any, it says that all is well.

    The coding of a broken rule has the rule's key as its code, and as its system the definition
    that states the rule: that is the scope in which FHIR makes keys unique.

    Source: https://hl7.org/fhir/6.0.0-ballot4/elementdefinition-definitions.html#ElementDefinition.constraint.key
    """
    found = [_issue(issue) for issue in issues]
    return {"resourceType": "OperationOutcome", "issue": found or [_issue(_ALL_WELL)]}


_ALL_WELL = Issue("success", "success", "", "No issues were found")


def _issue(issue: Issue) -> dict[str, Any]:
    written: dict[str, Any] = {"severity": issue.severity, "code": issue.code}
    if issue.key:
        coding = {"code": issue.key}
        if issue.definition:
            coding = {"system": issue.definition, "code": issue.key}
        written["details"] = {"coding": [coding]}
    written["diagnostics"] = issue.diagnostics
    if issue.expression:
        written["expression"] = [issue.expression]
    return written

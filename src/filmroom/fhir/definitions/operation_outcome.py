"""OperationOutcome: operationOutcome.

Source: https://hl7.org/fhir/6.0.0-ballot4/operationoutcome-definitions.html
"""

from __future__ import annotations

from filmroom.fhir.definition import Definition, Kind
from filmroom.fhir.definitions.rows import example, required, row

__all__ = ["DEFINITIONS"]

DEFINITIONS = (
    Definition(
        name="OperationOutcome",
        kind=Kind.RESOURCE,
        base="DomainResource",
        description="Operation outcome",
        source="https://hl7.org/fhir/6.0.0-ballot4/operationoutcome-definitions.html",
        elements=(
            row("OperationOutcome", "0..*", (), "Operation outcome"),
            row("OperationOutcome.issue", "1..*", "BackboneElement", "Issue", summary=True),
            row(
                "OperationOutcome.issue.severity",
                "1..1",
                "code",
                "Severity",
                bound=required("issue-severity"),
                summary=True,
            ),
            row("OperationOutcome.issue.code", "1..1", "code", "Code", bound=required("issue-type"), summary=True),
            row(
                "OperationOutcome.issue.details",
                "0..1",
                "CodeableConcept",
                "Details",
                bound=example("operation-outcome"),
                summary=True,
            ),
            row("OperationOutcome.issue.diagnostics", "0..1", "string", "Diagnostics", summary=True),
            row("OperationOutcome.issue.location", "0..*", "string", "Location", summary=True),
            row("OperationOutcome.issue.expression", "0..*", "string", "Expression", summary=True),
        ),
    ),
)

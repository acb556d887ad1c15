"""OperationOutcome: what went wrong, or well.

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
        description="What went wrong, or well.",
        source="https://hl7.org/fhir/6.0.0-ballot4/operationoutcome-definitions.html",
        elements=(
            row("OperationOutcome", "0..*", (), "What went wrong, or well"),
            row("OperationOutcome.issue", "1..*", "BackboneElement", "One thing to report", summary=True),
            row(
                "OperationOutcome.issue.severity",
                "1..1",
                "code",
                "How bad it is",
                bound=required("issue-severity"),
                summary=True,
            ),
            row(
                "OperationOutcome.issue.code",
                "1..1",
                "code",
                "What kind of thing it is",
                bound=required("issue-type"),
                summary=True,
            ),
            row(
                "OperationOutcome.issue.details",
                "0..1",
                "CodeableConcept",
                "More about it, for programs",
                bound=example("operation-outcome"),
                summary=True,
            ),
            row("OperationOutcome.issue.diagnostics", "0..1", "string", "More about it, for experts", summary=True),
            row(
                "OperationOutcome.issue.location", "0..*", "string", "Where it is; use expression instead", summary=True
            ),
            row("OperationOutcome.issue.expression", "0..*", "string", "Where it is, as FHIRPath", summary=True),
        ),
    ),
)

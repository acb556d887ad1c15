"""Parameters: what goes into an operation, or comes out.

Source: https://hl7.org/fhir/6.0.0-ballot4/parameters-definitions.html
"""

from __future__ import annotations

from filmroom.fhir.definition import Definition, Kind
from filmroom.fhir.definitions.rows import error, row
from filmroom.fhir.definitions.shared import OPEN_TYPES

__all__ = ["DEFINITIONS"]

DEFINITIONS = (
    Definition(
        name="Parameters",
        kind=Kind.RESOURCE,
        base="Resource",
        description="What goes into an operation, or comes out.",
        source="https://hl7.org/fhir/6.0.0-ballot4/parameters-definitions.html",
        elements=(
            row("Parameters", "0..*", (), "What goes into an operation, or comes out"),
            row(
                "Parameters.parameter",
                "0..*",
                "BackboneElement",
                "One parameter",
                summary=True,
                rules=(
                    error(
                        "inv-1",
                        "A parameter must have one and only one of (value, resource, part)",
                        (
                            "(part.exists() and value.empty() and resource.empty()) or (part.empty() and (value."
                            "exists() xor resource.exists()))"
                        ),
                    ),
                ),
            ),
            row("Parameters.parameter.name", "1..1", "string", "Its name", summary=True),
            row(
                "Parameters.parameter.value[x]",
                "0..1",
                OPEN_TYPES,
                "Its value, when it is a datatype",
                summary=True,
                conditions=("inv-1",),
            ),
            row(
                "Parameters.parameter.resource",
                "0..1",
                "Resource",
                "Its value, when it is a resource",
                summary=True,
                conditions=("inv-1",),
            ),
            row(
                "Parameters.parameter.part",
                "0..*",
                (),
                "Its parts",
                summary=True,
                conditions=("inv-1",),
                contents="Parameters.parameter",
            ),
        ),
    ),
)

"""Endpoint: endpoint.

Source: https://hl7.org/fhir/6.0.0-ballot4/endpoint-definitions.html
"""

from __future__ import annotations

from filmroom.fhir.definition import Definition, Kind
from filmroom.fhir.definitions.rows import canonical, example, extensible, reference, required, row

__all__ = ["DEFINITIONS"]

DEFINITIONS = (
    Definition(
        name="Endpoint",
        kind=Kind.RESOURCE,
        base="DomainResource",
        description="Endpoint",
        source="https://hl7.org/fhir/6.0.0-ballot4/endpoint-definitions.html",
        elements=(
            row("Endpoint", "0..*", (), "Endpoint"),
            row("Endpoint.identifier", "0..*", "Identifier", "Identifier", summary=True),
            row(
                "Endpoint.status",
                "1..1",
                "code",
                "Status",
                bound=required("endpoint-status"),
                summary=True,
                modifier=(
                    "This element is labelled as a modifier because it is a status element that contains "
                    "status entered-in-error which means that the resource should not be treated as valid"
                ),
            ),
            row(
                "Endpoint.connectionType",
                "1..*",
                "CodeableConcept",
                "Connection type",
                bound=example("endpoint-connection-type"),
                summary=True,
            ),
            row("Endpoint.name", "0..1", "string", "Name", summary=True),
            row("Endpoint.description", "0..1", "string", "Description", summary=True),
            row(
                "Endpoint.environmentType",
                "0..*",
                "CodeableConcept",
                "Environment type",
                bound=extensible("endpoint-environment"),
                summary=True,
            ),
            row(
                "Endpoint.managingOrganization",
                "0..1",
                reference("Organization"),
                "Managing organization",
                summary=True,
            ),
            row("Endpoint.contact", "0..*", "ContactPoint", "Contact"),
            row("Endpoint.period", "0..1", "Period", "Period", summary=True),
            row("Endpoint.availability", "0..1", "Availability", "Availability"),
            row("Endpoint.payload", "0..*", "BackboneElement", "Payload"),
            row(
                "Endpoint.payload.type",
                "0..*",
                "CodeableConcept",
                "Type",
                bound=example("endpoint-payload-type"),
                summary=True,
            ),
            row("Endpoint.payload.mimeType", "0..*", "code", "Mime type", bound=required("mimetypes"), summary=True),
            row(
                "Endpoint.payload.profileCanonical",
                "0..*",
                canonical("StructureDefinition"),
                "Profile canonical",
                summary=True,
            ),
            row("Endpoint.payload.profileUri", "0..*", "uri", "Profile uri", summary=True),
            row("Endpoint.address", "1..1", "url", "Address", summary=True),
            row("Endpoint.header", "0..*", "string", "Header"),
        ),
    ),
)

"""Endpoint: a service on the network and how to use it.

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
        description="A service on the network and how to use it.",
        source="https://hl7.org/fhir/6.0.0-ballot4/endpoint-definitions.html",
        elements=(
            row("Endpoint", "0..*", (), "A service on the network and how to use it"),
            row("Endpoint.identifier", "0..*", "Identifier", "What the service is known by", summary=True),
            row(
                "Endpoint.status",
                "1..1",
                "code",
                "Whether it is active, suspended, off",
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
                "The protocol: DICOM WADO-RS, FHIR, …",
                bound=example("endpoint-connection-type"),
                summary=True,
            ),
            row("Endpoint.name", "0..1", "string", "A name to show", summary=True),
            row("Endpoint.description", "0..1", "string", "More about it", summary=True),
            row(
                "Endpoint.environmentType",
                "0..*",
                "CodeableConcept",
                "Production, test, training",
                bound=extensible("endpoint-environment"),
                summary=True,
            ),
            row("Endpoint.managingOrganization", "0..1", reference("Organization"), "Who runs it", summary=True),
            row("Endpoint.contact", "0..*", "ContactPoint", "Whom to ask about it"),
            row("Endpoint.period", "0..1", "Period", "When it is expected to work", summary=True),
            row("Endpoint.availability", "0..1", "Availability", "When it can be used"),
            row("Endpoint.payload", "0..*", "BackboneElement", "What it takes or gives"),
            row(
                "Endpoint.payload.type",
                "0..*",
                "CodeableConcept",
                "What kind of content",
                bound=example("endpoint-payload-type"),
                summary=True,
            ),
            row(
                "Endpoint.payload.mimeType",
                "0..*",
                "code",
                "The content's media type",
                bound=required("mimetypes"),
                summary=True,
            ),
            row(
                "Endpoint.payload.profileCanonical",
                "0..*",
                canonical("StructureDefinition"),
                "The profile of the content, by canonical address",
                summary=True,
            ),
            row("Endpoint.payload.profileUri", "0..*", "uri", "The profile of the content, by URI", summary=True),
            row("Endpoint.address", "1..1", "url", "Its base address", summary=True),
            row("Endpoint.header", "0..*", "string", "Header lines to send with requests"),
        ),
    ),
)

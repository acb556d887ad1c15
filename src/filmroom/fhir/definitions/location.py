"""Location: location.

Source: https://hl7.org/fhir/6.0.0-ballot4/location-definitions.html
"""

from __future__ import annotations

from filmroom.fhir.definition import Definition, Kind
from filmroom.fhir.definitions.rows import example, extensible, preferred, reference, required, row

__all__ = ["DEFINITIONS"]

DEFINITIONS = (
    Definition(
        name="Location",
        kind=Kind.RESOURCE,
        base="DomainResource",
        description="Location",
        source="https://hl7.org/fhir/6.0.0-ballot4/location-definitions.html",
        elements=(
            row("Location", "0..*", (), "Location"),
            row("Location.identifier", "0..*", "Identifier", "Identifier", summary=True),
            row(
                "Location.status",
                "0..1",
                "code",
                "Status",
                bound=required("location-status"),
                summary=True,
                modifier=(
                    "This element is labeled as a modifier because the status contains codes that mark "
                    "the resource as not currently valid"
                ),
            ),
            row(
                "Location.operationalStatus",
                "0..1",
                "Coding",
                "Operational status",
                bound=preferred("http://terminology.hl7.org/ValueSet/v2-0116"),
                summary=True,
            ),
            row("Location.code", "0..*", "CodeableConcept", "Code", summary=True),
            row("Location.name", "0..1", "string", "Name", summary=True),
            row("Location.alias", "0..*", "string", "Alias"),
            row("Location.description", "0..1", "markdown", "Description", summary=True),
            row("Location.mode", "0..1", "code", "Mode", bound=required("location-mode"), summary=True),
            row(
                "Location.type",
                "0..*",
                "CodeableConcept",
                "Type",
                bound=extensible("http://terminology.hl7.org/ValueSet/v3-ServiceDeliveryLocationRoleType"),
                summary=True,
            ),
            row("Location.contact", "0..*", "ExtendedContactDetail", "Contact"),
            row("Location.address", "0..1", "Address", "Address"),
            row("Location.form", "0..1", "CodeableConcept", "Form", bound=example("location-form"), summary=True),
            row("Location.position", "0..1", "BackboneElement", "Position"),
            row("Location.position.longitude", "1..1", "decimal", "Longitude"),
            row("Location.position.latitude", "1..1", "decimal", "Latitude"),
            row("Location.position.altitude", "0..1", "decimal", "Altitude"),
            row(
                "Location.managingOrganization",
                "0..1",
                reference("Organization"),
                "Managing organization",
                summary=True,
            ),
            row("Location.partOf", "0..1", reference("Location"), "Part of"),
            row(
                "Location.characteristic",
                "0..*",
                "CodeableConcept",
                "Characteristic",
                bound=example("location-characteristic"),
            ),
            row("Location.hoursOfOperation", "0..1", "Availability", "Hours of operation"),
            row("Location.virtualService", "0..*", "VirtualServiceDetail", "Virtual service"),
            row("Location.endpoint", "0..*", reference("Endpoint"), "Endpoint"),
        ),
    ),
)

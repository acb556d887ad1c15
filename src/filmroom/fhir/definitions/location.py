"""Location: a place: a site, a ward, a room, a van.

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
        description="A place: a site, a ward, a room, a van.",
        source="https://hl7.org/fhir/6.0.0-ballot4/location-definitions.html",
        elements=(
            row("Location", "0..*", (), "A place: a site, a ward, a room, a van"),
            row("Location.identifier", "0..*", "Identifier", "What the place is known by", summary=True),
            row(
                "Location.status",
                "0..1",
                "code",
                "Whether the place is in use",
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
                "Whether a bed or room is occupied or closed",
                bound=preferred("http://terminology.hl7.org/ValueSet/v2-0116"),
                summary=True,
            ),
            row("Location.code", "0..*", "CodeableConcept", "A code for the place", summary=True),
            row("Location.name", "0..1", "string", "Its name", summary=True),
            row("Location.alias", "0..*", "string", "Other names"),
            row("Location.description", "0..1", "markdown", "More about it", summary=True),
            row(
                "Location.mode",
                "0..1",
                "code",
                "This very place, or any of its kind",
                bound=required("location-mode"),
                summary=True,
            ),
            row(
                "Location.type",
                "0..*",
                "CodeableConcept",
                "What is done there",
                bound=extensible("http://terminology.hl7.org/ValueSet/v3-ServiceDeliveryLocationRoleType"),
                summary=True,
            ),
            row("Location.contact", "0..*", "ExtendedContactDetail", "How to reach it"),
            row("Location.address", "0..1", "Address", "Its address"),
            row(
                "Location.form",
                "0..1",
                "CodeableConcept",
                "What it is physically: room, building, vehicle",
                bound=example("location-form"),
                summary=True,
            ),
            row("Location.position", "0..1", "BackboneElement", "Where it is on the globe"),
            row("Location.position.longitude", "1..1", "decimal", "Degrees east, WGS84"),
            row("Location.position.latitude", "1..1", "decimal", "Degrees north, WGS84"),
            row("Location.position.altitude", "0..1", "decimal", "Metres of height, WGS84"),
            row("Location.managingOrganization", "0..1", reference("Organization"), "Who runs it", summary=True),
            row("Location.partOf", "0..1", reference("Location"), "The place it is in"),
            row(
                "Location.characteristic",
                "0..*",
                "CodeableConcept",
                "What is special about it",
                bound=example("location-characteristic"),
            ),
            row("Location.hoursOfOperation", "0..1", "Availability", "When it is open"),
            row("Location.virtualService", "0..*", "VirtualServiceDetail", "How to join over the network"),
            row("Location.endpoint", "0..*", reference("Endpoint"), "Services on the network"),
        ),
    ),
)

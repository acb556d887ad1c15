"""PractitionerRole: what a practitioner does for an organization.

Source: https://hl7.org/fhir/6.0.0-ballot4/practitionerrole-definitions.html
"""

from __future__ import annotations

from filmroom.fhir.definition import Definition, Kind
from filmroom.fhir.definitions.rows import example, preferred, reference, required, row

__all__ = ["DEFINITIONS"]

DEFINITIONS = (
    Definition(
        name="PractitionerRole",
        kind=Kind.RESOURCE,
        base="DomainResource",
        description="What a practitioner does for an organization.",
        source="https://hl7.org/fhir/6.0.0-ballot4/practitionerrole-definitions.html",
        elements=(
            row("PractitionerRole", "0..*", (), "What a practitioner does for an organization"),
            row("PractitionerRole.identifier", "0..*", "Identifier", "What the role is known by", summary=True),
            row("PractitionerRole.active", "0..1", "boolean", "Whether the role is in use", summary=True),
            row("PractitionerRole.period", "0..1", "Period", "When the role holds", summary=True),
            row("PractitionerRole.practitioner", "0..1", reference("Practitioner"), "Who has the role", summary=True),
            row(
                "PractitionerRole.organization",
                "0..1",
                reference("Organization"),
                "For which organization",
                summary=True,
            ),
            row(
                "PractitionerRole.network",
                "0..*",
                reference("Organization"),
                "The networks in which the role holds",
                summary=True,
            ),
            row(
                "PractitionerRole.code",
                "0..*",
                "CodeableConcept",
                "The role",
                bound=example("practitioner-role"),
                summary=True,
            ),
            row("PractitionerRole.display", "0..1", "string", "A name for the role, to show to people", summary=True),
            row(
                "PractitionerRole.specialty",
                "0..*",
                "CodeableConcept",
                "The medical specialty",
                bound=preferred("c80-practice-codes"),
                summary=True,
            ),
            row(
                "PractitionerRole.location", "0..*", reference("Location"), "Where the role is exercised", summary=True
            ),
            row(
                "PractitionerRole.healthcareService",
                "0..*",
                reference("HealthcareService"),
                "The services provided in it",
            ),
            row("PractitionerRole.contact", "0..*", "ExtendedContactDetail", "How to reach the person in this role"),
            row(
                "PractitionerRole.characteristic",
                "0..*",
                "CodeableConcept",
                "What is special about the service",
                bound=example("service-mode"),
            ),
            row(
                "PractitionerRole.communication",
                "0..*",
                "CodeableConcept",
                "A language of the role",
                bound=required("all-languages"),
            ),
            row("PractitionerRole.availability", "0..1", "Availability", "When the person is available"),
            row("PractitionerRole.endpoint", "0..*", reference("Endpoint"), "Services on the network"),
        ),
    ),
)

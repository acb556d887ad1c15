"""PractitionerRole: practitionerRole.

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
        description="Practitioner role",
        source="https://hl7.org/fhir/6.0.0-ballot4/practitionerrole-definitions.html",
        elements=(
            row("PractitionerRole", "0..*", (), "Practitioner role"),
            row("PractitionerRole.identifier", "0..*", "Identifier", "Identifier", summary=True),
            row("PractitionerRole.active", "0..1", "boolean", "Active", summary=True),
            row("PractitionerRole.period", "0..1", "Period", "Period", summary=True),
            row("PractitionerRole.practitioner", "0..1", reference("Practitioner"), "Practitioner", summary=True),
            row("PractitionerRole.organization", "0..1", reference("Organization"), "Organization", summary=True),
            row("PractitionerRole.network", "0..*", reference("Organization"), "Network", summary=True),
            row(
                "PractitionerRole.code",
                "0..*",
                "CodeableConcept",
                "Code",
                bound=example("practitioner-role"),
                summary=True,
            ),
            row("PractitionerRole.display", "0..1", "string", "Display", summary=True),
            row(
                "PractitionerRole.specialty",
                "0..*",
                "CodeableConcept",
                "Specialty",
                bound=preferred("c80-practice-codes"),
                summary=True,
            ),
            row("PractitionerRole.location", "0..*", reference("Location"), "Location", summary=True),
            row("PractitionerRole.healthcareService", "0..*", reference("HealthcareService"), "Healthcare service"),
            row("PractitionerRole.contact", "0..*", "ExtendedContactDetail", "Contact"),
            row(
                "PractitionerRole.characteristic",
                "0..*",
                "CodeableConcept",
                "Characteristic",
                bound=example("service-mode"),
            ),
            row(
                "PractitionerRole.communication",
                "0..*",
                "CodeableConcept",
                "Communication",
                bound=required("all-languages"),
            ),
            row("PractitionerRole.availability", "0..1", "Availability", "Availability"),
            row("PractitionerRole.endpoint", "0..*", reference("Endpoint"), "Endpoint"),
        ),
    ),
)

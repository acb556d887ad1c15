"""Practitioner: practitioner.

Source: https://hl7.org/fhir/6.0.0-ballot4/practitioner-definitions.html
"""

from __future__ import annotations

from filmroom.fhir.definition import Definition, Kind
from filmroom.fhir.definitions.rows import example, reference, required, row

__all__ = ["DEFINITIONS"]

DEFINITIONS = (
    Definition(
        name="Practitioner",
        kind=Kind.RESOURCE,
        base="DomainResource",
        description="Practitioner",
        source="https://hl7.org/fhir/6.0.0-ballot4/practitioner-definitions.html",
        elements=(
            row("Practitioner", "0..*", (), "Practitioner"),
            row("Practitioner.identifier", "0..*", "Identifier", "Identifier", summary=True),
            row(
                "Practitioner.active",
                "0..1",
                "boolean",
                "Active",
                summary=True,
                modifier=(
                    "This element is labelled as a modifier because it is a status element that can "
                    "indicate that a record should not be treated as valid"
                ),
            ),
            row("Practitioner.name", "0..*", "HumanName", "Name", summary=True),
            row("Practitioner.telecom", "0..*", "ContactPoint", "Telecom", summary=True),
            row("Practitioner.gender", "0..1", "code", "Gender", bound=required("administrative-gender"), summary=True),
            row("Practitioner.birthDate", "0..1", "date", "Birth date", summary=True),
            row("Practitioner.deceased[x]", "0..1", ("boolean", "dateTime"), "Deceased", summary=True),
            row("Practitioner.address", "0..*", "Address", "Address", summary=True),
            row("Practitioner.photo", "0..*", "Attachment", "Photo"),
            row("Practitioner.qualification", "0..*", "BackboneElement", "Qualification"),
            row("Practitioner.qualification.identifier", "0..*", "Identifier", "Identifier"),
            row(
                "Practitioner.qualification.code",
                "1..1",
                "CodeableConcept",
                "Code",
                bound=example("http://terminology.hl7.org/ValueSet/v2-0360"),
            ),
            row("Practitioner.qualification.period", "0..1", "Period", "Period"),
            row("Practitioner.qualification.issuer", "0..1", reference("Organization"), "Issuer"),
            row("Practitioner.communication", "0..*", "BackboneElement", "Communication"),
            row(
                "Practitioner.communication.language",
                "1..1",
                "CodeableConcept",
                "Language",
                bound=required("all-languages"),
            ),
            row("Practitioner.communication.preferred", "0..1", "boolean", "Preferred"),
        ),
    ),
)

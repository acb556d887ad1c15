"""Practitioner: a person who takes part in care by profession.

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
        description="A person who takes part in care by profession.",
        source="https://hl7.org/fhir/6.0.0-ballot4/practitioner-definitions.html",
        elements=(
            row("Practitioner", "0..*", (), "A person who takes part in care by profession"),
            row("Practitioner.identifier", "0..*", "Identifier", "What the person is known by", summary=True),
            row(
                "Practitioner.active",
                "0..1",
                "boolean",
                "Whether the record is in use",
                summary=True,
                modifier=(
                    "This element is labelled as a modifier because it is a status element that can "
                    "indicate that a record should not be treated as valid"
                ),
            ),
            row("Practitioner.name", "0..*", "HumanName", "A name of the person", summary=True),
            row("Practitioner.telecom", "0..*", "ContactPoint", "How to reach the person in every role", summary=True),
            row(
                "Practitioner.gender",
                "0..1",
                "code",
                "Gender for administration",
                bound=required("administrative-gender"),
                summary=True,
            ),
            row("Practitioner.birthDate", "0..1", "date", "Date of birth", summary=True),
            row(
                "Practitioner.deceased[x]",
                "0..1",
                ("boolean", "dateTime"),
                "Whether, or when, the person died",
                summary=True,
            ),
            row("Practitioner.address", "0..*", "Address", "Address of the person in every role", summary=True),
            row("Practitioner.photo", "0..*", "Attachment", "A picture of the person"),
            row("Practitioner.qualification", "0..*", "BackboneElement", "A degree, licence or other qualification"),
            row("Practitioner.qualification.identifier", "0..*", "Identifier", "Number of the qualification"),
            row(
                "Practitioner.qualification.code",
                "1..1",
                "CodeableConcept",
                "What it is",
                bound=example("http://terminology.hl7.org/ValueSet/v2-0360"),
            ),
            row("Practitioner.qualification.period", "0..1", "Period", "When it holds"),
            row("Practitioner.qualification.issuer", "0..1", reference("Organization"), "Who gave it"),
            row("Practitioner.communication", "0..*", "BackboneElement", "A language the person speaks at work"),
            row(
                "Practitioner.communication.language",
                "1..1",
                "CodeableConcept",
                "The language",
                bound=required("all-languages"),
            ),
            row("Practitioner.communication.preferred", "0..1", "boolean", "Whether it is preferred"),
        ),
    ),
)

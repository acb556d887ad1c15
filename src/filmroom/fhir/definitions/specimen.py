"""Specimen: a sample of something, to be examined.

Source: https://hl7.org/fhir/6.0.0-ballot4/specimen-definitions.html
"""

from __future__ import annotations

from filmroom.fhir.definition import Definition, Kind
from filmroom.fhir.definitions.rows import (
    codeable_reference,
    example,
    extensible,
    preferred,
    profiled,
    reference,
    required,
    row,
)

__all__ = ["DEFINITIONS"]

DEFINITIONS = (
    Definition(
        name="Specimen",
        kind=Kind.RESOURCE,
        base="DomainResource",
        description="A sample of something, to be examined.",
        source="https://hl7.org/fhir/6.0.0-ballot4/specimen-definitions.html",
        elements=(
            row("Specimen", "0..*", (), "A sample of something, to be examined"),
            row("Specimen.identifier", "0..*", "Identifier", "What the specimen is known by", summary=True),
            row(
                "Specimen.status",
                "0..1",
                "code",
                "Whether it can be used",
                bound=required("specimen-status"),
                summary=True,
                modifier=(
                    "This element is labelled as a modifier because it is a status element that contains "
                    "status entered-in-error which means that the resource should not be treated as valid"
                ),
            ),
            row(
                "Specimen.type",
                "0..1",
                "CodeableConcept",
                "What kind of material",
                bound=example("http://terminology.hl7.org/ValueSet/v2-0487"),
                summary=True,
            ),
            row(
                "Specimen.subject",
                "0..1",
                reference("Patient", "Group", "Device", "BiologicallyDerivedProduct", "Substance", "Location"),
                "Where it comes from",
                summary=True,
            ),
            row("Specimen.receivedTime", "0..1", "dateTime", "When the laboratory received it", summary=True),
            row("Specimen.parent", "0..*", reference("Specimen"), "The specimens it was made from"),
            row("Specimen.request", "0..*", reference("ServiceRequest"), "Why it was taken"),
            row(
                "Specimen.combined",
                "0..1",
                "code",
                "Whether several were put together",
                bound=required("specimen-combined"),
                summary=True,
            ),
            row(
                "Specimen.role",
                "0..*",
                "CodeableConcept",
                "Its role: patient's, control, calibrator",
                bound=preferred("specimen-role"),
            ),
            row("Specimen.feature", "0..*", "BackboneElement", "What it looks like"),
            row(
                "Specimen.feature.type",
                "1..1",
                "CodeableConcept",
                "Which landmark or feature",
                bound=example("body-site"),
            ),
            row("Specimen.feature.description", "1..1", "string", "The feature in words"),
            row("Specimen.collection", "0..1", "BackboneElement", "How it was taken"),
            row(
                "Specimen.collection.collector",
                "0..1",
                reference("Practitioner", "PractitionerRole", "Patient", "RelatedPerson"),
                "Who took it",
                summary=True,
            ),
            row("Specimen.collection.collected[x]", "0..1", ("dateTime", "Period"), "When it was taken", summary=True),
            row("Specimen.collection.duration", "0..1", "Duration", "How long that took", summary=True),
            row("Specimen.collection.quantity", "0..1", profiled("Quantity", "SimpleQuantity"), "How much was taken"),
            row(
                "Specimen.collection.method",
                "0..1",
                "CodeableConcept",
                "By which technique",
                bound=example("specimen-collection-method"),
            ),
            row("Specimen.collection.device", "0..1", codeable_reference("Device"), "With which device"),
            row("Specimen.collection.procedure", "0..1", reference("Procedure"), "In which procedure"),
            row(
                "Specimen.collection.bodySite",
                "0..1",
                codeable_reference("BodyStructure"),
                "From where in the body",
                bound=example("body-site"),
            ),
            row(
                "Specimen.collection.fastingStatus[x]",
                "0..1",
                ("CodeableConcept", "Duration"),
                "Whether, or how long, the patient fasted",
                bound=extensible("http://terminology.hl7.org/ValueSet/v2-0916"),
                summary=True,
            ),
            row("Specimen.processing", "0..*", "BackboneElement", "What was done to it"),
            row("Specimen.processing.description", "0..1", "string", "The step in words"),
            row(
                "Specimen.processing.method",
                "0..1",
                "CodeableConcept",
                "The step as a code",
                bound=example("specimen-processing-method"),
            ),
            row("Specimen.processing.additive", "0..*", reference("Substance"), "What was added"),
            row("Specimen.processing.time[x]", "0..1", ("dateTime", "Period"), "When it was done"),
            row("Specimen.container", "0..*", "BackboneElement", "What it is kept in"),
            row("Specimen.container.device", "1..1", reference("Device"), "The vessel"),
            row("Specimen.container.location", "0..1", reference("Location"), "Where the vessel is"),
            row(
                "Specimen.container.specimenQuantity",
                "0..1",
                profiled("Quantity", "SimpleQuantity"),
                "How much is in it",
            ),
            row(
                "Specimen.condition",
                "0..*",
                "CodeableConcept",
                "The state of the specimen",
                bound=extensible("http://terminology.hl7.org/ValueSet/v2-0493"),
                summary=True,
            ),
            row("Specimen.note", "0..*", "Annotation", "Remarks"),
        ),
    ),
)

"""Specimen: specimen.

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
        description="Specimen",
        source="https://hl7.org/fhir/6.0.0-ballot4/specimen-definitions.html",
        elements=(
            row("Specimen", "0..*", (), "Specimen"),
            row("Specimen.identifier", "0..*", "Identifier", "Identifier", summary=True),
            row(
                "Specimen.status",
                "0..1",
                "code",
                "Status",
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
                "Type",
                bound=example("http://terminology.hl7.org/ValueSet/v2-0487"),
                summary=True,
            ),
            row(
                "Specimen.subject",
                "0..1",
                reference("Patient", "Group", "Device", "BiologicallyDerivedProduct", "Substance", "Location"),
                "Subject",
                summary=True,
            ),
            row("Specimen.receivedTime", "0..1", "dateTime", "Received time", summary=True),
            row("Specimen.parent", "0..*", reference("Specimen"), "Parent"),
            row("Specimen.request", "0..*", reference("ServiceRequest"), "Request"),
            row("Specimen.combined", "0..1", "code", "Combined", bound=required("specimen-combined"), summary=True),
            row("Specimen.role", "0..*", "CodeableConcept", "Role", bound=preferred("specimen-role")),
            row("Specimen.feature", "0..*", "BackboneElement", "Feature"),
            row("Specimen.feature.type", "1..1", "CodeableConcept", "Type", bound=example("body-site")),
            row("Specimen.feature.description", "1..1", "string", "Description"),
            row("Specimen.collection", "0..1", "BackboneElement", "Collection"),
            row(
                "Specimen.collection.collector",
                "0..1",
                reference("Practitioner", "PractitionerRole", "Patient", "RelatedPerson"),
                "Collector",
                summary=True,
            ),
            row("Specimen.collection.collected[x]", "0..1", ("dateTime", "Period"), "Collected", summary=True),
            row("Specimen.collection.duration", "0..1", "Duration", "Duration", summary=True),
            row("Specimen.collection.quantity", "0..1", profiled("Quantity", "SimpleQuantity"), "Quantity"),
            row(
                "Specimen.collection.method",
                "0..1",
                "CodeableConcept",
                "Method",
                bound=example("specimen-collection-method"),
            ),
            row("Specimen.collection.device", "0..1", codeable_reference("Device"), "Device"),
            row("Specimen.collection.procedure", "0..1", reference("Procedure"), "Procedure"),
            row(
                "Specimen.collection.bodySite",
                "0..1",
                codeable_reference("BodyStructure"),
                "Body site",
                bound=example("body-site"),
            ),
            row(
                "Specimen.collection.fastingStatus[x]",
                "0..1",
                ("CodeableConcept", "Duration"),
                "Fasting status",
                bound=extensible("http://terminology.hl7.org/ValueSet/v2-0916"),
                summary=True,
            ),
            row("Specimen.processing", "0..*", "BackboneElement", "Processing"),
            row("Specimen.processing.description", "0..1", "string", "Description"),
            row(
                "Specimen.processing.method",
                "0..1",
                "CodeableConcept",
                "Method",
                bound=example("specimen-processing-method"),
            ),
            row("Specimen.processing.additive", "0..*", reference("Substance"), "Additive"),
            row("Specimen.processing.time[x]", "0..1", ("dateTime", "Period"), "Time"),
            row("Specimen.container", "0..*", "BackboneElement", "Container"),
            row("Specimen.container.device", "1..1", reference("Device"), "Device"),
            row("Specimen.container.location", "0..1", reference("Location"), "Location"),
            row(
                "Specimen.container.specimenQuantity",
                "0..1",
                profiled("Quantity", "SimpleQuantity"),
                "Specimen quantity",
            ),
            row(
                "Specimen.condition",
                "0..*",
                "CodeableConcept",
                "Condition",
                bound=extensible("http://terminology.hl7.org/ValueSet/v2-0493"),
                summary=True,
            ),
            row("Specimen.note", "0..*", "Annotation", "Note"),
        ),
    ),
)

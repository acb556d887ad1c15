"""Procedure: something done with or for somebody.

Source: https://hl7.org/fhir/6.0.0-ballot4/procedure-definitions.html
"""

from __future__ import annotations

from filmroom.fhir.definition import Definition, Kind
from filmroom.fhir.definitions.rows import codeable_reference, error, example, preferred, reference, required, row

__all__ = ["DEFINITIONS"]

DEFINITIONS = (
    Definition(
        name="Procedure",
        kind=Kind.RESOURCE,
        base="DomainResource",
        description="Something done with or for somebody.",
        source="https://hl7.org/fhir/6.0.0-ballot4/procedure-definitions.html",
        elements=(
            row("Procedure", "0..*", (), "Something done with or for somebody"),
            row("Procedure.identifier", "0..*", "Identifier", "What the procedure is known by", summary=True),
            row(
                "Procedure.basedOn",
                "0..*",
                reference("CarePlan", "ServiceRequest"),
                "The order for it",
                summary=True,
                aliases=("fulfills",),
            ),
            row(
                "Procedure.partOf",
                "0..*",
                reference("Procedure", "Observation", "MedicationAdministration"),
                "What it is part of",
                summary=True,
                aliases=("container",),
            ),
            row(
                "Procedure.status",
                "1..1",
                "code",
                "Where it stands",
                bound=required("event-status"),
                summary=True,
                modifier=(
                    "This element is labelled as a modifier because it is a status element that contains "
                    "status entered-in-error which means that the resource should not be treated as valid"
                ),
            ),
            row(
                "Procedure.statusReason",
                "0..1",
                "CodeableConcept",
                "Why it stands there",
                bound=example("procedure-not-performed-reason"),
                summary=True,
                aliases=("Suspended Reason", "Cancelled Reason"),
            ),
            row(
                "Procedure.category",
                "0..*",
                "CodeableConcept",
                "What kind of procedure",
                bound=example("procedure-category"),
                summary=True,
            ),
            row(
                "Procedure.code",
                "0..1",
                "CodeableConcept",
                "The procedure",
                bound=example("procedure-code"),
                summary=True,
                aliases=("type",),
            ),
            row(
                "Procedure.subject",
                "1..1",
                reference("Patient", "Group", "Device", "Practitioner", "Organization", "Location"),
                "On whom it was done",
                summary=True,
                aliases=("patient",),
            ),
            row(
                "Procedure.focus",
                "0..1",
                reference(
                    "Patient",
                    "Group",
                    "RelatedPerson",
                    "Practitioner",
                    "Organization",
                    "CareTeam",
                    "PractitionerRole",
                    "Specimen",
                ),
                "Who was meant, when not the subject",
                summary=True,
            ),
            row(
                "Procedure.encounter",
                "0..1",
                reference("Encounter"),
                "The visit during which it was done",
                summary=True,
            ),
            row(
                "Procedure.occurrence[x]",
                "0..1",
                ("dateTime", "Period", "string", "Age", "Range", "Timing"),
                "When it was done",
                summary=True,
            ),
            row("Procedure.recorded", "0..1", "dateTime", "When it was recorded", summary=True),
            row(
                "Procedure.recorder",
                "0..1",
                reference("Patient", "RelatedPerson", "Practitioner", "PractitionerRole"),
                "Who recorded it",
                summary=True,
            ),
            row(
                "Procedure.reported[x]",
                "0..1",
                ("boolean", reference("Patient", "RelatedPerson", "Practitioner", "PractitionerRole", "Organization")),
                "Whether, or by whom, it was only reported",
                summary=True,
                aliases=("informer",),
            ),
            row(
                "Procedure.performer",
                "0..*",
                "BackboneElement",
                "Who did it",
                summary=True,
                rules=(
                    error(
                        "prc-1",
                        (
                            "Procedure.performer.onBehalfOf can only be populated when performer.actor isn't "
                            "Practitioner or PractitionerRole"
                        ),
                        (
                            "onBehalfOf.exists() and actor.resolve().exists() implies actor.resolve()."
                            "where($this is Practitioner or $this is PractitionerRole).empty()"
                        ),
                    ),
                ),
            ),
            row(
                "Procedure.performer.function",
                "0..1",
                "CodeableConcept",
                "In which role",
                bound=example("performer-role"),
                summary=True,
            ),
            row(
                "Procedure.performer.actor",
                "1..1",
                reference(
                    "Practitioner",
                    "PractitionerRole",
                    "Organization",
                    "Patient",
                    "RelatedPerson",
                    "Device",
                    "CareTeam",
                    "HealthcareService",
                ),
                "The person, organization or device",
                summary=True,
                conditions=("prc-1",),
            ),
            row(
                "Procedure.performer.onBehalfOf",
                "0..1",
                reference("Organization"),
                "For which organization",
                conditions=("prc-1",),
            ),
            row("Procedure.performer.period", "0..1", "Period", "From when until when"),
            row("Procedure.location", "0..1", reference("Location"), "Where it was done", summary=True),
            row(
                "Procedure.reason",
                "0..*",
                codeable_reference("Condition", "Observation", "Procedure", "DiagnosticReport", "DocumentReference"),
                "Why it was done",
                bound=example("procedure-reason"),
                summary=True,
            ),
            row(
                "Procedure.bodySite",
                "0..*",
                "CodeableConcept",
                "Where on the body",
                bound=example("body-site"),
                summary=True,
            ),
            row(
                "Procedure.bodyStructure",
                "0..1",
                reference("BodyStructure"),
                "Where on the body, as a resource",
                summary=True,
            ),
            row(
                "Procedure.outcome",
                "0..*",
                "CodeableReference",
                "What came of it",
                bound=example("procedure-outcome"),
                summary=True,
            ),
            row(
                "Procedure.report",
                "0..*",
                reference("DiagnosticReport", "DocumentReference", "Composition"),
                "Reports about it",
            ),
            row(
                "Procedure.complication",
                "0..*",
                codeable_reference("Condition"),
                "What went wrong",
                bound=example("condition-code"),
            ),
            row(
                "Procedure.followUp",
                "0..*",
                "CodeableReference",
                "What to do next",
                bound=example("procedure-followup"),
            ),
            row("Procedure.note", "0..*", "Annotation", "Remarks"),
            row("Procedure.focalDevice", "0..*", "BackboneElement", "A device that was implanted, removed or changed"),
            row(
                "Procedure.focalDevice.action",
                "0..1",
                "CodeableConcept",
                "What was done with it",
                bound=preferred("device-action"),
            ),
            row("Procedure.focalDevice.manipulated", "1..1", reference("Device"), "The device"),
            row(
                "Procedure.used",
                "0..*",
                codeable_reference("Device", "Medication", "Substance", "BiologicallyDerivedProduct"),
                "What was used",
                bound=example("device-type"),
            ),
            row("Procedure.supportingInfo", "0..*", "Reference", "What else matters"),
        ),
    ),
)

"""Procedure: procedure.

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
        description="Procedure",
        source="https://hl7.org/fhir/6.0.0-ballot4/procedure-definitions.html",
        elements=(
            row("Procedure", "0..*", (), "Procedure"),
            row("Procedure.identifier", "0..*", "Identifier", "Identifier", summary=True),
            row(
                "Procedure.basedOn",
                "0..*",
                reference("CarePlan", "ServiceRequest"),
                "Based on",
                summary=True,
                aliases=("fulfills",),
            ),
            row(
                "Procedure.partOf",
                "0..*",
                reference("Procedure", "Observation", "MedicationAdministration"),
                "Part of",
                summary=True,
                aliases=("container",),
            ),
            row(
                "Procedure.status",
                "1..1",
                "code",
                "Status",
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
                "Status reason",
                bound=example("procedure-not-performed-reason"),
                summary=True,
                aliases=("Suspended Reason", "Cancelled Reason"),
            ),
            row(
                "Procedure.category",
                "0..*",
                "CodeableConcept",
                "Category",
                bound=example("procedure-category"),
                summary=True,
            ),
            row(
                "Procedure.code",
                "0..1",
                "CodeableConcept",
                "Code",
                bound=example("procedure-code"),
                summary=True,
                aliases=("type",),
            ),
            row(
                "Procedure.subject",
                "1..1",
                reference("Patient", "Group", "Device", "Practitioner", "Organization", "Location"),
                "Subject",
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
                "Focus",
                summary=True,
            ),
            row("Procedure.encounter", "0..1", reference("Encounter"), "Encounter", summary=True),
            row(
                "Procedure.occurrence[x]",
                "0..1",
                ("dateTime", "Period", "string", "Age", "Range", "Timing"),
                "Occurrence",
                summary=True,
            ),
            row("Procedure.recorded", "0..1", "dateTime", "Recorded", summary=True),
            row(
                "Procedure.recorder",
                "0..1",
                reference("Patient", "RelatedPerson", "Practitioner", "PractitionerRole"),
                "Recorder",
                summary=True,
            ),
            row(
                "Procedure.reported[x]",
                "0..1",
                ("boolean", reference("Patient", "RelatedPerson", "Practitioner", "PractitionerRole", "Organization")),
                "Reported",
                summary=True,
                aliases=("informer",),
            ),
            row(
                "Procedure.performer",
                "0..*",
                "BackboneElement",
                "Performer",
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
                "Function",
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
                "Actor",
                summary=True,
                conditions=("prc-1",),
            ),
            row(
                "Procedure.performer.onBehalfOf",
                "0..1",
                reference("Organization"),
                "On behalf of",
                conditions=("prc-1",),
            ),
            row("Procedure.performer.period", "0..1", "Period", "Period"),
            row("Procedure.location", "0..1", reference("Location"), "Location", summary=True),
            row(
                "Procedure.reason",
                "0..*",
                codeable_reference("Condition", "Observation", "Procedure", "DiagnosticReport", "DocumentReference"),
                "Reason",
                bound=example("procedure-reason"),
                summary=True,
            ),
            row("Procedure.bodySite", "0..*", "CodeableConcept", "Body site", bound=example("body-site"), summary=True),
            row("Procedure.bodyStructure", "0..1", reference("BodyStructure"), "Body structure", summary=True),
            row(
                "Procedure.outcome",
                "0..*",
                "CodeableReference",
                "Outcome",
                bound=example("procedure-outcome"),
                summary=True,
            ),
            row(
                "Procedure.report", "0..*", reference("DiagnosticReport", "DocumentReference", "Composition"), "Report"
            ),
            row(
                "Procedure.complication",
                "0..*",
                codeable_reference("Condition"),
                "Complication",
                bound=example("condition-code"),
            ),
            row("Procedure.followUp", "0..*", "CodeableReference", "Follow up", bound=example("procedure-followup")),
            row("Procedure.note", "0..*", "Annotation", "Note"),
            row("Procedure.focalDevice", "0..*", "BackboneElement", "Focal device"),
            row("Procedure.focalDevice.action", "0..1", "CodeableConcept", "Action", bound=preferred("device-action")),
            row("Procedure.focalDevice.manipulated", "1..1", reference("Device"), "Manipulated"),
            row(
                "Procedure.used",
                "0..*",
                codeable_reference("Device", "Medication", "Substance", "BiologicallyDerivedProduct"),
                "Used",
                bound=example("device-type"),
            ),
            row("Procedure.supportingInfo", "0..*", "Reference", "Supporting info"),
        ),
    ),
)

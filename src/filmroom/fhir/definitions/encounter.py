"""Encounter: encounter.

Source: https://hl7.org/fhir/6.0.0-ballot4/encounter-definitions.html
"""

from __future__ import annotations

from filmroom.fhir.definition import Definition, Kind
from filmroom.fhir.definitions.rows import (
    codeable_reference,
    error,
    example,
    extensible,
    preferred,
    reference,
    required,
    row,
)

__all__ = ["DEFINITIONS"]

DEFINITIONS = (
    Definition(
        name="Encounter",
        kind=Kind.RESOURCE,
        base="DomainResource",
        description="Encounter",
        source="https://hl7.org/fhir/6.0.0-ballot4/encounter-definitions.html",
        elements=(
            row("Encounter", "0..*", (), "Encounter", aliases=("Visit",)),
            row("Encounter.identifier", "0..*", "Identifier", "Identifier", summary=True),
            row(
                "Encounter.status",
                "1..1",
                "code",
                "Status",
                bound=required("encounter-status"),
                summary=True,
                modifier=(
                    "This element is labeled as a modifier because it is a status element that contains "
                    "status entered-in-error which means that the resource should not be treated as valid"
                ),
            ),
            row("Encounter.businessStatus", "0..*", "BackboneElement", "Business status"),
            row(
                "Encounter.businessStatus.code",
                "1..1",
                "CodeableConcept",
                "Code",
                bound=example("encounter-business-status"),
            ),
            row(
                "Encounter.businessStatus.type",
                "0..1",
                "Coding",
                "Type",
                bound=example("encounter-business-status-type"),
            ),
            row("Encounter.businessStatus.effectiveDate", "0..1", "dateTime", "Effective date"),
            row(
                "Encounter.class",
                "0..*",
                "CodeableConcept",
                "Class",
                bound=preferred("http://terminology.hl7.org/ValueSet/encounter-class"),
                summary=True,
            ),
            row(
                "Encounter.priority",
                "0..1",
                "CodeableConcept",
                "Priority",
                bound=example("http://terminology.hl7.org/ValueSet/v3-ActPriority"),
            ),
            row("Encounter.type", "0..*", "CodeableConcept", "Type", bound=example("encounter-type"), summary=True),
            row(
                "Encounter.serviceType",
                "0..*",
                codeable_reference("HealthcareService"),
                "Service type",
                bound=example("service-type"),
                summary=True,
            ),
            row(
                "Encounter.subject",
                "0..1",
                reference("Patient", "Group"),
                "Subject",
                summary=True,
                aliases=("patient",),
            ),
            row(
                "Encounter.subjectStatus",
                "0..1",
                "CodeableConcept",
                "Subject status",
                bound=example("encounter-subject-status"),
            ),
            row("Encounter.episodeOfCare", "0..*", reference("EpisodeOfCare"), "Episode of care", summary=True),
            row(
                "Encounter.basedOn",
                "0..*",
                reference("CarePlan", "DeviceRequest", "MedicationRequest", "ServiceRequest"),
                "Based on",
                aliases=("incomingReferral",),
            ),
            row("Encounter.careTeam", "0..*", reference("CareTeam"), "Care team"),
            row("Encounter.partOf", "0..1", reference("Encounter"), "Part of"),
            row("Encounter.serviceProvider", "0..1", reference("Organization"), "Service provider"),
            row(
                "Encounter.participant",
                "0..*",
                "BackboneElement",
                "Participant",
                summary=True,
                rules=(
                    error(
                        "enc-1",
                        "A type must be provided when no explicit actor is specified",
                        "actor.exists() or type.exists()",
                    ),
                    error(
                        "enc-2",
                        "A type cannot be provided for a patient or group participant",
                        "actor.exists(resolve() is Patient or resolve() is Group) implies type.exists().not()",
                    ),
                ),
            ),
            row(
                "Encounter.participant.type",
                "0..*",
                "CodeableConcept",
                "Type",
                bound=extensible("encounter-participant-type"),
                summary=True,
                conditions=("enc-1", "enc-2"),
            ),
            row("Encounter.participant.period", "0..1", "Period", "Period"),
            row(
                "Encounter.participant.actor",
                "0..1",
                reference(
                    "Patient",
                    "Group",
                    "RelatedPerson",
                    "Practitioner",
                    "PractitionerRole",
                    "Device",
                    "HealthcareService",
                ),
                "Actor",
                summary=True,
                conditions=("enc-1", "enc-2"),
            ),
            row("Encounter.appointment", "0..*", reference("Appointment"), "Appointment", summary=True),
            row("Encounter.virtualService", "0..*", "VirtualServiceDetail", "Virtual service"),
            row("Encounter.actualPeriod", "0..1", "Period", "Actual period"),
            row("Encounter.plannedStartDate", "0..1", "dateTime", "Planned start date"),
            row("Encounter.plannedEndDate", "0..1", "dateTime", "Planned end date"),
            row("Encounter.length", "0..1", "Duration", "Length"),
            row("Encounter.reason", "0..*", "BackboneElement", "Reason", summary=True),
            row(
                "Encounter.reason.use",
                "0..*",
                "CodeableConcept",
                "Use",
                bound=example("encounter-reason-use"),
                summary=True,
            ),
            row(
                "Encounter.reason.value",
                "0..*",
                codeable_reference(
                    "Condition", "DiagnosticReport", "Observation", "ImmunizationRecommendation", "Procedure"
                ),
                "Value",
                bound=preferred("encounter-reason"),
                summary=True,
                aliases=("Indication", "Admission diagnosis"),
            ),
            row("Encounter.diagnosis", "0..*", "BackboneElement", "Diagnosis", summary=True),
            row(
                "Encounter.diagnosis.condition",
                "0..*",
                codeable_reference("Condition"),
                "Condition",
                bound=example("condition-code"),
                summary=True,
                aliases=("Admission diagnosis", "discharge diagnosis", "indication"),
            ),
            row(
                "Encounter.diagnosis.use", "0..*", "CodeableConcept", "Use", bound=preferred("encounter-diagnosis-use")
            ),
            row("Encounter.account", "0..*", reference("Account"), "Account"),
            row(
                "Encounter.dietPreference",
                "0..*",
                "CodeableConcept",
                "Diet preference",
                bound=example("encounter-diet"),
            ),
            row(
                "Encounter.specialArrangement",
                "0..*",
                "CodeableConcept",
                "Special arrangement",
                bound=preferred("encounter-special-arrangements"),
            ),
            row(
                "Encounter.specialCourtesy",
                "0..*",
                "CodeableConcept",
                "Special courtesy",
                bound=preferred("encounter-special-courtesy"),
            ),
            row("Encounter.admission", "0..1", "BackboneElement", "Admission"),
            row("Encounter.admission.preAdmissionIdentifier", "0..1", "Identifier", "Pre admission identifier"),
            row("Encounter.admission.origin", "0..1", reference("Location", "Organization"), "Origin"),
            row(
                "Encounter.admission.admitSource",
                "0..1",
                "CodeableConcept",
                "Admit source",
                bound=preferred("encounter-admit-source"),
            ),
            row(
                "Encounter.admission.reAdmission",
                "0..1",
                "CodeableConcept",
                "Re admission",
                bound=example("http://terminology.hl7.org/ValueSet/v2-0092"),
            ),
            row("Encounter.admission.destination", "0..1", reference("Location", "Organization"), "Destination"),
            row(
                "Encounter.admission.dischargeDisposition",
                "0..1",
                "CodeableConcept",
                "Discharge disposition",
                bound=example("encounter-discharge-disposition"),
            ),
            row("Encounter.location", "0..*", "BackboneElement", "Location"),
            row("Encounter.location.location", "1..1", reference("Location"), "Location"),
            row("Encounter.location.status", "0..1", "code", "Status", bound=required("encounter-location-status")),
            row("Encounter.location.form", "0..1", "CodeableConcept", "Form", bound=example("location-form")),
            row("Encounter.location.period", "0..1", "Period", "Period"),
        ),
    ),
)

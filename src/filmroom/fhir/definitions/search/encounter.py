"""The search parameters of Encounter.

Source: https://hl7.org/fhir/6.0.0-ballot4/encounter-search.html
"""

from __future__ import annotations

from filmroom.fhir.definitions.search.rows import date, patient, quantity, reference, token

__all__ = ["PARAMETERS"]

PARAMETERS = (
    reference("account", "Encounter.account", ("Account",), "The accounts it is billed to"),
    reference("appointment", "Encounter.appointment", ("Appointment",), "The appointment that led to it"),
    reference(
        "based-on",
        "Encounter.basedOn",
        ("CarePlan", "DeviceRequest", "MedicationRequest", "ServiceRequest"),
        "The order that led to it",
    ),
    reference("careteam", "Encounter.careTeam", ("CareTeam",), "The team that takes part"),
    token("class", "Encounter.class", "Inpatient, outpatient, emergency …"),
    date("date", "Encounter.actualPeriod", "A time during it", published="clinical-date"),
    date("date-start", "Encounter.actualPeriod.start", "When it began"),
    token("diagnosis-code", "Encounter.diagnosis.condition.concept", "A diagnosis, as a code"),
    reference(
        "diagnosis-reference", "Encounter.diagnosis.condition.reference", ("Condition",), "A diagnosis, as a resource"
    ),
    date("end-date", "Encounter.actualPeriod.end", "When it ended"),
    reference("episode-of-care", "Encounter.episodeOfCare", ("EpisodeOfCare",), "The episode it belongs to"),
    token("identifier", "Encounter.identifier", "Any identifier of the encounter", published="clinical-identifier"),
    quantity("length", "Encounter.length", "How long it lasted"),
    reference("location", "Encounter.location.location", ("Location",), "Where it took place"),
    date("location-period", "Encounter.location.period", "When the patient was at a location"),
    reference("part-of", "Encounter.partOf", ("Encounter",), "The encounter it is part of"),
    reference(
        "participant",
        "Encounter.participant.actor",
        ("Device", "Group", "HealthcareService", "Patient", "Practitioner", "PractitionerRole", "RelatedPerson"),
        "Who took part",
    ),
    token("participant-type", "Encounter.participant.type", "The part that somebody took"),
    patient("Encounter.subject.where(resolve() is Patient)", "Who was seen, when a patient"),
    reference(
        "practitioner",
        "Encounter.participant.actor.where(resolve() is Practitioner)",
        ("Practitioner",),
        "A practitioner who took part",
    ),
    token("reason-code", "Encounter.reason.value.concept", "Why it took place, as a code"),
    reference(
        "reason-reference",
        "Encounter.reason.value.reference",
        ("Condition", "DiagnosticReport", "ImmunizationRecommendation", "Observation", "Procedure"),
        "Why it took place, as a resource",
    ),
    reference("service-provider", "Encounter.serviceProvider", ("Organization",), "Who is responsible for it"),
    token("special-arrangement", "Encounter.specialArrangement", "Wheelchair, interpreter …"),
    token("status", "Encounter.status", "Planned, in progress, completed …"),
    reference("subject", "Encounter.subject", ("Group", "Patient"), "Who was seen"),
    token("subject-status", "Encounter.subjectStatus", "Arrived, triaged, departed …"),
    token("type", "Encounter.type", "What kind it is", published="clinical-type"),
)

"""The search parameters of Procedure.

Source: https://hl7.org/fhir/6.0.0-ballot4/procedure-search.html
"""

from __future__ import annotations

from filmroom.fhir.definitions.search.rows import date, patient, reference, token

__all__ = ["PARAMETERS"]

PARAMETERS = (
    reference("based-on", "Procedure.basedOn", ("CarePlan", "ServiceRequest"), "The order"),
    token("category", "Procedure.category", "The kind of procedure"),
    token("code", "Procedure.code", "What was done", published="clinical-code"),
    date(
        "date",
        "Procedure.occurrence.ofType(dateTime) | Procedure.occurrence.ofType(Period) "
        "| Procedure.occurrence.ofType(Timing)",
        "When it was done",
        published="clinical-date",
    ),
    reference(
        "encounter",
        "Procedure.encounter",
        ("Encounter",),
        "The encounter during which it was done",
        published="clinical-encounter",
    ),
    token("identifier", "Procedure.identifier", "Any identifier of the procedure", published="clinical-identifier"),
    reference("location", "Procedure.location", ("Location",), "Where it was done"),
    reference(
        "part-of",
        "Procedure.partOf",
        ("MedicationAdministration", "Observation", "Procedure"),
        "The event it is part of",
    ),
    patient("Procedure.subject.where(resolve() is Patient)", "To whom it was done, when a patient"),
    reference(
        "performer",
        "Procedure.performer.actor",
        (
            "CareTeam",
            "Device",
            "HealthcareService",
            "Organization",
            "Patient",
            "Practitioner",
            "PractitionerRole",
            "RelatedPerson",
        ),
        "Who did it",
    ),
    token("reason-code", "Procedure.reason.concept", "Why it was done, as a code"),
    reference(
        "reason-reference",
        "Procedure.reason.reference",
        ("Condition", "DiagnosticReport", "DocumentReference", "Observation", "Procedure"),
        "Why it was done, as a resource",
    ),
    reference("report", "Procedure.report", ("Composition", "DiagnosticReport", "DocumentReference"), "A report of it"),
    token("status", "Procedure.status", "Preparation, in progress, completed …"),
    reference(
        "subject",
        "Procedure.subject",
        ("Device", "Group", "Location", "Organization", "Patient", "Practitioner"),
        "To whom or what it was done",
    ),
)

"""The usual search parameters of Appointment.

Source: https://hl7.org/fhir/6.0.0-ballot4/appointment-search.html
"""

from __future__ import annotations

from filmroom.fhir.definitions.search.rows import date, patient, reference, token

__all__ = ["PARAMETERS"]

PARAMETERS = (
    reference(
        "actor",
        "Appointment.participant.actor",
        (
            "CareTeam",
            "Device",
            "Group",
            "HealthcareService",
            "Location",
            "Patient",
            "Practitioner",
            "PractitionerRole",
            "RelatedPerson",
        ),
        "Who or what takes part",
    ),
    reference("based-on", "Appointment.basedOn", (), "The order it is made for"),
    date("date", "Appointment.start | Appointment.requestedPeriod.start", "When it begins, or is asked to begin"),
    token("identifier", "Appointment.identifier", "Any identifier of the appointment", published="clinical-identifier"),
    reference(
        "location", "Appointment.participant.actor.where(resolve() is Location)", ("Location",), "Where it takes place"
    ),
    patient(
        "Appointment.participant.actor.where(resolve() is Patient) | Appointment.subject.where(resolve() is Patient)",
        "The patient it is for",
    ),
    reference(
        "practitioner",
        "Appointment.participant.actor.where(resolve() is Practitioner)",
        ("Practitioner",),
        "A practitioner who takes part",
    ),
    token("status", "Appointment.status", "Proposed, booked, arrived …"),
    reference("subject", "Appointment.subject", ("Group", "Patient"), "Whom it is for"),
)

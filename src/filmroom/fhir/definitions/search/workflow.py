"""The usual search parameters of the plans, tasks and appointments that a study may be based on, and of care teams.

Source: https://hl7.org/fhir/6.0.0-ballot4/appointment-search.html, careplan-search.html, careteam-search.html and
task-search.html
"""

from __future__ import annotations

from filmroom.fhir.definitions.search.rows import date, patient, reference, string, token

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
    token("identifier", "Appointment.identifier", "Any identifier of the appointment"),
    reference(
        "location", "Appointment.participant.actor.where(resolve() is Location)", ("Location",), "Where it takes place"
    ),
    patient(
        "Appointment.participant.actor.where(resolve() is Patient) | Appointment.subject.where(resolve() is Patient)",
        "The patient it is for",
        published="Appointment-patient",
    ),
    reference(
        "practitioner",
        "Appointment.participant.actor.where(resolve() is Practitioner)",
        ("Practitioner",),
        "A practitioner who takes part",
    ),
    token("status", "Appointment.status", "Proposed, booked, arrived …"),
    reference("subject", "Appointment.subject", ("Group", "Patient"), "Whom it is for"),
    reference("based-on", "CarePlan.basedOn", (), "What it fulfils"),
    token("category", "CarePlan.category", "The kind of plan"),
    date("date", "CarePlan.period", "When it holds", published="clinical-date"),
    reference("encounter", "CarePlan.encounter", ("Encounter",), "The encounter during which it was made"),
    token("identifier", "CarePlan.identifier", "Any identifier of the plan", published="clinical-identifier"),
    token("intent", "CarePlan.intent", "Proposal, plan, order …"),
    patient("CarePlan.subject.where(resolve() is Patient)", "Whom it is for, when a patient"),
    token("status", "CarePlan.status", "Draft, active, completed …"),
    reference("subject", "CarePlan.subject", ("Group", "Patient"), "Whom it is for"),
    token("category", "CareTeam.category", "The kind of team"),
    token("identifier", "CareTeam.identifier", "Any identifier of the team", published="clinical-identifier"),
    string("name", "CareTeam.name", "Its name"),
    reference("participant", "CareTeam.participant.member", (), "A member"),
    patient("CareTeam.subject.where(resolve() is Patient)", "Whom it cares for, when a patient"),
    token("status", "CareTeam.status", "Proposed, active, inactive …"),
    reference("subject", "CareTeam.subject", ("Group", "Patient"), "Whom it cares for"),
    date("authored-on", "Task.authoredOn", "When it was made"),
    reference("based-on", "Task.basedOn", (), "The order it carries out"),
    token("business-status", "Task.businessStatus", "How far it is, in the terms of the workplace"),
    token("code", "Task.code", "What is to be done"),
    reference("encounter", "Task.encounter", ("Encounter",), "The encounter during which it was made"),
    reference("focus", "Task.focus", (), "What it acts on"),
    token("group-identifier", "Task.groupIdentifier", "The identifier that tasks made together share"),
    token("identifier", "Task.identifier", "Any identifier of the task"),
    token("intent", "Task.intent", "Proposal, plan, order …"),
    date("modified", "Task.lastModified", "When it last changed"),
    reference("owner", "Task.owner", (), "Who is to do it"),
    reference("part-of", "Task.partOf", ("Task",), "The task it is part of"),
    patient("Task.for.where(resolve() is Patient)", "For whom it is, when a patient", published="Task-patient"),
    token("priority", "Task.priority", "Routine, urgent, asap, stat"),
    reference("requester", "Task.requester", (), "Who asks for it"),
    token("status", "Task.status", "Requested, in progress, completed …"),
    reference("subject", "Task.for", (), "For whom or what it is"),
)

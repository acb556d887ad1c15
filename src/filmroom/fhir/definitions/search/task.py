"""The usual search parameters of Task.

Source: https://hl7.org/fhir/6.0.0-ballot4/task-search.html
"""

from __future__ import annotations

from filmroom.fhir.definitions.search.rows import date, patient, reference, token

__all__ = ["PARAMETERS"]

PARAMETERS = (
    date("authored-on", "Task.authoredOn", "When it was made"),
    reference("based-on", "Task.basedOn", (), "The order it carries out"),
    token("business-status", "Task.businessStatus", "How far it is, in the terms of the workplace"),
    token("code", "Task.code", "What is to be done"),
    reference(
        "encounter",
        "Task.encounter",
        ("Encounter",),
        "The encounter during which it was made",
        published="clinical-encounter",
    ),
    reference("focus", "Task.focus", (), "What it acts on"),
    token("group-identifier", "Task.groupIdentifier", "The identifier that tasks made together share"),
    token("identifier", "Task.identifier", "Any identifier of the task", published="clinical-identifier"),
    token("intent", "Task.intent", "Proposal, plan, order …"),
    date("modified", "Task.lastModified", "When it last changed"),
    reference("owner", "Task.owner", (), "Who is to do it"),
    reference("part-of", "Task.partOf", ("Task",), "The task it is part of"),
    patient("Task.for.where(resolve() is Patient)", "For whom it is, when a patient"),
    token("priority", "Task.priority", "Routine, urgent, asap, stat"),
    reference("requester", "Task.requester", (), "Who asks for it"),
    token("status", "Task.status", "Requested, in progress, completed …"),
    reference("subject", "Task.for", (), "For whom or what it is"),
)

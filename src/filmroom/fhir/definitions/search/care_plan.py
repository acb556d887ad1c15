"""The usual search parameters of CarePlan.

Source: https://hl7.org/fhir/6.0.0-ballot4/careplan-search.html
"""

from __future__ import annotations

from filmroom.fhir.definitions.search.rows import date, patient, reference, token

__all__ = ["PARAMETERS"]

PARAMETERS = (
    reference("based-on", "CarePlan.basedOn", (), "What it fulfils"),
    token("category", "CarePlan.category", "The kind of plan"),
    date("date", "CarePlan.period", "When it holds", published="clinical-date"),
    reference(
        "encounter",
        "CarePlan.encounter",
        ("Encounter",),
        "The encounter during which it was made",
        published="clinical-encounter",
    ),
    token("identifier", "CarePlan.identifier", "Any identifier of the plan", published="clinical-identifier"),
    token("intent", "CarePlan.intent", "Proposal, plan, order …"),
    patient("CarePlan.subject.where(resolve() is Patient)", "Whom it is for, when a patient"),
    token("status", "CarePlan.status", "Draft, active, completed …"),
    reference("subject", "CarePlan.subject", ("Group", "Patient"), "Whom it is for"),
)

"""The usual search parameters of Condition.

Source: https://hl7.org/fhir/6.0.0-ballot4/condition-search.html
"""

from __future__ import annotations

from filmroom.fhir.definitions.search.rows import date, patient, reference, token

__all__ = ["PARAMETERS"]

PARAMETERS = (
    date(
        "abatement-date",
        "Condition.abatement.ofType(dateTime) | Condition.abatement.ofType(Period)",
        "When it went away",
    ),
    token("body-site", "Condition.bodySite", "The part of the body"),
    token("category", "Condition.category", "Problem or diagnosis"),
    token("clinical-status", "Condition.clinicalStatus", "Active, in remission, resolved …"),
    token("code", "Condition.code", "What it is", published="clinical-code"),
    reference(
        "encounter",
        "Condition.encounter",
        ("Encounter",),
        "The encounter during which it was recorded",
        published="clinical-encounter",
    ),
    token("identifier", "Condition.identifier", "Any identifier of the condition", published="clinical-identifier"),
    date("onset-date", "Condition.onset.ofType(dateTime) | Condition.onset.ofType(Period)", "When it began"),
    patient("Condition.subject.where(resolve() is Patient)", "Who has it, when a patient"),
    date("recorded-date", "Condition.recordedDate", "When it was recorded"),
    token("severity", "Condition.severity", "How bad it is"),
    reference("subject", "Condition.subject", ("Group", "Patient"), "Who has it"),
    token("verification-status", "Condition.verificationStatus", "Provisional, confirmed, refuted …"),
)

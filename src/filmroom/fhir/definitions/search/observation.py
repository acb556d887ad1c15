"""The usual search parameters of Observation.

Source: https://hl7.org/fhir/6.0.0-ballot4/observation-search.html
"""

from __future__ import annotations

from filmroom.fhir.definitions.search.rows import composite, date, patient, quantity, reference, string, token

__all__ = ["PARAMETERS"]

PARAMETERS = (
    reference("based-on", "Observation.basedOn", (), "The order"),
    token("category", "Observation.category", "The kind of observation"),
    token("code", "Observation.code", "What was observed", published="clinical-code"),
    composite(
        "code-value-concept",
        "Observation",
        (("code", "code"), ("value-concept", "value.ofType(CodeableConcept)")),
        "What was observed, with a code as its value",
    ),
    composite(
        "code-value-quantity",
        "Observation",
        (("code", "code"), ("value-quantity", "value.ofType(Quantity)")),
        "What was observed, with a quantity as its value",
    ),
    date(
        "date",
        "Observation.effective.ofType(dateTime) | Observation.effective.ofType(Period) "
        "| Observation.effective.ofType(Timing) | Observation.effective.ofType(instant)",
        "When it held",
        published="clinical-date",
    ),
    reference(
        "derived-from", "Observation.derivedFrom", (), "What it was measured or computed from, as is an ImagingStudy"
    ),
    reference("device", "Observation.device", ("Device", "DeviceMetric"), "What it was measured with"),
    reference(
        "encounter",
        "Observation.encounter",
        ("Encounter",),
        "The encounter during which it was made",
        published="clinical-encounter",
    ),
    reference("focus", "Observation.focus", (), "What it is about, when not its subject"),
    reference("has-member", "Observation.hasMember", (), "An observation of the same panel"),
    token("identifier", "Observation.identifier", "Any identifier of the observation", published="clinical-identifier"),
    token("method", "Observation.method", "How it was made"),
    reference("part-of", "Observation.partOf", (), "The event it is part of, as is an ImagingStudy"),
    patient("Observation.subject.where(resolve() is Patient)", "Whom it is about, when a patient"),
    reference("performer", "Observation.performer", (), "Who made it"),
    reference("specimen", "Observation.specimen", ("Group", "Specimen"), "The specimen it is about"),
    token("status", "Observation.status", "Preliminary, final, amended …"),
    reference("subject", "Observation.subject", (), "Whom or what it is about"),
    token("value-concept", "Observation.value.ofType(CodeableConcept)", "Its value, as a code"),
    date("value-date", "Observation.value.ofType(dateTime) | Observation.value.ofType(Period)", "Its value, as a time"),
    quantity("value-quantity", "Observation.value.ofType(Quantity)", "Its value, as a quantity"),
    string("value-string", "Observation.value.ofType(string)", "Its value, as text"),
)

"""The search parameters of Practitioner.

Source: https://hl7.org/fhir/6.0.0-ballot4/practitioner-search.html
"""

from __future__ import annotations

from filmroom.fhir.definitions.search.rows import date, name_parts, places, telecoms, token

__all__ = ["PARAMETERS"]

PARAMETERS = (
    token("active", "Practitioner.active", "Whether the record is in use"),
    *places("Practitioner.address", "individual"),
    token("communication", "Practitioner.communication.language", "A language the practitioner speaks"),
    date("death-date", "(Practitioner.deceased.ofType(dateTime))", "When the practitioner died"),
    token(
        "deceased",
        "Practitioner.deceased.exists() and Practitioner.deceased != false",
        "Whether the practitioner died",
    ),
    token("gender", "Practitioner.gender", "Administrative gender", published="individual-gender"),
    token(
        "identifier",
        "Practitioner.identifier | Practitioner.qualification.identifier",
        "Any identifier of the practitioner or of a qualification",
    ),
    *name_parts("Practitioner.name"),
    date("qualification-period", "Practitioner.qualification.period", "When a qualification holds"),
    *telecoms("Practitioner.telecom"),
)

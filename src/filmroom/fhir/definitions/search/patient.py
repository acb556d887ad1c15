"""The search parameters of Patient.

Source: https://hl7.org/fhir/6.0.0-ballot4/patient-search.html
"""

from __future__ import annotations

from filmroom.fhir.definitions.search.rows import date, name_parts, places, reference, telecoms, token

__all__ = ["PARAMETERS"]

PARAMETERS = (
    token("active", "Patient.active", "Whether the record is in use"),
    *places("Patient.address", "individual"),
    date("birthdate", "Patient.birthDate", "Day of birth", published="individual-birthdate"),
    date("death-date", "(Patient.deceased.ofType(dateTime))", "When the patient died"),
    token("deceased", "Patient.deceased.exists() and Patient.deceased != false", "Whether the patient died"),
    token("gender", "Patient.gender", "Administrative gender", published="individual-gender"),
    reference(
        "general-practitioner",
        "Patient.generalPractitioner",
        ("Organization", "Practitioner", "PractitionerRole"),
        "The patient's usual physician",
    ),
    token("identifier", "Patient.identifier", "Any identifier of the patient"),
    token("language", "Patient.communication.language", "A language the patient speaks"),
    reference("link", "Patient.link.other", ("Patient", "RelatedPerson"), "Another record of the same person"),
    *name_parts("Patient.name"),
    reference("organization", "Patient.managingOrganization", ("Organization",), "Who keeps the record"),
    *telecoms("Patient.telecom"),
)

"""The search parameters of RelatedPerson.

Source: https://hl7.org/fhir/6.0.0-ballot4/relatedperson-search.html
"""

from __future__ import annotations

from filmroom.fhir.definitions.search.rows import date, name_parts, patient, places, telecoms, token

__all__ = ["PARAMETERS"]

PARAMETERS = (
    token("active", "RelatedPerson.active", "Whether the record is in use"),
    *places("RelatedPerson.address", "individual"),
    date("birthdate", "RelatedPerson.birthDate", "Day of birth", published="individual-birthdate"),
    token("gender", "RelatedPerson.gender", "Administrative gender", published="individual-gender"),
    token("identifier", "RelatedPerson.identifier", "Any identifier of the person"),
    *name_parts("RelatedPerson.name"),
    patient("RelatedPerson.patient", "The patient they are related to"),
    token("relationship", "RelatedPerson.relationship", "What they are to the patient"),
    *telecoms("RelatedPerson.telecom"),
)

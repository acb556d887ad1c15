"""The search parameters of PractitionerRole.

Source: https://hl7.org/fhir/6.0.0-ballot4/practitionerrole-search.html
"""

from __future__ import annotations

from filmroom.fhir.definitions.search.rows import date, reference, telecoms, token

__all__ = ["PARAMETERS"]

PARAMETERS = (
    token("active", "PractitionerRole.active", "Whether the record is in use"),
    token("characteristic", "PractitionerRole.characteristic", "A trait of the service"),
    token("communication", "PractitionerRole.communication", "A language that is spoken"),
    date("date", "PractitionerRole.period", "When the role holds"),
    reference("endpoint", "PractitionerRole.endpoint", ("Endpoint",), "A service on the network"),
    token("identifier", "PractitionerRole.identifier", "Any identifier of the role"),
    reference("location", "PractitionerRole.location", ("Location",), "Where the role is carried out"),
    reference("organization", "PractitionerRole.organization", ("Organization",), "For whom"),
    reference("practitioner", "PractitionerRole.practitioner", ("Practitioner",), "Who has the role"),
    token("role", "PractitionerRole.code", "What the role is"),
    reference("service", "PractitionerRole.healthcareService", ("HealthcareService",), "A service that is given"),
    token("specialty", "PractitionerRole.specialty", "The specialty"),
    *telecoms("PractitionerRole.contact.telecom"),
)

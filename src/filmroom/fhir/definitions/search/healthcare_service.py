"""The usual search parameters of HealthcareService.

Source: https://hl7.org/fhir/6.0.0-ballot4/healthcareservice-search.html
"""

from __future__ import annotations

from filmroom.fhir.definitions.search.rows import reference, string, token

__all__ = ["PARAMETERS"]

PARAMETERS = (
    token("active", "HealthcareService.active", "Whether the record is in use"),
    reference("endpoint", "HealthcareService.endpoint", ("Endpoint",), "A service on the network"),
    token("identifier", "HealthcareService.identifier", "Any identifier of the service"),
    reference("location", "HealthcareService.location", ("Location",), "Where it is given"),
    string("name", "HealthcareService.name", "Its name"),
    reference("organization", "HealthcareService.providedBy", ("Organization",), "Who gives it"),
    token("service-category", "HealthcareService.category", "The broad kind of service"),
    token("service-type", "HealthcareService.type", "The kind of service"),
    token("specialty", "HealthcareService.specialty", "The specialty"),
)

"""The search parameters of Endpoint.

Source: https://hl7.org/fhir/6.0.0-ballot4/endpoint-search.html
"""

from __future__ import annotations

from filmroom.fhir.definitions.search.rows import reference, string, token

__all__ = ["PARAMETERS"]

PARAMETERS = (
    token("connection-type", "Endpoint.connectionType", "The protocol"),
    token("identifier", "Endpoint.identifier", "Any identifier of the endpoint"),
    string("name", "Endpoint.name", "The name to show"),
    reference("organization", "Endpoint.managingOrganization", ("Organization",), "Who runs it"),
    token("payload-type", "Endpoint.payload.type", "What it takes or gives"),
    token("status", "Endpoint.status", "Active, suspended, off …"),
)

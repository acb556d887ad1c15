"""The search parameters of Organization.

Source: https://hl7.org/fhir/6.0.0-ballot4/organization-search.html
"""

from __future__ import annotations

from filmroom.fhir.definitions.search.rows import places, reference, string, token

__all__ = ["PARAMETERS"]

PARAMETERS = (
    token("active", "Organization.active", "Whether the record is in use"),
    *places("Organization.contact.address", "Organization"),
    reference("endpoint", "Organization.endpoint", ("Endpoint",), "A service on the network"),
    token(
        "identifier",
        "Organization.identifier | Organization.qualification.identifier",
        "Any identifier of the organization or of a qualification",
    ),
    string("name", "Organization.name | Organization.alias", "A name, present or past"),
    reference("partof", "Organization.partOf", ("Organization",), "The organization it is part of"),
    string("phonetic", "Organization.name", "The name, by its sound"),
    token("type", "Organization.type", "What kind it is"),
)

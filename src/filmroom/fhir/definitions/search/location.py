"""The search parameters of Location, but ``contains``, which compares the shape of an extension.

Source: https://hl7.org/fhir/6.0.0-ballot4/location-search.html
"""

from __future__ import annotations

from filmroom.fhir.definitions.search.rows import places, reference, special, string, token

__all__ = ["PARAMETERS"]

PARAMETERS = (
    *places("Location.address", "Location"),
    token("characteristic", "Location.characteristic", "A trait of the location"),
    reference("endpoint", "Location.endpoint", ("Endpoint",), "A service on the network"),
    token("identifier", "Location.identifier", "Any identifier of the location"),
    string("name", "Location.name | Location.alias", "A name, present or past"),
    special("near", "Location.position", "Within a distance of a point: latitude|longitude|distance|units"),
    token("operational-status", "Location.operationalStatus", "Whether a bed or room is occupied, closed …"),
    reference("organization", "Location.managingOrganization", ("Organization",), "Who runs it"),
    reference("partof", "Location.partOf", ("Location",), "The location it is part of"),
    token("status", "Location.status", "Active, suspended, inactive"),
    token("type", "Location.type", "What is done there"),
)

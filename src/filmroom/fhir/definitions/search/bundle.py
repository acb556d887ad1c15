"""The search parameters of Bundle, but those that look into its first entry.

Source: https://hl7.org/fhir/6.0.0-ballot4/bundle-search.html
"""

from __future__ import annotations

from filmroom.fhir.definitions.search.rows import date, token

__all__ = ["PARAMETERS"]

PARAMETERS = (
    token("identifier", "Bundle.identifier", "The identifier of the bundle"),
    date("timestamp", "Bundle.timestamp", "When it was put together"),
    token("type", "Bundle.type", "Collection, document, message …"),
)

"""The search parameters of every resource type.

Those that are compared in the whole of a resource (``_text``, ``_content``) or by the server's own knowledge (``_has``,
``_list``, ``_type``, ``_filter``, ``_query``) have no values in it, and no rows here.

Source: https://hl7.org/fhir/6.0.0-ballot4/search.html#standard
"""

from __future__ import annotations

from filmroom.fhir.definitions.search.rows import date, reference, token, uri

__all__ = ["PARAMETERS"]

PARAMETERS = (
    token("_id", "Resource.id", "The id on this server", published="Resource-id"),
    token("_language", "Resource.language", "The language of the content", published="Resource-language"),
    date("_lastUpdated", "Resource.meta.lastUpdated", "When it last changed", published="Resource-lastUpdated"),
    reference(
        "_profile",
        "Resource.meta.profile",
        ("StructureDefinition",),
        "A profile it claims to conform to",
        published="Resource-profile",
    ),
    token("_security", "Resource.meta.security", "A security label", published="Resource-security"),
    uri("_source", "Resource.meta.source", "Where it comes from", published="Resource-source"),
    token("_tag", "Resource.meta.tag", "A tag", published="Resource-tag"),
)

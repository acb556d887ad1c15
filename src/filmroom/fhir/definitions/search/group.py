"""The usual search parameters of Group.

Source: https://hl7.org/fhir/6.0.0-ballot4/group-search.html
"""

from __future__ import annotations

from filmroom.fhir.definitions.search.rows import reference, string, token

__all__ = ["PARAMETERS"]

PARAMETERS = (
    token("code", "Group.code", "What its members have in common"),
    token("identifier", "Group.identifier", "Any identifier of the group"),
    reference("managing-entity", "Group.managingEntity", (), "Who keeps it"),
    reference("member", "Group.member.entity", (), "A member"),
    string("name", "Group.name", "Its name"),
    token("type", "Group.type", "What kind of members it has"),
)

"""The usual search parameters of CareTeam.

Source: https://hl7.org/fhir/6.0.0-ballot4/careteam-search.html
"""

from __future__ import annotations

from filmroom.fhir.definitions.search.rows import patient, reference, string, token

__all__ = ["PARAMETERS"]

PARAMETERS = (
    token("category", "CareTeam.category", "The kind of team"),
    token("identifier", "CareTeam.identifier", "Any identifier of the team", published="clinical-identifier"),
    string("name", "CareTeam.name", "Its name"),
    reference("participant", "CareTeam.participant.member", (), "A member"),
    patient("CareTeam.subject.where(resolve() is Patient)", "Whom it cares for, when a patient"),
    token("status", "CareTeam.status", "Proposed, active, inactive …"),
    reference("subject", "CareTeam.subject", ("Group", "Patient"), "Whom it cares for"),
)

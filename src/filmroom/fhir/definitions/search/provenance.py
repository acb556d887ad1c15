"""The usual search parameters of Provenance.

Source: https://hl7.org/fhir/6.0.0-ballot4/provenance-search.html
"""

from __future__ import annotations

from filmroom.fhir.definitions.search.rows import date, patient, reference

__all__ = ["PARAMETERS"]

PARAMETERS = (
    reference("agent", "Provenance.agent.who", (), "Who took part"),
    patient("Provenance.patient", "The patient it is about"),
    date("recorded", "Provenance.recorded", "When it was recorded"),
    reference("target", "Provenance.target", (), "The resource it is about"),
)

"""The search parameters of BodyStructure, two of which are the only ones with an underscore inside.

Source: https://hl7.org/fhir/6.0.0-ballot4/bodystructure-search.html
"""

from __future__ import annotations

from filmroom.fhir.definitions.search.rows import patient, token

__all__ = ["PARAMETERS"]

PARAMETERS = (
    token(
        "excluded_structure",
        "BodyStructure.excludedStructure.structure",
        "A part of the body that is left out",
        published="BodyStructure-excludedstructure",
    ),
    token("identifier", "BodyStructure.identifier", "Any identifier of the structure", published="clinical-identifier"),
    token(
        "included_structure",
        "BodyStructure.includedStructure.structure",
        "A part of the body that is meant",
        published="BodyStructure-includedstructure",
    ),
    token("morphology", "BodyStructure.morphology", "The kind of structure"),
    patient("BodyStructure.patient", "Whose body it is"),
)

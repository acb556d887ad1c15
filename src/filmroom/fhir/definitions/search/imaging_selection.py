"""The usual search parameters of ImagingSelection.

Source: https://hl7.org/fhir/6.0.0-ballot4/imagingselection-search.html
"""

from __future__ import annotations

from filmroom.fhir.definitions.search.rows import date, patient, reference, token

__all__ = ["PARAMETERS"]

PARAMETERS = (
    reference("based-on", "ImagingSelection.basedOn", (), "The order"),
    token("code", "ImagingSelection.code", "Why these images were selected", published="clinical-code"),
    reference(
        "derived-from", "ImagingSelection.derivedFrom", ("DocumentReference", "ImagingStudy"), "The study selected from"
    ),
    token(
        "identifier", "ImagingSelection.identifier", "Any identifier of the selection", published="clinical-identifier"
    ),
    date("issued", "ImagingSelection.issued", "When the selection was made"),
    patient("ImagingSelection.subject.where(resolve() is Patient)", "Who was examined, when a patient"),
    token("status", "ImagingSelection.status", "Available, entered in error …"),
    token("study-uid", "ImagingSelection.studyUid", "The Study Instance UID of the images", oid_forms=True),
    reference("subject", "ImagingSelection.subject", (), "Who or what was examined"),
)

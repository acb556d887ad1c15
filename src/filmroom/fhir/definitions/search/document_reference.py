"""The usual search parameters of DocumentReference.

Source: https://hl7.org/fhir/6.0.0-ballot4/documentreference-search.html
"""

from __future__ import annotations

from filmroom.fhir.definitions.search.rows import date, patient, reference, string, token

__all__ = ["PARAMETERS"]

PARAMETERS = (
    reference("author", "DocumentReference.author", (), "Who wrote it"),
    reference("based-on", "DocumentReference.basedOn", (), "The order"),
    token("category", "DocumentReference.category", "The kind of document, broadly"),
    token("contenttype", "DocumentReference.content.attachment.contentType", "The media type of the content"),
    reference("custodian", "DocumentReference.custodian", ("Organization",), "Who keeps it"),
    date("date", "DocumentReference.date", "When the record was made"),
    string("description", "DocumentReference.description", "What it is, in words"),
    token(
        "identifier", "DocumentReference.identifier", "Any identifier of the document", published="clinical-identifier"
    ),
    patient("DocumentReference.subject.where(resolve() is Patient)", "Whom it is about, when a patient"),
    token("status", "DocumentReference.status", "Current, superseded, entered in error"),
    reference("subject", "DocumentReference.subject", (), "Whom or what it is about"),
    token("type", "DocumentReference.type", "The kind of document", published="clinical-type"),
)

"""The search parameters of ImagingStudy.

What filmroom finds beyond the specification is in the columns ``also`` and ``oid_forms``: accession numbers under
``identifier``, and UIDs with and without ``urn:oid:``.

Source: https://hl7.org/fhir/6.0.0-ballot4/imagingstudy-search.html
"""

from __future__ import annotations

from filmroom.fhir.definitions.search.rows import date, patient, reference, token, uri

__all__ = ["PARAMETERS"]

PARAMETERS = (
    reference(
        "based-on",
        "ImagingStudy.basedOn",
        ("Appointment", "CarePlan", "ServiceRequest", "Task"),
        "The order, which may be given by its accession number",
    ),
    token("body-site", "ImagingStudy.series.bodySite.concept", "The part of the body, as a code"),
    reference(
        "body-structure",
        "ImagingStudy.series.bodySite.reference",
        ("BodyStructure",),
        "The part of the body, as a resource",
    ),
    uri(
        "dicom-class",
        "ImagingStudy.series.instance.sopClass",
        "The SOP class of an instance, with or without urn:oid:",
        oid_forms=True,
    ),
    reference(
        "encounter",
        "ImagingStudy.encounter",
        ("Encounter",),
        "The encounter during which it was made",
        published="clinical-encounter",
    ),
    reference(
        "endpoint",
        "ImagingStudy.endpoint | ImagingStudy.series.endpoint",
        ("Endpoint",),
        "The service that gives the images of the study or of a series",
    ),
    token(
        "identifier",
        "ImagingStudy.identifier",
        "The Study Instance UID with or without urn:oid:, another identifier, or the accession number of an order",
        also="ImagingStudy.basedOn.identifier",
        oid_forms=True,
        published="clinical-identifier",
    ),
    token(
        "instance",
        "ImagingStudy.series.instance.uid",
        "The SOP Instance UID of an instance, with or without urn:oid:",
        oid_forms=True,
    ),
    token("modality", "ImagingStudy.series.modality", "The modality of a series"),
    patient("ImagingStudy.subject.where(resolve() is Patient)", "Who was examined, when a patient"),
    reference(
        "performer",
        "ImagingStudy.series.performer.actor",
        (
            "CareTeam",
            "Device",
            "HealthcareService",
            "Organization",
            "Patient",
            "Practitioner",
            "PractitionerRole",
            "RelatedPerson",
        ),
        "Who or what made a series",
    ),
    token("reason-concept", "ImagingStudy.reason.concept", "Why it was made, as a code"),
    reference(
        "reason-reference",
        "ImagingStudy.reason.reference",
        ("Condition", "DiagnosticReport", "DocumentReference", "Observation"),
        "Why it was made, as a resource",
    ),
    reference("referrer", "ImagingStudy.referrer", ("Practitioner", "PractitionerRole"), "Who asked for it"),
    token(
        "series",
        "ImagingStudy.series.uid",
        "The Series Instance UID of a series, with or without urn:oid:",
        oid_forms=True,
    ),
    date("started", "ImagingStudy.started", "When it began"),
    token("status", "ImagingStudy.status", "Registered, available, cancelled …"),
    reference("subject", "ImagingStudy.subject", ("Device", "Group", "Patient"), "Who or what was examined"),
)

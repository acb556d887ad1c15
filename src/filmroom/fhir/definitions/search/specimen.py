"""The search parameters of Specimen.

R6 has the accession identifier among the identifiers, so that R5's ``accession`` has no element of its own.

Source: https://hl7.org/fhir/6.0.0-ballot4/specimen-search.html
"""

from __future__ import annotations

from filmroom.fhir.definitions.search.rows import date, patient, reference, token

__all__ = ["PARAMETERS"]

PARAMETERS = (
    reference(
        "bodysite", "Specimen.collection.bodySite.reference", ("BodyStructure",), "Where on the body it was taken"
    ),
    date(
        "collected",
        "Specimen.collection.collected.ofType(dateTime) | Specimen.collection.collected.ofType(Period)",
        "When it was taken",
    ),
    reference(
        "collector",
        "Specimen.collection.collector",
        ("Patient", "Practitioner", "PractitionerRole", "RelatedPerson"),
        "Who took it",
    ),
    reference(
        "container-device",
        "Specimen.container.device.where(resolve() is Device)",
        ("Device",),
        "The container it is in",
    ),
    token(
        "identifier",
        "Specimen.identifier",
        "Any identifier of the specimen, accession numbers included",
        published="clinical-identifier",
    ),
    reference("parent", "Specimen.parent", ("Specimen",), "The specimen it was taken from"),
    patient("Specimen.subject.where(resolve() is Patient)", "From whom it was taken, when a patient"),
    reference("procedure", "Specimen.collection.procedure", ("Procedure",), "The procedure by which it was taken"),
    token("status", "Specimen.status", "Available, unavailable …"),
    reference(
        "subject",
        "Specimen.subject",
        ("BiologicallyDerivedProduct", "Device", "Group", "Location", "Patient", "Substance"),
        "From whom or what it was taken",
    ),
    token("type", "Specimen.type", "What it is", published="clinical-type"),
)

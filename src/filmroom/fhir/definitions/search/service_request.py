"""The search parameters of ServiceRequest.

R6 merges the body site into ``bodyStructure``, so ``body-site`` is its code and ``body-structure`` its resource.

Source: https://hl7.org/fhir/6.0.0-ballot4/servicerequest-search.html
"""

from __future__ import annotations

from filmroom.fhir.definitions.search.rows import date, patient, reference, token

__all__ = ["PARAMETERS"]

PARAMETERS = (
    date("authored", "ServiceRequest.authoredOn", "When it was signed"),
    reference(
        "based-on", "ServiceRequest.basedOn", ("CarePlan", "MedicationRequest", "ServiceRequest"), "What it fulfils"
    ),
    token("body-site", "ServiceRequest.bodyStructure.concept", "The part of the body, as a code"),
    reference(
        "body-structure",
        "ServiceRequest.bodyStructure.reference",
        ("BodyStructure",),
        "The part of the body, as a resource",
    ),
    token("category", "ServiceRequest.category", "The kind of service"),
    token("code-concept", "ServiceRequest.code.concept", "What is asked for, as a code"),
    reference(
        "code-reference",
        "ServiceRequest.code.reference",
        ("ActivityDefinition", "PlanDefinition"),
        "What is asked for, as a resource",
    ),
    reference(
        "encounter",
        "ServiceRequest.encounter",
        ("Encounter",),
        "The encounter during which it was made",
        published="clinical-encounter",
    ),
    token(
        "identifier",
        "ServiceRequest.identifier",
        "Any identifier of the request, as is an accession number",
        published="clinical-identifier",
    ),
    token("intent", "ServiceRequest.intent", "Proposal, plan, order …"),
    date(
        "occurrence",
        "ServiceRequest.occurrence.ofType(dateTime) | ServiceRequest.occurrence.ofType(Period) "
        "| ServiceRequest.occurrence.ofType(Timing)",
        "When the service is to take place",
    ),
    patient("ServiceRequest.subject.where(resolve() is Patient)", "For whom it is, when a patient"),
    reference(
        "performer",
        "ServiceRequest.performer",
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
        "Who is asked to do it",
    ),
    token("performer-type", "ServiceRequest.performerType", "What kind of performer is asked for"),
    token("priority", "ServiceRequest.priority", "Routine, urgent, asap, stat"),
    reference("replaces", "ServiceRequest.replaces", ("ServiceRequest",), "The request it replaces"),
    reference(
        "requester",
        "ServiceRequest.requester",
        ("Device", "Organization", "Patient", "Practitioner", "PractitionerRole", "RelatedPerson"),
        "Who asks for it",
    ),
    token("requisition", "ServiceRequest.requisition", "The identifier that requests made together share"),
    reference("specimen", "ServiceRequest.specimen", ("Specimen",), "The specimen to be examined"),
    token("status", "ServiceRequest.status", "Draft, active, completed …"),
    reference(
        "subject", "ServiceRequest.subject", ("Device", "Group", "Location", "Patient"), "For whom or what it is"
    ),
)

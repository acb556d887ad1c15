"""ServiceRequest: an order, plan or proposal for a service.

Source: https://hl7.org/fhir/6.0.0-ballot4/servicerequest-definitions.html
"""

from __future__ import annotations

from filmroom.fhir.definition import Definition, Kind
from filmroom.fhir.definitions.rows import codeable_reference, error, example, reference, required, row

__all__ = ["DEFINITIONS"]

DEFINITIONS = (
    Definition(
        name="ServiceRequest",
        kind=Kind.RESOURCE,
        base="DomainResource",
        description="An order, plan or proposal for a service.",
        source="https://hl7.org/fhir/6.0.0-ballot4/servicerequest-definitions.html",
        elements=(
            row(
                "ServiceRequest",
                "0..*",
                (),
                "An order, plan or proposal for a service",
                aliases=("diagnostic request", "referral", "referral request", "transfer of care request"),
                rules=(
                    error(
                        "prr-1",
                        "orderDetail SHALL only be present if code is present",
                        "orderDetail.empty() or code.exists()",
                    ),
                ),
            ),
            row(
                "ServiceRequest.identifier",
                "0..*",
                "Identifier",
                "What the order is known by: accession, placer, filler number",
                summary=True,
            ),
            row(
                "ServiceRequest.basedOn",
                "0..*",
                reference("CarePlan", "ServiceRequest", "MedicationRequest"),
                "What it carries out",
                summary=True,
                aliases=("fulfills",),
            ),
            row(
                "ServiceRequest.replaces",
                "0..*",
                reference("ServiceRequest"),
                "The orders it replaces",
                summary=True,
                aliases=("supersedes", "prior", "renewed order"),
            ),
            row(
                "ServiceRequest.requisition",
                "0..1",
                "Identifier",
                "What it was ordered together with",
                summary=True,
                aliases=("grouperId", "groupIdentifier"),
            ),
            row(
                "ServiceRequest.status",
                "1..1",
                "code",
                "Where it stands",
                bound=required("request-status"),
                summary=True,
                modifier=(
                    "This element is labeled as a modifier because it is a status element that contains "
                    "status entered-in-error which means that the resource should not be treated as valid"
                ),
            ),
            row("ServiceRequest.statusReason", "0..*", "CodeableConcept", "Why it stands there"),
            row(
                "ServiceRequest.intent",
                "1..1",
                "code",
                "Proposal, plan, order",
                bound=required("request-intent"),
                summary=True,
                modifier=(
                    "This element changes the interpretation of all descriptive attributes. For example "
                    '"the time the request is recommended to occur" vs. "the time the request is '
                    'authorized to occur" or "who is recommended to perform the request" vs. "who is '
                    "authorized to perform the request"
                ),
            ),
            row(
                "ServiceRequest.category",
                "0..*",
                "CodeableConcept",
                "What kind of service",
                bound=example("servicerequest-category"),
                summary=True,
            ),
            row(
                "ServiceRequest.priority",
                "0..1",
                "code",
                "How urgent it is",
                bound=required("request-priority"),
                summary=True,
            ),
            row(
                "ServiceRequest.doNotPerform",
                "0..1",
                "boolean",
                "Whether the service must not be done",
                summary=True,
                modifier=(
                    "If true this element negates the specified action. For Example,  instead of a "
                    "request for a procedure, it is a request for the procedure to not occur."
                ),
            ),
            row(
                "ServiceRequest.code",
                "0..1",
                codeable_reference("ActivityDefinition", "PlanDefinition"),
                "The service ordered",
                bound=example("procedure-code"),
                summary=True,
                aliases=("service requested",),
                conditions=("prr-1",),
            ),
            row(
                "ServiceRequest.orderDetail",
                "0..*",
                "BackboneElement",
                "Details of the order",
                summary=True,
                aliases=("detailed instructions",),
                conditions=("prr-1",),
            ),
            row(
                "ServiceRequest.orderDetail.parameterFocus",
                "0..1",
                codeable_reference(
                    "Device",
                    "DeviceDefinition",
                    "DeviceRequest",
                    "SupplyRequest",
                    "Medication",
                    "MedicationRequest",
                    "BiologicallyDerivedProduct",
                    "Substance",
                ),
                "What the details are about",
            ),
            row("ServiceRequest.orderDetail.parameter", "1..*", "BackboneElement", "One detail", summary=True),
            row(
                "ServiceRequest.orderDetail.parameter.code",
                "1..1",
                "CodeableConcept",
                "Which detail",
                bound=example("servicerequest-orderdetail-parameter-code"),
                summary=True,
            ),
            row(
                "ServiceRequest.orderDetail.parameter.value[x]",
                "1..1",
                ("Quantity", "Ratio", "Range", "boolean", "CodeableConcept", "string", "Period"),
                "Its value",
                summary=True,
            ),
            row(
                "ServiceRequest.quantity[x]",
                "0..1",
                ("Quantity", "Ratio", "Range"),
                "How much or how many",
                summary=True,
            ),
            row(
                "ServiceRequest.subject",
                "1..1",
                reference("Patient", "Group", "Location", "Device"),
                "For whom",
                summary=True,
            ),
            row("ServiceRequest.focus", "0..*", "Reference", "What it is about, when not the subject", summary=True),
            row(
                "ServiceRequest.encounter",
                "0..1",
                reference("Encounter"),
                "The visit in which it was ordered",
                summary=True,
                aliases=("context",),
            ),
            row(
                "ServiceRequest.occurrence[x]",
                "0..1",
                ("dateTime", "Period", "Timing"),
                "When it should be done",
                summary=True,
                aliases=("schedule",),
            ),
            row("ServiceRequest.asNeeded", "0..1", "boolean", "Whether to do it only as needed", summary=True),
            row(
                "ServiceRequest.asNeededFor",
                "0..*",
                "CodeableConcept",
                "What makes it needed",
                bound=example("medication-as-needed-reason"),
                summary=True,
            ),
            row(
                "ServiceRequest.authoredOn",
                "0..1",
                "dateTime",
                "When it was ordered",
                summary=True,
                aliases=("orderedOn",),
            ),
            row(
                "ServiceRequest.requester",
                "0..1",
                reference("Practitioner", "PractitionerRole", "Organization", "Patient", "RelatedPerson", "Device"),
                "Who ordered it",
                summary=True,
                aliases=("author", "orderer"),
            ),
            row(
                "ServiceRequest.performerType",
                "0..1",
                "CodeableConcept",
                "What kind of performer is wanted",
                bound=example("participant-role"),
                summary=True,
                aliases=("specialty",),
            ),
            row(
                "ServiceRequest.performer",
                "0..*",
                reference(
                    "Practitioner",
                    "PractitionerRole",
                    "Organization",
                    "CareTeam",
                    "HealthcareService",
                    "Patient",
                    "Device",
                    "RelatedPerson",
                ),
                "Who should do it",
                summary=True,
                aliases=("request recipient",),
            ),
            row(
                "ServiceRequest.location",
                "0..*",
                codeable_reference("Location"),
                "Where it should be done",
                bound=example("http://terminology.hl7.org/ValueSet/v3-ServiceDeliveryLocationRoleType"),
                summary=True,
            ),
            row(
                "ServiceRequest.reason",
                "0..*",
                codeable_reference(
                    "Condition", "Observation", "DiagnosticReport", "DocumentReference", "DetectedIssue"
                ),
                "Why it was ordered",
                bound=example("procedure-reason"),
                summary=True,
            ),
            row(
                "ServiceRequest.insurance", "0..*", reference("Coverage", "ClaimResponse"), "Cover that may pay for it"
            ),
            row(
                "ServiceRequest.supportingInfo",
                "0..*",
                "CodeableReference",
                "What the performer should know",
                aliases=("Ask at order entry question", "AOE"),
            ),
            row("ServiceRequest.specimen", "0..*", reference("Specimen"), "The specimens to work on", summary=True),
            row(
                "ServiceRequest.bodyStructure",
                "0..1",
                codeable_reference("BodyStructure"),
                "Where on the body",
                bound=example("body-site"),
                summary=True,
                aliases=("locationStructure",),
            ),
            row("ServiceRequest.note", "0..*", "Annotation", "Remarks"),
            row("ServiceRequest.patientInstruction", "0..*", "BackboneElement", "Instructions for the patient"),
            row(
                "ServiceRequest.patientInstruction.instruction[x]",
                "0..1",
                ("markdown", reference("DocumentReference")),
                "The instruction, or where it is",
                summary=True,
            ),
            row("ServiceRequest.relevantHistory", "0..*", reference("Provenance"), "What happened to the order"),
        ),
    ),
)

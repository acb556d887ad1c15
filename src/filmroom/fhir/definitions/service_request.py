"""ServiceRequest: serviceRequest.

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
        description="Service request",
        source="https://hl7.org/fhir/6.0.0-ballot4/servicerequest-definitions.html",
        elements=(
            row(
                "ServiceRequest",
                "0..*",
                (),
                "Service request",
                aliases=("diagnostic request", "referral", "referral request", "transfer of care request"),
                rules=(
                    error(
                        "prr-1",
                        "orderDetail SHALL only be present if code is present",
                        "orderDetail.empty() or code.exists()",
                    ),
                ),
            ),
            row("ServiceRequest.identifier", "0..*", "Identifier", "Identifier", summary=True),
            row(
                "ServiceRequest.basedOn",
                "0..*",
                reference("CarePlan", "ServiceRequest", "MedicationRequest"),
                "Based on",
                summary=True,
                aliases=("fulfills",),
            ),
            row(
                "ServiceRequest.replaces",
                "0..*",
                reference("ServiceRequest"),
                "Replaces",
                summary=True,
                aliases=("supersedes", "prior", "renewed order"),
            ),
            row(
                "ServiceRequest.requisition",
                "0..1",
                "Identifier",
                "Requisition",
                summary=True,
                aliases=("grouperId", "groupIdentifier"),
            ),
            row(
                "ServiceRequest.status",
                "1..1",
                "code",
                "Status",
                bound=required("request-status"),
                summary=True,
                modifier=(
                    "This element is labeled as a modifier because it is a status element that contains "
                    "status entered-in-error which means that the resource should not be treated as valid"
                ),
            ),
            row("ServiceRequest.statusReason", "0..*", "CodeableConcept", "Status reason"),
            row(
                "ServiceRequest.intent",
                "1..1",
                "code",
                "Intent",
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
                "Category",
                bound=example("servicerequest-category"),
                summary=True,
            ),
            row(
                "ServiceRequest.priority", "0..1", "code", "Priority", bound=required("request-priority"), summary=True
            ),
            row(
                "ServiceRequest.doNotPerform",
                "0..1",
                "boolean",
                "Do not perform",
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
                "Code",
                bound=example("procedure-code"),
                summary=True,
                aliases=("service requested",),
                conditions=("prr-1",),
            ),
            row(
                "ServiceRequest.orderDetail",
                "0..*",
                "BackboneElement",
                "Order detail",
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
                "Parameter focus",
            ),
            row("ServiceRequest.orderDetail.parameter", "1..*", "BackboneElement", "Parameter", summary=True),
            row(
                "ServiceRequest.orderDetail.parameter.code",
                "1..1",
                "CodeableConcept",
                "Code",
                bound=example("servicerequest-orderdetail-parameter-code"),
                summary=True,
            ),
            row(
                "ServiceRequest.orderDetail.parameter.value[x]",
                "1..1",
                ("Quantity", "Ratio", "Range", "boolean", "CodeableConcept", "string", "Period"),
                "Value",
                summary=True,
            ),
            row("ServiceRequest.quantity[x]", "0..1", ("Quantity", "Ratio", "Range"), "Quantity", summary=True),
            row(
                "ServiceRequest.subject",
                "1..1",
                reference("Patient", "Group", "Location", "Device"),
                "Subject",
                summary=True,
            ),
            row("ServiceRequest.focus", "0..*", "Reference", "Focus", summary=True),
            row(
                "ServiceRequest.encounter",
                "0..1",
                reference("Encounter"),
                "Encounter",
                summary=True,
                aliases=("context",),
            ),
            row(
                "ServiceRequest.occurrence[x]",
                "0..1",
                ("dateTime", "Period", "Timing"),
                "Occurrence",
                summary=True,
                aliases=("schedule",),
            ),
            row("ServiceRequest.asNeeded", "0..1", "boolean", "As needed", summary=True),
            row(
                "ServiceRequest.asNeededFor",
                "0..*",
                "CodeableConcept",
                "As needed for",
                bound=example("medication-as-needed-reason"),
                summary=True,
            ),
            row("ServiceRequest.authoredOn", "0..1", "dateTime", "Authored on", summary=True, aliases=("orderedOn",)),
            row(
                "ServiceRequest.requester",
                "0..1",
                reference("Practitioner", "PractitionerRole", "Organization", "Patient", "RelatedPerson", "Device"),
                "Requester",
                summary=True,
                aliases=("author", "orderer"),
            ),
            row(
                "ServiceRequest.performerType",
                "0..1",
                "CodeableConcept",
                "Performer type",
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
                "Performer",
                summary=True,
                aliases=("request recipient",),
            ),
            row(
                "ServiceRequest.location",
                "0..*",
                codeable_reference("Location"),
                "Location",
                bound=example("http://terminology.hl7.org/ValueSet/v3-ServiceDeliveryLocationRoleType"),
                summary=True,
            ),
            row(
                "ServiceRequest.reason",
                "0..*",
                codeable_reference(
                    "Condition", "Observation", "DiagnosticReport", "DocumentReference", "DetectedIssue"
                ),
                "Reason",
                bound=example("procedure-reason"),
                summary=True,
            ),
            row("ServiceRequest.insurance", "0..*", reference("Coverage", "ClaimResponse"), "Insurance"),
            row(
                "ServiceRequest.supportingInfo",
                "0..*",
                "CodeableReference",
                "Supporting info",
                aliases=("Ask at order entry question", "AOE"),
            ),
            row("ServiceRequest.specimen", "0..*", reference("Specimen"), "Specimen", summary=True),
            row(
                "ServiceRequest.bodyStructure",
                "0..1",
                codeable_reference("BodyStructure"),
                "Body structure",
                bound=example("body-site"),
                summary=True,
                aliases=("locationStructure",),
            ),
            row("ServiceRequest.note", "0..*", "Annotation", "Note"),
            row("ServiceRequest.patientInstruction", "0..*", "BackboneElement", "Patient instruction"),
            row(
                "ServiceRequest.patientInstruction.instruction[x]",
                "0..1",
                ("markdown", reference("DocumentReference")),
                "Instruction",
                summary=True,
            ),
            row("ServiceRequest.relevantHistory", "0..*", reference("Provenance"), "Relevant history"),
        ),
    ),
)

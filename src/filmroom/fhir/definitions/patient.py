"""Patient: somebody, or some animal, who receives care.

Source: https://hl7.org/fhir/6.0.0-ballot4/patient-definitions.html
"""

from __future__ import annotations

from filmroom.fhir.definition import Definition, Kind
from filmroom.fhir.definitions.rows import error, extensible, reference, required, row

__all__ = ["DEFINITIONS"]

DEFINITIONS = (
    Definition(
        name="Patient",
        kind=Kind.RESOURCE,
        base="DomainResource",
        description="Somebody, or some animal, who receives care.",
        source="https://hl7.org/fhir/6.0.0-ballot4/patient-definitions.html",
        elements=(
            row(
                "Patient",
                "0..*",
                (),
                "Somebody, or some animal, who receives care",
                aliases=("SubjectOfCare Client Resident",),
            ),
            row("Patient.identifier", "0..*", "Identifier", "What the patient is known by", summary=True),
            row(
                "Patient.active",
                "0..1",
                "boolean",
                "Whether the record is in use",
                summary=True,
                modifier=(
                    "This element is labelled as a modifier because it is a status element that can "
                    "indicate that a record should not be treated as valid"
                ),
            ),
            row("Patient.name", "0..*", "HumanName", "A name of the patient", summary=True),
            row("Patient.telecom", "0..*", "ContactPoint", "How to reach the patient", summary=True),
            row(
                "Patient.gender",
                "0..1",
                "code",
                "Gender for administration",
                bound=required("administrative-gender"),
                summary=True,
            ),
            row("Patient.birthDate", "0..1", "date", "Date of birth", summary=True),
            row(
                "Patient.deceased[x]",
                "0..1",
                ("boolean", "dateTime"),
                "Whether, or when, the patient died",
                summary=True,
                modifier=(
                    "This element is labeled as a modifier because once a patient is marked as deceased, "
                    "the actions that are appropriate to perform on the patient may be significantly "
                    "different."
                ),
            ),
            row("Patient.address", "0..*", "Address", "Where the patient lives or is reached", summary=True),
            row(
                "Patient.maritalStatus",
                "0..1",
                "CodeableConcept",
                "Whether married, single, widowed",
                bound=extensible("marital-status"),
            ),
            row(
                "Patient.multipleBirth[x]",
                "0..1",
                ("boolean", "integer"),
                "Whether a twin or more, or the place among them",
            ),
            row("Patient.photo", "0..*", "Attachment", "A picture of the patient"),
            row(
                "Patient.contact",
                "0..*",
                "BackboneElement",
                "Somebody to turn to about the patient",
                rules=(
                    error(
                        "pat-1",
                        "SHALL at least contain a contact's details or a reference to an organization",
                        "name.exists() or telecom.exists() or address.exists() or organization.exists()",
                    ),
                ),
            ),
            row(
                "Patient.contact.relationship",
                "0..*",
                "CodeableConcept",
                "What the contact is to the patient",
                bound=extensible("patient-contactrelationship"),
            ),
            row("Patient.contact.name", "0..1", "HumanName", "Name of the contact", conditions=("pat-1",)),
            row("Patient.contact.telecom", "0..*", "ContactPoint", "How to reach the contact", conditions=("pat-1",)),
            row("Patient.contact.address", "0..1", "Address", "Where the contact lives", conditions=("pat-1",)),
            row(
                "Patient.contact.gender",
                "0..1",
                "code",
                "Gender of the contact",
                bound=required("administrative-gender"),
            ),
            row(
                "Patient.contact.organization",
                "0..1",
                reference("Organization"),
                "The organization that is the contact",
                conditions=("pat-1",),
            ),
            row("Patient.contact.period", "0..1", "Period", "When the contact holds"),
            row("Patient.communication", "0..*", "BackboneElement", "A language in which to speak about health"),
            row(
                "Patient.communication.language",
                "1..1",
                "CodeableConcept",
                "The language",
                bound=required("all-languages"),
            ),
            row("Patient.communication.preferred", "0..1", "boolean", "Whether the patient prefers it"),
            row(
                "Patient.generalPractitioner",
                "0..*",
                reference("Organization", "Practitioner", "PractitionerRole"),
                "The patient's own doctor or practice",
                aliases=("careProvider",),
            ),
            row(
                "Patient.managingOrganization", "0..1", reference("Organization"), "Who keeps the record", summary=True
            ),
            row(
                "Patient.link",
                "0..*",
                "BackboneElement",
                "Another record about the same person",
                summary=True,
                modifier=(
                    "This element is labeled as a modifier because it might not be the main Patient "
                    "resource, and the referenced patient should be used instead of this Patient record. "
                    "This is when the link.type value is 'replaced-by'"
                ),
            ),
            row("Patient.link.other", "1..1", reference("Patient", "RelatedPerson"), "The other record", summary=True),
            row(
                "Patient.link.type",
                "1..1",
                "code",
                "How the two records relate",
                bound=required("link-type"),
                summary=True,
            ),
        ),
    ),
)

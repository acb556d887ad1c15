"""Patient: patient.

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
        description="Patient",
        source="https://hl7.org/fhir/6.0.0-ballot4/patient-definitions.html",
        elements=(
            row("Patient", "0..*", (), "Patient", aliases=("SubjectOfCare Client Resident",)),
            row("Patient.identifier", "0..*", "Identifier", "Identifier", summary=True),
            row(
                "Patient.active",
                "0..1",
                "boolean",
                "Active",
                summary=True,
                modifier=(
                    "This element is labelled as a modifier because it is a status element that can "
                    "indicate that a record should not be treated as valid"
                ),
            ),
            row("Patient.name", "0..*", "HumanName", "Name", summary=True),
            row("Patient.telecom", "0..*", "ContactPoint", "Telecom", summary=True),
            row("Patient.gender", "0..1", "code", "Gender", bound=required("administrative-gender"), summary=True),
            row("Patient.birthDate", "0..1", "date", "Birth date", summary=True),
            row(
                "Patient.deceased[x]",
                "0..1",
                ("boolean", "dateTime"),
                "Deceased",
                summary=True,
                modifier=(
                    "This element is labeled as a modifier because once a patient is marked as deceased, "
                    "the actions that are appropriate to perform on the patient may be significantly "
                    "different."
                ),
            ),
            row("Patient.address", "0..*", "Address", "Address", summary=True),
            row(
                "Patient.maritalStatus", "0..1", "CodeableConcept", "Marital status", bound=extensible("marital-status")
            ),
            row("Patient.multipleBirth[x]", "0..1", ("boolean", "integer"), "Multiple birth"),
            row("Patient.photo", "0..*", "Attachment", "Photo"),
            row(
                "Patient.contact",
                "0..*",
                "BackboneElement",
                "Contact",
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
                "Relationship",
                bound=extensible("patient-contactrelationship"),
            ),
            row("Patient.contact.name", "0..1", "HumanName", "Name", conditions=("pat-1",)),
            row("Patient.contact.telecom", "0..*", "ContactPoint", "Telecom", conditions=("pat-1",)),
            row("Patient.contact.address", "0..1", "Address", "Address", conditions=("pat-1",)),
            row("Patient.contact.gender", "0..1", "code", "Gender", bound=required("administrative-gender")),
            row(
                "Patient.contact.organization", "0..1", reference("Organization"), "Organization", conditions=("pat-1",)
            ),
            row("Patient.contact.period", "0..1", "Period", "Period"),
            row("Patient.communication", "0..*", "BackboneElement", "Communication"),
            row(
                "Patient.communication.language", "1..1", "CodeableConcept", "Language", bound=required("all-languages")
            ),
            row("Patient.communication.preferred", "0..1", "boolean", "Preferred"),
            row(
                "Patient.generalPractitioner",
                "0..*",
                reference("Organization", "Practitioner", "PractitionerRole"),
                "General practitioner",
                aliases=("careProvider",),
            ),
            row(
                "Patient.managingOrganization", "0..1", reference("Organization"), "Managing organization", summary=True
            ),
            row(
                "Patient.link",
                "0..*",
                "BackboneElement",
                "Link",
                summary=True,
                modifier=(
                    "This element is labeled as a modifier because it might not be the main Patient "
                    "resource, and the referenced patient should be used instead of this Patient record. "
                    "This is when the link.type value is 'replaced-by'"
                ),
            ),
            row("Patient.link.other", "1..1", reference("Patient", "RelatedPerson"), "Other", summary=True),
            row("Patient.link.type", "1..1", "code", "Type", bound=required("link-type"), summary=True),
        ),
    ),
)

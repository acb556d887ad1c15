"""Organization: organization.

Source: https://hl7.org/fhir/6.0.0-ballot4/organization-definitions.html
"""

from __future__ import annotations

from filmroom.fhir.definition import Definition, Kind
from filmroom.fhir.definitions.rows import error, example, reference, row

__all__ = ["DEFINITIONS"]

DEFINITIONS = (
    Definition(
        name="Organization",
        kind=Kind.RESOURCE,
        base="DomainResource",
        description="Organization",
        source="https://hl7.org/fhir/6.0.0-ballot4/organization-definitions.html",
        elements=(
            row(
                "Organization",
                "0..*",
                (),
                "Organization",
                rules=(
                    error(
                        "org-1",
                        ("The organization SHALL at least have a name or an identifier, and possibly more than one"),
                        "(identifier.count() + name.count()) > 0",
                    ),
                ),
            ),
            row("Organization.identifier", "0..*", "Identifier", "Identifier", summary=True, conditions=("org-1",)),
            row(
                "Organization.active",
                "0..1",
                "boolean",
                "Active",
                summary=True,
                modifier=(
                    "This element is labelled as a modifier because it is a status element that can "
                    "indicate that a record should not be treated as valid"
                ),
            ),
            row(
                "Organization.type", "0..*", "CodeableConcept", "Type", bound=example("organization-type"), summary=True
            ),
            row("Organization.name", "0..1", "string", "Name", summary=True, conditions=("org-1",)),
            row("Organization.alias", "0..*", "string", "Alias"),
            row("Organization.description", "0..1", "markdown", "Description", summary=True),
            row(
                "Organization.contact",
                "0..*",
                "ExtendedContactDetail",
                "Contact",
                rules=(
                    error(
                        "org-4",
                        "The address of an organization can never be of use 'home'",
                        "address.where(use = 'home').empty()",
                    ),
                    error(
                        "org-3",
                        "The telecom of an organization can never be of use 'home'",
                        "telecom.where(use = 'home').empty()",
                    ),
                ),
            ),
            row("Organization.partOf", "0..1", reference("Organization"), "Part of", summary=True),
            row("Organization.endpoint", "0..*", reference("Endpoint"), "Endpoint"),
            row("Organization.qualification", "0..*", "BackboneElement", "Qualification"),
            row("Organization.qualification.identifier", "0..*", "Identifier", "Identifier"),
            row("Organization.qualification.code", "1..1", "CodeableConcept", "Code"),
            row("Organization.qualification.period", "0..1", "Period", "Period"),
            row("Organization.qualification.issuer", "0..1", reference("Organization"), "Issuer"),
        ),
    ),
)

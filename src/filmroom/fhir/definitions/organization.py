"""Organization: people joined for a purpose: hospital, department, company.

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
        description="People joined for a purpose: hospital, department, company.",
        source="https://hl7.org/fhir/6.0.0-ballot4/organization-definitions.html",
        elements=(
            row(
                "Organization",
                "0..*",
                (),
                "People joined for a purpose: hospital, department, company",
                rules=(
                    error(
                        "org-1",
                        ("The organization SHALL at least have a name or an identifier, and possibly more than one"),
                        "(identifier.count() + name.count()) > 0",
                    ),
                ),
            ),
            row(
                "Organization.identifier",
                "0..*",
                "Identifier",
                "What the organization is known by",
                summary=True,
                conditions=("org-1",),
            ),
            row(
                "Organization.active",
                "0..1",
                "boolean",
                "Whether the record is in use",
                summary=True,
                modifier=(
                    "This element is labelled as a modifier because it is a status element that can "
                    "indicate that a record should not be treated as valid"
                ),
            ),
            row(
                "Organization.type",
                "0..*",
                "CodeableConcept",
                "What kind of organization it is",
                bound=example("organization-type"),
                summary=True,
            ),
            row("Organization.name", "0..1", "string", "Its name", summary=True, conditions=("org-1",)),
            row("Organization.alias", "0..*", "string", "Other names, or names it had"),
            row("Organization.description", "0..1", "markdown", "More about it", summary=True),
            row(
                "Organization.contact",
                "0..*",
                "ExtendedContactDetail",
                "How to reach it",
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
            row(
                "Organization.partOf", "0..1", reference("Organization"), "The organization it belongs to", summary=True
            ),
            row("Organization.endpoint", "0..*", reference("Endpoint"), "Services on the network"),
            row("Organization.qualification", "0..*", "BackboneElement", "A certificate or accreditation"),
            row("Organization.qualification.identifier", "0..*", "Identifier", "Number of the certificate"),
            row("Organization.qualification.code", "1..1", "CodeableConcept", "What it is"),
            row("Organization.qualification.period", "0..1", "Period", "When it holds"),
            row("Organization.qualification.issuer", "0..1", reference("Organization"), "Who gave it"),
        ),
    ),
)

"""SearchParameter: what can be searched for, and how.

Source: https://hl7.org/fhir/6.0.0-ballot4/searchparameter-definitions.html
"""

from __future__ import annotations

from filmroom.fhir.definition import Definition, Kind
from filmroom.fhir.definitions.rows import canonical, error, extensible, required, row
from filmroom.fhir.definitions.shared import NAME_RULE, URL_RULE

__all__ = ["DEFINITIONS"]

DEFINITIONS = (
    Definition(
        name="SearchParameter",
        kind=Kind.RESOURCE,
        base="DomainResource",
        description="What can be searched for, and how.",
        source="https://hl7.org/fhir/6.0.0-ballot4/searchparameter-definitions.html",
        elements=(
            row(
                "SearchParameter",
                "0..*",
                (),
                "What can be searched for, and how",
                rules=(
                    NAME_RULE,
                    error(
                        "spd-1",
                        "If an expression is present, there SHALL be a processingMode",
                        "expression.empty() or processingMode.exists()",
                    ),
                    error(
                        "spd-2",
                        ("Search parameters can only have chain names when the search parameter type is 'reference'"),
                        "chain.empty() or type = 'reference'",
                    ),
                    error(
                        "spd-3",
                        (
                            "Search parameters comparator can only be used on type 'number', 'date', 'quantity' "
                            "or 'special'."
                        ),
                        "comparator.empty() or (type in ('number' | 'date' | 'quantity' | 'special'))",
                    ),
                ),
            ),
            row(
                "SearchParameter.url",
                "1..1",
                "uri",
                "Its canonical address",
                summary=True,
                rules=(URL_RULE,),
            ),
            row("SearchParameter.identifier", "0..*", "Identifier", "What else it is known by", summary=True),
            row("SearchParameter.version", "0..1", "string", "Its business version", summary=True),
            row(
                "SearchParameter.versionAlgorithm[x]",
                "0..1",
                ("string", "Coding"),
                "How to compare versions",
                bound=extensible("version-algorithm"),
                summary=True,
            ),
            row("SearchParameter.name", "1..1", "string", "Its name for programs", summary=True, conditions=("cnl-0",)),
            row("SearchParameter.title", "0..1", "string", "Its name for people", summary=True),
            row("SearchParameter.derivedFrom", "0..1", canonical("SearchParameter"), "The parameter it builds on"),
            row(
                "SearchParameter.status",
                "1..1",
                "code",
                "Draft, active, retired",
                bound=required("publication-status"),
                summary=True,
                modifier=(
                    'This is labeled as "Is Modifier" because applications should not use a retired '
                    "{{title}} without due consideration"
                ),
            ),
            row("SearchParameter.experimental", "0..1", "boolean", "Whether it is only for testing", summary=True),
            row(
                "SearchParameter.date",
                "0..1",
                "dateTime",
                "When it last changed",
                summary=True,
                aliases=("Revision Date",),
            ),
            row("SearchParameter.publisher", "0..1", "string", "Who publishes it", summary=True),
            row("SearchParameter.contact", "0..*", "ContactDetail", "How to reach the publisher", summary=True),
            row("SearchParameter.description", "1..1", "markdown", "What it is, at length", summary=True),
            row("SearchParameter.useContext", "0..*", "UsageContext", "Where it is meant to be used", summary=True),
            row(
                "SearchParameter.jurisdiction",
                "0..*",
                "CodeableConcept",
                "Where it is meant to hold",
                bound=extensible("jurisdiction"),
                summary=True,
            ),
            row("SearchParameter.purpose", "0..1", "markdown", "Why it is there"),
            row("SearchParameter.copyright", "0..1", "markdown", "Terms of use", aliases=("License", "Restrictions")),
            row("SearchParameter.copyrightLabel", "0..1", "string", "Holder and years of the copyright"),
            row("SearchParameter.code", "1..1", "code", "Its name in the address", summary=True),
            row(
                "SearchParameter.base",
                "1..*",
                "code",
                "The resource types it is for",
                bound=required("version-independent-all-resource-types"),
                summary=True,
            ),
            row(
                "SearchParameter.type",
                "1..1",
                "code",
                "Its type: token, date, …",
                bound=required("search-param-type"),
                summary=True,
                conditions=("spd-2", "spd-3"),
            ),
            row(
                "SearchParameter.expression",
                "0..1",
                "string",
                "Where the values are, as FHIRPath",
                conditions=("spd-1",),
            ),
            row(
                "SearchParameter.processingMode",
                "0..1",
                "code",
                "How the expression is used",
                bound=required("search-processingmode"),
                conditions=("spd-1",),
            ),
            row("SearchParameter.constraint", "0..1", "string", "What values have to obey"),
            row(
                "SearchParameter.target",
                "0..*",
                "code",
                "The types it refers to",
                bound=required("version-independent-all-resource-types"),
            ),
            row("SearchParameter.multipleOr", "0..1", "boolean", "Whether commas give alternatives"),
            row("SearchParameter.multipleAnd", "0..1", "boolean", "Whether it may be repeated"),
            row(
                "SearchParameter.comparator",
                "0..*",
                "code",
                "Prefixes that it takes",
                bound=required("search-comparator"),
                conditions=("spd-3",),
            ),
            row(
                "SearchParameter.modifier",
                "0..*",
                "code",
                "Modifiers that it takes",
                bound=required("search-modifier-code"),
            ),
            row("SearchParameter.chain", "0..*", "string", "Names that it may be chained with", conditions=("spd-2",)),
            row("SearchParameter.component", "0..*", "BackboneElement", "A part of a composite parameter"),
            row(
                "SearchParameter.component.definition",
                "1..1",
                canonical("SearchParameter"),
                "The parameter of that part",
            ),
            row("SearchParameter.component.expression", "1..1", "string", "Where the part is"),
        ),
    ),
)

"""SearchParameter: searchParameter.

Source: https://hl7.org/fhir/6.0.0-ballot4/searchparameter-definitions.html
"""

from __future__ import annotations

from filmroom.fhir.definition import Definition, Kind
from filmroom.fhir.definitions.rows import canonical, error, extensible, required, row, warning

__all__ = ["DEFINITIONS"]

DEFINITIONS = (
    Definition(
        name="SearchParameter",
        kind=Kind.RESOURCE,
        base="DomainResource",
        description="Search parameter",
        source="https://hl7.org/fhir/6.0.0-ballot4/searchparameter-definitions.html",
        elements=(
            row(
                "SearchParameter",
                "0..*",
                (),
                "Search parameter",
                rules=(
                    warning(
                        "cnl-0",
                        (
                            "Name should be usable as an identifier for the module by machine processing "
                            "applications such as code generation"
                        ),
                        "name.exists() implies name.matches('^[A-Z]([A-Za-z0-9_]){1,254}$')",
                    ),
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
                "Url",
                summary=True,
                rules=(
                    warning(
                        "cnl-1",
                        (
                            "URL should not contain | or # - these characters make processing canonical "
                            "references problematic"
                        ),
                        "exists() implies matches('^[^|# ]+$')",
                    ),
                ),
            ),
            row("SearchParameter.identifier", "0..*", "Identifier", "Identifier", summary=True),
            row("SearchParameter.version", "0..1", "string", "Version", summary=True),
            row(
                "SearchParameter.versionAlgorithm[x]",
                "0..1",
                ("string", "Coding"),
                "Version algorithm",
                bound=extensible("version-algorithm"),
                summary=True,
            ),
            row("SearchParameter.name", "1..1", "string", "Name", summary=True, conditions=("cnl-0",)),
            row("SearchParameter.title", "0..1", "string", "Title", summary=True),
            row("SearchParameter.derivedFrom", "0..1", canonical("SearchParameter"), "Derived from"),
            row(
                "SearchParameter.status",
                "1..1",
                "code",
                "Status",
                bound=required("publication-status"),
                summary=True,
                modifier=(
                    'This is labeled as "Is Modifier" because applications should not use a retired '
                    "{{title}} without due consideration"
                ),
            ),
            row("SearchParameter.experimental", "0..1", "boolean", "Experimental", summary=True),
            row("SearchParameter.date", "0..1", "dateTime", "Date", summary=True, aliases=("Revision Date",)),
            row("SearchParameter.publisher", "0..1", "string", "Publisher", summary=True),
            row("SearchParameter.contact", "0..*", "ContactDetail", "Contact", summary=True),
            row("SearchParameter.description", "1..1", "markdown", "Description", summary=True),
            row("SearchParameter.useContext", "0..*", "UsageContext", "Use context", summary=True),
            row(
                "SearchParameter.jurisdiction",
                "0..*",
                "CodeableConcept",
                "Jurisdiction",
                bound=extensible("jurisdiction"),
                summary=True,
            ),
            row("SearchParameter.purpose", "0..1", "markdown", "Purpose"),
            row("SearchParameter.copyright", "0..1", "markdown", "Copyright", aliases=("License", "Restrictions")),
            row("SearchParameter.copyrightLabel", "0..1", "string", "Copyright label"),
            row("SearchParameter.code", "1..1", "code", "Code", summary=True),
            row(
                "SearchParameter.base",
                "1..*",
                "code",
                "Base",
                bound=required("version-independent-all-resource-types"),
                summary=True,
            ),
            row(
                "SearchParameter.type",
                "1..1",
                "code",
                "Type",
                bound=required("search-param-type"),
                summary=True,
                conditions=("spd-2", "spd-3"),
            ),
            row("SearchParameter.expression", "0..1", "string", "Expression", conditions=("spd-1",)),
            row(
                "SearchParameter.processingMode",
                "0..1",
                "code",
                "Processing mode",
                bound=required("search-processingmode"),
                conditions=("spd-1",),
            ),
            row("SearchParameter.constraint", "0..1", "string", "Constraint"),
            row(
                "SearchParameter.target",
                "0..*",
                "code",
                "Target",
                bound=required("version-independent-all-resource-types"),
            ),
            row("SearchParameter.multipleOr", "0..1", "boolean", "Multiple or"),
            row("SearchParameter.multipleAnd", "0..1", "boolean", "Multiple and"),
            row(
                "SearchParameter.comparator",
                "0..*",
                "code",
                "Comparator",
                bound=required("search-comparator"),
                conditions=("spd-3",),
            ),
            row("SearchParameter.modifier", "0..*", "code", "Modifier", bound=required("search-modifier-code")),
            row("SearchParameter.chain", "0..*", "string", "Chain", conditions=("spd-2",)),
            row("SearchParameter.component", "0..*", "BackboneElement", "Component"),
            row("SearchParameter.component.definition", "1..1", canonical("SearchParameter"), "Definition"),
            row("SearchParameter.component.expression", "1..1", "string", "Expression"),
        ),
    ),
)

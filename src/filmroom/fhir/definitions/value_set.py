"""ValueSet: valueSet.

Source: https://hl7.org/fhir/6.0.0-ballot4/valueset-definitions.html
"""

from __future__ import annotations

from filmroom.fhir.definition import Definition, Kind
from filmroom.fhir.definitions.rows import canonical, error, example, extensible, required, row, warning

__all__ = ["DEFINITIONS"]

DEFINITIONS = (
    Definition(
        name="ValueSet",
        kind=Kind.RESOURCE,
        base="DomainResource",
        description="Value set",
        source="https://hl7.org/fhir/6.0.0-ballot4/valueset-definitions.html",
        elements=(
            row(
                "ValueSet",
                "0..*",
                (),
                "Value set",
                rules=(
                    warning(
                        "cnl-0",
                        (
                            "Name should be usable as an identifier for the module by machine processing "
                            "applications such as code generation"
                        ),
                        "name.exists() implies name.matches('^[A-Z]([A-Za-z0-9_]){1,254}$')",
                    ),
                ),
            ),
            row(
                "ValueSet.url",
                "0..1",
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
            row("ValueSet.identifier", "0..*", "Identifier", "Identifier", summary=True),
            row("ValueSet.version", "0..1", "string", "Version", summary=True),
            row(
                "ValueSet.versionAlgorithm[x]",
                "0..1",
                ("string", "Coding"),
                "Version algorithm",
                bound=extensible("version-algorithm"),
                summary=True,
            ),
            row("ValueSet.name", "0..1", "string", "Name", summary=True, conditions=("cnl-0",)),
            row("ValueSet.title", "0..1", "string", "Title", summary=True),
            row(
                "ValueSet.status",
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
            row("ValueSet.experimental", "0..1", "boolean", "Experimental", summary=True),
            row("ValueSet.date", "0..1", "dateTime", "Date", summary=True, aliases=("Revision Date",)),
            row("ValueSet.publisher", "0..1", "string", "Publisher", summary=True),
            row("ValueSet.contact", "0..*", "ContactDetail", "Contact", summary=True),
            row("ValueSet.description", "0..1", "markdown", "Description"),
            row("ValueSet.useContext", "0..*", "UsageContext", "Use context", summary=True),
            row(
                "ValueSet.jurisdiction",
                "0..*",
                "CodeableConcept",
                "Jurisdiction",
                bound=extensible("jurisdiction"),
                summary=True,
            ),
            row("ValueSet.immutable", "0..1", "boolean", "Immutable", summary=True),
            row("ValueSet.purpose", "0..1", "markdown", "Purpose"),
            row("ValueSet.copyright", "0..1", "markdown", "Copyright", aliases=("License", "Restrictions")),
            row("ValueSet.copyrightLabel", "0..1", "string", "Copyright label"),
            row("ValueSet.approvalDate", "0..1", "date", "Approval date"),
            row("ValueSet.lastReviewDate", "0..1", "date", "Last review date"),
            row("ValueSet.effectivePeriod", "0..1", "Period", "Effective period", summary=True),
            row("ValueSet.topic", "0..*", "CodeableConcept", "Topic", bound=example("definition-topic")),
            row("ValueSet.author", "0..*", "ContactDetail", "Author"),
            row("ValueSet.editor", "0..*", "ContactDetail", "Editor"),
            row("ValueSet.reviewer", "0..*", "ContactDetail", "Reviewer"),
            row("ValueSet.endorser", "0..*", "ContactDetail", "Endorser"),
            row("ValueSet.relatedArtifact", "0..*", "RelatedArtifact", "Related artifact"),
            row(
                "ValueSet.compose", "0..1", "BackboneElement", "Compose", aliases=("Content Logical Definition", "CLD")
            ),
            row("ValueSet.compose.lockedDate", "0..1", "date", "Locked date", summary=True),
            row("ValueSet.compose.inactive", "0..1", "boolean", "Inactive", summary=True),
            row(
                "ValueSet.compose.include",
                "1..*",
                "BackboneElement",
                "Include",
                summary=True,
                rules=(
                    error(
                        "vsd-2",
                        "A value set with concepts or filters SHALL include a system",
                        "(concept.exists() or filter.exists()) implies system.exists()",
                    ),
                    error("vsd-3", "Cannot have both concept and filter", "concept.empty() or filter.empty()"),
                    error(
                        "vsd-1",
                        "A value set include/exclude SHALL have a value set or a system",
                        "valueSet.exists() or system.exists()",
                    ),
                ),
            ),
            row(
                "ValueSet.compose.include.system", "0..1", "uri", "System", summary=True, conditions=("vsd-2", "vsd-1")
            ),
            row("ValueSet.compose.include.version", "0..1", "string", "Version", summary=True),
            row(
                "ValueSet.compose.include.concept", "0..*", "BackboneElement", "Concept", conditions=("vsd-2", "vsd-3")
            ),
            row("ValueSet.compose.include.concept.code", "1..1", "code", "Code"),
            row("ValueSet.compose.include.concept.display", "0..1", "string", "Display"),
            row(
                "ValueSet.compose.include.concept.designation",
                "0..*",
                "BackboneElement",
                "Designation",
                rules=(
                    error(
                        "vsd-11",
                        (
                            "Must have a value for concept.designation.use if concept.designation.additionalUse "
                            "is present"
                        ),
                        "additionalUse.exists() implies use.exists()",
                    ),
                ),
            ),
            row(
                "ValueSet.compose.include.concept.designation.language",
                "0..1",
                "code",
                "Language",
                bound=required("all-languages"),
            ),
            row(
                "ValueSet.compose.include.concept.designation.use",
                "0..1",
                "Coding",
                "Use",
                bound=extensible("designation-use"),
                conditions=("vsd-11",),
            ),
            row(
                "ValueSet.compose.include.concept.designation.additionalUse",
                "0..*",
                "Coding",
                "Additional use",
                bound=extensible("designation-use"),
                conditions=("vsd-11",),
            ),
            row("ValueSet.compose.include.concept.designation.value", "1..1", "string", "Value"),
            row(
                "ValueSet.compose.include.filter",
                "0..*",
                "BackboneElement",
                "Filter",
                summary=True,
                conditions=("vsd-2", "vsd-3"),
            ),
            row("ValueSet.compose.include.filter.property", "1..1", "code", "Property", summary=True),
            row(
                "ValueSet.compose.include.filter.op",
                "1..1",
                "code",
                "Op",
                bound=required("filter-operator"),
                summary=True,
            ),
            row("ValueSet.compose.include.filter.value", "1..1", "string", "Value", summary=True),
            row(
                "ValueSet.compose.include.valueSet",
                "0..*",
                canonical("ValueSet"),
                "Value set",
                summary=True,
                conditions=("vsd-1",),
            ),
            row("ValueSet.compose.include.copyright", "0..1", "string", "Copyright"),
            row("ValueSet.compose.exclude", "0..*", (), "Exclude", contents="ValueSet.compose.include"),
            row("ValueSet.compose.property", "0..*", "string", "Property"),
            row("ValueSet.expansion", "0..1", "BackboneElement", "Expansion"),
            row("ValueSet.expansion.identifier", "0..1", "uri", "Identifier"),
            row("ValueSet.expansion.next", "0..1", "uri", "Next"),
            row("ValueSet.expansion.timestamp", "1..1", "dateTime", "Timestamp"),
            row("ValueSet.expansion.total", "0..1", "integer", "Total"),
            row("ValueSet.expansion.offset", "0..1", "integer", "Offset"),
            row("ValueSet.expansion.parameter", "0..*", "BackboneElement", "Parameter"),
            row("ValueSet.expansion.parameter.name", "1..1", "string", "Name"),
            row(
                "ValueSet.expansion.parameter.value[x]",
                "0..1",
                ("string", "boolean", "integer", "decimal", "uri", "code", "dateTime"),
                "Value",
            ),
            row("ValueSet.expansion.property", "0..*", "BackboneElement", "Property"),
            row("ValueSet.expansion.property.code", "1..1", "code", "Code"),
            row("ValueSet.expansion.property.uri", "0..1", "uri", "Uri"),
            row(
                "ValueSet.expansion.contains",
                "0..*",
                "BackboneElement",
                "Contains",
                rules=(
                    error("vsd-6", "SHALL have a code or a display", "code.exists() or display.exists()"),
                    error("vsd-9", "SHALL have a code if not abstract", "code.exists() or abstract = true"),
                    error("vsd-10", "SHALL have a system if a code is present", "code.empty() or system.exists()"),
                ),
            ),
            row("ValueSet.expansion.contains.system", "0..1", "uri", "System", conditions=("vsd-10",)),
            row("ValueSet.expansion.contains.abstract", "0..1", "boolean", "Abstract", conditions=("vsd-9",)),
            row("ValueSet.expansion.contains.inactive", "0..1", "boolean", "Inactive"),
            row("ValueSet.expansion.contains.version", "0..1", "string", "Version"),
            row("ValueSet.expansion.contains.code", "0..1", "code", "Code", conditions=("vsd-6", "vsd-9", "vsd-10")),
            row("ValueSet.expansion.contains.display", "0..1", "string", "Display", conditions=("vsd-6",)),
            row(
                "ValueSet.expansion.contains.designation",
                "0..*",
                (),
                "Designation",
                contents="ValueSet.compose.include.concept.designation",
            ),
            row("ValueSet.expansion.contains.property", "0..*", "BackboneElement", "Property"),
            row("ValueSet.expansion.contains.property.code", "1..1", "code", "Code"),
            row(
                "ValueSet.expansion.contains.property.value[x]",
                "1..1",
                ("code", "Coding", "string", "integer", "boolean", "dateTime", "decimal"),
                "Value",
            ),
            row("ValueSet.expansion.contains.property.subProperty", "0..*", "BackboneElement", "Sub property"),
            row("ValueSet.expansion.contains.property.subProperty.code", "1..1", "code", "Code"),
            row(
                "ValueSet.expansion.contains.property.subProperty.value[x]",
                "1..1",
                ("code", "Coding", "string", "integer", "boolean", "dateTime", "decimal"),
                "Value",
            ),
            row("ValueSet.expansion.contains.contains", "0..*", (), "Contains", contents="ValueSet.expansion.contains"),
            row("ValueSet.scope", "0..1", "BackboneElement", "Scope"),
            row("ValueSet.scope.inclusionCriteria", "0..1", "string", "Inclusion criteria"),
            row("ValueSet.scope.exclusionCriteria", "0..1", "string", "Exclusion criteria"),
        ),
    ),
)

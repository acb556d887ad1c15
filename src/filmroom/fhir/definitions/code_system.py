"""CodeSystem: codeSystem.

Source: https://hl7.org/fhir/6.0.0-ballot4/codesystem-definitions.html
"""

from __future__ import annotations

from filmroom.fhir.definition import Definition, Kind
from filmroom.fhir.definitions.rows import canonical, error, example, extensible, required, row, warning

__all__ = ["DEFINITIONS"]

DEFINITIONS = (
    Definition(
        name="CodeSystem",
        kind=Kind.RESOURCE,
        base="DomainResource",
        description="Code system",
        source="https://hl7.org/fhir/6.0.0-ballot4/codesystem-definitions.html",
        elements=(
            row(
                "CodeSystem",
                "0..*",
                (),
                "Code system",
                rules=(
                    error(
                        "csd-1",
                        "Within a code system definition, all the codes SHALL be unique",
                        (
                            "concept.exists() implies concept.code.combine(%resource.concept.descendants()."
                            "concept.code).isDistinct()"
                        ),
                    ),
                    warning(
                        "csd-2",
                        "If there is an explicit hierarchy, a hierarchyMeaning should be provided",
                        "concept.concept.exists() implies hierarchyMeaning.exists()",
                    ),
                    warning(
                        "csd-3",
                        "If there is an implicit hierarchy, a hierarchyMeaning should be provided",
                        (
                            "concept.where(property.code = 'parent' or property.code = 'child').exists() implies "
                            "hierarchyMeaning.exists()"
                        ),
                    ),
                    warning(
                        "cnl-0",
                        (
                            "Name should be usable as an identifier for the module by machine processing "
                            "applications such as code generation"
                        ),
                        "name.exists() implies name.matches('^[A-Z]([A-Za-z0-9_]){1,254}$')",
                    ),
                    error(
                        "csd-4",
                        "If the code system content = supplement, it must nominate what it's a supplement for",
                        "CodeSystem.content = 'supplement' implies CodeSystem.supplements.exists()",
                    ),
                ),
            ),
            row(
                "CodeSystem.url",
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
            row("CodeSystem.identifier", "0..*", "Identifier", "Identifier", summary=True),
            row("CodeSystem.version", "0..1", "string", "Version", summary=True),
            row(
                "CodeSystem.versionAlgorithm[x]",
                "0..1",
                ("string", "Coding"),
                "Version algorithm",
                bound=extensible("version-algorithm"),
                summary=True,
            ),
            row("CodeSystem.name", "0..1", "string", "Name", summary=True, conditions=("cnl-0",)),
            row("CodeSystem.title", "0..1", "string", "Title", summary=True),
            row(
                "CodeSystem.status",
                "1..1",
                "code",
                "Status",
                bound=required("publication-status"),
                summary=True,
                modifier=(
                    'This is labeled as "Is Modifier" because applications should not use a retired '
                    "CodeSystem without due consideration"
                ),
            ),
            row("CodeSystem.experimental", "0..1", "boolean", "Experimental", summary=True),
            row("CodeSystem.date", "0..1", "dateTime", "Date", summary=True, aliases=("Revision Date",)),
            row("CodeSystem.publisher", "0..1", "string", "Publisher", summary=True),
            row("CodeSystem.contact", "0..*", "ContactDetail", "Contact", summary=True),
            row("CodeSystem.description", "0..1", "markdown", "Description", aliases=("Scope", "Purpose")),
            row("CodeSystem.useContext", "0..*", "UsageContext", "Use context", summary=True),
            row(
                "CodeSystem.jurisdiction",
                "0..*",
                "CodeableConcept",
                "Jurisdiction",
                bound=extensible("jurisdiction"),
                summary=True,
            ),
            row("CodeSystem.purpose", "0..1", "markdown", "Purpose"),
            row("CodeSystem.copyright", "0..1", "markdown", "Copyright", aliases=("License", "Restrictions")),
            row("CodeSystem.copyrightLabel", "0..1", "string", "Copyright label"),
            row("CodeSystem.approvalDate", "0..1", "date", "Approval date"),
            row("CodeSystem.lastReviewDate", "0..1", "date", "Last review date"),
            row("CodeSystem.effectivePeriod", "0..1", "Period", "Effective period", summary=True),
            row("CodeSystem.topic", "0..*", "CodeableConcept", "Topic", bound=example("definition-topic")),
            row("CodeSystem.author", "0..*", "ContactDetail", "Author"),
            row("CodeSystem.editor", "0..*", "ContactDetail", "Editor"),
            row("CodeSystem.reviewer", "0..*", "ContactDetail", "Reviewer"),
            row("CodeSystem.endorser", "0..*", "ContactDetail", "Endorser"),
            row("CodeSystem.relatedArtifact", "0..*", "RelatedArtifact", "Related artifact"),
            row("CodeSystem.caseSensitive", "0..1", "boolean", "Case sensitive", summary=True),
            row("CodeSystem.valueSet", "0..1", canonical("ValueSet"), "Value set", summary=True),
            row(
                "CodeSystem.hierarchyMeaning",
                "0..1",
                "code",
                "Hierarchy meaning",
                bound=required("codesystem-hierarchy-meaning"),
                summary=True,
                conditions=("csd-2", "csd-3"),
            ),
            row("CodeSystem.compositional", "0..1", "boolean", "Compositional", summary=True, aliases=("grammar",)),
            row("CodeSystem.versionNeeded", "0..1", "boolean", "Version needed", summary=True),
            row(
                "CodeSystem.content",
                "1..1",
                "code",
                "Content",
                bound=required("codesystem-content-mode"),
                summary=True,
                conditions=("csd-4",),
            ),
            row(
                "CodeSystem.supplements",
                "0..1",
                canonical("CodeSystem"),
                "Supplements",
                summary=True,
                conditions=("csd-4",),
            ),
            row("CodeSystem.count", "0..1", "unsignedInt", "Count", summary=True),
            row("CodeSystem.filter", "0..*", "BackboneElement", "Filter", summary=True),
            row("CodeSystem.filter.code", "1..1", "code", "Code", summary=True),
            row("CodeSystem.filter.description", "0..1", "string", "Description", summary=True),
            row(
                "CodeSystem.filter.operator",
                "1..*",
                "code",
                "Operator",
                bound=required("filter-operator"),
                summary=True,
            ),
            row("CodeSystem.filter.value", "1..1", "string", "Value", summary=True),
            row("CodeSystem.property", "0..*", "BackboneElement", "Property", summary=True),
            row("CodeSystem.property.code", "1..1", "code", "Code", summary=True),
            row("CodeSystem.property.uri", "0..1", "uri", "Uri", summary=True),
            row("CodeSystem.property.description", "0..1", "string", "Description", summary=True),
            row(
                "CodeSystem.property.type",
                "1..1",
                "code",
                "Type",
                bound=required("concept-property-type"),
                summary=True,
            ),
            row("CodeSystem.concept", "0..*", "BackboneElement", "Concept", conditions=("csd-1",)),
            row("CodeSystem.concept.code", "1..1", "code", "Code", conditions=("csd-1",)),
            row("CodeSystem.concept.display", "0..1", "string", "Display"),
            row("CodeSystem.concept.definition", "0..1", "string", "Definition"),
            row(
                "CodeSystem.concept.designation",
                "0..*",
                "BackboneElement",
                "Designation",
                rules=(
                    error(
                        "csd-5",
                        (
                            "Must have a value for concept.designation.use if concept.designation.additionalUse "
                            "is present"
                        ),
                        "additionalUse.exists() implies use.exists()",
                    ),
                ),
            ),
            row("CodeSystem.concept.designation.language", "0..1", "code", "Language", bound=required("all-languages")),
            row(
                "CodeSystem.concept.designation.use",
                "0..1",
                "Coding",
                "Use",
                bound=extensible("designation-use"),
                conditions=("csd-5",),
            ),
            row(
                "CodeSystem.concept.designation.additionalUse",
                "0..*",
                "Coding",
                "Additional use",
                bound=extensible("designation-use"),
                conditions=("csd-5",),
            ),
            row("CodeSystem.concept.designation.value", "1..1", "string", "Value"),
            row("CodeSystem.concept.property", "0..*", "BackboneElement", "Property"),
            row("CodeSystem.concept.property.code", "1..1", "code", "Code", conditions=("csd-3",)),
            row(
                "CodeSystem.concept.property.value[x]",
                "1..1",
                ("code", "Coding", "string", "integer", "boolean", "dateTime", "decimal"),
                "Value",
            ),
            row(
                "CodeSystem.concept.concept",
                "0..*",
                (),
                "Concept",
                conditions=("csd-1", "csd-2"),
                contents="CodeSystem.concept",
            ),
        ),
    ),
)

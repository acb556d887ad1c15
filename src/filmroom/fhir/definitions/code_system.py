"""CodeSystem: a system of codes and what they mean.

Source: https://hl7.org/fhir/6.0.0-ballot4/codesystem-definitions.html
"""

from __future__ import annotations

from filmroom.fhir.definition import Definition, Kind
from filmroom.fhir.definitions.rows import canonical, error, example, extensible, required, row, warning
from filmroom.fhir.definitions.shared import NAME_RULE, URL_RULE

__all__ = ["DEFINITIONS"]

DEFINITIONS = (
    Definition(
        name="CodeSystem",
        kind=Kind.RESOURCE,
        base="DomainResource",
        description="A system of codes and what they mean.",
        source="https://hl7.org/fhir/6.0.0-ballot4/codesystem-definitions.html",
        elements=(
            row(
                "CodeSystem",
                "0..*",
                (),
                "A system of codes and what they mean",
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
                    NAME_RULE,
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
                "Its canonical address",
                summary=True,
                rules=(URL_RULE,),
            ),
            row("CodeSystem.identifier", "0..*", "Identifier", "What else it is known by", summary=True),
            row("CodeSystem.version", "0..1", "string", "Its business version", summary=True),
            row(
                "CodeSystem.versionAlgorithm[x]",
                "0..1",
                ("string", "Coding"),
                "How to compare versions",
                bound=extensible("version-algorithm"),
                summary=True,
            ),
            row("CodeSystem.name", "0..1", "string", "Its name for programs", summary=True, conditions=("cnl-0",)),
            row("CodeSystem.title", "0..1", "string", "Its name for people", summary=True),
            row(
                "CodeSystem.status",
                "1..1",
                "code",
                "Draft, active, retired",
                bound=required("publication-status"),
                summary=True,
                modifier=(
                    'This is labeled as "Is Modifier" because applications should not use a retired '
                    "CodeSystem without due consideration"
                ),
            ),
            row("CodeSystem.experimental", "0..1", "boolean", "Whether it is only for testing", summary=True),
            row(
                "CodeSystem.date", "0..1", "dateTime", "When it last changed", summary=True, aliases=("Revision Date",)
            ),
            row("CodeSystem.publisher", "0..1", "string", "Who publishes it", summary=True),
            row("CodeSystem.contact", "0..*", "ContactDetail", "How to reach the publisher", summary=True),
            row("CodeSystem.description", "0..1", "markdown", "What it is, at length", aliases=("Scope", "Purpose")),
            row("CodeSystem.useContext", "0..*", "UsageContext", "Where it is meant to be used", summary=True),
            row(
                "CodeSystem.jurisdiction",
                "0..*",
                "CodeableConcept",
                "Where it is meant to hold",
                bound=extensible("jurisdiction"),
                summary=True,
            ),
            row("CodeSystem.purpose", "0..1", "markdown", "Why it is there"),
            row("CodeSystem.copyright", "0..1", "markdown", "Terms of use", aliases=("License", "Restrictions")),
            row("CodeSystem.copyrightLabel", "0..1", "string", "Holder and years of the copyright"),
            row("CodeSystem.approvalDate", "0..1", "date", "When it was approved"),
            row("CodeSystem.lastReviewDate", "0..1", "date", "When it was last reviewed"),
            row("CodeSystem.effectivePeriod", "0..1", "Period", "When it is meant to be used", summary=True),
            row("CodeSystem.topic", "0..*", "CodeableConcept", "What it is about", bound=example("definition-topic")),
            row("CodeSystem.author", "0..*", "ContactDetail", "Who wrote it"),
            row("CodeSystem.editor", "0..*", "ContactDetail", "Who edited it"),
            row("CodeSystem.reviewer", "0..*", "ContactDetail", "Who reviewed it"),
            row("CodeSystem.endorser", "0..*", "ContactDetail", "Who endorsed it"),
            row("CodeSystem.relatedArtifact", "0..*", "RelatedArtifact", "What belongs to it"),
            row("CodeSystem.caseSensitive", "0..1", "boolean", "Whether case counts in codes", summary=True),
            row("CodeSystem.valueSet", "0..1", canonical("ValueSet"), "The value set of all its codes", summary=True),
            row(
                "CodeSystem.hierarchyMeaning",
                "0..1",
                "code",
                "What being below means",
                bound=required("codesystem-hierarchy-meaning"),
                summary=True,
                conditions=("csd-2", "csd-3"),
            ),
            row(
                "CodeSystem.compositional",
                "0..1",
                "boolean",
                "Whether codes can be combined",
                summary=True,
                aliases=("grammar",),
            ),
            row("CodeSystem.versionNeeded", "0..1", "boolean", "Whether codes need a version", summary=True),
            row(
                "CodeSystem.content",
                "1..1",
                "code",
                "How much of it is given here",
                bound=required("codesystem-content-mode"),
                summary=True,
                conditions=("csd-4",),
            ),
            row(
                "CodeSystem.supplements",
                "0..1",
                canonical("CodeSystem"),
                "The code system it adds to",
                summary=True,
                conditions=("csd-4",),
            ),
            row("CodeSystem.count", "0..1", "unsignedInt", "How many codes it has", summary=True),
            row("CodeSystem.filter", "0..*", "BackboneElement", "A way to choose codes", summary=True),
            row("CodeSystem.filter.code", "1..1", "code", "Its name", summary=True),
            row("CodeSystem.filter.description", "0..1", "string", "How to use it", summary=True),
            row(
                "CodeSystem.filter.operator",
                "1..*",
                "code",
                "How it compares",
                bound=required("filter-operator"),
                summary=True,
            ),
            row("CodeSystem.filter.value", "1..1", "string", "What it compares with", summary=True),
            row("CodeSystem.property", "0..*", "BackboneElement", "A property that codes have", summary=True),
            row("CodeSystem.property.code", "1..1", "code", "Its name", summary=True),
            row("CodeSystem.property.uri", "0..1", "uri", "What it means", summary=True),
            row("CodeSystem.property.description", "0..1", "string", "The same in words", summary=True),
            row(
                "CodeSystem.property.type",
                "1..1",
                "code",
                "Type of its values",
                bound=required("concept-property-type"),
                summary=True,
            ),
            row("CodeSystem.concept", "0..*", "BackboneElement", "One code", conditions=("csd-1",)),
            row("CodeSystem.concept.code", "1..1", "code", "The code", conditions=("csd-1",)),
            row("CodeSystem.concept.display", "0..1", "string", "What to call it"),
            row("CodeSystem.concept.definition", "0..1", "string", "What it means"),
            row(
                "CodeSystem.concept.designation",
                "0..*",
                "BackboneElement",
                "What else to call it",
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
            row(
                "CodeSystem.concept.designation.language",
                "0..1",
                "code",
                "In which language",
                bound=required("all-languages"),
            ),
            row(
                "CodeSystem.concept.designation.use",
                "0..1",
                "Coding",
                "For which use",
                bound=extensible("designation-use"),
                conditions=("csd-5",),
            ),
            row(
                "CodeSystem.concept.designation.additionalUse",
                "0..*",
                "Coding",
                "For which further uses",
                bound=extensible("designation-use"),
                conditions=("csd-5",),
            ),
            row("CodeSystem.concept.designation.value", "1..1", "string", "The words"),
            row("CodeSystem.concept.property", "0..*", "BackboneElement", "A property of the code"),
            row("CodeSystem.concept.property.code", "1..1", "code", "Which property", conditions=("csd-3",)),
            row(
                "CodeSystem.concept.property.value[x]",
                "1..1",
                ("code", "Coding", "string", "integer", "boolean", "dateTime", "decimal"),
                "Its value",
            ),
            row(
                "CodeSystem.concept.concept",
                "0..*",
                (),
                "Codes below it",
                conditions=("csd-1", "csd-2"),
                contents="CodeSystem.concept",
            ),
        ),
    ),
)

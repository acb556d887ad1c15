"""ValueSet: a set of codes for a purpose.

Source: https://hl7.org/fhir/6.0.0-ballot4/valueset-definitions.html
"""

from __future__ import annotations

from filmroom.fhir.definition import Definition, Kind
from filmroom.fhir.definitions.rows import canonical, error, example, extensible, required, row
from filmroom.fhir.definitions.shared import NAME_RULE, URL_RULE

__all__ = ["DEFINITIONS"]

DEFINITIONS = (
    Definition(
        name="ValueSet",
        kind=Kind.RESOURCE,
        base="DomainResource",
        description="A set of codes for a purpose.",
        source="https://hl7.org/fhir/6.0.0-ballot4/valueset-definitions.html",
        elements=(
            row(
                "ValueSet",
                "0..*",
                (),
                "A set of codes for a purpose",
                rules=(NAME_RULE,),
            ),
            row(
                "ValueSet.url",
                "0..1",
                "uri",
                "Its canonical address",
                summary=True,
                rules=(URL_RULE,),
            ),
            row("ValueSet.identifier", "0..*", "Identifier", "What else it is known by", summary=True),
            row("ValueSet.version", "0..1", "string", "Its business version", summary=True),
            row(
                "ValueSet.versionAlgorithm[x]",
                "0..1",
                ("string", "Coding"),
                "How to compare versions",
                bound=extensible("version-algorithm"),
                summary=True,
            ),
            row("ValueSet.name", "0..1", "string", "Its name for programs", summary=True, conditions=("cnl-0",)),
            row("ValueSet.title", "0..1", "string", "Its name for people", summary=True),
            row(
                "ValueSet.status",
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
            row("ValueSet.experimental", "0..1", "boolean", "Whether it is only for testing", summary=True),
            row("ValueSet.date", "0..1", "dateTime", "When it last changed", summary=True, aliases=("Revision Date",)),
            row("ValueSet.publisher", "0..1", "string", "Who publishes it", summary=True),
            row("ValueSet.contact", "0..*", "ContactDetail", "How to reach the publisher", summary=True),
            row("ValueSet.description", "0..1", "markdown", "What it is, at length"),
            row("ValueSet.useContext", "0..*", "UsageContext", "Where it is meant to be used", summary=True),
            row(
                "ValueSet.jurisdiction",
                "0..*",
                "CodeableConcept",
                "Where it is meant to hold",
                bound=extensible("jurisdiction"),
                summary=True,
            ),
            row("ValueSet.immutable", "0..1", "boolean", "Whether its rules never change", summary=True),
            row("ValueSet.purpose", "0..1", "markdown", "Why it is there"),
            row("ValueSet.copyright", "0..1", "markdown", "Terms of use", aliases=("License", "Restrictions")),
            row("ValueSet.copyrightLabel", "0..1", "string", "Holder and years of the copyright"),
            row("ValueSet.approvalDate", "0..1", "date", "When it was approved"),
            row("ValueSet.lastReviewDate", "0..1", "date", "When it was last reviewed"),
            row("ValueSet.effectivePeriod", "0..1", "Period", "When it is meant to be used", summary=True),
            row("ValueSet.topic", "0..*", "CodeableConcept", "What it is about", bound=example("definition-topic")),
            row("ValueSet.author", "0..*", "ContactDetail", "Who wrote it"),
            row("ValueSet.editor", "0..*", "ContactDetail", "Who edited it"),
            row("ValueSet.reviewer", "0..*", "ContactDetail", "Who reviewed it"),
            row("ValueSet.endorser", "0..*", "ContactDetail", "Who endorsed it"),
            row("ValueSet.relatedArtifact", "0..*", "RelatedArtifact", "What belongs to it"),
            row(
                "ValueSet.compose",
                "0..1",
                "BackboneElement",
                "The rules by which it is made",
                aliases=("Content Logical Definition", "CLD"),
            ),
            row("ValueSet.compose.lockedDate", "0..1", "date", "The day for which the rules are read", summary=True),
            row("ValueSet.compose.inactive", "0..1", "boolean", "Whether inactive codes are in it", summary=True),
            row(
                "ValueSet.compose.include",
                "1..*",
                "BackboneElement",
                "What is in it",
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
                "ValueSet.compose.include.system",
                "0..1",
                "uri",
                "The code system",
                summary=True,
                conditions=("vsd-2", "vsd-1"),
            ),
            row("ValueSet.compose.include.version", "0..1", "string", "Its version", summary=True),
            row(
                "ValueSet.compose.include.concept", "0..*", "BackboneElement", "One code", conditions=("vsd-2", "vsd-3")
            ),
            row("ValueSet.compose.include.concept.code", "1..1", "code", "The code"),
            row("ValueSet.compose.include.concept.display", "0..1", "string", "What to call it here"),
            row(
                "ValueSet.compose.include.concept.designation",
                "0..*",
                "BackboneElement",
                "What else to call it",
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
                "In which language",
                bound=required("all-languages"),
            ),
            row(
                "ValueSet.compose.include.concept.designation.use",
                "0..1",
                "Coding",
                "For which use",
                bound=extensible("designation-use"),
                conditions=("vsd-11",),
            ),
            row(
                "ValueSet.compose.include.concept.designation.additionalUse",
                "0..*",
                "Coding",
                "For which further uses",
                bound=extensible("designation-use"),
                conditions=("vsd-11",),
            ),
            row("ValueSet.compose.include.concept.designation.value", "1..1", "string", "The words"),
            row(
                "ValueSet.compose.include.filter",
                "0..*",
                "BackboneElement",
                "Codes by a property",
                summary=True,
                conditions=("vsd-2", "vsd-3"),
            ),
            row("ValueSet.compose.include.filter.property", "1..1", "code", "The property", summary=True),
            row(
                "ValueSet.compose.include.filter.op",
                "1..1",
                "code",
                "How to compare",
                bound=required("filter-operator"),
                summary=True,
            ),
            row("ValueSet.compose.include.filter.value", "1..1", "string", "What to compare with", summary=True),
            row(
                "ValueSet.compose.include.valueSet",
                "0..*",
                canonical("ValueSet"),
                "Value sets whose codes are taken",
                summary=True,
                conditions=("vsd-1",),
            ),
            row("ValueSet.compose.include.copyright", "0..1", "string", "Copyright of this part"),
            row("ValueSet.compose.exclude", "0..*", (), "What is not in it", contents="ValueSet.compose.include"),
            row("ValueSet.compose.property", "0..*", "string", "Properties wanted with the codes"),
            row("ValueSet.expansion", "0..1", "BackboneElement", "All its codes, written out"),
            row("ValueSet.expansion.identifier", "0..1", "uri", "Names this expansion"),
            row("ValueSet.expansion.next", "0..1", "uri", "Where the next page is"),
            row("ValueSet.expansion.timestamp", "1..1", "dateTime", "When it was made"),
            row("ValueSet.expansion.total", "0..1", "integer", "How many codes in all"),
            row("ValueSet.expansion.offset", "0..1", "integer", "Where this page begins"),
            row("ValueSet.expansion.parameter", "0..*", "BackboneElement", "What decided its content"),
            row("ValueSet.expansion.parameter.name", "1..1", "string", "Name of the parameter"),
            row(
                "ValueSet.expansion.parameter.value[x]",
                "0..1",
                ("string", "boolean", "integer", "decimal", "uri", "code", "dateTime"),
                "Value of the parameter",
            ),
            row("ValueSet.expansion.property", "0..*", "BackboneElement", "A property given with the codes"),
            row("ValueSet.expansion.property.code", "1..1", "code", "Its name"),
            row("ValueSet.expansion.property.uri", "0..1", "uri", "What it means"),
            row(
                "ValueSet.expansion.contains",
                "0..*",
                "BackboneElement",
                "One code",
                rules=(
                    error("vsd-6", "SHALL have a code or a display", "code.exists() or display.exists()"),
                    error("vsd-9", "SHALL have a code if not abstract", "code.exists() or abstract = true"),
                    error("vsd-10", "SHALL have a system if a code is present", "code.empty() or system.exists()"),
                ),
            ),
            row("ValueSet.expansion.contains.system", "0..1", "uri", "Its code system", conditions=("vsd-10",)),
            row(
                "ValueSet.expansion.contains.abstract",
                "0..1",
                "boolean",
                "Whether it only groups others",
                conditions=("vsd-9",),
            ),
            row("ValueSet.expansion.contains.inactive", "0..1", "boolean", "Whether it is inactive"),
            row("ValueSet.expansion.contains.version", "0..1", "string", "Version of the code system"),
            row(
                "ValueSet.expansion.contains.code", "0..1", "code", "The code", conditions=("vsd-6", "vsd-9", "vsd-10")
            ),
            row("ValueSet.expansion.contains.display", "0..1", "string", "What to call it", conditions=("vsd-6",)),
            row(
                "ValueSet.expansion.contains.designation",
                "0..*",
                (),
                "What else to call it",
                contents="ValueSet.compose.include.concept.designation",
            ),
            row("ValueSet.expansion.contains.property", "0..*", "BackboneElement", "A property of the code"),
            row("ValueSet.expansion.contains.property.code", "1..1", "code", "Which property"),
            row(
                "ValueSet.expansion.contains.property.value[x]",
                "1..1",
                ("code", "Coding", "string", "integer", "boolean", "dateTime", "decimal"),
                "Its value",
            ),
            row(
                "ValueSet.expansion.contains.property.subProperty",
                "0..*",
                "BackboneElement",
                "A property of the property",
            ),
            row("ValueSet.expansion.contains.property.subProperty.code", "1..1", "code", "Which one"),
            row(
                "ValueSet.expansion.contains.property.subProperty.value[x]",
                "1..1",
                ("code", "Coding", "string", "integer", "boolean", "dateTime", "decimal"),
                "Its value",
            ),
            row(
                "ValueSet.expansion.contains.contains",
                "0..*",
                (),
                "Codes below it",
                contents="ValueSet.expansion.contains",
            ),
            row("ValueSet.scope", "0..1", "BackboneElement", "What it is meant to hold"),
            row("ValueSet.scope.inclusionCriteria", "0..1", "string", "What belongs in it"),
            row("ValueSet.scope.exclusionCriteria", "0..1", "string", "What does not"),
        ),
    ),
)

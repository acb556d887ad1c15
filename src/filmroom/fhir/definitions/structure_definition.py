"""StructureDefinition: what a type or profile consists of.

Source: https://hl7.org/fhir/6.0.0-ballot4/structuredefinition-definitions.html and https://hl7.org/fhir/6.0.0-ballot4/elementdefinition-definitions.html
"""

from __future__ import annotations

from filmroom.fhir.definition import Definition, Kind
from filmroom.fhir.definitions.rows import canonical, error, example, extensible, required, row, warning
from filmroom.fhir.definitions.shared import NAME_RULE, OPEN_TYPES, URL_RULE

__all__ = ["DEFINITIONS"]

DEFINITIONS = (
    Definition(
        name="StructureDefinition",
        kind=Kind.RESOURCE,
        base="DomainResource",
        description="What a type or profile consists of.",
        source="https://hl7.org/fhir/6.0.0-ballot4/structuredefinition-definitions.html",
        elements=(
            row(
                "StructureDefinition",
                "0..*",
                (),
                "What a type or profile consists of",
                aliases=("Template", "Profile"),
                rules=(
                    NAME_RULE,
                    error(
                        "sdf-9",
                        (
                            "In any snapshot or differential, no label, code or requirements on an element "
                            'without a "." in the path (e.g. the first element)'
                        ),
                        (
                            "children().element.where(path.contains('.').not()).label.empty() and children()."
                            "element.where(path.contains('.').not()).code.empty() and children().element."
                            "where(path.contains('.').not()).requirements.empty()"
                        ),
                    ),
                    error(
                        "sdf-15a",
                        (
                            'If the first element in a differential has no "." in the path and it\'s not a '
                            "logical model, it has no type"
                        ),
                        (
                            "(kind!='logical'  and differential.element.first().path.contains('.').not()) "
                            "implies differential.element.first().type.empty()"
                        ),
                    ),
                    error(
                        "sdf-19",
                        "FHIR Specification models only use FHIR defined types",
                        (
                            "url.startsWith('http://hl7.org/fhir/StructureDefinition') implies (differential | "
                            "snapshot).element.type.code.all(matches('^[a-zA-Z0-9]+$') or "
                            "matches('^http:\\\\/\\\\/hl7\\\\.org\\\\/fhirpath\\\\/System\\\\.[A-Z][A-Za-z]+$'))"
                        ),
                    ),
                    error(
                        "sdf-16",
                        "All element definitions must have unique ids (snapshot)",
                        "snapshot.element.all(id.exists()) and snapshot.element.id.trace('ids').isDistinct()",
                    ),
                    error(
                        "sdf-27",
                        "If there's a base definition, there must be a derivation ",
                        "baseDefinition.exists() implies derivation.exists()",
                    ),
                    error(
                        "sdf-15",
                        "The first element in a snapshot has no type unless model is a logical model.",
                        "kind!='logical'  implies snapshot.element.first().type.empty()",
                    ),
                    error(
                        "sdf-18",
                        "Context Invariants can only be used for extensions",
                        "contextInvariant.exists() implies type = 'Extension'",
                    ),
                    warning(
                        "sdf-29",
                        ("Elements in Resources must have a min cardinality or 0 or 1 and a max cardinality of 1 or *"),
                        (
                            "((kind in 'resource' | 'complex-type') and (derivation = 'specialization')) implies "
                            "differential.element.where((min != 0 and min != 1) or (max != '1' and max != '*'))."
                            "empty()"
                        ),
                    ),
                    error(
                        "sdf-17",
                        "All element definitions must have unique ids (diff)",
                        ("differential.element.all(id.exists()) and differential.element.id.trace('ids').isDistinct()"),
                    ),
                    error(
                        "sdf-23",
                        "No slice name on root",
                        ("(snapshot | differential).element.all(path.contains('.').not() implies sliceName.empty())"),
                    ),
                    error(
                        "sdf-11",
                        ("If there's a type, its content must match the path name in the first element of a snapshot"),
                        "kind != 'logical' implies snapshot.empty() or snapshot.element.first().path = type",
                    ),
                    error(
                        "sdf-22",
                        "FHIR Specification models never have default values",
                        (
                            "url.startsWith('http://hl7.org/fhir/StructureDefinition') implies (snapshot.element."
                            "defaultValue.empty() and differential.element.defaultValue.empty())"
                        ),
                    ),
                    error(
                        "sdf-14",
                        "All element definitions must have an id",
                        "snapshot.element.all(id.exists()) and differential.element.all(id.exists())",
                    ),
                    error(
                        "sdf-1",
                        "Element paths must be unique unless the structure is a constraint",
                        "derivation = 'constraint' or snapshot.element.select(path).isDistinct()",
                    ),
                    error(
                        "sdf-21",
                        "Default values can only be specified on specializations",
                        "differential.element.defaultValue.exists() implies (derivation = 'specialization')",
                    ),
                    error(
                        "sdf-6",
                        "A structure must have either a differential, or a snapshot (or both)",
                        "snapshot.exists() or differential.exists()",
                    ),
                    error(
                        "sdf-5",
                        ("If the structure defines an extension then the structure must have context information"),
                        "type != 'Extension' or derivation = 'specialization' or (context.exists())",
                    ),
                    error(
                        "sdf-4",
                        "If the structure is not abstract, then there SHALL be a baseDefinition",
                        "abstract = true or baseDefinition.exists()",
                    ),
                ),
            ),
            row(
                "StructureDefinition.url",
                "1..1",
                "uri",
                "Its canonical address",
                summary=True,
                aliases=("url", "authoritative-url", "destination", "identity"),
                conditions=("sdf-19", "sdf-22"),
                rules=(URL_RULE,),
            ),
            row("StructureDefinition.identifier", "0..*", "Identifier", "What else it is known by", summary=True),
            row("StructureDefinition.version", "0..1", "string", "Its business version", summary=True),
            row(
                "StructureDefinition.versionAlgorithm[x]",
                "0..1",
                ("string", "Coding"),
                "How to compare versions",
                bound=extensible("version-algorithm"),
                summary=True,
            ),
            row(
                "StructureDefinition.name",
                "1..1",
                "string",
                "Its name for programs",
                summary=True,
                conditions=("cnl-0",),
            ),
            row("StructureDefinition.title", "0..1", "string", "Its name for people", summary=True),
            row(
                "StructureDefinition.status",
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
            row("StructureDefinition.experimental", "0..1", "boolean", "Whether it is only for testing", summary=True),
            row(
                "StructureDefinition.date",
                "0..1",
                "dateTime",
                "When it last changed",
                summary=True,
                aliases=("Revision Date",),
            ),
            row("StructureDefinition.publisher", "0..1", "string", "Who publishes it", summary=True),
            row("StructureDefinition.contact", "0..*", "ContactDetail", "How to reach the publisher", summary=True),
            row("StructureDefinition.description", "0..1", "markdown", "What it is, at length"),
            row("StructureDefinition.useContext", "0..*", "UsageContext", "Where it is meant to be used", summary=True),
            row(
                "StructureDefinition.jurisdiction",
                "0..*",
                "CodeableConcept",
                "Where it is meant to hold",
                bound=extensible("jurisdiction"),
                summary=True,
            ),
            row("StructureDefinition.purpose", "0..1", "markdown", "Why it is there"),
            row(
                "StructureDefinition.copyright", "0..1", "markdown", "Terms of use", aliases=("License", "Restrictions")
            ),
            row("StructureDefinition.copyrightLabel", "0..1", "string", "Holder and years of the copyright"),
            row(
                "StructureDefinition.keyword",
                "0..*",
                "Coding",
                "Words for finding it",
                bound=extensible("definition-use"),
                summary=True,
            ),
            row(
                "StructureDefinition.fhirVersion",
                "0..1",
                "code",
                "The release of FHIR",
                bound=required("FHIR-version"),
                summary=True,
            ),
            row(
                "StructureDefinition.mapping",
                "0..*",
                "BackboneElement",
                "Another model that elements are mapped to",
                rules=(
                    error("sdf-2", "Must have at least a name or a uri (or both)", "name.exists() or uri.exists()"),
                ),
            ),
            row("StructureDefinition.mapping.identity", "1..1", "id", "The name by which elements mean it"),
            row("StructureDefinition.mapping.uri", "0..1", "uri", "The model, by URI", conditions=("sdf-2",)),
            row("StructureDefinition.mapping.name", "0..1", "string", "The model, by name", conditions=("sdf-2",)),
            row("StructureDefinition.mapping.comment", "0..1", "string", "Remarks"),
            row(
                "StructureDefinition.kind",
                "1..1",
                "code",
                "Primitive, complex, resource or logical",
                bound=required("structure-definition-kind"),
                summary=True,
                conditions=("sdf-15a", "sdf-15", "sdf-11", "sdf-29", "sdf-8", "sdf-3", "sdf-8a"),
            ),
            row(
                "StructureDefinition.abstract",
                "1..1",
                "boolean",
                "Whether nothing is of this very type",
                summary=True,
                conditions=("sdf-4",),
            ),
            row(
                "StructureDefinition.context",
                "0..*",
                "BackboneElement",
                "Where an extension may be used",
                summary=True,
                conditions=("sdf-5",),
            ),
            row(
                "StructureDefinition.context.type",
                "1..1",
                "code",
                "How the place is given",
                bound=required("extension-context-type"),
                summary=True,
            ),
            row("StructureDefinition.context.expression", "1..1", "string", "The place", summary=True),
            row(
                "StructureDefinition.contextInvariant",
                "0..*",
                "string",
                "Conditions for its use, as FHIRPath",
                summary=True,
                conditions=("sdf-18",),
            ),
            row(
                "StructureDefinition.type",
                "1..1",
                "uri",
                "The type that is defined or narrowed",
                bound=extensible("fhir-types"),
                summary=True,
                conditions=("sdf-18", "sdf-11", "sdf-5", "sdf-8", "sdf-8a"),
            ),
            row(
                "StructureDefinition.baseDefinition",
                "0..1",
                canonical("StructureDefinition"),
                "The definition it builds on",
                summary=True,
                conditions=("sdf-4", "sdf-27"),
            ),
            row(
                "StructureDefinition.derivation",
                "0..1",
                "code",
                "Whether it makes a type or narrows one",
                bound=required("type-derivation-rule"),
                summary=True,
                conditions=("sdf-1", "sdf-21", "sdf-5", "sdf-27", "sdf-29"),
            ),
            row(
                "StructureDefinition.snapshot",
                "0..1",
                "BackboneElement",
                "All elements, inherited ones included",
                conditions=("sdf-11", "sdf-1", "sdf-6"),
                rules=(
                    warning(
                        "sdf-26",
                        "The root element of a profile should not have mustSupport = true",
                        "$this.where(element[0].mustSupport='true').exists().not()",
                    ),
                    error(
                        "sdf-8",
                        (
                            "All snapshot elements must start with the StructureDefinition's specified type for "
                            "non-logical models, or with the same type name for logical models"
                        ),
                        (
                            "(%resource.kind = 'logical' or element.first().path = %resource.type) and element."
                            "tail().all(path.startsWith(%resource.snapshot.element.first().path&'.'))"
                        ),
                    ),
                    error(
                        "sdf-25",
                        (
                            "For CodeableReference elements, bindings must be listed on the CodeableReference, "
                            "not the CodeableReference.concept"
                        ),
                        (
                            "element.where(type.where(code='CodeableConcept').exists() and path.endsWith('."
                            "concept') and binding.exists() and (path.substring(0,$this.path.length()-8) in "
                            "%context.element.where(type.where(code='CodeableReference').exists()).path))."
                            "exists().not()"
                        ),
                    ),
                    error(
                        "sdf-24",
                        (
                            "For CodeableReference elements, target profiles must be listed on the "
                            "CodeableReference, not the CodeableReference.reference"
                        ),
                        (
                            "element.where(type.where(code='Reference').exists() and path.endsWith('.reference') "
                            "and type.targetProfile.exists() and (path.substring(0,$this.path.length()-10) in "
                            "%context.element.where(type.where(code='CodeableReference').exists()).path))."
                            "exists().not()"
                        ),
                    ),
                    error(
                        "sdf-3",
                        (
                            "Each element definition in a snapshot must have a formal definition and "
                            "cardinalities, unless model is a logical model"
                        ),
                        (
                            "%resource.kind = 'logical' or element.all(definition.exists() and min.exists() and "
                            "max.exists())"
                        ),
                    ),
                    error("sdf-8b", "All snapshot elements must have a base definition", "element.all(base.exists())"),
                ),
            ),
            row(
                "StructureDefinition.snapshot.element",
                "1..*",
                "ElementDefinition",
                "One element",
                conditions=(
                    "sdf-9",
                    "sdf-19",
                    "sdf-16",
                    "sdf-15",
                    "sdf-23",
                    "sdf-11",
                    "sdf-22",
                    "sdf-14",
                    "sdf-1",
                    "sdf-8",
                    "sdf-3",
                    "sdf-8b",
                    "sdf-24",
                    "sdf-25",
                    "sdf-26",
                ),
                rules=(
                    error(
                        "sdf-28",
                        "If there are no discriminators, there must be a definition",
                        ("slicing.exists().not() or (slicing.discriminator.exists() or slicing.description.exists())"),
                    ),
                    error(
                        "sdf-10",
                        "provide either a binding reference or a description (or both)",
                        "binding.empty() or binding.valueSet.exists() or binding.description.exists()",
                    ),
                ),
            ),
            row(
                "StructureDefinition.differential",
                "0..1",
                "BackboneElement",
                "What it adds to its base",
                conditions=("sdf-6",),
                rules=(
                    error(
                        "sdf-20",
                        "No slicing on the root element",
                        "element.where(path.contains('.').not()).slicing.empty()",
                    ),
                    error(
                        "sdf-8a",
                        (
                            "In any differential, all the elements must start with the StructureDefinition's "
                            "specified type for non-logical models, or with the same type name for logical models"
                        ),
                        (
                            "(%resource.kind = 'logical' or element.first().path.startsWith(%resource.type)) and "
                            "(element.tail().empty() or  element.tail().all(path.startsWith(%resource."
                            "differential.element.first().path.replaceMatches('\\\\..*','')&'.')))"
                        ),
                    ),
                ),
            ),
            row(
                "StructureDefinition.differential.element",
                "1..*",
                "ElementDefinition",
                "One element",
                conditions=(
                    "sdf-9",
                    "sdf-15a",
                    "sdf-19",
                    "sdf-17",
                    "sdf-23",
                    "sdf-22",
                    "sdf-14",
                    "sdf-21",
                    "sdf-29",
                    "sdf-20",
                    "sdf-8a",
                ),
            ),
        ),
    ),
    Definition(
        name="ElementDefinition",
        kind=Kind.COMPLEX,
        base="BackboneType",
        description="What an element of a type is.",
        source="https://hl7.org/fhir/6.0.0-ballot4/elementdefinition-definitions.html",
        elements=(
            row(
                "ElementDefinition",
                "0..*",
                (),
                "What an element of a type is",
                rules=(
                    error(
                        "eld-19",
                        (
                            "Element path SHALL be expressed as a set of '.'-separated components with each "
                            "component restricted to a maximum of 64 characters and with some limits on the "
                            "allowed choice of characters"
                        ),
                        (
                            "path.matches('^[^\\\\s\\\\.,:;\\\\\\'\"\\\\/|?!@#$%&*()\\\\[\\\\]{}]{1,64}(\\\\.[^\\\\s\\\\."
                            ",:;\\\\\\'\"\\\\/|?!@#$%&*()\\\\[\\\\]{}]{1,64}(\\\\[x\\\\])?(\\\\:[^\\\\s\\\\.]+)?)*$')"
                        ),
                    ),
                    error(
                        "eld-2",
                        "Min <= Max",
                        "min.empty() or max.empty() or (max = '*') or iif(max != '*', min <= max.toInteger())",
                    ),
                    error(
                        "eld-5",
                        (
                            "if the element definition has a contentReference, it cannot have type, "
                            "defaultValue, fixed, pattern, example, minValue, maxValue, maxLength, or binding"
                        ),
                        (
                            "contentReference.empty() or (type.empty() and defaultValue.empty() and fixed."
                            "empty() and pattern.empty() and example.empty() and minValue.empty() and maxValue."
                            "empty() and maxLength.empty() and binding.empty())"
                        ),
                    ),
                    error(
                        "eld-7",
                        "Pattern may only be specified if there is one type",
                        "pattern.empty() or (type.count() <= 1)",
                    ),
                    error(
                        "eld-6",
                        "Fixed value may only be specified if there is one type",
                        "fixed.empty() or (type.count()  <= 1)",
                    ),
                    error(
                        "eld-22",
                        "sliceIsConstraining can only appear if slicename is present",
                        "sliceIsConstraining.exists() implies sliceName.exists()",
                    ),
                    error(
                        "eld-11",
                        ("Binding can only be present for coded elements, string, and uri if using FHIR-defined types"),
                        (
                            'binding.empty() or type.code.empty() or type.code.contains(":") or type.'
                            "select((code = 'code') or (code = 'Coding') or (code='CodeableConcept') or (code = "
                            "'Quantity') or (code = 'string') or (code = 'uri') or (code = 'Duration')).exists()"
                        ),
                    ),
                    error("eld-8", "Pattern and fixed are mutually exclusive", "pattern.empty() or fixed.empty()"),
                    warning(
                        "eld-25",
                        (
                            "Order has no meaning (and cannot be asserted to have meaning), so enforcing rules "
                            "on order is improper"
                        ),
                        ("orderMeaning.empty() implies slicing.where(rules='openAtEnd' or ordered).exists().not()"),
                    ),
                    error("eld-14", "Constraints must be unique by key", "constraint.select(key).isDistinct()"),
                    warning("eld-24", "pattern[x] should be used rather than fixed[x]", "fixed.exists().not()"),
                    error("eld-13", "Types must be unique by code", "type.select(code).isDistinct()"),
                    warning("eld-27", "Mappings SHOULD be unique by key", "mapping.select(identity).isDistinct()"),
                    error(
                        "eld-16",
                        'sliceName must be composed of proper tokens separated by "/"',
                        "sliceName.empty() or sliceName.matches('^[a-zA-Z0-9\\\\/\\\\-_\\\\[\\\\]\\\\@]+$')",
                    ),
                    error(
                        "eld-15",
                        "default value and meaningWhenMissing are mutually exclusive",
                        "defaultValue.empty() or meaningWhenMissing.empty()",
                    ),
                    error(
                        "eld-18",
                        "Must have a modifier reason if isModifier = true",
                        "(isModifier.exists() and isModifier) implies isModifierReason.exists()",
                    ),
                    error(
                        "eld-28",
                        "Can't have valueAlternatives if mustHaveValue is true",
                        "mustHaveValue.value implies valueAlternatives.empty()",
                    ),
                    warning(
                        "eld-20",
                        (
                            "The first component of the path should be UpperCamelCase.  Additional components "
                            "(following a '.') should be lowerCamelCase.  If this syntax is not adhered to, code "
                            "generation tools may be broken. Logical models may be less concerned about this "
                            "implication."
                        ),
                        "path.matches('^[A-Za-z][A-Za-z0-9]{0,63}(\\\\.[a-z][A-Za-z0-9]{0,63}(\\\\[x])?)*$')",
                    ),
                ),
            ),
            row(
                "ElementDefinition.path",
                "1..1",
                "string",
                "Its place in the type",
                summary=True,
                conditions=("eld-19", "eld-20"),
            ),
            row(
                "ElementDefinition.representation",
                "0..*",
                "code",
                "How XML writes it",
                bound=required("property-representation"),
                summary=True,
            ),
            row(
                "ElementDefinition.sliceName",
                "0..1",
                "string",
                "Name of the slice",
                summary=True,
                conditions=("eld-22", "eld-16"),
            ),
            row(
                "ElementDefinition.sliceIsConstraining",
                "0..1",
                "boolean",
                "Whether it narrows an inherited slice",
                summary=True,
                conditions=("eld-22",),
            ),
            row("ElementDefinition.label", "0..1", "string", "Name to show in forms", summary=True),
            row(
                "ElementDefinition.code",
                "0..*",
                "Coding",
                "What it means, as a code",
                bound=example("http://loinc.org/vs"),
                summary=True,
            ),
            row(
                "ElementDefinition.slicing",
                "0..1",
                "Element",
                "How its repeats are told apart",
                summary=True,
                conditions=("eld-25",),
            ),
            row("ElementDefinition.slicing.discriminator", "0..*", "Element", "What tells them apart", summary=True),
            row(
                "ElementDefinition.slicing.discriminator.type",
                "1..1",
                "code",
                "By value, type, profile, …",
                bound=required("discriminator-type"),
                summary=True,
            ),
            row("ElementDefinition.slicing.discriminator.path", "1..1", "string", "Where to look", summary=True),
            row("ElementDefinition.slicing.description", "0..1", "string", "The same in words", summary=True),
            row(
                "ElementDefinition.slicing.ordered",
                "0..1",
                "boolean",
                "Whether order counts",
                summary=True,
                conditions=("eld-25",),
            ),
            row(
                "ElementDefinition.slicing.rules",
                "1..1",
                "code",
                "Whether others may be there too",
                bound=required("resource-slicing-rules"),
                summary=True,
                conditions=("eld-25",),
            ),
            row("ElementDefinition.short", "0..1", "string", "What it is, in a few words", summary=True),
            row(
                "ElementDefinition.definition",
                "0..1",
                "markdown",
                "What it is, in full",
                summary=True,
                aliases=("Description",),
            ),
            row("ElementDefinition.comment", "0..1", "markdown", "Remarks about its use", summary=True),
            row("ElementDefinition.requirements", "0..1", "markdown", "Why it is there", summary=True),
            row(
                "ElementDefinition.alias",
                "0..*",
                "string",
                "Other names for it",
                summary=True,
                aliases=("synonym", "other name"),
            ),
            row(
                "ElementDefinition.min", "0..1", "unsignedInt", "How many at least", summary=True, conditions=("eld-2",)
            ),
            row(
                "ElementDefinition.max",
                "0..1",
                "string",
                "How many at most, or *",
                summary=True,
                conditions=("eld-2",),
                rules=(
                    error("eld-3", 'Max SHALL be a number or "*"', "empty() or ($this = '*') or (toInteger() >= 0)"),
                ),
            ),
            row("ElementDefinition.base", "0..1", "Element", "The element as the base has it", summary=True),
            row("ElementDefinition.base.path", "1..1", "string", "Its path there", summary=True),
            row("ElementDefinition.base.min", "1..1", "unsignedInt", "How many at least there", summary=True),
            row("ElementDefinition.base.max", "1..1", "string", "How many at most there", summary=True),
            row(
                "ElementDefinition.contentReference",
                "0..1",
                "uri",
                "The element whose content is repeated here",
                summary=True,
                conditions=("eld-5",),
            ),
            row(
                "ElementDefinition.type",
                "0..*",
                "Element",
                "A type that it may have",
                summary=True,
                conditions=("eld-13", "eld-7", "eld-6", "eld-11", "eld-5"),
                rules=(
                    error(
                        "eld-4",
                        (
                            "Aggregation may only be specified if one of the allowed types for the element is a "
                            "reference"
                        ),
                        (
                            "aggregation.empty() or (code = 'Reference') or (code = 'canonical') or (code = "
                            "'CodeableReference')"
                        ),
                    ),
                    error(
                        "eld-17",
                        "targetProfile is only allowed if the type is Reference or canonical",
                        (
                            "(code='Reference' or code = 'canonical' or code = 'CodeableReference') or "
                            "targetProfile.empty()"
                        ),
                    ),
                ),
            ),
            row(
                "ElementDefinition.type.code",
                "1..1",
                "uri",
                "The type",
                bound=extensible("elementdefinition-types"),
                summary=True,
                conditions=("eld-11", "eld-13", "eld-4", "eld-17"),
            ),
            row(
                "ElementDefinition.type.profile",
                "0..*",
                canonical("StructureDefinition", "ImplementationGuide"),
                "Profiles of the type",
                summary=True,
            ),
            row(
                "ElementDefinition.type.targetProfile",
                "0..*",
                canonical("StructureDefinition", "ImplementationGuide"),
                "Profiles of what is referred to",
                summary=True,
                conditions=("eld-17",),
            ),
            row(
                "ElementDefinition.type.aggregation",
                "0..*",
                "code",
                "Contained, referenced or bundled",
                bound=required("resource-aggregation-mode"),
                summary=True,
                conditions=("eld-4",),
            ),
            row(
                "ElementDefinition.type.versioning",
                "0..1",
                "code",
                "Whether references name a version",
                bound=required("reference-version-rules"),
                summary=True,
            ),
            row(
                "ElementDefinition.defaultValue[x]",
                "0..1",
                OPEN_TYPES,
                "What to take it for when absent",
                summary=True,
                conditions=("eld-15", "eld-5"),
            ),
            row(
                "ElementDefinition.meaningWhenMissing",
                "0..1",
                "markdown",
                "What its absence means",
                summary=True,
                conditions=("eld-15",),
            ),
            row(
                "ElementDefinition.orderMeaning",
                "0..1",
                "string",
                "What the order means",
                summary=True,
                conditions=("eld-25",),
            ),
            row(
                "ElementDefinition.fixed[x]",
                "0..1",
                OPEN_TYPES,
                "The only value it may have",
                summary=True,
                conditions=("eld-5", "eld-6", "eld-8", "eld-24"),
            ),
            row(
                "ElementDefinition.pattern[x]",
                "0..1",
                OPEN_TYPES,
                "What its value has to include",
                summary=True,
                conditions=("eld-5", "eld-7", "eld-8"),
            ),
            row(
                "ElementDefinition.example", "0..*", "Element", "An example value", summary=True, conditions=("eld-5",)
            ),
            row("ElementDefinition.example.label", "1..1", "string", "What it is an example of", summary=True),
            row(
                "ElementDefinition.example.value[x]",
                "1..1",
                OPEN_TYPES,
                "The value",
                summary=True,
            ),
            row(
                "ElementDefinition.minValue[x]",
                "0..1",
                (
                    "date",
                    "dateTime",
                    "instant",
                    "time",
                    "decimal",
                    "integer",
                    "integer64",
                    "positiveInt",
                    "unsignedInt",
                    "Quantity",
                ),
                "The least value",
                summary=True,
                conditions=("eld-5",),
            ),
            row(
                "ElementDefinition.maxValue[x]",
                "0..1",
                (
                    "date",
                    "dateTime",
                    "instant",
                    "time",
                    "decimal",
                    "integer",
                    "integer64",
                    "positiveInt",
                    "unsignedInt",
                    "Quantity",
                ),
                "The greatest value",
                summary=True,
                conditions=("eld-5",),
            ),
            row(
                "ElementDefinition.maxLength",
                "0..1",
                "integer",
                "The longest string",
                summary=True,
                conditions=("eld-5",),
            ),
            row("ElementDefinition.condition", "0..*", "id", "Keys of rules that concern it", summary=True),
            row(
                "ElementDefinition.constraint",
                "0..*",
                "Element",
                "A rule that has to hold",
                summary=True,
                conditions=("eld-14",),
                rules=(
                    warning(
                        "eld-21",
                        ("Constraints should have an expression or else validators will not be able to enforce them"),
                        "expression.exists()",
                    ),
                    error("eld-26", "Errors cannot be suppressed", "(severity = 'error') implies suppress.empty()"),
                ),
            ),
            row("ElementDefinition.constraint.key", "1..1", "id", "Its key", summary=True, conditions=("eld-14",)),
            row(
                "ElementDefinition.constraint.requirements",
                "0..1",
                "markdown",
                "Why there is such a rule",
                summary=True,
            ),
            row(
                "ElementDefinition.constraint.severity",
                "1..1",
                "code",
                "Error or warning",
                bound=required("constraint-severity"),
                summary=True,
                conditions=("eld-26",),
            ),
            row(
                "ElementDefinition.constraint.suppress",
                "0..1",
                "boolean",
                "Whether to be silent about it",
                summary=True,
                conditions=("eld-26",),
            ),
            row("ElementDefinition.constraint.human", "1..1", "string", "The rule in words", summary=True),
            row(
                "ElementDefinition.constraint.expression",
                "0..1",
                "string",
                "The rule as FHIRPath",
                summary=True,
                conditions=("eld-21",),
            ),
            row(
                "ElementDefinition.constraint.source",
                "0..1",
                canonical("StructureDefinition"),
                "Where the rule comes from",
                summary=True,
            ),
            row(
                "ElementDefinition.mustHaveValue",
                "0..1",
                "boolean",
                "Whether a primitive needs a value",
                summary=True,
                conditions=("eld-28",),
            ),
            row(
                "ElementDefinition.valueAlternatives",
                "0..*",
                canonical("StructureDefinition"),
                "Extensions that may stand for a value",
                summary=True,
                conditions=("eld-28",),
            ),
            row("ElementDefinition.mustSupport", "0..1", "boolean", "Whether systems have to support it", summary=True),
            row(
                "ElementDefinition.isModifier",
                "0..1",
                "boolean",
                "Whether it changes the meaning of others",
                summary=True,
                conditions=("eld-18",),
            ),
            row(
                "ElementDefinition.isModifierReason",
                "0..1",
                "string",
                "Why it does",
                summary=True,
                conditions=("eld-18",),
            ),
            row("ElementDefinition.isSummary", "0..1", "boolean", "Whether it belongs to the summary", summary=True),
            row(
                "ElementDefinition.binding",
                "0..1",
                "Element",
                "Where its codes come from",
                summary=True,
                conditions=("eld-11", "eld-5"),
                rules=(
                    error(
                        "eld-23",
                        "binding SHALL have either description or valueSet",
                        "description.exists() or valueSet.exists()",
                    ),
                    error(
                        "eld-12",
                        "ValueSet SHALL start with http:// or https:// or urn: or #",
                        (
                            "valueSet.exists() implies (valueSet.startsWith('http:') or valueSet."
                            "startsWith('https') or valueSet.startsWith('urn:') or valueSet.startsWith('#'))"
                        ),
                    ),
                ),
            ),
            row(
                "ElementDefinition.binding.strength",
                "1..1",
                "code",
                "How binding that is",
                bound=required("binding-strength"),
                summary=True,
                aliases=("conformance", "extensibility"),
            ),
            row(
                "ElementDefinition.binding.description",
                "0..1",
                "markdown",
                "What the codes are for",
                summary=True,
                conditions=("eld-23",),
            ),
            row(
                "ElementDefinition.binding.valueSet",
                "0..1",
                canonical("ValueSet"),
                "The value set",
                summary=True,
                conditions=("eld-12", "eld-23"),
            ),
            row("ElementDefinition.binding.additional", "0..*", "Element", "A further binding", summary=True),
            row(
                "ElementDefinition.binding.additional.purpose",
                "1..1",
                "code",
                "What it is for",
                bound=required("additional-binding-purpose"),
                summary=True,
            ),
            row(
                "ElementDefinition.binding.additional.valueSet",
                "1..1",
                canonical("ValueSet"),
                "Its value set",
                summary=True,
            ),
            row("ElementDefinition.binding.additional.documentation", "0..1", "markdown", "Notes", summary=True),
            row("ElementDefinition.binding.additional.shortDoco", "0..1", "string", "Notes, in brief", summary=True),
            row("ElementDefinition.binding.additional.usage", "0..*", "UsageContext", "Where it applies", summary=True),
            row(
                "ElementDefinition.binding.additional.any",
                "0..1",
                "boolean",
                "Whether one repeat that fits is enough",
                summary=True,
            ),
            row(
                "ElementDefinition.mapping",
                "0..*",
                "Element",
                "What it is in another model",
                summary=True,
                conditions=("eld-27",),
            ),
            row(
                "ElementDefinition.mapping.identity", "1..1", "id", "Which model", summary=True, conditions=("eld-27",)
            ),
            row(
                "ElementDefinition.mapping.language",
                "0..1",
                "code",
                "Language of the mapping",
                bound=required("mimetypes"),
                summary=True,
            ),
            row("ElementDefinition.mapping.map", "1..1", "string", "The counterpart", summary=True),
            row("ElementDefinition.mapping.comment", "0..1", "markdown", "Remarks", summary=True),
        ),
    ),
)

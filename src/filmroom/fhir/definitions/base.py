"""The types that all others build on.

Source: https://hl7.org/fhir/6.0.0-ballot4/types.html, element.html, resource.html and domainresource.html
"""

from __future__ import annotations

from filmroom.fhir.definition import Definition, Kind
from filmroom.fhir.definitions.rows import error, required, row, warning

__all__ = ["DEFINITIONS"]

DEFINITIONS = (
    Definition(
        name="Base",
        kind=Kind.COMPLEX,
        base="",
        description="What every type has in common.",
        source="https://hl7.org/fhir/6.0.0-ballot4/types.html",
        abstract=True,
        elements=(row("Base", "0..*", (), "What every type has in common"),),
    ),
    Definition(
        name="Element",
        kind=Kind.COMPLEX,
        base="Base",
        description="Anything inside a resource.",
        source="https://hl7.org/fhir/6.0.0-ballot4/element.html",
        abstract=True,
        elements=(
            row(
                "Element",
                "0..*",
                (),
                "Anything inside a resource",
                rules=(
                    error(
                        "ele-1",
                        "All FHIR elements must have a @value or children",
                        "hasValue() or (children().count() > id.count())",
                    ),
                ),
            ),
            row("Element.id", "0..1", "string", "Names this element so that others can point to it"),
            row(
                "Element.extension",
                "0..*",
                "Extension",
                "What the standard has no place for",
                aliases=("extensions", "user content"),
            ),
        ),
    ),
    Definition(
        name="DataType",
        kind=Kind.COMPLEX,
        base="Element",
        description="Anything that may be the value of an element.",
        source="https://hl7.org/fhir/6.0.0-ballot4/types.html",
        abstract=True,
        elements=(row("DataType", "0..*", (), "Anything that may be the value of an element"),),
    ),
    Definition(
        name="BackboneType",
        kind=Kind.COMPLEX,
        base="DataType",
        description="A datatype that may carry modifier extensions.",
        source="https://hl7.org/fhir/6.0.0-ballot4/types.html",
        abstract=True,
        elements=(
            row("BackboneType", "0..*", (), "A datatype that may carry modifier extensions"),
            row(
                "BackboneType.modifierExtension",
                "0..*",
                "Extension",
                "Extensions that change the meaning of what holds them",
                summary=True,
                modifier=(
                    "Modifier extensions are expected to modify the meaning or interpretation of the "
                    "element that contains them"
                ),
                aliases=("extensions", "user content", "modifiers"),
            ),
        ),
    ),
    Definition(
        name="BackboneElement",
        kind=Kind.COMPLEX,
        base="Element",
        description="A group of elements inside a resource.",
        source="https://hl7.org/fhir/6.0.0-ballot4/backboneelement.html",
        abstract=True,
        elements=(
            row("BackboneElement", "0..*", (), "A group of elements inside a resource"),
            row(
                "BackboneElement.modifierExtension",
                "0..*",
                "Extension",
                "Extensions that change the meaning of the group",
                summary=True,
                modifier=(
                    "Modifier extensions are expected to modify the meaning or interpretation of the "
                    "element that contains them"
                ),
                aliases=("extensions", "user content", "modifiers"),
            ),
        ),
    ),
    Definition(
        name="Resource",
        kind=Kind.RESOURCE,
        base="Base",
        description="Anything that is kept and exchanged on its own.",
        source="https://hl7.org/fhir/6.0.0-ballot4/resource.html",
        abstract=True,
        elements=(
            row("Resource", "0..*", (), "Anything that is kept and exchanged on its own"),
            row("Resource.id", "0..1", "id", "The logical id, unique for its type on its server", summary=True),
            row("Resource.meta", "0..1", "Meta", "About the resource itself: version, profiles, tags", summary=True),
            row(
                "Resource.implicitRules",
                "0..1",
                "uri",
                "Rules that have to be known to read it safely",
                summary=True,
                modifier=(
                    "This element is labeled as a modifier because the implicit rules may provide "
                    "additional knowledge about the resource that modifies its meaning or interpretation"
                ),
            ),
            row("Resource.language", "0..1", "code", "The language of its text", bound=required("all-languages")),
        ),
    ),
    Definition(
        name="DomainResource",
        kind=Kind.RESOURCE,
        base="Resource",
        description="A resource with narrative, contained resources and extensions.",
        source="https://hl7.org/fhir/6.0.0-ballot4/domainresource.html",
        abstract=True,
        elements=(
            row(
                "DomainResource",
                "0..*",
                (),
                "A resource with narrative, contained resources and extensions",
                rules=(
                    error(
                        "dom-2",
                        ("If the resource is contained in another resource, it SHALL NOT contain nested Resources"),
                        "contained.contained.empty()",
                    ),
                    error(
                        "dom-3",
                        (
                            "If the resource is contained in another resource, it SHALL be referred to from "
                            "elsewhere in the resource or SHALL refer to the containing resource"
                        ),
                        (
                            "contained.where((('#'+id in (%resource.descendants().reference | %resource."
                            "descendants().ofType(canonical) | %resource.descendants().ofType(uri) | %resource."
                            "descendants().ofType(url))) or descendants().where(reference = '#').exists() or "
                            "descendants().where(ofType(canonical) = '#').exists() or descendants()."
                            "where(ofType(canonical) = '#').exists()).not()).trace('unmatched', id).empty()"
                        ),
                    ),
                    error(
                        "dom-4",
                        (
                            "If a resource is contained in another resource, it SHALL NOT have a meta.versionId "
                            "or a meta.lastUpdated"
                        ),
                        "contained.meta.versionId.empty() and contained.meta.lastUpdated.empty()",
                    ),
                    error(
                        "dom-5",
                        "If a resource is contained in another resource, it SHALL NOT have a security label",
                        "contained.meta.security.empty()",
                    ),
                    warning("dom-6", "A resource should have narrative for robust management", "text.`div`.exists()"),
                ),
            ),
            row(
                "DomainResource.text",
                "0..1",
                "Narrative",
                "The resource in words, for people",
                aliases=("narrative", "html", "xhtml", "display"),
                conditions=("dom-6",),
            ),
            row(
                "DomainResource.contained",
                "0..*",
                "Resource",
                "Resources that live only inside this one",
                aliases=("inline resources", "anonymous resources", "contained resources"),
                conditions=("dom-2", "dom-4", "dom-3", "dom-5"),
            ),
            row(
                "DomainResource.extension",
                "0..*",
                "Extension",
                "What the standard has no place for",
                aliases=("extensions", "user content"),
            ),
            row(
                "DomainResource.modifierExtension",
                "0..*",
                "Extension",
                "Extensions that change the meaning of the resource",
                summary=True,
                modifier=(
                    "Modifier extensions are expected to modify the meaning or interpretation of the "
                    "resource that contains them"
                ),
                aliases=("extensions", "user content"),
            ),
        ),
    ),
)

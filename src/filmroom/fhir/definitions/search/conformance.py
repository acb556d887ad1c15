"""The search parameters of the conformance resources that are served.

Source: https://hl7.org/fhir/6.0.0-ballot4/structuredefinition-search.html, searchparameter-search.html,
valueset-search.html, codesystem-search.html and capabilitystatement-search.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from filmroom.fhir.definitions.search.rows import date, reference, string, token, uri

if TYPE_CHECKING:
    from filmroom.fhir.search_parameter import SearchParameter

__all__ = ["PARAMETERS"]


def _canonical(name: str) -> tuple[SearchParameter, ...]:
    """Write the rows that every canonical resource has. Source: https://hl7.org/fhir/canonicalresource.html"""
    shared = "CanonicalResource"
    return (
        date("date", f"{name}.date", "When it last changed", published=f"{shared}-date"),
        string("description", f"{name}.description", "What it is, at length", published=f"{shared}-description"),
        token("identifier", f"{name}.identifier", "Any identifier of it", published=f"{shared}-identifier"),
        token("jurisdiction", f"{name}.jurisdiction", "Where it is meant to hold", published=f"{shared}-jurisdiction"),
        string("name", f"{name}.name", "Its name for programs", published=f"{shared}-name"),
        string("publisher", f"{name}.publisher", "Who publishes it", published=f"{shared}-publisher"),
        token("status", f"{name}.status", "Draft, active, retired", published=f"{shared}-status"),
        string("title", f"{name}.title", "Its name for people", published=f"{shared}-title"),
        uri("url", f"{name}.url", "Its canonical address", published=f"{shared}-url"),
        token("version", f"{name}.version", "Its business version", published=f"{shared}-version"),
    )


PARAMETERS = (
    *_canonical("StructureDefinition"),
    token("abstract", "StructureDefinition.abstract", "Whether nothing is of this very type"),
    reference("base", "StructureDefinition.baseDefinition", ("StructureDefinition",), "What it builds on"),
    token("derivation", "StructureDefinition.derivation", "Specialization or constraint"),
    token("experimental", "StructureDefinition.experimental", "Whether it is only for testing"),
    token("kind", "StructureDefinition.kind", "Primitive type, complex type, resource, logical"),
    uri("type", "StructureDefinition.type", "The type it defines or constrains"),
    *_canonical("SearchParameter"),
    token("base", "SearchParameter.base", "A type it searches"),
    token("code", "SearchParameter.code", "Its name in a query"),
    reference("component", "SearchParameter.component.definition", ("SearchParameter",), "A part of a composite"),
    reference("derived-from", "SearchParameter.derivedFrom", ("SearchParameter",), "The parameter it builds on"),
    token("target", "SearchParameter.target", "A type it refers to"),
    token("type", "SearchParameter.type", "How it is compared"),
    *_canonical("ValueSet"),
    token(
        "code",
        "ValueSet.expansion.contains.code | ValueSet.compose.include.concept.code",
        "A code that it lists",
    ),
    uri("expansion", "ValueSet.expansion.identifier", "The identifier of its expansion"),
    uri("reference", "ValueSet.compose.include.system", "A code system that it draws from"),
    *_canonical("CodeSystem"),
    token("code", "CodeSystem.concept.code", "A code on its first level"),
    token("content-mode", "CodeSystem.content", "How much of the code system it holds"),
    reference("supplements", "CodeSystem.supplements", ("CodeSystem",), "The code system it adds to"),
    uri("system", "CodeSystem.url", "The system of its codes"),
    *_canonical("CapabilityStatement"),
    token("fhirversion", "CapabilityStatement.fhirVersion", "The release of FHIR"),
    token("format", "CapabilityStatement.format", "A format that is spoken"),
    token("mode", "CapabilityStatement.rest.mode", "Client or server"),
    token("resource", "CapabilityStatement.rest.resource.type", "A resource type that is served"),
    string("software", "CapabilityStatement.software.name", "The name of the software"),
)

"""The search parameters of FHIR R6 as tables, loaded one module at a time when a type is asked for.

ImagingStudy's are those of R6; the other types have those of R5 with their expressions on R6's elements, and lack those
whose elements R6 no longer has.

Source: https://hl7.org/fhir/6.0.0-ballot4/searchparameter-registry.html
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from filmroom.fhir.search_parameter import SearchParameter

__all__ = ["LISTED_IN", "listed_parameters"]

# The module of this package that holds the rows of each type that has some.
LISTED_IN: Mapping[str, str] = {
    "Appointment": "appointment",
    "BodyStructure": "body_structure",
    "Bundle": "bundle",
    "CapabilityStatement": "conformance",
    "CarePlan": "care_plan",
    "CareTeam": "care_team",
    "CodeSystem": "conformance",
    "Condition": "condition",
    "Device": "device",
    "DiagnosticReport": "diagnostic_report",
    "DocumentReference": "document_reference",
    "Encounter": "encounter",
    "Endpoint": "endpoint",
    "Group": "group",
    "HealthcareService": "healthcare_service",
    "ImagingSelection": "imaging_selection",
    "ImagingStudy": "imaging_study",
    "Location": "location",
    "Observation": "observation",
    "Organization": "organization",
    "Patient": "patient",
    "Practitioner": "practitioner",
    "PractitionerRole": "practitioner_role",
    "Procedure": "procedure",
    "Provenance": "provenance",
    "RelatedPerson": "related_person",
    "Resource": "resource",
    "SearchParameter": "conformance",
    "ServiceRequest": "service_request",
    "Specimen": "specimen",
    "StructureDefinition": "conformance",
    "Task": "task",
    "ValueSet": "conformance",
}


def listed_parameters(resource_type: str) -> tuple[SearchParameter, ...]:
    """List the rows of a type, without those of every type; empty when it has none of its own."""
    if resource_type not in LISTED_IN:
        return ()
    module = import_module(f"{__name__}.{LISTED_IN[resource_type]}")
    rows: tuple[SearchParameter, ...] = module.PARAMETERS
    return tuple(row for row in rows if row.base == resource_type)

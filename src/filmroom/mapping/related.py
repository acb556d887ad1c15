"""What a study refers to besides people and places: Procedure, Specimen, Endpoint.

Source: https://hl7.org/fhir/6.0.0-ballot4/procedure.html, specimen.html, endpoint.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from filmroom.fhir.value_sets import display
from filmroom.mapping.coding import concepts
from filmroom.mapping.identifiers import issuer_of_item, make_identifier
from filmroom.mapping.identity import resource_id

if TYPE_CHECKING:
    from collections.abc import Iterable

    from filmroom.mapping.reading import Json, Reading
    from filmroom.settings import EndpointSettings

__all__ = ["map_endpoint", "map_procedures", "map_specimens"]

_CONNECTION_TYPE = "http://terminology.hl7.org/CodeSystem/endpoint-connection-type"


def map_endpoint(reading: Reading, endpoint: EndpointSettings) -> Json:
    """Keep an Endpoint beside the study, and return the reference to it."""
    code = {"system": _CONNECTION_TYPE, "code": endpoint.connection_type}
    words = display(_CONNECTION_TYPE, endpoint.connection_type)
    if words:
        code["display"] = words
    resource: Json = {
        "resourceType": "Endpoint",
        "id": resource_id("Endpoint", endpoint.connection_type, endpoint.address),
        "status": "active",
        "connectionType": [{"coding": [code]}],
        "address": endpoint.address,
    }
    reference: Json = {"reference": reading.bench.keep(resource), "type": "Endpoint"}
    if words:
        reference["display"] = words
    return reference


def map_procedures(reading: Reading, codes: Iterable[Reading], step_ids: Iterable[tuple[str, str]]) -> list[Json]:
    """Keep the performed procedures beside the study, and return references to them.

    Args:
        codes: the items of Procedure Code Sequence.
        step_ids: Performed Procedure Step IDs with their descriptions.
    """
    uid = reading.bench.study.study_instance_uid
    steps = list(dict.fromkeys(step_ids))
    identifiers = [
        {"type": {"text": "Performed Procedure Step ID"}, "value": step}
        for step in dict.fromkeys(one for one, _ in steps)
    ]
    made = concepts(codes)
    if not made and steps:
        words = next((description for _, description in steps if description), "")
        made = [{"text": words} if words else {}]
    references = []
    for number, code in enumerate(sorted(made, key=repr)):
        resource: Json = {
            "resourceType": "Procedure",
            "id": resource_id("Procedure", uid, repr(code) if code else str(number)),
        }
        if identifiers:
            resource["identifier"] = identifiers
        resource["status"] = "unknown"  # that something was acquired does not say that it was completed
        if code:
            resource["code"] = code
        resource["subject"] = reading.bench.subject
        references.append(_with_display({"reference": reading.bench.keep(resource), "type": "Procedure"}, code))
    return references


def _with_display(reference: Json, code: Json) -> Json:
    meanings = [one.get("display", "") for one in code.get("coding", ())]
    words = code.get("text") or next((meaning for meaning in meanings if meaning), "")
    return {**reference, "display": words} if words else reference


def map_specimens(reading: Reading, items: Iterable[Reading]) -> list[Json]:
    """Keep the imaged specimens beside the study, and return references to them."""
    references: dict[str, Json] = {}
    for item in items:
        identifiers = _specimen_identifiers(item)
        if not identifiers:
            continue
        resource = _specimen(reading, item, identifiers)
        reference: Json = {
            "reference": reading.bench.keep(resource),
            "type": "Specimen",
            "identifier": identifiers[0],
        }
        words = item.text("SpecimenShortDescription")
        if words:
            reference["display"] = words
        references.setdefault(reference["reference"], reference)
    return [references[key] for key in sorted(references)]


def _specimen_identifiers(item: Reading) -> list[Json]:
    made: list[Json] = []
    value = item.text("SpecimenIdentifier")
    if value:
        made.append(make_identifier(value, issuer_of_item(item.items("IssuerOfTheSpecimenIdentifierSequence"))))
    uid = item.text("SpecimenUID")
    if uid:
        made.append({"system": "urn:ietf:rfc:3986", "value": f"urn:oid:{uid}"})
    return made


def _specimen(reading: Reading, item: Reading, identifiers: list[Json]) -> Json:
    uid = item.text("SpecimenUID")
    first = identifiers[0]
    # A UID is unique in the world, an identifier only with its issuer, a bare one only for the patient.
    scope = first.get("system") or first.get("assigner", {}).get("display") or reading.bench.subject["reference"]
    key = ("uid", uid) if uid else ("identifier", scope, first["value"])
    resource: Json = {"resourceType": "Specimen", "id": resource_id("Specimen", *key), "identifier": identifiers}
    types = concepts(item.items("SpecimenTypeCodeSequence"))
    if types:
        resource["type"] = types[0]
    resource["subject"] = reading.bench.subject
    return resource

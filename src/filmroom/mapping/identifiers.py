"""Identifiers and their issuers.

Source: PS3.3 Table 10-17 (HL7v2 Hierarchic Designator Macro), https://hl7.org/fhir/datatypes.html#Identifier
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from filmroom.fhir.value_sets import display

if TYPE_CHECKING:
    from filmroom.mapping.reading import Json, Reading
    from filmroom.study.facts import Attributes

__all__ = ["Issuer", "issuer_of_item", "issuer_of_patient_id", "local_issuer", "make_identifier", "typed"]

_V2_0203 = "http://terminology.hl7.org/CodeSystem/v2-0203"
_OID = re.compile(r"[0-2](\.(0|[1-9][0-9]*))+")
_UUID = re.compile(r"[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:\S+")


class Issuer:
    """Who gave an identifier.

    Attributes:
        system: a FHIR identifier system; empty when no address is known.
        name: how the file calls the issuer; empty when it does not say.
    """

    __slots__ = ("name", "system")

    def __init__(self, system: str = "", name: str = "") -> None:
        self.system = system
        self.name = name

    @property
    def key(self) -> str:
        """What tells this issuer from others; empty when nothing is known of it."""
        return self.system or self.name


def local_issuer(reading: Reading, name: str) -> Issuer:
    """Return the issuer that a file knows by a name alone."""
    return Issuer(reading.settings.issuer_systems.get(name, ""), name)


def issuer_of_item(reading: Reading, item: Attributes | None) -> Issuer:
    """Return the issuer that an item of the Hierarchic Designator Macro names."""
    if item is None:
        return Issuer()
    name = item.text("LocalNamespaceEntityID")
    system = _universal(item.text("UniversalEntityID"), item.text("UniversalEntityIDType"))
    if system:
        return Issuer(system, name)
    return local_issuer(reading, name or item.text("UniversalEntityID"))


def issuer_of_patient_id(reading: Reading, patient: Attributes) -> Issuer:
    """Return the issuer of a Patient ID: its qualifiers' universal entity, else its name."""
    name = patient.text("IssuerOfPatientID")
    for item in patient.items("IssuerOfPatientIDQualifiersSequence"):
        system = _universal(item.text("UniversalEntityID"), item.text("UniversalEntityIDType"))
        if system:
            return Issuer(system, name)
    return local_issuer(reading, name)


def _universal(entity: str, kind: str) -> str:
    """Return the address of a universal entity. Source: HL7 v2 table 0301, PS3.3 Table 10-17."""
    if kind == "ISO" and _OID.fullmatch(entity):
        return f"urn:oid:{entity}"
    if kind == "UUID" and _UUID.fullmatch(entity):
        return f"urn:uuid:{entity.lower()}"
    if kind == "URI" and _URI.fullmatch(entity):
        return entity
    return ""  # DNS, EUI64 and the like name an owner, not an address of identifiers


def typed(code: str) -> Json:
    """Return the identifier type that a code of HL7 v2 table 0203 names."""
    return {"coding": [{"system": _V2_0203, "code": code, "display": display(_V2_0203, code)}]}


def make_identifier(value: str, issuer: Issuer, *, use: str = "", type_code: str = "", type_text: str = "") -> Json:
    """Return an Identifier; an issuer without an address becomes its assigner's display."""
    made: Json = {}
    if use:
        made["use"] = use
    if type_code:
        made["type"] = typed(type_code)
    elif type_text:
        made["type"] = {"text": type_text}
    if issuer.system:
        made["system"] = issuer.system
    made["value"] = value
    if issuer.name:
        made["assigner"] = {"display": issuer.name}
    return made

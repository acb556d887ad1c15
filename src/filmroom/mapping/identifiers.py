"""Identifiers and their issuers.

Source: PS3.3 Table 10-17 (HL7v2 Hierarchic Designator Macro), https://hl7.org/fhir/datatypes.html#Identifier
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from filmroom.dicom.codes import is_oid
from filmroom.fhir.value_sets import display

if TYPE_CHECKING:
    from filmroom.mapping.reading import Json, Reading

__all__ = ["Issuer", "issuer_of_item", "local_issuer", "make_identifier", "type_of_code", "universal_issuer"]

_V2_0203 = "http://terminology.hl7.org/CodeSystem/v2-0203"
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


def issuer_of_item(items: tuple[Reading, ...]) -> Issuer:
    """Return the issuer that the first item of a sequence of the Hierarchic Designator Macro names."""
    if not items:
        return Issuer()
    name = items[0].text("LocalNamespaceEntityID")
    return universal_issuer(items[0], name) or local_issuer(items[0], name or items[0].text("UniversalEntityID"))


def universal_issuer(item: Reading, name: str) -> Issuer | None:
    """Return an issuer by the universal entity of an item, None when that gives no address."""
    system = _universal(item.text("UniversalEntityID"), item.text("UniversalEntityIDType"))
    return Issuer(system, name) if system else None


def _universal(entity: str, kind: str) -> str:
    """Return the address of a universal entity. Source: HL7 v2 table 0301, PS3.3 Table 10-17."""
    if kind == "ISO" and is_oid(entity):
        return f"urn:oid:{entity}"
    if kind == "UUID" and _UUID.fullmatch(entity):
        return f"urn:uuid:{entity.lower()}"
    if kind == "URI" and _URI.fullmatch(entity):
        return entity
    return ""  # DNS, EUI64 and the like name an owner, not an address of identifiers


def type_of_code(code: str) -> Json | None:
    """Return the identifier type that a code of HL7 v2 table 0203 names; None when the table does not have it."""
    words = display(_V2_0203, code)
    return {"coding": [{"system": _V2_0203, "code": code, "display": words}]} if words else None


def make_identifier(value: str, issuer: Issuer, *, use: str = "", kind: Json | None = None) -> Json:
    """Return an Identifier; an issuer without an address becomes its assigner's display."""
    made: Json = {}
    if use:
        made["use"] = use
    if kind:
        made["type"] = kind
    if issuer.system:
        made["system"] = issuer.system
    made["value"] = value
    if issuer.name:
        made["assigner"] = {"display": issuer.name}
    return made

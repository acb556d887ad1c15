"""Who and what was involved: Practitioner, Organization, Location, Device.

A person that the file identifies by a code becomes a Practitioner; one that it only names is
referred to by that name, because two people may share it.

Source: PS3.3 Table 10-1 (Person Identification Macro), PS3.3 C.7.5.1 (General Equipment Module)
"""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from filmroom.mapping.coding import code_value, concepts, scheme_address
from filmroom.mapping.identity import resource_id
from filmroom.mapping.names import display_name, human_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from filmroom.dicom.person_names import PersonName
    from filmroom.mapping.reading import Json, Reading

__all__ = ["map_device", "map_location", "map_organization", "map_practitioners"]


def map_practitioners(reading: Reading, names: Sequence[PersonName], identified: Sequence[Reading]) -> list[Json]:
    """Return one reference for each person; the n-th name belongs to the n-th identification."""
    references = [
        _practitioner_reference(reading, name, item) for name, item in zip_longest(names, identified, fillvalue=None)
    ]
    return [reference for reference in references if reference]


def _practitioner_reference(reading: Reading, name: PersonName | None, item: Reading | None) -> Json:
    display = display_name(name)
    identifiers = _person_identifiers(item) if item is not None else []
    if not identifiers:
        return {"type": "Practitioner", "display": display} if display else {}
    first = identifiers[0]
    scope = first.get("system") or _employer(reading, item)
    resource: Json = {
        "resourceType": "Practitioner",
        "id": resource_id("Practitioner", scope, first["value"]),
        "identifier": identifiers,
    }
    if name is not None and human_names(name):
        resource["name"] = human_names(name)
    reference: Json = {"reference": reading.bench.keep(resource), "type": "Practitioner", "identifier": first}
    display = display or _meaning(item)
    if display:
        reference["display"] = display
    return reference


def _person_identifiers(item: Reading) -> list[Json]:
    made: list[Json] = []
    for code in item.items("PersonIdentificationCodeSequence"):
        value = code_value(code)
        if not value:
            continue
        system = scheme_address(code)
        one: Json = {"system": system, "value": value} if system else {"value": value}
        employer = _institution(item)
        if employer:
            one["assigner"] = {"display": employer}
        made.append(one)
    return made


def _employer(reading: Reading, item: Reading | None) -> str:
    own = _institution(item) if item is not None else ""
    return own or reading.bench.study.study_instance_uid


def _institution(item: Reading) -> str:
    """Return the name of the institution that a person works for, else what its code means."""
    codes = item.items("InstitutionCodeSequence")
    return item.text("InstitutionName") or (codes[0].text("CodeMeaning") if codes else "")


def _meaning(item: Reading | None) -> str:
    codes = item.items("PersonIdentificationCodeSequence") if item is not None else ()
    return codes[0].text("CodeMeaning") if codes else ""


def map_organization(reading: Reading) -> Json | None:
    """Return a reference to the institution where the equipment stands; None when it is not named."""
    name = reading.text("InstitutionName")
    codes = concepts(reading.items("InstitutionCodeSequence"))
    identifiers = [
        {key: one[key] for key in ("system", "value") if one.get(key)}
        for code in codes
        for one in ({"system": part.get("system"), "value": part.get("code")} for part in code.get("coding", ()))
    ]
    name = name or next((part.get("display", "") for code in codes for part in code.get("coding", ())), "")
    if not name and not identifiers:
        return None
    address = " ".join(reading.text("InstitutionAddress").split())
    key = (identifiers[0].get("system", ""), identifiers[0]["value"]) if identifiers else ("name", name, address)
    resource: Json = {"resourceType": "Organization", "id": resource_id("Organization", *key)}
    if identifiers:
        resource["identifier"] = identifiers
    if name:
        resource["name"] = name
    if address:
        resource["contact"] = [{"address": {"text": address}}]
    reference: Json = {"reference": reading.bench.keep(resource), "type": "Organization"}
    if name:
        reference["display"] = name
    return reference


def map_location(reading: Reading) -> Json | None:
    """Return a reference to the department; None when it is neither named nor coded."""
    types = concepts(reading.items("InstitutionalDepartmentTypeCodeSequence"))
    name = reading.text("InstitutionalDepartmentName") or _first_text(types)
    if not name:
        return None
    institution = reading.text("InstitutionName")
    resource: Json = {
        "resourceType": "Location",
        "id": resource_id("Location", institution, name),
        "mode": "instance",
        "name": name,
    }
    if types:
        resource["type"] = types
    if institution:
        resource["managingOrganization"] = {"display": institution}
    return {"reference": reading.bench.keep(resource), "type": "Location", "display": name}


def _first_text(made: Sequence[Json]) -> str:
    for one in made:
        texts = [one.get("text", ""), *(part.get("display", "") for part in one.get("coding", ()))]
        found = next((text for text in texts if text), "")
        if found:
            return found
    return ""


def map_device(reading: Reading) -> Json | None:
    """Return a reference to the equipment; None when nothing names it."""
    manufacturer = reading.text("Manufacturer")
    model = reading.text("ManufacturerModelName")
    serial = reading.text("DeviceSerialNumber")
    station = reading.text("StationName")
    if not (manufacturer or model or serial or station):
        return None
    display = " ".join(part for part in (manufacturer, model) if part) or station or serial
    # A serial number tells a device from all others of its kind; without one, where it stands has to.
    scope = ("serial", serial) if serial else ("station", station, reading.text("InstitutionName"))
    resource: Json = {
        "resourceType": "Device",
        "id": resource_id("Device", manufacturer, model, *scope),
    }
    parts: Json = {
        "manufacturer": manufacturer,
        "serialNumber": serial,
        "name": [{"value": station, "type": "user-friendly-name"}] if station else [],
        "modelNumber": model,
        "deviceVersion": [{"value": version} for version in reading.texts("SoftwareVersions")],
    }
    resource.update({key: value for key, value in parts.items() if value})
    return {"reference": reading.bench.keep(resource), "type": "Device", "display": display}

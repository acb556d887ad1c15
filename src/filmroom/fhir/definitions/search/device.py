"""The search parameters of Device.

R6 makes the definition a canonical address, so that R5's ``code`` has no element; owner and url are extensions; version
is now ``deviceVersion``. R5's ``code-value-concept`` names components that a Device does not have, and has no row.

Source: https://hl7.org/fhir/6.0.0-ballot4/device-search.html
"""

from __future__ import annotations

from filmroom.fhir.definitions.search.rows import composite, date, reference, string, token

__all__ = ["PARAMETERS"]

PARAMETERS = (
    token("biological-source-event", "Device.biologicalSourceEvent", "The donation it was made from"),
    reference("definition", "Device.definition", ("DeviceDefinition",), "The address of its definition"),
    string(
        "device-name",
        "Device.name.value | Device.type.coding.display | Device.type.text",
        "Its name, or the name of its type",
    ),
    date("expiration-date", "Device.expirationDate", "Until when it may be used"),
    token("identifier", "Device.identifier", "Any identifier of the device"),
    reference("location", "Device.location", ("Location",), "Where it stands"),
    string("lot-number", "Device.lotNumber", "The lot it comes from"),
    date("manufacture-date", "Device.manufactureDate", "When it was made"),
    string("manufacturer", "Device.manufacturer", "Who made it"),
    string("model", "Device.modelNumber", "The model"),
    reference("parent", "Device.parent", ("Device",), "The device it is part of"),
    string(
        "serial-number",
        "Device.serialNumber | Device.identifier.where(type.coding.where(code = 'SNO').exists()).value",
        "The serial number",
    ),
    token("specification", "Device.conformsTo.specification", "A standard it conforms to"),
    composite(
        "specification-version",
        "Device.conformsTo",
        (("specification", "specification"), ("version", "version")),
        "A standard it conforms to, in a version",
    ),
    token("status", "Device.status", "Active, inactive, entered in error"),
    token("type", "Device.type", "The kind of device"),
    string("udi-carrier", "Device.udiCarrier.carrierHRF", "The barcode of the UDI, as people read it"),
    string("udi-di", "Device.udiCarrier.deviceIdentifier", "The device identifier of the UDI"),
    string("version", "Device.deviceVersion.value", "A version of its hardware or software"),
)

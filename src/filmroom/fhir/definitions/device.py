"""Device: device.

Source: https://hl7.org/fhir/6.0.0-ballot4/device-definitions.html
"""

from __future__ import annotations

from filmroom.fhir.definition import Definition, Kind
from filmroom.fhir.definitions.rows import (
    canonical,
    codeable_reference,
    error,
    example,
    extensible,
    profiled,
    reference,
    required,
    row,
)

__all__ = ["DEFINITIONS"]

DEFINITIONS = (
    Definition(
        name="Device",
        kind=Kind.RESOURCE,
        base="DomainResource",
        description="Device",
        source="https://hl7.org/fhir/6.0.0-ballot4/device-definitions.html",
        elements=(
            row(
                "Device",
                "0..*",
                (),
                "Device",
                rules=(
                    error(
                        "dev-1",
                        "only one Device.name.display SHALL be true when there is more than one Device.name",
                        "name.where(display=true).count() <= 1",
                    ),
                ),
            ),
            row("Device.identifier", "0..*", "Identifier", "Identifier"),
            row("Device.definition", "0..1", canonical("DeviceDefinition"), "Definition"),
            row("Device.udiCarrier", "0..*", "BackboneElement", "Udi carrier", summary=True),
            row(
                "Device.udiCarrier.deviceIdentifier",
                "1..1",
                "string",
                "Device identifier",
                summary=True,
                aliases=("DI",),
            ),
            row("Device.udiCarrier.issuer", "1..1", "uri", "Issuer", summary=True, aliases=("Barcode System",)),
            row("Device.udiCarrier.jurisdiction", "0..1", "uri", "Jurisdiction"),
            row(
                "Device.udiCarrier.carrierAIDC",
                "0..1",
                "base64Binary",
                "Carrier a i d c",
                summary=True,
                aliases=("Automatic Identification and Data Capture",),
            ),
            row(
                "Device.udiCarrier.carrierHRF",
                "0..1",
                "string",
                "Carrier h r f",
                summary=True,
                aliases=("Human Readable Form",),
            ),
            row("Device.udiCarrier.entryType", "0..1", "code", "Entry type", bound=required("udi-entry-type")),
            row(
                "Device.status",
                "0..1",
                "code",
                "Status",
                bound=required("device-status"),
                summary=True,
                modifier=(
                    "This element is labeled as a modifier because it is a status element that contains "
                    "status entered-in-error which means that the resource should not be treated as valid"
                ),
            ),
            row(
                "Device.availabilityStatus",
                "0..1",
                "CodeableConcept",
                "Availability status",
                bound=extensible("device-availability-status"),
            ),
            row(
                "Device.biologicalSourceEvent",
                "0..1",
                "Identifier",
                "Biological source event",
                aliases=("Distinct Identification Code (DIC)",),
            ),
            row("Device.manufacturer", "0..1", "string", "Manufacturer"),
            row("Device.manufactureDate", "0..1", "dateTime", "Manufacture date"),
            row("Device.expirationDate", "0..1", "dateTime", "Expiration date"),
            row("Device.lotNumber", "0..1", "string", "Lot number"),
            row("Device.serialNumber", "0..1", "string", "Serial number"),
            row("Device.name", "0..*", "BackboneElement", "Name", conditions=("dev-1",)),
            row("Device.name.value", "1..1", "string", "Value", summary=True, aliases=("Σ",)),
            row("Device.name.type", "1..1", "code", "Type", bound=required("device-nametype"), summary=True),
            row(
                "Device.name.display",
                "0..1",
                "boolean",
                "Display",
                summary=True,
                modifier=(
                    "This element is labelled as a modifier because it is a status element that can "
                    "indicate that that a name is preferred."
                ),
                conditions=("dev-1",),
            ),
            row("Device.modelNumber", "0..1", "string", "Model number"),
            row("Device.partNumber", "0..1", "string", "Part number"),
            row("Device.category", "0..*", "CodeableConcept", "Category", bound=example("device-category")),
            row("Device.type", "0..*", "CodeableConcept", "Type", bound=example("device-type")),
            row("Device.deviceVersion", "0..*", "BackboneElement", "Device version"),
            row(
                "Device.deviceVersion.type",
                "0..1",
                "CodeableConcept",
                "Type",
                bound=example("device-versiontype"),
                aliases=("Σ",),
            ),
            row("Device.deviceVersion.component", "0..1", "Identifier", "Component"),
            row("Device.deviceVersion.installDate", "0..1", "dateTime", "Install date"),
            row("Device.deviceVersion.value", "1..1", "string", "Value"),
            row("Device.conformsTo", "0..*", "BackboneElement", "Conforms to"),
            row(
                "Device.conformsTo.category",
                "0..1",
                "CodeableConcept",
                "Category",
                bound=example("device-specification-category"),
            ),
            row(
                "Device.conformsTo.specification",
                "1..1",
                "CodeableConcept",
                "Specification",
                bound=example("device-specification-type"),
            ),
            row("Device.conformsTo.version", "0..1", "string", "Version"),
            row("Device.property", "0..*", "BackboneElement", "Property"),
            row("Device.property.type", "1..1", "CodeableConcept", "Type", bound=example("device-property-type")),
            row(
                "Device.property.value[x]",
                "1..1",
                ("Quantity", "CodeableConcept", "string", "boolean", "integer", "Range", "Attachment"),
                "Value",
            ),
            row("Device.additive", "0..*", "BackboneElement", "Additive"),
            row("Device.additive.type", "1..1", codeable_reference("Substance"), "Type"),
            row("Device.additive.quantity", "0..1", profiled("Quantity", "SimpleQuantity"), "Quantity"),
            row("Device.additive.performer", "0..1", "Reference", "Performer"),
            row("Device.contact", "0..*", "ContactPoint", "Contact"),
            row("Device.location", "0..1", reference("Location"), "Location"),
            row("Device.note", "0..*", "Annotation", "Note"),
            row("Device.safety", "0..*", "CodeableConcept", "Safety", bound=example("device-safety"), summary=True),
            row("Device.parent", "0..1", reference("Device"), "Parent"),
        ),
    ),
)

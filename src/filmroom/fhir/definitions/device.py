"""Device: a thing used in care: a scanner, an implant, software.

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
        description="A thing used in care: a scanner, an implant, software.",
        source="https://hl7.org/fhir/6.0.0-ballot4/device-definitions.html",
        elements=(
            row(
                "Device",
                "0..*",
                (),
                "A thing used in care: a scanner, an implant, software",
                rules=(
                    error(
                        "dev-1",
                        "only one Device.name.display SHALL be true when there is more than one Device.name",
                        "name.where(display=true).count() <= 1",
                    ),
                ),
            ),
            row("Device.identifier", "0..*", "Identifier", "What this one device is known by"),
            row("Device.definition", "0..1", canonical("DeviceDefinition"), "The definition of its kind"),
            row(
                "Device.udiCarrier",
                "0..*",
                "BackboneElement",
                "The barcode of its unique device identification",
                summary=True,
            ),
            row(
                "Device.udiCarrier.deviceIdentifier",
                "1..1",
                "string",
                "The fixed part: maker and model",
                summary=True,
                aliases=("DI",),
            ),
            row(
                "Device.udiCarrier.issuer",
                "1..1",
                "uri",
                "Who issues such numbers",
                summary=True,
                aliases=("Barcode System",),
            ),
            row("Device.udiCarrier.jurisdiction", "0..1", "uri", "The authority that recognises them"),
            row(
                "Device.udiCarrier.carrierAIDC",
                "0..1",
                "base64Binary",
                "The barcode as a machine reads it",
                summary=True,
                aliases=("Automatic Identification and Data Capture",),
            ),
            row(
                "Device.udiCarrier.carrierHRF",
                "0..1",
                "string",
                "The barcode as people read it",
                summary=True,
                aliases=("Human Readable Form",),
            ),
            row("Device.udiCarrier.entryType", "0..1", "code", "How it was entered", bound=required("udi-entry-type")),
            row(
                "Device.status",
                "0..1",
                "code",
                "Whether the record holds",
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
                "Whether the device is lost, damaged, available",
                bound=extensible("device-availability-status"),
            ),
            row(
                "Device.biologicalSourceEvent",
                "0..1",
                "Identifier",
                "The donation from which it was made",
                aliases=("Distinct Identification Code (DIC)",),
            ),
            row("Device.manufacturer", "0..1", "string", "Who made it"),
            row("Device.manufactureDate", "0..1", "dateTime", "When it was made"),
            row("Device.expirationDate", "0..1", "dateTime", "When it expires"),
            row("Device.lotNumber", "0..1", "string", "Lot of manufacture"),
            row("Device.serialNumber", "0..1", "string", "Serial number from the maker"),
            row("Device.name", "0..*", "BackboneElement", "A name of the device", conditions=("dev-1",)),
            row("Device.name.value", "1..1", "string", "The name", summary=True, aliases=("Σ",)),
            row(
                "Device.name.type", "1..1", "code", "What kind of name", bound=required("device-nametype"), summary=True
            ),
            row(
                "Device.name.display",
                "0..1",
                "boolean",
                "Whether to show this one",
                summary=True,
                modifier=(
                    "This element is labelled as a modifier because it is a status element that can "
                    "indicate that that a name is preferred."
                ),
                conditions=("dev-1",),
            ),
            row("Device.modelNumber", "0..1", "string", "The maker's number of the model"),
            row("Device.partNumber", "0..1", "string", "Number in the catalogue"),
            row(
                "Device.category", "0..*", "CodeableConcept", "Broad class of device", bound=example("device-category")
            ),
            row("Device.type", "0..*", "CodeableConcept", "What kind of device it is", bound=example("device-type")),
            row("Device.deviceVersion", "0..*", "BackboneElement", "Version of its design, hardware or software"),
            row(
                "Device.deviceVersion.type",
                "0..1",
                "CodeableConcept",
                "What the version is of",
                bound=example("device-versiontype"),
                aliases=("Σ",),
            ),
            row("Device.deviceVersion.component", "0..1", "Identifier", "The part that has the version"),
            row("Device.deviceVersion.installDate", "0..1", "dateTime", "When the version was installed"),
            row("Device.deviceVersion.value", "1..1", "string", "The version"),
            row("Device.conformsTo", "0..*", "BackboneElement", "A standard that it keeps to"),
            row(
                "Device.conformsTo.category",
                "0..1",
                "CodeableConcept",
                "What the standard is about",
                bound=example("device-specification-category"),
            ),
            row(
                "Device.conformsTo.specification",
                "1..1",
                "CodeableConcept",
                "The standard",
                bound=example("device-specification-type"),
            ),
            row("Device.conformsTo.version", "0..1", "string", "Its edition"),
            row("Device.property", "0..*", "BackboneElement", "A setting or characteristic"),
            row(
                "Device.property.type",
                "1..1",
                "CodeableConcept",
                "Which characteristic",
                bound=example("device-property-type"),
            ),
            row(
                "Device.property.value[x]",
                "1..1",
                ("Quantity", "CodeableConcept", "string", "boolean", "integer", "Range", "Attachment"),
                "Its value",
            ),
            row("Device.additive", "0..*", "BackboneElement", "What was added to a container"),
            row("Device.additive.type", "1..1", codeable_reference("Substance"), "The substance"),
            row("Device.additive.quantity", "0..1", profiled("Quantity", "SimpleQuantity"), "How much"),
            row("Device.additive.performer", "0..1", "Reference", "Who added it"),
            row("Device.contact", "0..*", "ContactPoint", "Whom to ask about the device"),
            row("Device.location", "0..1", reference("Location"), "Where it stands"),
            row("Device.note", "0..*", "Annotation", "Remarks"),
            row(
                "Device.safety",
                "0..*",
                "CodeableConcept",
                "What to mind for safety",
                bound=example("device-safety"),
                summary=True,
            ),
            row("Device.parent", "0..1", reference("Device"), "The device it is part of or attached to"),
        ),
    ),
)

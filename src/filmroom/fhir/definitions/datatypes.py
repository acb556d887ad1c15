"""The datatypes of general use, with their own rules and bindings.

Source: https://hl7.org/fhir/6.0.0-ballot4/datatypes.html and metadatatypes.html
"""

from __future__ import annotations

from filmroom.fhir.definition import Definition, Kind
from filmroom.fhir.definitions.rows import (
    canonical,
    error,
    example,
    extensible,
    preferred,
    profiled,
    reference,
    required,
    row,
    warning,
)
from filmroom.fhir.definitions.shared import OPEN_TYPES

__all__ = ["DEFINITIONS"]

DEFINITIONS = (
    Definition(
        name="Address",
        kind=Kind.COMPLEX,
        base="DataType",
        description="A postal or physical address.",
        source="https://hl7.org/fhir/6.0.0-ballot4/datatypes.html",
        elements=(
            row("Address", "0..*", (), "A postal or physical address"),
            row(
                "Address.use",
                "0..1",
                "code",
                "What the address is for: home, work, billing",
                bound=required("address-use"),
                summary=True,
                modifier=(
                    'This is labeled as "Is Modifier" because applications should not mistake a '
                    "temporary or old address etc.for a current/permanent one"
                ),
            ),
            row(
                "Address.type",
                "0..1",
                "code",
                "Whether mail goes there, visitors, or both",
                bound=required("address-type"),
                summary=True,
            ),
            row("Address.text", "0..1", "string", "The whole address as it is printed", summary=True),
            row("Address.line", "0..*", "string", "Street, number, floor, post box", summary=True),
            row("Address.city", "0..1", "string", "City or town", summary=True, aliases=("Municpality",)),
            row("Address.district", "0..1", "string", "County or district", summary=True, aliases=("County",)),
            row(
                "Address.state",
                "0..1",
                "string",
                "State, province or canton",
                summary=True,
                aliases=("Province", "Territory"),
            ),
            row("Address.postalCode", "0..1", "string", "Postal code", summary=True, aliases=("Zip",)),
            row("Address.country", "0..1", "string", "Country, as a name or an ISO 3166 code", summary=True),
            row("Address.period", "0..1", "Period", "When it was or is in use", summary=True),
        ),
    ),
    Definition(
        name="Age",
        kind=Kind.COMPLEX,
        base="Quantity",
        description="How long somebody or something has lived.",
        source="https://hl7.org/fhir/6.0.0-ballot4/datatypes.html",
        elements=(
            row(
                "Age",
                "0..*",
                (),
                "How long somebody or something has lived",
                bound=extensible("age-units"),
                rules=(
                    error(
                        "age-1",
                        (
                            "There SHALL be a code if there is a value and it SHALL be an expression of time.  "
                            "If system is present, it SHALL be UCUM.  If value is present, it SHALL be positive."
                        ),
                        (
                            "(code.exists() or value.empty()) and (system.empty() or system = %ucum) and (value."
                            "empty() or value.hasValue().not() or value > 0)"
                        ),
                    ),
                ),
            ),
        ),
    ),
    Definition(
        name="Annotation",
        kind=Kind.COMPLEX,
        base="DataType",
        description="A note with its author and time.",
        source="https://hl7.org/fhir/6.0.0-ballot4/datatypes.html",
        elements=(
            row("Annotation", "0..*", (), "A note with its author and time"),
            row(
                "Annotation.author[x]",
                "0..1",
                (reference("Practitioner", "PractitionerRole", "Patient", "RelatedPerson", "Organization"), "string"),
                "Who wrote it",
                summary=True,
            ),
            row("Annotation.time", "0..1", "dateTime", "When it was written", summary=True),
            row("Annotation.text", "1..1", "markdown", "The note, as Markdown", summary=True),
        ),
    ),
    Definition(
        name="Attachment",
        kind=Kind.COMPLEX,
        base="DataType",
        description="Content in another format, inline or by address.",
        source="https://hl7.org/fhir/6.0.0-ballot4/datatypes.html",
        elements=(
            row(
                "Attachment",
                "0..*",
                (),
                "Content in another format, inline or by address",
                rules=(
                    error(
                        "att-1",
                        "If the Attachment has data, it SHALL have a contentType",
                        "data.empty() or contentType.exists()",
                    ),
                ),
            ),
            row(
                "Attachment.contentType",
                "0..1",
                "code",
                "Its media type",
                bound=required("mimetypes"),
                summary=True,
                conditions=("att-1",),
            ),
            row(
                "Attachment.language",
                "0..1",
                "code",
                "The language of the content",
                bound=required("all-languages"),
                summary=True,
            ),
            row("Attachment.data", "0..1", "base64Binary", "The content itself, in base64", conditions=("att-1",)),
            row("Attachment.url", "0..1", "url", "Where the content is found", summary=True),
            row("Attachment.size", "0..1", "integer64", "Bytes of the content, before base64", summary=True),
            row("Attachment.hash", "0..1", "base64Binary", "SHA-1 of the content, in base64", summary=True),
            row("Attachment.title", "0..1", "string", "A label to show instead of the content", summary=True),
            row("Attachment.creation", "0..1", "dateTime", "When the content was first made", summary=True),
            row("Attachment.height", "0..1", "positiveInt", "Height in pixels"),
            row("Attachment.width", "0..1", "positiveInt", "Width in pixels"),
            row("Attachment.frames", "0..1", "positiveInt", "How many frames a video or sequence has"),
            row("Attachment.duration", "0..1", "decimal", "Length of audio or video, in seconds"),
            row("Attachment.pages", "0..1", "positiveInt", "How many pages a document has"),
        ),
    ),
    Definition(
        name="Availability",
        kind=Kind.COMPLEX,
        base="DataType",
        description="When something can be had, and when not.",
        source="https://hl7.org/fhir/6.0.0-ballot4/metadatatypes.html",
        elements=(
            row("Availability", "0..*", (), "When something can be had, and when not"),
            row(
                "Availability.availableTime",
                "0..*",
                "Element",
                "Times at which it is available",
                summary=True,
                rules=(
                    error(
                        "av-1",
                        "Cannot include start/end times when selecting all day availability.",
                        (
                            "allDay.exists().not() or (allDay implies availableStartTime.exists().not() and "
                            "availableEndTime.exists().not())"
                        ),
                    ),
                ),
            ),
            row(
                "Availability.availableTime.daysOfWeek",
                "0..*",
                "code",
                "The days it holds for",
                bound=required("days-of-week"),
                summary=True,
            ),
            row(
                "Availability.availableTime.allDay",
                "0..1",
                "boolean",
                "Whether it is available around the clock",
                summary=True,
                conditions=("av-1",),
            ),
            row(
                "Availability.availableTime.availableStartTime",
                "0..1",
                "time",
                "Opening time",
                summary=True,
                conditions=("av-1",),
            ),
            row(
                "Availability.availableTime.availableEndTime",
                "0..1",
                "time",
                "Closing time",
                summary=True,
                conditions=("av-1",),
            ),
            row("Availability.notAvailableTime", "0..*", "Element", "Times at which it is not available", summary=True),
            row(
                "Availability.notAvailableTime.description",
                "0..1",
                "string",
                "The reason, as shown to users",
                summary=True,
            ),
            row("Availability.notAvailableTime.during", "0..1", "Period", "From when until when", summary=True),
        ),
    ),
    Definition(
        name="CodeableConcept",
        kind=Kind.COMPLEX,
        base="DataType",
        description="A concept as codes, as text, or both.",
        source="https://hl7.org/fhir/6.0.0-ballot4/datatypes.html",
        elements=(
            row("CodeableConcept", "0..*", (), "A concept as codes, as text, or both"),
            row("CodeableConcept.coding", "0..*", "Coding", "The concept as a code of some terminology", summary=True),
            row("CodeableConcept.text", "0..1", "string", "The concept as the user put it", summary=True),
        ),
    ),
    Definition(
        name="CodeableReference",
        kind=Kind.COMPLEX,
        base="DataType",
        description="A concept, or a resource that stands for it.",
        source="https://hl7.org/fhir/6.0.0-ballot4/references.html",
        elements=(
            row("CodeableReference", "0..*", (), "A concept, or a resource that stands for it"),
            row("CodeableReference.concept", "0..1", "CodeableConcept", "The concept", summary=True),
            row("CodeableReference.reference", "0..1", "Reference", "The resource", summary=True),
        ),
    ),
    Definition(
        name="Coding",
        kind=Kind.COMPLEX,
        base="DataType",
        description="One code of one terminology.",
        source="https://hl7.org/fhir/6.0.0-ballot4/datatypes.html",
        elements=(
            row(
                "Coding",
                "0..*",
                (),
                "One code of one terminology",
                rules=(
                    warning(
                        "cod-1",
                        (
                            "A Coding SHOULD NOT have a display unless a code is also present.  Computation on "
                            "Coding.display alone is generally unsafe.  Consider using CodeableConcept.text"
                        ),
                        "code.exists().not() implies display.exists().not()",
                    ),
                ),
            ),
            row("Coding.system", "0..1", "uri", "Which terminology it is", summary=True),
            row("Coding.version", "0..1", "string", "Which edition of the terminology", summary=True),
            row("Coding.code", "0..1", "code", "The code", summary=True, conditions=("cod-1",)),
            row(
                "Coding.display", "0..1", "string", "What the terminology calls it", summary=True, conditions=("cod-1",)
            ),
            row("Coding.userSelected", "0..1", "boolean", "Whether a user picked this very code", summary=True),
        ),
    ),
    Definition(
        name="ContactDetail",
        kind=Kind.COMPLEX,
        base="DataType",
        description="Whom to reach, and how.",
        source="https://hl7.org/fhir/6.0.0-ballot4/metadatatypes.html",
        elements=(
            row("ContactDetail", "0..*", (), "Whom to reach, and how"),
            row("ContactDetail.name", "0..1", "string", "Name of the person or office", summary=True),
            row("ContactDetail.telecom", "0..*", "ContactPoint", "Telephone, mail or web address", summary=True),
        ),
    ),
    Definition(
        name="ContactPoint",
        kind=Kind.COMPLEX,
        base="DataType",
        description="One telephone number, mail address or the like.",
        source="https://hl7.org/fhir/6.0.0-ballot4/datatypes.html",
        elements=(
            row(
                "ContactPoint",
                "0..*",
                (),
                "One telephone number, mail address or the like",
                rules=(
                    error("cpt-2", "A system is required if a value is provided.", "value.empty() or system.exists()"),
                ),
            ),
            row(
                "ContactPoint.system",
                "0..1",
                "code",
                "What kind of number or address it is",
                bound=required("contact-point-system"),
                summary=True,
                conditions=("cpt-2",),
            ),
            row("ContactPoint.value", "0..1", "string", "The number or address", summary=True, conditions=("cpt-2",)),
            row(
                "ContactPoint.use",
                "0..1",
                "code",
                "What it is for: home, work, mobile",
                bound=required("contact-point-use"),
                summary=True,
                modifier=(
                    'This is labeled as "Is Modifier" because applications should not mistake a '
                    "temporary or old contact etc.for a current/permanent one"
                ),
            ),
            row("ContactPoint.rank", "0..1", "positiveInt", "Which to try first; 1 comes before 2", summary=True),
            row("ContactPoint.period", "0..1", "Period", "When it was or is in use", summary=True),
        ),
    ),
    Definition(
        name="Count",
        kind=Kind.COMPLEX,
        base="Quantity",
        description="How many.",
        source="https://hl7.org/fhir/6.0.0-ballot4/datatypes.html",
        elements=(
            row(
                "Count",
                "0..*",
                (),
                "How many",
                rules=(
                    error(
                        "cnt-3",
                        (
                            'There SHALL be a code with a value of "1" if there is a value. If system is '
                            "present, it SHALL be UCUM.  If present, the value SHALL be a whole number."
                        ),
                        (
                            "(code.exists() or value.empty()) and (system.empty() or system = %ucum) and (code."
                            "empty() or code = '1') and (value.empty() or value.hasValue().not() or value."
                            "toString().contains('.').not())"
                        ),
                    ),
                ),
            ),
        ),
    ),
    Definition(
        name="DataRequirement",
        kind=Kind.COMPLEX,
        base="DataType",
        description="Data that a piece of logic needs.",
        source="https://hl7.org/fhir/6.0.0-ballot4/metadatatypes.html",
        elements=(
            row("DataRequirement", "0..*", (), "Data that a piece of logic needs"),
            row(
                "DataRequirement.type",
                "1..1",
                "code",
                "The type of the data",
                bound=required("fhir-types"),
                summary=True,
            ),
            row(
                "DataRequirement.profile",
                "0..*",
                canonical("StructureDefinition"),
                "Profiles that the data follow",
                summary=True,
            ),
            row(
                "DataRequirement.subject[x]",
                "0..1",
                ("CodeableConcept", reference("Group")),
                "Whom the data are about",
                bound=extensible("participant-resource-types"),
                summary=True,
            ),
            row("DataRequirement.mustSupport", "0..*", "string", "Elements that have to be there", summary=True),
            row(
                "DataRequirement.codeFilter",
                "0..*",
                "Element",
                "Narrows by code",
                summary=True,
                rules=(
                    error(
                        "drq-1",
                        "Either a path or a searchParam must be provided, but not both",
                        "path.exists() xor searchParam.exists()",
                    ),
                ),
            ),
            row(
                "DataRequirement.codeFilter.path",
                "0..1",
                "string",
                "The coded element to look at",
                summary=True,
                conditions=("drq-1",),
            ),
            row(
                "DataRequirement.codeFilter.searchParam",
                "0..1",
                "string",
                "The token search parameter to use",
                summary=True,
                conditions=("drq-1",),
            ),
            row(
                "DataRequirement.codeFilter.valueSet",
                "0..1",
                canonical("ValueSet"),
                "The codes wanted, as a value set",
                summary=True,
            ),
            row("DataRequirement.codeFilter.code", "0..*", "Coding", "The codes wanted, one by one", summary=True),
            row(
                "DataRequirement.dateFilter",
                "0..*",
                "Element",
                "Narrows by date",
                summary=True,
                rules=(
                    error(
                        "drq-2",
                        "Either a path or a searchParam must be provided, but not both",
                        "path.exists() xor searchParam.exists()",
                    ),
                ),
            ),
            row(
                "DataRequirement.dateFilter.path",
                "0..1",
                "string",
                "The date element to look at",
                summary=True,
                conditions=("drq-2",),
            ),
            row(
                "DataRequirement.dateFilter.searchParam",
                "0..1",
                "string",
                "The date search parameter to use",
                summary=True,
                conditions=("drq-2",),
            ),
            row(
                "DataRequirement.dateFilter.value[x]",
                "0..1",
                ("dateTime", "Period", "Duration"),
                "The dates wanted",
                summary=True,
            ),
            row("DataRequirement.valueFilter", "0..*", "Element", "Narrows by any other value", summary=True),
            row("DataRequirement.valueFilter.path", "0..1", "string", "The element to look at", summary=True),
            row(
                "DataRequirement.valueFilter.searchParam", "0..1", "string", "The search parameter to use", summary=True
            ),
            row(
                "DataRequirement.valueFilter.comparator",
                "0..1",
                "code",
                "How to compare",
                bound=required("value-filter-comparator"),
                summary=True,
            ),
            row(
                "DataRequirement.valueFilter.value[x]",
                "0..1",
                ("dateTime", "Period", "Duration"),
                "What to compare with",
                summary=True,
            ),
            row("DataRequirement.limit", "0..1", "positiveInt", "How many results at most", summary=True),
            row("DataRequirement.sort", "0..*", "Element", "How to order the results", summary=True),
            row("DataRequirement.sort.path", "1..1", "string", "The element to order by", summary=True),
            row(
                "DataRequirement.sort.direction",
                "1..1",
                "code",
                "Upwards or downwards",
                bound=required("sort-direction"),
                summary=True,
            ),
        ),
    ),
    Definition(
        name="Distance",
        kind=Kind.COMPLEX,
        base="Quantity",
        description="How far.",
        source="https://hl7.org/fhir/6.0.0-ballot4/datatypes.html",
        elements=(
            row(
                "Distance",
                "0..*",
                (),
                "How far",
                bound=extensible("distance-units"),
                rules=(
                    error(
                        "dis-1",
                        (
                            "There SHALL be a code if there is a value and it SHALL be an expression of length.  "
                            "If system is present, it SHALL be UCUM."
                        ),
                        "(code.exists() or value.empty()) and (system.empty() or system = %ucum)",
                    ),
                ),
            ),
        ),
    ),
    Definition(
        name="Dosage",
        kind=Kind.COMPLEX,
        base="BackboneType",
        description="How a medicine is or was taken.",
        source="https://hl7.org/fhir/6.0.0-ballot4/dosage.html",
        elements=(
            row(
                "Dosage",
                "0..*",
                (),
                "How a medicine is or was taken",
                rules=(
                    error(
                        "dos-1",
                        "AsNeededFor can only be set if AsNeeded is empty or true",
                        "asNeededFor.empty() or asNeeded.empty() or asNeeded",
                    ),
                ),
            ),
            row("Dosage.sequence", "0..1", "integer", "Its place among several instructions", summary=True),
            row("Dosage.text", "0..1", "string", "The instruction in free text", summary=True),
            row(
                "Dosage.additionalInstruction",
                "0..*",
                "CodeableConcept",
                "Further instructions or warnings",
                bound=example("additional-instruction-codes"),
                summary=True,
            ),
            row(
                "Dosage.patientInstruction", "0..1", "string", "The instruction in words for the patient", summary=True
            ),
            row("Dosage.timing", "0..1", "Timing", "When to take it", summary=True),
            row(
                "Dosage.asNeeded",
                "0..1",
                "boolean",
                "Whether it is taken as needed",
                summary=True,
                conditions=("dos-1",),
            ),
            row(
                "Dosage.asNeededFor",
                "0..*",
                "CodeableConcept",
                "What it is needed for",
                bound=example("medication-as-needed-reason"),
                summary=True,
                conditions=("dos-1",),
            ),
            row(
                "Dosage.site",
                "0..1",
                "CodeableConcept",
                "Where on or in the body",
                bound=example("approach-site-codes"),
                summary=True,
            ),
            row(
                "Dosage.route",
                "0..1",
                "CodeableConcept",
                "How it enters the body",
                bound=example("route-codes"),
                summary=True,
            ),
            row(
                "Dosage.method",
                "0..1",
                "CodeableConcept",
                "The technique of giving it",
                bound=example("administration-method-codes"),
                summary=True,
            ),
            row("Dosage.doseAndRate", "0..*", "Element", "How much, how fast", summary=True),
            row(
                "Dosage.doseAndRate.type",
                "0..1",
                "CodeableConcept",
                "Whether ordered, calculated or otherwise",
                bound=example("http://terminology.hl7.org/ValueSet/dose-rate-type"),
                summary=True,
            ),
            row(
                "Dosage.doseAndRate.dose[x]",
                "0..1",
                ("Range", profiled("Quantity", "SimpleQuantity")),
                "Amount of one dose",
                summary=True,
            ),
            row(
                "Dosage.doseAndRate.rate[x]",
                "0..1",
                ("Ratio", "Range", profiled("Quantity", "SimpleQuantity")),
                "Amount per time",
                summary=True,
            ),
            row("Dosage.maxDosePerPeriod", "0..*", "Ratio", "Most within a time", summary=True),
            row(
                "Dosage.maxDosePerAdministration",
                "0..1",
                profiled("Quantity", "SimpleQuantity"),
                "Most in one go",
                summary=True,
            ),
            row(
                "Dosage.maxDosePerLifetime",
                "0..1",
                profiled("Quantity", "SimpleQuantity"),
                "Most in a lifetime",
                summary=True,
            ),
        ),
    ),
    Definition(
        name="Duration",
        kind=Kind.COMPLEX,
        base="Quantity",
        description="How long.",
        source="https://hl7.org/fhir/6.0.0-ballot4/datatypes.html",
        elements=(
            row(
                "Duration",
                "0..*",
                (),
                "How long",
                bound=extensible("duration-units"),
                rules=(
                    error(
                        "drt-1",
                        (
                            "There SHALL be a code if there is a value and it SHALL be an expression of time.  "
                            "If system is present, it SHALL be UCUM."
                        ),
                        "code.exists() implies ((system = %ucum) and value.exists())",
                    ),
                ),
            ),
        ),
    ),
    Definition(
        name="Expression",
        kind=Kind.COMPLEX,
        base="DataType",
        description="A rule or query in a formal language.",
        source="https://hl7.org/fhir/6.0.0-ballot4/metadatatypes.html",
        elements=(
            row(
                "Expression",
                "0..*",
                (),
                "A rule or query in a formal language",
                rules=(
                    error(
                        "exp-2",
                        "The name must be a valid variable name in most computer languages",
                        "name.hasValue() implies name.matches('[A-Za-z][A-Za-z0-9\\\\_]{0,63}')",
                    ),
                    error(
                        "exp-1",
                        "An expression or a reference must be provided",
                        "expression.exists() or reference.exists()",
                    ),
                ),
            ),
            row("Expression.description", "0..1", "string", "The rule in plain words", summary=True),
            row(
                "Expression.name",
                "0..1",
                "code",
                "A short name by which others use it",
                summary=True,
                conditions=("exp-2",),
            ),
            row(
                "Expression.language",
                "0..1",
                "code",
                "The language it is written in",
                bound=extensible("expression-language"),
                summary=True,
            ),
            row(
                "Expression.expression",
                "0..1",
                "string",
                "The text of the expression",
                summary=True,
                conditions=("exp-1",),
            ),
            row(
                "Expression.reference",
                "0..1",
                "uri",
                "Where the expression is kept",
                summary=True,
                conditions=("exp-1",),
            ),
        ),
    ),
    Definition(
        name="ExtendedContactDetail",
        kind=Kind.COMPLEX,
        base="DataType",
        description="A contact with purpose, address and organization.",
        source="https://hl7.org/fhir/6.0.0-ballot4/metadatatypes.html",
        elements=(
            row("ExtendedContactDetail", "0..*", (), "A contact with purpose, address and organization"),
            row(
                "ExtendedContactDetail.purpose",
                "0..1",
                "CodeableConcept",
                "What the contact is for",
                bound=preferred("http://terminology.hl7.org/ValueSet/contactentity-type"),
                summary=True,
            ),
            row("ExtendedContactDetail.name", "0..*", "HumanName", "Name of the person", summary=True),
            row(
                "ExtendedContactDetail.telecom", "0..*", "ContactPoint", "Telephone, mail or web address", summary=True
            ),
            row("ExtendedContactDetail.address", "0..1", "Address", "Where the contact is", summary=True),
            row(
                "ExtendedContactDetail.organization",
                "0..1",
                reference("Organization"),
                "The organization behind the contact",
                summary=True,
            ),
            row("ExtendedContactDetail.period", "0..1", "Period", "When the contact is valid", summary=True),
        ),
    ),
    Definition(
        name="Extension",
        kind=Kind.COMPLEX,
        base="DataType",
        description="What the standard has no place for.",
        source="https://hl7.org/fhir/6.0.0-ballot4/extensibility.html",
        elements=(
            row(
                "Extension",
                "0..*",
                (),
                "What the standard has no place for",
                rules=(
                    error(
                        "ext-1",
                        "Must have either extensions or value[x], not both",
                        "extension.exists() != value.exists()",
                    ),
                ),
            ),
            row("Extension.url", "1..1", "uri", "Says what the extension means"),
            row(
                "Extension.value[x]",
                "0..1",
                OPEN_TYPES,
                "Its value, when it has no extensions of its own",
                conditions=("ext-1",),
            ),
        ),
    ),
    Definition(
        name="HumanName",
        kind=Kind.COMPLEX,
        base="DataType",
        description="A name of a person.",
        source="https://hl7.org/fhir/6.0.0-ballot4/datatypes.html",
        elements=(
            row("HumanName", "0..*", (), "A name of a person"),
            row(
                "HumanName.use",
                "0..1",
                "code",
                "What the name is for: official, maiden, nickname",
                bound=required("name-use"),
                summary=True,
                modifier=(
                    'This is labeled as "Is Modifier" because applications should not mistake a '
                    "temporary or old name etc.for a current/permanent one"
                ),
            ),
            row("HumanName.text", "0..1", "string", "The whole name as it is written", summary=True),
            row("HumanName.family", "0..1", "string", "Family name", summary=True, aliases=("surname",)),
            row(
                "HumanName.given",
                "0..*",
                "string",
                "Given names, middle names included, in order",
                summary=True,
                aliases=("first name", "middle name"),
            ),
            row("HumanName.prefix", "0..*", "string", "What comes before the name", summary=True),
            row("HumanName.suffix", "0..*", "string", "What comes after the name", summary=True),
            row("HumanName.period", "0..1", "Period", "When it was or is in use", summary=True),
        ),
    ),
    Definition(
        name="Identifier",
        kind=Kind.COMPLEX,
        base="DataType",
        description="A number or name that somebody assigned.",
        source="https://hl7.org/fhir/6.0.0-ballot4/datatypes.html",
        elements=(
            row(
                "Identifier",
                "0..*",
                (),
                "A number or name that somebody assigned",
                rules=(
                    warning(
                        "ident-1",
                        (
                            "Identifier with no value has limited utility.  If communicating that an identifier "
                            "value has been suppressed or missing, the value element SHOULD be present with an "
                            "extension indicating the missing semantic - e.g. data-absent-reason"
                        ),
                        "value.exists()",
                    ),
                ),
            ),
            row(
                "Identifier.use",
                "0..1",
                "code",
                "What it is for: usual, official, old",
                bound=required("identifier-use"),
                summary=True,
                modifier=(
                    'This is labeled as "Is Modifier" because applications should not mistake a '
                    "temporary id for a permanent one."
                ),
            ),
            row(
                "Identifier.type",
                "0..1",
                "CodeableConcept",
                "What kind it is: medical record number, accession number",
                bound=extensible("identifier-type"),
                summary=True,
            ),
            row("Identifier.system", "0..1", "uri", "The namespace in which the value is unique", summary=True),
            row("Identifier.value", "0..1", "string", "The number or name", summary=True, conditions=("ident-1",)),
            row("Identifier.period", "0..1", "Period", "When it was or is valid", summary=True),
            row(
                "Identifier.assigner",
                "0..1",
                reference("Organization"),
                "The organization that assigned it",
                summary=True,
            ),
        ),
    ),
    Definition(
        name="Meta",
        kind=Kind.COMPLEX,
        base="DataType",
        description="About a resource rather than what it describes.",
        source="https://hl7.org/fhir/6.0.0-ballot4/resource.html",
        elements=(
            row("Meta", "0..*", (), "About a resource rather than what it describes"),
            row("Meta.versionId", "0..1", "id", "Names this version of the resource", summary=True),
            row("Meta.lastUpdated", "0..1", "instant", "When this version came to be", summary=True),
            row("Meta.source", "0..1", "uri", "Where the content came from", summary=True),
            row(
                "Meta.profile",
                "0..*",
                canonical("StructureDefinition"),
                "Profiles that it claims to follow",
                summary=True,
            ),
            row(
                "Meta.security",
                "0..*",
                "Coding",
                "Labels that govern who may see it",
                bound=extensible("security-labels"),
                summary=True,
            ),
            row(
                "Meta.tag",
                "0..*",
                "Coding",
                "Labels for workflow and filing",
                bound=example("common-tags"),
                summary=True,
            ),
        ),
    ),
    Definition(
        name="MonetaryComponent",
        kind=Kind.COMPLEX,
        base="DataType",
        description="One component of a price.",
        source="https://hl7.org/fhir/6.0.0-ballot4/metadatatypes.html",
        elements=(
            row("MonetaryComponent", "0..*", (), "One component of a price"),
            row(
                "MonetaryComponent.type",
                "1..1",
                "code",
                "Base, surcharge, discount, tax or information",
                bound=required("price-component-type"),
                summary=True,
            ),
            row("MonetaryComponent.code", "0..1", "CodeableConcept", "What the component is for", summary=True),
            row("MonetaryComponent.factor", "0..1", "decimal", "What to multiply by", summary=True),
            row("MonetaryComponent.amount", "0..1", "Money", "The amount, when it is given outright", summary=True),
        ),
    ),
    Definition(
        name="Money",
        kind=Kind.COMPLEX,
        base="DataType",
        description="An amount in a currency.",
        source="https://hl7.org/fhir/6.0.0-ballot4/datatypes.html",
        elements=(
            row("Money", "0..*", (), "An amount in a currency"),
            row("Money.value", "0..1", "decimal", "The amount", summary=True),
            row(
                "Money.currency",
                "0..1",
                "code",
                "The currency, as an ISO 4217 code",
                bound=required("currencies"),
                summary=True,
            ),
        ),
    ),
    Definition(
        name="Narrative",
        kind=Kind.COMPLEX,
        base="DataType",
        description="A resource in words, for people.",
        source="https://hl7.org/fhir/6.0.0-ballot4/narrative.html",
        elements=(
            row("Narrative", "0..*", (), "A resource in words, for people"),
            row("Narrative.status", "1..1", "code", "How the text came about", bound=required("narrative-status")),
            row(
                "Narrative.div",
                "1..1",
                "xhtml",
                "The text, as a limited XHTML",
                rules=(
                    error(
                        "txt-1",
                        (
                            "The narrative SHALL contain only the basic html formatting elements and attributes "
                            "described in chapters 7-11 (except section 4 of chapter 9) and 15 of the HTML 4.0 "
                            "standard, <a> elements (either name or href), images and internally contained style "
                            "attributes"
                        ),
                        "htmlChecks()",
                    ),
                    error("txt-2", "The narrative SHALL have some non-whitespace content", "htmlChecks()"),
                ),
            ),
        ),
    ),
    Definition(
        name="ParameterDefinition",
        kind=Kind.COMPLEX,
        base="DataType",
        description="A parameter of a piece of logic.",
        source="https://hl7.org/fhir/6.0.0-ballot4/metadatatypes.html",
        elements=(
            row("ParameterDefinition", "0..*", (), "A parameter of a piece of logic"),
            row("ParameterDefinition.name", "0..1", "code", "Its name in the logic", summary=True),
            row(
                "ParameterDefinition.use",
                "1..1",
                "code",
                "Whether it goes in or comes out",
                bound=required("operation-parameter-use"),
                summary=True,
            ),
            row("ParameterDefinition.min", "0..1", "integer", "How many at least", summary=True),
            row("ParameterDefinition.max", "0..1", "string", "How many at most", summary=True),
            row("ParameterDefinition.documentation", "0..1", "string", "What it means", summary=True),
            row("ParameterDefinition.type", "1..1", "code", "Its type", bound=required("fhir-types"), summary=True),
            row(
                "ParameterDefinition.profile",
                "0..1",
                canonical("StructureDefinition"),
                "The profile that its value follows",
                summary=True,
            ),
        ),
    ),
    Definition(
        name="Period",
        kind=Kind.COMPLEX,
        base="DataType",
        description="From one time to another.",
        source="https://hl7.org/fhir/6.0.0-ballot4/datatypes.html",
        elements=(
            row(
                "Period",
                "0..*",
                (),
                "From one time to another",
                rules=(
                    error(
                        "per-1",
                        "If present, start SHALL have a lower or equal value than end",
                        (
                            "start.hasValue().not() or end.hasValue().not() or (start.lowBoundary() <= end."
                            "highBoundary())"
                        ),
                    ),
                ),
            ),
            row("Period.start", "0..1", "dateTime", "When it begins, inclusive", summary=True, conditions=("per-1",)),
            row(
                "Period.end",
                "0..1",
                "dateTime",
                "When it ends, inclusive; empty while it goes on",
                summary=True,
                conditions=("per-1",),
            ),
        ),
    ),
    Definition(
        name="Quantity",
        kind=Kind.COMPLEX,
        base="DataType",
        description="A measured or measurable amount.",
        source="https://hl7.org/fhir/6.0.0-ballot4/datatypes.html",
        elements=(
            row(
                "Quantity",
                "0..*",
                (),
                "A measured or measurable amount",
                rules=(
                    error(
                        "qty-3",
                        "If a code for the unit is present, the system SHALL also be present",
                        "code.empty() or system.exists()",
                    ),
                ),
            ),
            row("Quantity.value", "0..1", "decimal", "The number", summary=True),
            row(
                "Quantity.comparator",
                "0..1",
                "code",
                "Whether the real number is less, more or enough",
                bound=required("quantity-comparator"),
                summary=True,
                modifier=(
                    'This is labeled as "Is Modifier" because the comparator modifies the interpretation '
                    "of the value significantly. If there is no comparator, then there is no "
                    "modification of the value"
                ),
            ),
            row("Quantity.unit", "0..1", "string", "The unit as it is shown", summary=True),
            row("Quantity.system", "0..1", "uri", "The system of units", summary=True, conditions=("qty-3",)),
            row("Quantity.code", "0..1", "code", "The unit's code in that system", summary=True, conditions=("qty-3",)),
        ),
    ),
    Definition(
        name="Range",
        kind=Kind.COMPLEX,
        base="DataType",
        description="From a lowest to a highest value.",
        source="https://hl7.org/fhir/6.0.0-ballot4/datatypes.html",
        elements=(
            row(
                "Range",
                "0..*",
                (),
                "From a lowest to a highest value",
                rules=(
                    error(
                        "rng-2",
                        "If present, low SHALL have a lower value than high",
                        (
                            "low.value.empty() or high.value.empty() or low.lowBoundary().comparable(high."
                            "highBoundary()).not() or (low.lowBoundary() <= high.highBoundary())"
                        ),
                    ),
                ),
            ),
            row(
                "Range.low",
                "0..1",
                profiled("Quantity", "SimpleQuantity"),
                "The lowest value",
                summary=True,
                conditions=("rng-2",),
            ),
            row(
                "Range.high",
                "0..1",
                profiled("Quantity", "SimpleQuantity"),
                "The highest value",
                summary=True,
                conditions=("rng-2",),
            ),
        ),
    ),
    Definition(
        name="Ratio",
        kind=Kind.COMPLEX,
        base="DataType",
        description="One quantity in relation to another.",
        source="https://hl7.org/fhir/6.0.0-ballot4/datatypes.html",
        elements=(
            row(
                "Ratio",
                "0..*",
                (),
                "One quantity in relation to another",
                rules=(
                    error(
                        "rat-1",
                        (
                            "Numerator and denominator SHALL both be present, or both are absent. If both are "
                            "absent, there SHALL be some extension present"
                        ),
                        (
                            "(numerator.exists() and denominator.exists()) or (numerator.empty() and denominator."
                            "empty() and extension.exists())"
                        ),
                    ),
                ),
            ),
            row(
                "Ratio.numerator",
                "0..1",
                "Quantity",
                "The quantity above the line",
                summary=True,
                conditions=("rat-1",),
            ),
            row(
                "Ratio.denominator",
                "0..1",
                profiled("Quantity", "SimpleQuantity"),
                "The quantity below the line",
                summary=True,
                conditions=("rat-1",),
            ),
        ),
    ),
    Definition(
        name="RatioRange",
        kind=Kind.COMPLEX,
        base="DataType",
        description="A range of ratios over one denominator.",
        source="https://hl7.org/fhir/6.0.0-ballot4/datatypes.html",
        elements=(
            row(
                "RatioRange",
                "0..*",
                (),
                "A range of ratios over one denominator",
                rules=(
                    error(
                        "ratrng-1",
                        (
                            "One of lowNumerator or highNumerator and denominator SHALL be present, or all are "
                            "absent. If all are absent, there SHALL be some extension present"
                        ),
                        (
                            "((lowNumerator.exists() or highNumerator.exists()) and denominator.exists()) or "
                            "(lowNumerator.empty() and highNumerator.empty() and denominator.empty() and "
                            "extension.exists())"
                        ),
                    ),
                    error(
                        "ratrng-2",
                        "If present, lowNumerator SHALL have a lower value than highNumerator",
                        (
                            "lowNumerator.hasValue().not() or highNumerator.hasValue().not()  or (lowNumerator."
                            "lowBoundary() <= highNumerator.highBoundary())"
                        ),
                    ),
                ),
            ),
            row(
                "RatioRange.lowNumerator",
                "0..1",
                profiled("Quantity", "SimpleQuantity"),
                "The lowest quantity above the line",
                summary=True,
                conditions=("ratrng-1", "ratrng-2"),
            ),
            row(
                "RatioRange.highNumerator",
                "0..1",
                profiled("Quantity", "SimpleQuantity"),
                "The highest quantity above the line",
                summary=True,
                conditions=("ratrng-1", "ratrng-2"),
            ),
            row(
                "RatioRange.denominator",
                "0..1",
                profiled("Quantity", "SimpleQuantity"),
                "The quantity below the line",
                summary=True,
                conditions=("ratrng-1",),
            ),
        ),
    ),
    Definition(
        name="Reference",
        kind=Kind.COMPLEX,
        base="DataType",
        description="Points to another resource.",
        source="https://hl7.org/fhir/6.0.0-ballot4/references.html",
        elements=(
            row(
                "Reference",
                "0..*",
                (),
                "Points to another resource",
                rules=(
                    error(
                        "ref-1",
                        "SHALL have a contained resource if a local reference is provided",
                        (
                            "reference.exists()  implies (reference.startsWith('#').not() or (reference."
                            "substring(1).trace('url') in %rootResource.contained.id.trace('ids')) or "
                            "(reference='#' and %rootResource!=%resource))"
                        ),
                    ),
                    error(
                        "ref-2",
                        (
                            "At least one of reference, identifier and display SHALL be present (unless an "
                            "extension is provided)."
                        ),
                        "reference.exists() or identifier.exists() or display.exists() or extension.exists()",
                    ),
                ),
            ),
            row(
                "Reference.reference",
                "0..1",
                "string",
                "Its address: relative, absolute, or inside this resource",
                summary=True,
                conditions=("ref-2", "ref-1"),
            ),
            row(
                "Reference.type",
                "0..1",
                "uri",
                "The type of the resource it points to",
                bound=extensible("resource-types"),
                summary=True,
            ),
            row(
                "Reference.identifier",
                "0..1",
                "Identifier",
                "What the resource is known by, when its address is not known",
                summary=True,
                conditions=("ref-2",),
            ),
            row(
                "Reference.display", "0..1", "string", "What to show in its place", summary=True, conditions=("ref-2",)
            ),
        ),
    ),
    Definition(
        name="RelatedArtifact",
        kind=Kind.COMPLEX,
        base="DataType",
        description="Something published that belongs to an artifact.",
        source="https://hl7.org/fhir/6.0.0-ballot4/metadatatypes.html",
        elements=(
            row("RelatedArtifact", "0..*", (), "Something published that belongs to an artifact"),
            row(
                "RelatedArtifact.type",
                "1..1",
                "code",
                "How the two are related",
                bound=required("related-artifact-type"),
                summary=True,
            ),
            row(
                "RelatedArtifact.classifier",
                "0..*",
                "CodeableConcept",
                "Further classification",
                bound=example("citation-artifact-classifier"),
                summary=True,
            ),
            row("RelatedArtifact.label", "0..1", "string", "A short label, as in a list of references", summary=True),
            row("RelatedArtifact.display", "0..1", "string", "A brief description", summary=True),
            row("RelatedArtifact.citation", "0..1", "markdown", "How to cite it", summary=True),
            row("RelatedArtifact.document", "0..1", "Attachment", "The document itself, or its address", summary=True),
            row("RelatedArtifact.resource", "0..1", "canonical", "The canonical address of what it is", summary=True),
            row("RelatedArtifact.resourceReference", "0..1", "Reference", "A reference to what it is", summary=True),
            row(
                "RelatedArtifact.publicationStatus",
                "0..1",
                "code",
                "Whether it is draft, active or retired",
                bound=required("publication-status"),
                summary=True,
            ),
            row("RelatedArtifact.publicationDate", "0..1", "date", "When it was published", summary=True),
        ),
    ),
    Definition(
        name="SampledData",
        kind=Kind.COMPLEX,
        base="DataType",
        description="A series of measurements by a device.",
        source="https://hl7.org/fhir/6.0.0-ballot4/datatypes.html",
        elements=(
            row(
                "SampledData",
                "0..*",
                (),
                "A series of measurements by a device",
                rules=(
                    error(
                        "sdd-1",
                        "A SampledData SAHLL have either an interval and offsets but not both",
                        "interval.exists().not() xor offsets.exists().not()",
                    ),
                ),
            ),
            row(
                "SampledData.origin",
                "1..1",
                profiled("Quantity", "SimpleQuantity"),
                "The value that zero stands for, and the unit",
                summary=True,
            ),
            row(
                "SampledData.interval",
                "0..1",
                "decimal",
                "How many units of time or space lie between samples",
                summary=True,
                conditions=("sdd-1",),
            ),
            row(
                "SampledData.intervalUnit",
                "1..1",
                "code",
                "The unit of the interval",
                bound=required("ucum-units"),
                summary=True,
            ),
            row("SampledData.factor", "0..1", "decimal", "What to multiply the samples by", summary=True),
            row("SampledData.lowerLimit", "0..1", "decimal", "Below this the device cannot measure", summary=True),
            row("SampledData.upperLimit", "0..1", "decimal", "Above this the device cannot measure", summary=True),
            row("SampledData.dimensions", "1..1", "positiveInt", "How many values one sample has", summary=True),
            row("SampledData.codeMap", "0..1", canonical("ConceptMap"), "Which codes stand for which values"),
            row("SampledData.offsets", "0..1", "string", "When or where each sample was taken", conditions=("sdd-1",)),
            row("SampledData.data", "0..1", "string", "The samples, with spaces between them"),
        ),
    ),
    Definition(
        name="Signature",
        kind=Kind.COMPLEX,
        base="DataType",
        description="Who vouches for the content, and the proof.",
        source="https://hl7.org/fhir/6.0.0-ballot4/datatypes.html",
        elements=(
            row("Signature", "0..*", (), "Who vouches for the content, and the proof"),
            row(
                "Signature.type", "0..*", "Coding", "Why it was signed", bound=preferred("signature-type"), summary=True
            ),
            row("Signature.when", "0..1", "instant", "When it was signed", summary=True),
            row(
                "Signature.who",
                "0..1",
                reference("Practitioner", "PractitionerRole", "RelatedPerson", "Patient", "Device", "Organization"),
                "Who signed",
                summary=True,
            ),
            row(
                "Signature.onBehalfOf",
                "0..1",
                reference("Practitioner", "PractitionerRole", "RelatedPerson", "Patient", "Device", "Organization"),
                "For whom it was signed",
                summary=True,
            ),
            row("Signature.targetFormat", "0..1", "code", "The format of what was signed", bound=required("mimetypes")),
            row("Signature.sigFormat", "0..1", "code", "The format of the signature", bound=required("mimetypes")),
            row("Signature.data", "0..1", "base64Binary", "The signature, in base64"),
        ),
    ),
    Definition(
        name="Timing",
        kind=Kind.COMPLEX,
        base="BackboneType",
        description="When something happens, once or again and again.",
        source="https://hl7.org/fhir/6.0.0-ballot4/datatypes.html",
        elements=(
            row("Timing", "0..*", (), "When something happens, once or again and again"),
            row("Timing.event", "0..*", "dateTime", "The very moments at which it happens", summary=True),
            row(
                "Timing.repeat",
                "0..1",
                "Element",
                "The pattern by which it repeats",
                summary=True,
                rules=(
                    error(
                        "tim-9",
                        "If there's an offset, there must be a when (and not C, CM, CD, CV)",
                        (
                            "offset.empty() or (when.exists() and when.select($this in ('C' | 'CM' | 'CD' | "
                            "'CV')).allFalse())"
                        ),
                    ),
                    error("tim-5", "period SHALL be a non-negative value", "period.exists() implies period >= 0"),
                    error(
                        "tim-6",
                        "If there's a periodMax, there must be a period",
                        "periodMax.empty() or period.exists()",
                    ),
                    error(
                        "tim-7",
                        "If there's a durationMax, there must be a duration",
                        "durationMax.empty() or duration.exists()",
                    ),
                    error(
                        "tim-8", "If there's a countMax, there must be a count", "countMax.empty() or count.exists()"
                    ),
                    error(
                        "tim-1",
                        "if there's a duration, there needs to be duration units",
                        "duration.empty() or durationUnit.exists()",
                    ),
                    error(
                        "tim-10",
                        "If there's a timeOfDay, there cannot be a when, or vice versa",
                        "timeOfDay.empty() or when.empty()",
                    ),
                    error(
                        "tim-2",
                        "if there's a period, there needs to be period units",
                        "period.empty() or periodUnit.exists()",
                    ),
                    error("tim-4", "duration SHALL be a non-negative value", "duration.exists() implies duration >= 0"),
                ),
            ),
            row(
                "Timing.repeat.bounds[x]",
                "0..1",
                ("Duration", "Range", "Period"),
                "How long the pattern lasts",
                summary=True,
            ),
            row(
                "Timing.repeat.count",
                "0..1",
                "positiveInt",
                "How often it repeats in all",
                summary=True,
                conditions=("tim-8",),
            ),
            row(
                "Timing.repeat.countMax",
                "0..1",
                "positiveInt",
                "How often it repeats at most",
                summary=True,
                conditions=("tim-8",),
            ),
            row(
                "Timing.repeat.duration",
                "0..1",
                "decimal",
                "How long one time takes",
                summary=True,
                conditions=("tim-7", "tim-1", "tim-4"),
            ),
            row(
                "Timing.repeat.durationMax",
                "0..1",
                "decimal",
                "How long one time takes at most",
                summary=True,
                conditions=("tim-7",),
            ),
            row(
                "Timing.repeat.durationUnit",
                "0..1",
                "code",
                "The unit of how long",
                bound=required("units-of-time"),
                summary=True,
                conditions=("tim-1",),
            ),
            row("Timing.repeat.frequency", "0..1", "positiveInt", "How many times in one period", summary=True),
            row(
                "Timing.repeat.frequencyMax",
                "0..1",
                "positiveInt",
                "How many times in one period at most",
                summary=True,
            ),
            row(
                "Timing.repeat.period",
                "0..1",
                "decimal",
                "How long a period is",
                summary=True,
                conditions=("tim-6", "tim-5", "tim-2"),
            ),
            row(
                "Timing.repeat.periodMax",
                "0..1",
                "decimal",
                "How long a period is at most",
                summary=True,
                conditions=("tim-6",),
            ),
            row(
                "Timing.repeat.periodUnit",
                "0..1",
                "code",
                "The unit of the period",
                bound=required("units-of-time"),
                summary=True,
                conditions=("tim-2",),
            ),
            row(
                "Timing.repeat.dayOfWeek",
                "0..*",
                "code",
                "On which days of the week",
                bound=required("days-of-week"),
                summary=True,
            ),
            row(
                "Timing.repeat.timeOfDay",
                "0..*",
                "time",
                "At which times of the day",
                summary=True,
                conditions=("tim-10",),
            ),
            row(
                "Timing.repeat.when",
                "0..*",
                "code",
                "In relation to which events of the day",
                bound=required("event-timing"),
                summary=True,
                conditions=("tim-9", "tim-10"),
            ),
            row(
                "Timing.repeat.offset",
                "0..1",
                "unsignedInt",
                "Minutes from that event",
                summary=True,
                conditions=("tim-9",),
            ),
            row(
                "Timing.code",
                "0..1",
                "CodeableConcept",
                "A well-known abbreviation of the pattern",
                bound=preferred("timing-abbreviation"),
                summary=True,
            ),
        ),
    ),
    Definition(
        name="TriggerDefinition",
        kind=Kind.COMPLEX,
        base="DataType",
        description="What sets off a piece of logic.",
        source="https://hl7.org/fhir/6.0.0-ballot4/metadatatypes.html",
        elements=(
            row(
                "TriggerDefinition",
                "0..*",
                (),
                "What sets off a piece of logic",
                rules=(
                    error(
                        "trd-3",
                        (
                            "A named event requires a name, a periodic event requires timing, and a data event "
                            "requires data"
                        ),
                        (
                            "(type = 'named-event' implies name.exists()) and (type = 'periodic' implies timing."
                            "exists()) and (type.startsWith('data-') implies data.exists())"
                        ),
                    ),
                    error(
                        "trd-2",
                        "A condition only if there is a data requirement",
                        "condition.exists() implies data.exists()",
                    ),
                    error(
                        "trd-1", "Either timing, or a data requirement, but not both", "data.empty() or timing.empty()"
                    ),
                ),
            ),
            row(
                "TriggerDefinition.type",
                "1..1",
                "code",
                "What kind of event it is",
                bound=required("trigger-type"),
                summary=True,
                conditions=("trd-3",),
            ),
            row(
                "TriggerDefinition.name",
                "0..1",
                "string",
                "The event by its name or address",
                summary=True,
                conditions=("trd-3",),
            ),
            row("TriggerDefinition.code", "0..1", "CodeableConcept", "The event as a code", summary=True),
            row(
                "TriggerDefinition.subscriptionTopic",
                "0..1",
                canonical("SubscriptionTopic"),
                "The topic that announces it",
                summary=True,
            ),
            row(
                "TriggerDefinition.timing[x]",
                "0..1",
                ("Timing", reference("Schedule"), "date", "dateTime"),
                "When it occurs",
                summary=True,
                conditions=("trd-3", "trd-1"),
            ),
            row(
                "TriggerDefinition.data",
                "0..*",
                "DataRequirement",
                "The data whose change sets it off",
                summary=True,
                conditions=("trd-3", "trd-2", "trd-1"),
            ),
            row(
                "TriggerDefinition.condition",
                "0..1",
                "Expression",
                "What else has to be true",
                summary=True,
                conditions=("trd-2",),
            ),
        ),
    ),
    Definition(
        name="UsageContext",
        kind=Kind.COMPLEX,
        base="DataType",
        description="Where something is meant to be used.",
        source="https://hl7.org/fhir/6.0.0-ballot4/metadatatypes.html",
        elements=(
            row("UsageContext", "0..*", (), "Where something is meant to be used"),
            row(
                "UsageContext.code",
                "1..1",
                "Coding",
                "Which aspect of the use is meant",
                bound=extensible("http://terminology.hl7.org/ValueSet/usage-context-type"),
                summary=True,
            ),
            row(
                "UsageContext.value[x]",
                "1..1",
                (
                    "CodeableConcept",
                    "Quantity",
                    "Range",
                    reference(
                        "PlanDefinition",
                        "ResearchStudy",
                        "InsurancePlan",
                        "HealthcareService",
                        "Group",
                        "Location",
                        "Organization",
                    ),
                ),
                "The value of that aspect",
                bound=example("use-context"),
                summary=True,
            ),
        ),
    ),
    Definition(
        name="VirtualServiceDetail",
        kind=Kind.COMPLEX,
        base="DataType",
        description="How to join a meeting over the network.",
        source="https://hl7.org/fhir/6.0.0-ballot4/metadatatypes.html",
        elements=(
            row("VirtualServiceDetail", "0..*", (), "How to join a meeting over the network"),
            row(
                "VirtualServiceDetail.channelType",
                "0..1",
                "Coding",
                "The kind of channel",
                bound=example("virtual-service-type"),
                summary=True,
            ),
            row(
                "VirtualServiceDetail.address[x]",
                "0..1",
                ("url", "string", "ContactPoint", "ExtendedContactDetail"),
                "Where to join",
                summary=True,
            ),
            row(
                "VirtualServiceDetail.additionalInfo",
                "0..*",
                "url",
                "Where other ways of joining are described",
                summary=True,
            ),
            row("VirtualServiceDetail.maxParticipants", "0..1", "positiveInt", "How many can take part", summary=True),
            row("VirtualServiceDetail.sessionKey", "0..1", "string", "What is needed to get in", summary=True),
        ),
    ),
)

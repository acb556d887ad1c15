"""What several definitions have in common, word for word.

Source: https://hl7.org/fhir/6.0.0-ballot4/datatypes.html#open; the rules cnl-0 and cnl-1 of canonical resources.
"""

from __future__ import annotations

from filmroom.fhir.definitions.rows import warning

__all__ = ["NAME_RULE", "OPEN_TYPES", "URL_RULE"]

OPEN_TYPES = (
    "base64Binary",
    "boolean",
    "canonical",
    "code",
    "date",
    "dateTime",
    "decimal",
    "id",
    "instant",
    "integer",
    "integer64",
    "markdown",
    "oid",
    "positiveInt",
    "string",
    "time",
    "unsignedInt",
    "uri",
    "url",
    "uuid",
    "Address",
    "Age",
    "Annotation",
    "Attachment",
    "CodeableConcept",
    "CodeableReference",
    "Coding",
    "ContactPoint",
    "Count",
    "Distance",
    "Duration",
    "HumanName",
    "Identifier",
    "Money",
    "Period",
    "Quantity",
    "Range",
    "Ratio",
    "RatioRange",
    "Reference",
    "SampledData",
    "Signature",
    "Timing",
    "ContactDetail",
    "DataRequirement",
    "Expression",
    "ParameterDefinition",
    "RelatedArtifact",
    "TriggerDefinition",
    "UsageContext",
    "Availability",
    "ExtendedContactDetail",
    "Dosage",
    "Meta",
)
"""The types of an open choice: a ``value[x]`` that may be anything."""

NAME_RULE = warning(
    "cnl-0",
    (
        "Name should be usable as an identifier for the module by machine processing "
        "applications such as code generation"
    ),
    "name.exists() implies name.matches('^[A-Z]([A-Za-z0-9_]){1,254}$')",
)

URL_RULE = warning(
    "cnl-1",
    "URL should not contain | or # - these characters make processing canonical references problematic",
    "exists() implies matches('^[^|# ]+$')",
)

"""What there is to find in a resource, by each of its search parameters.

    search_values(study)["started"]     # (DateValue(low=1720596615250000, high=1720596615251000),)

Source: https://hl7.org/fhir/6.0.0-ballot4/search.html
"""

from __future__ import annotations

from filmroom.fhir.search_values.extract import search_values
from filmroom.fhir.search_values.moments import date_range
from filmroom.fhir.search_values.numbers import number_range
from filmroom.fhir.search_values.references import parse_reference
from filmroom.fhir.search_values.text import normalise
from filmroom.fhir.search_values.values import (
    FAR_FUTURE,
    FAR_PAST,
    GREATEST_NUMBER,
    LEAST_NUMBER,
    CompositeValue,
    DateValue,
    IdentifierReferenceValue,
    NumberValue,
    OfTypeValue,
    PositionValue,
    QuantityValue,
    ReferenceValue,
    SearchValue,
    StringValue,
    TokenValue,
    UriValue,
)

__all__ = [
    "FAR_FUTURE",
    "FAR_PAST",
    "GREATEST_NUMBER",
    "LEAST_NUMBER",
    "CompositeValue",
    "DateValue",
    "IdentifierReferenceValue",
    "NumberValue",
    "OfTypeValue",
    "PositionValue",
    "QuantityValue",
    "ReferenceValue",
    "SearchValue",
    "StringValue",
    "TokenValue",
    "UriValue",
    "date_range",
    "normalise",
    "number_range",
    "parse_reference",
    "search_values",
]

"""Texts and URIs: what a string and a uri parameter finds.

Source: https://hl7.org/fhir/6.0.0-ballot4/search.html#string and #uri
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from filmroom.fhir.search_values.values import StringValue, UriValue

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["string_values", "uri_values"]

# The parts of a HumanName and of an Address. Source: https://hl7.org/fhir/6.0.0-ballot4/datatypes.html
_PARTS: Final = (
    "text",
    "family",
    "given",
    "prefix",
    "suffix",
    "line",
    "city",
    "district",
    "state",
    "postalCode",
    "country",
)


def string_values(item: Any) -> Iterator[StringValue]:
    """Give a text, or each part of a HumanName or an Address; nothing for anything else."""
    if type(item) is str:
        if item:
            yield StringValue(item)
    elif type(item) is dict:
        for name in _PARTS:
            part = item.get(name)
            for each in part if type(part) is list else (part,):
                if type(each) is str and each:
                    yield StringValue(each)


def uri_values(item: Any) -> Iterator[UriValue]:
    """Give a URI as it is written; nothing for anything else."""
    if type(item) is str and item:
        yield UriValue(item)

"""What a search parameter is: the row type of the search tables.

Source: https://hl7.org/fhir/6.0.0-ballot4/searchparameter.html
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

__all__ = ["SearchParameter", "SearchType"]


class SearchType(StrEnum):
    """How a parameter is compared. Source: https://hl7.org/fhir/6.0.0-ballot4/valueset-search-param-type.html"""

    NUMBER = "number"
    DATE = "date"
    STRING = "string"
    TOKEN = "token"  # noqa: S105 (no password)
    REFERENCE = "reference"
    COMPOSITE = "composite"
    QUANTITY = "quantity"
    URI = "uri"
    SPECIAL = "special"


class SearchParameter(msgspec.Struct, frozen=True, kw_only=True):
    """One search parameter of one type.

    Attributes:
        base: the type it searches; ``Resource`` for those of every type.
        code: its name in a query.
        expression: FHIRPath from the resource to the values.
        also: FHIRPath to further values that filmroom finds under it, beyond the specification; else empty.
        oid_forms: whether an OID is found bare (``1.2.3``) as well as as a URI (``urn:oid:1.2.3``).
        targets: the types that a reference may point to; empty for other types of parameter, and for any type.
        description: what it finds, in our words.
        components: of a composite: code and FHIRPath from each value of ``expression``; else empty.
        url: the canonical address of its definition, which several types may share.
    """

    base: str
    code: str
    type: SearchType
    expression: str
    description: str
    also: str = ""
    oid_forms: bool = False
    targets: tuple[str, ...] = ()
    components: tuple[tuple[str, str], ...] = ()
    url: str = ""

"""The value sets that are too large, or too open, to be listed: a grammar or a table of names decides on a code.

What they accept is never narrower than FHIR; that a language or a unit exists is not checked.

Source: https://hl7.org/fhir/6.0.0-ballot4/terminologies-valuesets.html and the standards beside each row
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from filmroom.fhir._standard.currencies import CURRENCIES, FORMER_CURRENCIES
from filmroom.fhir._standard.type_names import ABSTRACT_RESOURCES, FORMER_RESOURCES, OTHER_DATATYPES
from filmroom.fhir.definitions import defined_types, known_resource_types
from filmroom.fhir.primitives import CHECKS

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["OPEN_VALUE_SETS", "OpenValueSet"]


@dataclass(frozen=True, slots=True)
class OpenValueSet:
    """A value set that a function decides on.

    Attributes:
        system: the code system of all its codes.
        expected: what a code has to be, in words.
        accepts: whether a code is in it.
    """

    system: str
    expected: str
    accepts: Callable[[str], bool]


# Source: RFC 5646 section 2.1
_LANGUAGE: Final = re.compile(
    r"(?:"
    r"(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4}|[a-z]{5,8})"
    r"(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*"
    r"(?:-[0-9a-wy-z](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?"
    r"|x(?:-[a-z0-9]{1,8})+"
    r"|en-gb-oed|i-(?:ami|bnn|default|enochian|hak|klingon|lux|mingo|navajo|pwn|tao|tay|tsu)|sgn-(?:be-(?:fr|nl)|ch-de)"
    r")",
    re.ASCII | re.IGNORECASE,
)

# Source: RFC 6838 section 4.2 and RFC 2045 section 5.1
_NAME: Final = r"[A-Za-z0-9][A-Za-z0-9!#$&^_.+\-]{0,126}"
_TOKEN: Final = r"[A-Za-z0-9!#$%&'*+\-.^_`{|}~]+"  # noqa: S105 (the grammar's name for it)
_MEDIA_TYPE: Final = re.compile(rf'{_NAME}/{_NAME}(?: ?; ?{_TOKEN}=(?:{_TOKEN}|"[ !#-\[\]-~]*"))*')

# What CapabilityStatement.format may say instead. Source: https://hl7.org/fhir/6.0.0-ballot4/http.html#parameters
_FORMATS: Final = frozenset({"html", "json", "ttl", "xml"})

# Source: https://ucum.org/ucum sections 1 and 2
_ANNOTATION: Final = re.compile(r"\{[!-z|~]*\}")
_BRACKETED: Final = re.compile(r"\[[!-Z\\^-z|~]+\]")
_UNITS: Final = re.compile(r"/?[!-'*-\-0-Z\\^-z|~]+(?:[./][!-'*-\-0-Z\\^-z|~]+)*")


def _is_unit(code: str) -> bool:
    """Say whether a text has the form of a unit: symbols, brackets that close, and no white space."""
    text = _BRACKETED.sub("u", _ANNOTATION.sub("1", code))
    depth = 0
    for character in text:
        depth += (character == "(") - (character == ")")
        if depth < 0:
            return False
    return depth == 0 and _UNITS.fullmatch(text.replace("(", "").replace(")", "")) is not None


@cache
def _resource_types() -> frozenset[str]:
    return known_resource_types() | FORMER_RESOURCES | ABSTRACT_RESOURCES


@cache
def _types() -> frozenset[str]:
    return frozenset({*known_resource_types(), *ABSTRACT_RESOURCES, *defined_types(), *OTHER_DATATYPES, *CHECKS})


def _is_type(code: str) -> bool:
    # an address names the type of somebody's logical model, of which nothing is known here
    return ":" in code or code in _types()


_PAGE: Final = "http://hl7.org/fhir/ValueSet/"

OPEN_VALUE_SETS: Final[Mapping[str, OpenValueSet]] = MappingProxyType(
    {
        f"{_PAGE}all-languages": OpenValueSet(
            "urn:ietf:bcp:47", "a language tag of BCP 47", lambda code: _LANGUAGE.fullmatch(code) is not None
        ),
        f"{_PAGE}mimetypes": OpenValueSet(
            "urn:ietf:bcp:13",
            "a media type of BCP 13",
            lambda code: code in _FORMATS or _MEDIA_TYPE.fullmatch(code) is not None,
        ),
        f"{_PAGE}currencies": OpenValueSet(
            "urn:iso:std:iso:4217",
            "a currency of ISO 4217",
            lambda code: code in CURRENCIES or code in FORMER_CURRENCIES,
        ),
        f"{_PAGE}ucum-units": OpenValueSet("http://unitsofmeasure.org", "a unit of UCUM", _is_unit),
        f"{_PAGE}fhir-types": OpenValueSet("http://hl7.org/fhir/fhir-types", "the name of a type of FHIR", _is_type),
        f"{_PAGE}version-independent-all-resource-types": OpenValueSet(
            "http://hl7.org/fhir/fhir-types",
            "the name of a resource type of any release of FHIR",
            lambda code: code in _resource_types(),
        ),
    }
)
"""By the canonical address, without a version."""

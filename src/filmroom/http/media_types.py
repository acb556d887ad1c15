"""The forms of FHIR over HTTP, and which of them a request is in or asks for.

Source: https://hl7.org/fhir/6.0.0-ballot4/http.html#mime-type
"""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import falcon
import msgspec

from filmroom.http.accept import parse_preferences, split_parameters

if TYPE_CHECKING:
    from filmroom.http.accept import Preference

__all__ = ["FHIR_JSON", "FHIR_XML", "JSON_PATCH", "Form", "Format", "format_of_body", "is_of_type", "negotiate"]

FHIR_JSON: Final = "application/fhir+json"
FHIR_XML: Final = "application/fhir+xml"
JSON_PATCH: Final = "application/json-patch+json"


class Format(StrEnum):
    """How resources are written."""

    JSON = "json"
    XML = "xml"


class Form(msgspec.Struct, frozen=True):
    """The format of an answer and the media type that names it."""

    format: Format
    content_type: str


# What a client may call a format; the second names the media type of the answer.
_NAMES: Final = {
    "application/fhir+json": (Format.JSON, FHIR_JSON),
    "application/fhir+xml": (Format.XML, FHIR_XML),
    "application/json": (Format.JSON, "application/json"),
    "application/xml": (Format.XML, "application/xml"),
    "text/json": (Format.JSON, "text/json"),
    "text/xml": (Format.XML, "text/xml"),
    "application/json+fhir": (Format.JSON, FHIR_JSON),
    "application/xml+fhir": (Format.XML, FHIR_XML),
    "json": (Format.JSON, FHIR_JSON),
    "xml": (Format.XML, FHIR_XML),
    "*/*": (Format.JSON, FHIR_JSON),
    "application/*": (Format.JSON, FHIR_JSON),
    "text/*": (Format.JSON, "text/json"),
}
_ONLY_FORMAT: Final = frozenset({"json", "xml"})

# What fhirVersion says for the release that is served. Source: https://hl7.org/fhir/6.0.0-ballot4/http.html#version-parameter
_VERSIONS: Final = frozenset({"6.0", "6.0.0", "6.0.0-ballot4"})
_VERSION: Final = "fhirversion"


@lru_cache(maxsize=512)
def negotiate(accept: str, format_parameter: str = "") -> Form:
    """Choose the form of the answer.

    Args:
        accept: the Accept header; empty when there is none, which takes anything.
        format_parameter: ``_format``, which wins over it; empty when there is none.

    Raises:
        falcon.HTTPNotAcceptable: there is none that the client would take.
    """
    if format_parameter:
        # A plus sign that a client did not encode arrives as a space.
        preferences = parse_preferences(format_parameter.strip().replace(" ", "+"))
    else:
        preferences = parse_preferences(accept or "*/*")
    refused = {each.value for each in preferences if not each.weight}
    for each in preferences:
        form = _form(each) if each.weight and (format_parameter or each.value not in _ONLY_FORMAT) else None
        if form is not None and form.content_type.partition(";")[0] not in refused:
            return form
    raise falcon.HTTPNotAcceptable(description=f"Found no media type of FHIR R6, expected {FHIR_JSON} or {FHIR_XML}")


def _form(wanted: Preference) -> Form | None:
    parameters = dict(wanted.parameters)
    version = parameters.get(_VERSION, "")
    if wanted.value not in _NAMES or (version and version not in _VERSIONS):
        return None
    chosen, media_type = _NAMES[wanted.value]
    named = f"; fhirVersion={version}" if version else ""
    return Form(chosen, f"{media_type}{named}; charset=utf-8")


@lru_cache(maxsize=512)
def format_of_body(content_type: str) -> Format:
    """Say which format the body of a request is in.

    Raises:
        falcon.HTTPUnsupportedMediaType: it is none of FHIR, of another release, or not in UTF-8.
    """
    value, parameters = split_parameters(content_type)
    version = parameters.get(_VERSION, "")
    is_known = value in _NAMES and value not in _ONLY_FORMAT and "*" not in value
    if not is_known or (version and version not in _VERSIONS):
        raise falcon.HTTPUnsupportedMediaType(
            description=f"Found a Content-Type that is none of FHIR R6, expected {FHIR_JSON} or {FHIR_XML}"
        )
    _require_utf8(parameters)
    return _NAMES[value][0]


def is_of_type(content_type: str, expected: str) -> bool:
    """Say whether a Content-Type names a media type, whatever its parameters."""
    return split_parameters(content_type)[0] == expected


def _require_utf8(parameters: dict[str, str]) -> None:
    if parameters.get("charset", "utf-8").lower() not in ("utf-8", "utf8", "us-ascii"):
        raise falcon.HTTPUnsupportedMediaType(description="Found another character set, expected UTF-8")

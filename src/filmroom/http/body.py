"""The bodies of requests, read in bounded memory.

Source: https://hl7.org/fhir/6.0.0-ballot4/http.html#mime-type and http.html#patch
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import falcon

from filmroom.errors import FhirSyntaxError
from filmroom.fhir.json_document import read_json
from filmroom.fhir.limits import DocumentLimits
from filmroom.fhir.xml_document import read_xml
from filmroom.http.media_types import JSON_PATCH, Format, format_of_body, is_of_type
from filmroom.query.query_string import split_query

if TYPE_CHECKING:
    from falcon import Request

__all__ = ["read_body", "read_form", "read_operations", "read_resource"]

_CHUNK: Final = 256 * 1024
_FORM: Final = "application/x-www-form-urlencoded"
_FORM_BYTES: Final = 1024 * 1024
_WRAPPED: Final = "operations"


def read_body(request: Request, limit: int) -> bytes:
    """Read the whole body; nothing beyond the limit is kept.

    Args:
        limit: the most bytes.

    Raises:
        falcon.HTTPContentTooLarge: it is longer.
        falcon.HTTPBadRequest: it ends before the length that its header says.
        falcon.HTTPUnsupportedMediaType: it is compressed.
    """
    if request.env.get("HTTP_CONTENT_ENCODING", "identity").strip().lower() != "identity":
        raise falcon.HTTPUnsupportedMediaType(description="Found a Content-Encoding, expected a body without")
    length = request.content_length
    if length is not None and length > limit:
        raise _too_large(limit)
    stream = request.bounded_stream if length is not None else request.stream
    parts: list[bytes] = []
    size = 0
    while part := stream.read(_CHUNK):
        size += len(part)
        if size > limit:
            raise _too_large(limit)
        parts.append(part)
    if length is not None and size < length:
        raise falcon.HTTPBadRequest(description=f"Found a body of {size} bytes, expected {length}")
    return b"".join(parts)


def read_resource(request: Request, limit: int) -> dict[str, Any]:
    """Read the resource that a request brings, as JSON or XML by its Content-Type.

    Raises:
        falcon.HTTPError: the body cannot be taken; see `read_body` and `format_of_body`.
        FhirError: it is no resource.
    """
    found = format_of_body(request.content_type or "")
    read = read_json if found is Format.JSON else read_xml
    return read(read_body(request, limit), limits=DocumentLimits(size_bytes=limit))


def read_operations(request: Request, limit: int) -> list[dict[str, Any]]:
    """Read a JSON Patch.

    Raises:
        falcon.HTTPError: the body cannot be taken, or is another kind of patch.
        FhirError: it is no list of objects.

    Source: https://www.rfc-editor.org/rfc/rfc6902
    """
    if not is_of_type(request.content_type or "", JSON_PATCH):
        raise falcon.HTTPUnsupportedMediaType(
            description=f"Found another Content-Type, expected {JSON_PATCH}", headers={"Accept-Patch": JSON_PATCH}
        )
    # Wrapped so that the reader of resources, with its limits and its exact decimals, takes a list.
    wrapped = b'{"%s":%s}' % (_WRAPPED.encode(), read_body(request, limit))
    found = read_json(wrapped, limits=DocumentLimits(size_bytes=limit + 32))
    operations = found[_WRAPPED]
    is_list = len(found) == 1 and isinstance(operations, list)
    if not is_list or not all(isinstance(each, dict) for each in operations):
        raise FhirSyntaxError("Found another kind of JSON, expected a list of operations", line=1, column=1)
    return list(operations)


def read_form(request: Request) -> tuple[tuple[str, str], ...]:
    """Read the parameters of a form, in their order; none without a body.

    Raises:
        falcon.HTTPError: the body cannot be taken, or is no form.
        SearchError: it is not percent-encoded UTF-8.
    """
    body = read_body(request, _FORM_BYTES)
    if body and not is_of_type(request.content_type or "", _FORM):
        raise falcon.HTTPUnsupportedMediaType(description=f"Found another Content-Type, expected {_FORM}")
    return split_query(body.decode("ascii", "replace"))


def _too_large(limit: int) -> falcon.HTTPContentTooLarge:
    return falcon.HTTPContentTooLarge(description=f"Found a body of more than {limit} bytes, expected at most that")

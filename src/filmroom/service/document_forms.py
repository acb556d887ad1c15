"""Which form of FHIR a stream of bytes has, and the resources in it.

XML begins with ``<``. NDJSON has a whole object on its first line that is not blank, or is no JSON as a whole
and has a whole resource on some line. Everything else is JSON. What is NDJSON by its name or its first line is
read line by line, so that its length does not matter.

Source: https://hl7.org/fhir/6.0.0-ballot4/formats.html, https://hl7.org/fhir/6.0.0-ballot4/nd-json.html
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any, BinaryIO

import msgspec

from filmroom.errors import FhirError, FhirLimitError, FhirSyntaxError
from filmroom.fhir.json_document import read_json, read_ndjson
from filmroom.fhir.limits import DEFAULT_LIMITS, DocumentLimits
from filmroom.fhir.outcome import Issue
from filmroom.fhir.xml_document import inspect_xml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from _typeshed import WriteableBuffer

__all__ = ["FoundResource", "iterate_resources"]

_SPACE = b" \t\r\n\xef\xbb\xbf"
_BLANK_BYTES = 64 << 10  # of blank lines at the start, which are passed over to see what follows
_OBJECT_LINE = re.compile(rb"^[ \t]*\{[^\n]*\}[ \t\r]*$", re.MULTILINE)
_PREAMBLE_BYTES = 128  # PS3.10 section 7.1


class FoundResource(msgspec.Struct, frozen=True):
    """A resource, or what is in the place of one.

    Attributes:
        line: its number in NDJSON, from 1; 0 for a document.
        resource: None when it could not be read.
        issues: what there is to say of the reading.
    """

    line: int
    resource: dict[str, Any] | None
    issues: tuple[Issue, ...] = ()


def iterate_resources(
    stream: BinaryIO, *, is_ndjson: bool = False, limits: DocumentLimits = DEFAULT_LIMITS
) -> Iterator[FoundResource]:
    """Read the resources of a stream, in their order; what cannot be read comes with its error.

    Args:
        stream: from where it stands; it need not be seekable.
        is_ndjson: whether it is NDJSON whatever its first line looks like.
        limits: of a document, or of each line of NDJSON.

    Returns:
        One for each line of NDJSON, but for the blank ones; else one for the document.
    """
    found = None
    for found in _found(stream, limits, is_ndjson=is_ndjson):
        yield found
    if found is None:
        yield _unread(0, FhirSyntaxError("Found nothing, expected a resource"))


def _found(stream: BinaryIO, limits: DocumentLimits, *, is_ndjson: bool) -> Iterator[FoundResource]:
    if is_ndjson:
        yield from _ndjson(stream, limits)
        return
    head, first = _first_line(stream, limits)
    following = stream.read(1) if _is_object(first) else b""
    if following:
        yield from _ndjson(_joined(head + following, stream), limits)
        return
    data = head + stream.read(max(0, limits.size_bytes + 1 - len(head)))
    document = _read_document(data, limits)
    if document.resource is None and _has_resource_line(data):
        yield from _ndjson(_joined(data, stream), limits)
    elif data.strip(_SPACE):
        yield document


def _ndjson(stream: BinaryIO, limits: DocumentLimits) -> Iterator[FoundResource]:
    for line in read_ndjson(stream, limits=limits):
        yield _unread(line.number, line.error) if line.error else FoundResource(line.number, line.resource)


def _unread(line: int, error: FhirError) -> FoundResource:
    return FoundResource(line, None, (Issue("fatal", error.issue_code, "", str(error)),))


def _first_line(stream: BinaryIO, limits: DocumentLimits) -> tuple[bytes, bytes]:
    """Read up to the first line with something on it; return all that was read, and that line."""
    read = bytearray()
    while len(read) < _BLANK_BYTES and (line := stream.readline(limits.size_bytes + 1)):
        read += line
        if line.strip(_SPACE):
            return bytes(read), line
    return bytes(read), b""


def _is_object(line: bytes, needed: str = "") -> bool:
    """Whether a line is a whole JSON object, which has a certain property."""
    try:
        found = msgspec.json.decode(line.strip(_SPACE))
    except (msgspec.DecodeError, RecursionError):
        return False
    return isinstance(found, dict) and (not needed or needed in found)


def _has_resource_line(data: bytes) -> bool:
    return any(_is_object(found[0], "resourceType") for found in _OBJECT_LINE.finditer(data))


def _read_document(data: bytes, limits: DocumentLimits) -> FoundResource:
    try:
        if len(data) > limits.size_bytes:
            raise FhirLimitError(f"Found more than {limits.size_bytes} bytes, expected less")
        if data[_PREAMBLE_BYTES : _PREAMBLE_BYTES + 4] == b"DICM":
            raise FhirSyntaxError("Found DICOM, expected JSON, NDJSON or XML; `filmroom index` reads DICOM")
        if not data.lstrip(_SPACE).startswith(b"<"):
            return FoundResource(0, read_json(data, limits=limits))
        document = inspect_xml(data, limits=limits)
        return FoundResource(0, document.resource, document.issues)
    except FhirError as error:
        return _unread(0, error)


class _Joined(io.RawIOBase):
    """What was read already, and the rest of the stream behind it."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = io.BytesIO(head)
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        view = memoryview(buffer).cast("B")
        data = self._head.read(len(view)) or self._rest.read(len(view))
        view[: len(data)] = data
        return len(data)


def _joined(head: bytes, rest: BinaryIO) -> BinaryIO:
    return io.BufferedReader(_Joined(head, rest))

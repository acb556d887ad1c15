"""Files of FHIR in, what is wrong with each resource out.

The form is known by the content: XML begins with ``<``; NDJSON is one whole object on its first line and
more behind it; everything else is JSON.
"""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import msgspec

from filmroom.errors import FhirError, FhirLimitError
from filmroom.fhir.json_document import read_json, read_ndjson
from filmroom.fhir.limits import DEFAULT_LIMITS
from filmroom.fhir.outcome import Issue
from filmroom.fhir.xml_document import read_xml
from filmroom.validation.validate import validate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Judged", "validate_documents"]

_SUFFIXES = frozenset({".json", ".ndjson", ".xml"})
_REPORT = "report.json"
_SPACE = b" \t\r\n\xef\xbb\xbf"


class Judged(msgspec.Struct, frozen=True):
    """One resource, or what should have been one.

    Attributes:
        name: the file, and for NDJSON the line, as in ``Patient.ndjson:12``.
        resource: as in ``Patient/1``; empty when it could not be read or has no id.
        issues: nothing when all is well.
    """

    name: str
    resource: str
    issues: tuple[Issue, ...]


def validate_documents(paths: Iterable[str]) -> Iterator[Judged]:
    """Validate every resource of JSON, NDJSON and XML files, in their order.

    Args:
        paths: files; folders, of which all files with these endings are read but for the report of a
            run of ``index``; ``-`` for standard input.

    Raises:
        OSError: a path cannot be read.
    """
    for path in paths:
        if path == "-":
            yield from _judge_stream("standard input", io.BytesIO(sys.stdin.buffer.read(DEFAULT_LIMITS.size_bytes + 1)))
            continue
        for file in _files(Path(path)):
            with file.open("rb") as stream:
                yield from _judge_stream(str(file), stream)


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for folder, folders, names in os.walk(path):
        folders.sort()
        for name in sorted(names):
            if Path(name).suffix.lower() in _SUFFIXES and name != _REPORT:
                yield Path(folder) / name


def _judge_stream(name: str, stream: BinaryIO) -> Iterator[Judged]:
    first = stream.readline(DEFAULT_LIMITS.size_bytes + 1)
    more = stream.read(1)
    stream.seek(0)
    if not first.lstrip(_SPACE).startswith(b"<") and more and _is_object(first):
        for line in read_ndjson(stream):
            error = line.error
            place = f"{name}:{line.number}"
            yield _judge(place, line.resource) if line.resource is not None else _unreadable(place, error)
        return
    try:
        yield _judge(name, _read_document(stream))
    except FhirError as error:
        yield _unreadable(name, error)


def _is_object(line: bytes) -> bool:
    """Whether a line is a whole JSON object, so that what follows is another."""
    try:
        return isinstance(msgspec.json.decode(line.strip(_SPACE)), dict)
    except msgspec.DecodeError:
        return False


def _read_document(stream: BinaryIO) -> dict[str, Any]:
    data = stream.read(DEFAULT_LIMITS.size_bytes + 1)
    if len(data) > DEFAULT_LIMITS.size_bytes:
        raise FhirLimitError(f"Found more than {DEFAULT_LIMITS.size_bytes} bytes, expected less")
    return read_xml(data) if data.lstrip(_SPACE).startswith(b"<") else read_json(data)


def _judge(name: str, resource: dict[str, Any]) -> Judged:
    kind, identity = resource.get("resourceType"), resource.get("id")
    known = f"{kind}/{identity}" if isinstance(kind, str) and isinstance(identity, str) else ""
    return Judged(name, known, validate(resource))


def _unreadable(name: str, error: FhirError | None) -> Judged:
    code = error.issue_code if error is not None else "invalid"
    return Judged(name, "", (Issue("fatal", code, "", str(error)),))

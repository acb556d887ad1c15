"""Files of FHIR in, what is wrong with each resource out."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from filmroom.fhir.outcome import Issue
from filmroom.service.document_forms import iterate_resources
from filmroom.validation.validate import validate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from filmroom.service.document_forms import FoundResource

__all__ = ["Judged", "validate_documents"]

_NDJSON = ".ndjson"
_SUFFIXES = frozenset({".json", _NDJSON, ".xml"})
_RUN_REPORT = re.compile(rb'\s*\{\s*"written_by"\s*:\s*"filmroom index"')
_LOOKED_BYTES = 64


class Judged(msgspec.Struct, frozen=True):
    """One resource, or what should have been one.

    Attributes:
        name: the file, and for NDJSON the line, as in ``Patient.ndjson:12``; or a folder about which there
            is something to say.
        resource: as in ``Patient/1``; empty when it could not be read or has no id.
        issues: nothing when all is well.
    """

    name: str
    resource: str
    issues: tuple[Issue, ...]


def validate_documents(paths: Iterable[str], standard_input: BinaryIO | None = None) -> Iterator[Judged]:
    """Validate every resource of JSON, NDJSON and XML files, in their order.

    What cannot be read is told in its place and does not stop the rest.

    Args:
        paths: files; folders, of which all files with these endings are read but for the reports of
            ``index``; ``-`` for standard input.
        standard_input: in place of that of the process.
    """
    for path in paths:
        if path == "-":
            yield from _judge_stream("standard input", standard_input or sys.stdin.buffer)
        elif Path(path).is_dir():
            yield from _judge_folder(path)
        else:
            yield from _judge_file(path)


def _judge_folder(top: str) -> Iterator[Judged]:
    found = False
    unread: list[OSError] = []
    for folder, folders, names in os.walk(top, onerror=unread.append):
        folders.sort()
        for name in sorted(names):
            path = Path(folder) / name
            if path.suffix.lower() in _SUFFIXES and not _is_run_report(path):
                found = True
                yield from _judge_file(str(path))
    for error in unread:
        yield _unreadable(str(error.filename), error)
    if not (found or unread):
        yield Judged(top, "", (Issue("error", "not-found", "", "found no .json, .ndjson or .xml files"),))


def _is_run_report(path: Path) -> bool:
    """Whether a file is what ``index`` says of a run, which is no resource."""
    try:
        with path.open("rb") as file:
            return bool(_RUN_REPORT.match(file.read(_LOOKED_BYTES)))
    except OSError:
        return False  # reading it as a document will tell


def _judge_file(path: str) -> Iterator[Judged]:
    try:
        with open(path, "rb") as stream:
            yield from _judge_stream(path, stream, is_ndjson=path.lower().endswith(_NDJSON))
    except OSError as error:
        yield _unreadable(path, error)


def _judge_stream(name: str, stream: BinaryIO, *, is_ndjson: bool = False) -> Iterator[Judged]:
    for found in iterate_resources(stream, is_ndjson=is_ndjson):
        yield _judge(f"{name}:{found.line}" if found.line else name, found)


def _judge(name: str, found: FoundResource) -> Judged:
    if found.resource is None:
        return Judged(name, "", found.issues)
    kind, identity = found.resource.get("resourceType"), found.resource.get("id")
    known = f"{kind}/{identity}" if isinstance(kind, str) and isinstance(identity, str) else ""
    return Judged(name, known, (*found.issues, *validate(found.resource)))


def _unreadable(name: str, error: OSError) -> Judged:
    return Judged(name, "", (Issue("fatal", "incomplete", "", f"cannot be read: {error.strerror}"),))

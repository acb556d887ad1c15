"""FHIR JSON, read and written.

Reading is strict: no name twice in an object, no NaN, UTF-8 only, nothing deeper or larger than the limits. Decimals
keep the precision they were written with.

Source: https://hl7.org/fhir/6.0.0-ballot4/json.html and https://www.rfc-editor.org/rfc/rfc8259
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any, Final, NoReturn

import msgspec

from filmroom.errors import DuplicateKeyError, FhirError, FhirLimitError, FhirSyntaxError
from filmroom.fhir.json_places import find_constant, find_number, find_repeated_name
from filmroom.fhir.json_refusals import refusal
from filmroom.fhir.limits import DEFAULT_LIMITS, DocumentLimits
from filmroom.fhir.text import decode_document, place_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

__all__ = ["NdjsonLine", "read_json", "read_ndjson", "write_json"]

_EXPONENT_LIMIT: Final = 400
_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,63}")
_ENCODER: Final = msgspec.json.Encoder(decimal_format="number")


class _RefusedError(FhirError):
    """A hook of the parser met what is not allowed; the place is found afterwards."""


class _RepeatedNameError(_RefusedError):
    pass


class _ConstantError(_RefusedError):
    pass


class _NumberError(_RefusedError):
    pass


@dataclass(frozen=True, slots=True)
class NdjsonLine:
    """One line of NDJSON: a resource, or what is wrong with the line.

    Attributes:
        number: of the line, from 1.
        resource: None when there is an error.
        error: None when the line was read.
    """

    number: int
    resource: dict[str, Any] | None
    error: FhirError | None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _RepeatedNameError
    return found


def _refuse_constant(_name: str) -> NoReturn:
    raise _ConstantError


def _is_too_large(limit: int, text: str) -> bool:
    _, _, exponent = text.lower().partition("e")
    return len(text) > limit or (bool(exponent) and abs(int(exponent)) > _EXPONENT_LIMIT)


def _number(limit: int, text: str) -> Decimal:
    if _is_too_large(limit, text):
        raise _NumberError
    return Decimal(text)


def _whole_number(limit: int, text: str) -> int:
    if _is_too_large(limit, text):
        raise _NumberError
    return int(text)


def read_json(data: bytes | str, *, limits: DocumentLimits = DEFAULT_LIMITS, first_line: int = 1) -> dict[str, Any]:
    """Read one resource.

    Args:
        data: UTF-8, with or without a byte order mark.
        limits: of the document.
        first_line: the number of its first line, for messages.

    Returns:
        The object, with whole numbers as int and all others as Decimal.

    Raises:
        FhirSyntaxError: it is not JSON, or not an object; with line and column.
        DuplicateKeyError: an object has a name twice.
        FhirLimitError: it is larger, deeper or has longer numbers than the limits.
    """
    text = decode_document(data, limits.size_bytes)
    resource = _parse(text, limits, first_line)
    if not isinstance(resource, dict):
        raise FhirSyntaxError("Found another kind of JSON, expected an object", line=first_line, column=1)
    _check_depth(resource, limits.depth)
    return resource


def _parse(text: str, limits: DocumentLimits, first_line: int) -> Any:
    try:
        return json.loads(
            text,
            object_pairs_hook=_object,
            parse_float=partial(_number, limits.number_length),
            parse_int=partial(_whole_number, limits.number_length),
            parse_constant=_refuse_constant,
        )
    except json.JSONDecodeError as error:
        line = error.lineno + first_line - 1
        raise FhirSyntaxError(f"JSON: {refusal(error.msg)}", line=line, column=error.colno) from error
    except RecursionError as error:
        raise FhirLimitError(f"Found JSON nested too deeply, expected at most {limits.depth} levels") from error
    except _RefusedError as error:
        raise _explained(error, text, limits, first_line) from error


def _explained(error: _RefusedError, text: str, limits: DocumentLimits, first_line: int) -> FhirError:
    """Say what was refused, and where."""
    if isinstance(error, _NumberError):
        line, column = place_of(text, find_number(text, partial(_is_too_large, limits.number_length)))
        line += first_line - 1
        return FhirLimitError(
            f"Found a number of more than {limits.number_length} characters or an exponent beyond {_EXPONENT_LIMIT}, "
            f"expected a smaller one (line {line}, column {column})"
        )
    if isinstance(error, _ConstantError):
        line, column = place_of(text, find_constant(text))
        return FhirSyntaxError(
            "JSON: Found NaN or Infinity, expected a number", line=line + first_line - 1, column=column
        )
    name, position = find_repeated_name(text)
    line, column = place_of(text, position)
    shown = f"the property '{name}'" if _NAME.fullmatch(name) else "a property whose name is not FHIR's"
    return DuplicateKeyError(
        f"JSON: Found {shown} twice in one object, expected it once",
        line=line + first_line - 1,
        column=column,
    )


def _check_depth(resource: dict[str, Any], limit: int) -> None:
    level: list[Any] = [resource]
    for _ in range(limit):
        level = [
            child
            for each in level
            for child in (each.values() if type(each) is dict else each)
            if type(child) is dict or type(child) is list
        ]
        if not level:
            return
    raise FhirLimitError(f"Found more than {limit} levels of objects and arrays, expected at most {limit}")


def read_ndjson(stream: BinaryIO, *, limits: DocumentLimits = DEFAULT_LIMITS) -> Iterator[NdjsonLine]:
    """Read resources line by line; a line that cannot be read does not stop the rest. Blank lines are passed over.

    Source: https://hl7.org/fhir/6.0.0-ballot4/nd-json.html
    """
    number = 0
    while line := stream.readline(limits.size_bytes + 1):
        number += 1
        if len(line) > limits.size_bytes:
            while line and not line.endswith(b"\n"):
                line = stream.readline(limits.size_bytes)
            found = FhirLimitError(
                f"Found a line of more than {limits.size_bytes} bytes (line {number}), expected less"
            )
            yield NdjsonLine(number, None, found)
        elif line.strip():
            yield _read_line(line, number, limits)


def _read_line(line: bytes, number: int, limits: DocumentLimits) -> NdjsonLine:
    try:
        return NdjsonLine(number, read_json(line.rstrip(b"\r\n"), limits=limits, first_line=number), None)
    except FhirError as error:
        return NdjsonLine(number, None, error)


def write_json(resource: dict[str, Any], *, pretty: bool = False) -> bytes:
    """Write a resource as UTF-8, its properties in the order they have; decimals keep their precision."""
    written = _ENCODER.encode(resource)
    return msgspec.json.format(written, indent=2) + b"\n" if pretty else written

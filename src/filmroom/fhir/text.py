"""Bytes into text, and positions into lines and columns.

Source: https://www.rfc-editor.org/rfc/rfc8259#section-8.1 and https://hl7.org/fhir/6.0.0-ballot4/formats.html
"""

from __future__ import annotations

from filmroom.errors import FhirLimitError, FhirSyntaxError

__all__ = ["decode_document", "place_of"]

_OTHER_MARKS = (b"\xff\xfe", b"\xfe\xff")


def place_of(text: str, position: int) -> tuple[int, int]:
    """Give the line and the column of a position, both from 1."""
    return text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position)


def decode_document(data: bytes | str, size_limit_bytes: int) -> str:
    """Give the text of a document, without a byte order mark.

    Raises:
        FhirLimitError: it is larger than the limit.
        FhirSyntaxError: it is not UTF-8, with the place of the first byte that shows it.
    """
    if len(data) > size_limit_bytes:
        raise FhirLimitError(f"Found a document of {len(data)} bytes, expected at most {size_limit_bytes}")
    if isinstance(data, str):
        return data.removeprefix("\ufeff")
    if data.startswith(_OTHER_MARKS):
        raise FhirSyntaxError("Found UTF-16, expected UTF-8", line=1, column=1)
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        line, column = place_of(before, len(before))
        raise FhirSyntaxError("Found a byte that is not UTF-8, expected UTF-8", line=line, column=column) from error

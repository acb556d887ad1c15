"""Where a page of results begins: the place of an entry in the order, written into the links between pages.

A cursor is a place and no permission: it holds nothing that a client could not ask for otherwise, so it has a
checksum against damage and mixing up, and no secret.

Source: https://hl7.org/fhir/6.0.0-ballot4/http.html#paging
"""

from __future__ import annotations

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from enum import StrEnum
from hashlib import sha256
from typing import TypeAlias

import msgspec

from filmroom.errors import SearchError

__all__ = ["Cursor", "Direction", "SortValue", "decode_cursor", "encode_cursor"]

_VERSION = 1
_LONGEST = 8_192
_CHECKSUM_LENGTH = 16

SortValue: TypeAlias = str | int | float | None
"""One sort key of an entry; None where the entry has no such value."""


class Direction(StrEnum):
    """Which way a page runs from the entry."""

    NEXT = "next"
    PREVIOUS = "previous"


class Cursor(msgspec.Struct, frozen=True):
    """The entry next to which a page begins.

    Attributes:
        values: the entry's sort keys in the order of sorting, the last of which tells it from every other entry.
    """

    values: tuple[SortValue, ...]
    direction: Direction = Direction.NEXT


class _Written(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    version: int
    direction: Direction
    values: tuple[SortValue, ...]
    checksum: str


def encode_cursor(cursor: Cursor, query_key: str) -> str:
    """Write a cursor as text that a URL can hold; ``query_key`` tells the search that it belongs to."""
    checksum = _checksum(cursor, query_key)
    written = msgspec.json.encode(_Written(_VERSION, cursor.direction, cursor.values, checksum))
    return urlsafe_b64encode(written).rstrip(b"=").decode("ascii")


def decode_cursor(text: str, query_key: str) -> Cursor:
    """Read a cursor.

    Raises:
        SearchError: it is damaged, of another version of the program, or belongs to another search.
    """
    if len(text) > _LONGEST:
        raise SearchError(f"Parameter '_cursor': found {len(text)} characters, expected at most {_LONGEST}")
    try:
        padded = text.encode("ascii") + b"=" * (-len(text) % 4)
        written = msgspec.json.decode(urlsafe_b64decode(padded), type=_Written)
    except (binascii.Error, UnicodeError, msgspec.MsgspecError) as error:
        raise SearchError("Parameter '_cursor': expected a cursor from a link of this server") from error
    cursor = Cursor(written.values, written.direction)
    if written.version != _VERSION or written.checksum != _checksum(cursor, query_key):
        raise SearchError("Parameter '_cursor': expected a cursor of this very search")
    return cursor


def _checksum(cursor: Cursor, query_key: str) -> str:
    content = msgspec.json.encode((_VERSION, query_key, cursor.direction, cursor.values))
    return sha256(content).hexdigest()[:_CHECKSUM_LENGTH]

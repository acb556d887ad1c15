"""Streams of DICOM, built byte by byte: elements, items, files in every transfer syntax.

Source: PS3.5 section 7 (data elements and items), PS3.10 section 7 (files).
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass

__all__ = [
    "BIG",
    "DEFLATED",
    "EXPLICIT",
    "IMPLICIT",
    "TRANSFER_SYNTAXES",
    "Element",
    "Items",
    "Syntax",
    "element",
    "encoded",
    "even",
    "file_bytes",
    "identified",
    "item",
    "sequence",
]

UNDEFINED = 0xFFFFFFFF
LONG_VRS = ("OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV")


@dataclass(frozen=True)
class Syntax:
    """A transfer syntax: how its elements are written."""

    uid: str
    is_implicit: bool = False
    is_little_endian: bool = True
    is_deflated: bool = False

    def number(self, value: int, count: int) -> bytes:
        return value.to_bytes(count, "little" if self.is_little_endian else "big")

    def tag(self, tag: int) -> bytes:
        return self.number(tag >> 16, 2) + self.number(tag & 0xFFFF, 2)


IMPLICIT = Syntax("1.2.840.10008.1.2", is_implicit=True)
EXPLICIT = Syntax("1.2.840.10008.1.2.1")
BIG = Syntax("1.2.840.10008.1.2.2", is_little_endian=False)
DEFLATED = Syntax("1.2.840.10008.1.2.1.99", is_deflated=True)
TRANSFER_SYNTAXES = (IMPLICIT, EXPLICIT, BIG, DEFLATED)


@dataclass(frozen=True)
class Items:
    """The items of a sequence.

    Attributes:
        is_undefined_length: whether delimiters close the sequence and its items, in place of lengths.
    """

    items: tuple[tuple[Element, ...], ...]
    is_undefined_length: bool = False

    def encoded(self, syntax: Syntax) -> bytes:
        return b"".join(
            item(encoded(elements, syntax), syntax, undefined=self.is_undefined_length) for elements in self.items
        )


@dataclass(frozen=True)
class Element:
    """One data element.

    Attributes:
        value: its bytes; as many as given, without padding; or items.
    """

    tag: int
    vr: str
    value: bytes | Items

    def encoded(self, syntax: Syntax) -> bytes:
        if isinstance(self.value, Items):
            return sequence(
                self.tag, self.value.encoded(syntax), syntax, vr=self.vr, undefined=self.value.is_undefined_length
            )
        return element(self.tag, self.vr, self.value, syntax)


def element(tag: int, vr: str, value: bytes, syntax: Syntax = EXPLICIT, *, length: int | None = None) -> bytes:
    """Encode one element; with a length of its own if that is to be a lie."""
    count = len(value) if length is None else length
    if syntax.is_implicit:
        return syntax.tag(tag) + syntax.number(count, 4) + value
    if vr in LONG_VRS:
        return syntax.tag(tag) + vr.encode() + b"\0\0" + syntax.number(count, 4) + value
    return syntax.tag(tag) + vr.encode() + syntax.number(count, 2) + value


def item(content: bytes, syntax: Syntax = EXPLICIT, *, undefined: bool = False) -> bytes:
    """Encode one item of a sequence."""
    start = syntax.tag(0xFFFEE000)
    if undefined:
        return start + syntax.number(UNDEFINED, 4) + content + syntax.tag(0xFFFEE00D) + bytes(4)
    return start + syntax.number(len(content), 4) + content


def sequence(tag: int, items: bytes, syntax: Syntax = EXPLICIT, *, vr: str = "SQ", undefined: bool = False) -> bytes:
    """Encode a sequence of encoded items."""
    if undefined:
        return element(tag, vr, items + syntax.tag(0xFFFEE0DD) + bytes(4), syntax, length=UNDEFINED)
    return element(tag, vr, items, syntax)


def file_bytes(
    data_set: bytes,
    syntax: Syntax = EXPLICIT,
    *,
    sop_class_uid: bytes = b"1.2.840.10008.5.1.4.1.1.2",
    preamble: bytes | None = bytes(128),
) -> bytes:
    """Put a file around an encoded data set; without preamble and prefix when that is None."""
    meta = (
        element(0x00020001, "OB", b"\0\1")
        + element(0x00020002, "UI", even(sop_class_uid))
        + element(0x00020003, "UI", b"1.2.3.4")
        + element(0x00020010, "UI", even(syntax.uid.encode()))
    )
    start = b"" if preamble is None else preamble + b"DICM"
    return start + element(0x00020000, "UL", len(meta).to_bytes(4, "little")) + meta + compressed(data_set, syntax)


def compressed(data_set: bytes, syntax: Syntax) -> bytes:
    """Deflate a data set if its transfer syntax does."""
    if not syntax.is_deflated:
        return data_set
    deflater = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return deflater.compress(data_set) + deflater.flush()


def even(value: bytes, padding: bytes = b"\0") -> bytes:
    """Pad a value to an even length."""
    return value + padding * (len(value) % 2)


def identified(*elements: Element) -> tuple[Element, ...]:
    """Add the UIDs of class, instance, study and series, in the order of the tags."""
    uids = (
        Element(0x00080016, "UI", b"1.2.840.10008.5.1.4.1.1.2\0"),
        Element(0x00080018, "UI", b"1.2.3.4.5\0"),
        Element(0x0020000D, "UI", b"1.2.3\0"),
        Element(0x0020000E, "UI", b"1.2.3.4\0"),
    )
    return tuple(sorted((*elements, *uids), key=lambda one: one.tag))


def encoded(elements: tuple[Element, ...], syntax: Syntax = EXPLICIT) -> bytes:
    """Encode a data set."""
    return b"".join(one.encoded(syntax) for one in elements)

"""DICOM files and streams -> `Header`, at the cost of little more than opening them.

Source: PS3.10 section 7 (file format), PS3.5 section 7 and annex A (data sets and transfer syntaxes).
"""

from __future__ import annotations

from filmroom.dicom.encoding import (
    DEFLATED,
    EXPLICIT_LITTLE,
    IMPLICIT_LITTLE,
    Encoding,
    encoding_of,
    guess_encoding,
    looks_explicit,
)
from filmroom.dicom.header import Header, RawElements
from filmroom.dicom.inflate import InflatedBytes
from filmroom.dicom.limits import DEFAULT_LIMITS, Limits
from filmroom.dicom.source import ByteSource, Source, Window, open_source
from filmroom.dicom.walk import Trace, UnusualStructureError, Walk
from filmroom.dicom.wanted import NOTHING, ROOT, Wanted
from filmroom.errors import NotDicomError

__all__ = ["HeaderReader", "read_header"]

DICOMDIR_SOP_CLASS_UID = "1.2.840.10008.1.3.10"

_HEAD_BYTES = 8 << 10
_PREAMBLE_BYTES = 128
_SOP_CLASS = 0x00020002
_TRANSFER_SYNTAX = 0x00020010
_META: Wanted = {_SOP_CLASS: None, _TRANSFER_SYNTAX: None}


def read_header(source: Source, *, limits: Limits = DEFAULT_LIMITS) -> Header:
    """Read the attributes of the dictionary from a path, from bytes or from a binary stream.

    Raises:
        NotDicomError: it is something else.
        TruncatedError: it ends before the last attribute that may be wanted; a file that ends inside
            its pixel data is read.
        MalformedError: its structure contradicts itself.
        DicomLimitError: it asks for more than the limits.
        OSError: the path cannot be read.
    """
    return HeaderReader(limits).read(source)


class HeaderReader:
    """Reads headers one after the other."""

    def __init__(self, limits: Limits = DEFAULT_LIMITS) -> None:
        self._limits = limits

    def read(self, source: Source) -> Header:
        """Read one header. Raises: as `read_header`."""
        opened = open_source(source)
        try:
            return _read_plainly(opened, opened.read_at(0, _HEAD_BYTES), self._limits)
        finally:
            opened.close()


def _read_plainly(source: ByteSource, head: bytes, limits: Limits, trace: Trace | None = None) -> Header:
    window = Window(source, head)
    walk = Walk(window, limits, is_little_endian=True)
    meta, position = _read_meta(walk, window)
    transfer_syntax_uid, sop_class_uid = _uid(meta, _TRANSFER_SYNTAX), _uid(meta, _SOP_CLASS)
    if sop_class_uid == DICOMDIR_SOP_CLASS_UID:
        return Header({}, transfer_syntax_uid, media_storage_sop_class_uid=sop_class_uid)
    if transfer_syntax_uid in DEFLATED:
        source = InflatedBytes(source, position, limits)
        window, position = Window(source, b""), 0
    else:
        _, position = walk.walk_group(0x0000, position, NOTHING, is_implicit=True)  # a command: PS3.7 6.3
    encoding = _encoding(transfer_syntax_uid, window.take(position, 8))
    elements = _read_data_set(source, window, position, encoding, limits, trace)
    return Header(
        elements,
        transfer_syntax_uid,
        is_little_endian=encoding.is_little_endian,
        media_storage_sop_class_uid=sop_class_uid,
    )


def _read_meta(walk: Walk, window: Window) -> tuple[RawElements, int]:
    """Read the file meta information, if there is any; return it and where the data set begins."""
    if not window.has(0, 8):
        raise NotDicomError(f"{len(window.data)} bytes are too few for a DICOM file")
    if window.take(_PREAMBLE_BYTES, 4) == b"DICM":
        position = _PREAMBLE_BYTES + 4
    elif window.take(0, 4) == b"DICM":
        position = 4
    elif guess_encoding(window.take(0, 8)):
        position = 0
    else:
        raise NotDicomError("neither the prefix DICM at byte 128 nor a data set at the beginning")
    is_implicit = not looks_explicit(window.take(position, 6))
    return walk.walk_group(0x0002, position, _META, is_implicit=is_implicit)


def _uid(meta: RawElements, tag: int) -> str:
    value = meta.get(tag, b"")
    return value.decode("latin-1").strip("\0 ") if isinstance(value, bytes) else ""


def _encoding(transfer_syntax_uid: str, start: bytes) -> Encoding:
    """Return how the data set is really written, which need not be what the file says."""
    if len(start) < 8:
        return EXPLICIT_LITTLE
    if transfer_syntax_uid:
        return encoding_of(transfer_syntax_uid)._replace(is_implicit=not looks_explicit(start))
    return guess_encoding(start) or IMPLICIT_LITTLE


def _read_data_set(
    source: ByteSource, window: Window, position: int, encoding: Encoding, limits: Limits, trace: Trace | None
) -> RawElements:
    walk = Walk(window, limits, is_little_endian=encoding.is_little_endian)
    try:
        return walk.walk_root(position, ROOT, is_implicit=encoding.is_implicit, trace=trace)[0]
    except UnusualStructureError:
        from filmroom.dicom.pydicom_reader import read_with_pydicom  # noqa: PLC0415 (slow to import)

        return read_with_pydicom(source, position, encoding, limits)

"""DICOM files and streams -> `Header`, at the cost of little more than opening them.

Source: PS3.10 section 7 (file format), PS3.5 section 7 and annex A (data sets and transfer syntaxes).
"""

from __future__ import annotations

import os

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
from filmroom.dicom.layout import Layouts, Sighting
from filmroom.dicom.limits import DEFAULT_LIMITS, Limits
from filmroom.dicom.source import (
    BufferBytes,
    ByteSource,
    FileBytes,
    Source,
    StreamBytes,
    Window,
    open_path,
    opened_source,
)
from filmroom.dicom.walk import Trace, UnusualStructureError, Walk
from filmroom.dicom.wanted import META, NOTHING, ROOT, SOP_CLASS, TRANSFER_SYNTAX, Wanted
from filmroom.errors import DicomLimitError, MalformedError, NotDicomError

__all__ = ["DICOMDIR_SOP_CLASS_UID", "HeaderReader", "read_header", "read_wanted"]

DICOMDIR_SOP_CLASS_UID = "1.2.840.10008.1.3.10"

# One read of 8 KB costs 2 us more than one of 4 KB, and 256 KB some 40 us: still less than to walk.
_LEAST_HEAD_BYTES = 8 << 10
_MOST_HEAD_BYTES = 256 << 10
_PREAMBLE_BYTES = 128


def read_header(source: Source, *, limits: Limits = DEFAULT_LIMITS) -> Header:
    """Read the attributes of the dictionary from a path, from bytes or from a binary stream.

    Raises:
        NotDicomError: it is something else.
        TruncatedError: it ends before the last attribute that may be wanted. A cut file is not the object
            that its SOP Instance UID names, and must not take the place of a whole one that comes later; a
            file that ends inside its pixel data is read, because nobody looks there.
        MalformedError: its structure contradicts itself.
        DicomLimitError: it asks for more than the limits.
        OSError: the path cannot be read.
    """
    return HeaderReader(limits).read(source)


def read_wanted(path: str, wanted: Wanted, *, limits: Limits = DEFAULT_LIMITS) -> RawElements:
    """Read other attributes than those of the dictionary from a file. Raises: as `read_header`."""
    descriptor = open_path(path)
    try:
        source = FileBytes(descriptor)
        return _PlainReading(source, source.read_at(0, _LEAST_HEAD_BYTES), limits, wanted).read().elements
    finally:
        os.close(descriptor)


class HeaderReader:
    """Reads headers one after the other, and recognises the layout of those it has read before.

    Not for several threads at once. The values in its headers may be shared: they are not to be changed.

    Attributes:
        limits: what one header may cost.
    """

    def __init__(self, limits: Limits = DEFAULT_LIMITS) -> None:
        self.limits = limits
        self._layouts = Layouts(limits)
        self._head_bytes = _LEAST_HEAD_BYTES

    def read(self, source: Source) -> Header:
        """Read one header. Raises: as `read_header`."""
        if isinstance(source, (str, os.PathLike)):
            descriptor = open_path(source)
            try:
                head = os.read(descriptor, self._head_bytes)
                header = self._layouts.recognise(head, is_whole=len(head) < self._head_bytes)
                if header is None:
                    with opened_source(descriptor, head) as file:
                        header = self._walk(file, head)
            finally:
                os.close(descriptor)
            return header
        opened = BufferBytes(source) if isinstance(source, (bytes, bytearray, memoryview)) else StreamBytes(source)
        try:
            return self.read_bytes(opened)
        finally:
            opened.close()

    def read_bytes(self, source: ByteSource) -> Header:
        """Read the header at the beginning of what is open already. Raises: as `read_header`."""
        head = source.read_at(0, self._head_bytes)
        return self._layouts.recognise(head, is_whole=len(head) < self._head_bytes) or self._walk(source, head)

    def _walk(self, source: ByteSource, head: bytes) -> Header:
        reading = _PlainReading(source, head, self.limits)
        header = reading.read()
        is_whole = len(head) < self._head_bytes
        self._layouts.learn(Sighting(head, is_whole, reading.meta, reading.trace, reading.encoding, header))
        self._head_bytes = _head_bytes(reading.trace)
        return header


class _PlainReading:
    """One header, read by the walk alone.

    Attributes:
        meta: what the walk passed of the file meta information.
        trace: what it passed of the data set; empty when it did not get through.
        encoding: how the data set is written.
    """

    def __init__(self, source: ByteSource, head: bytes, limits: Limits, wanted: Wanted = ROOT) -> None:
        self._wanted = wanted
        self._source = source
        self._window = Window(source, head)
        self._limits = limits
        self.meta: Trace = []
        self.trace: Trace = []
        self.encoding = EXPLICIT_LITTLE

    def read(self) -> Header:
        """Read it."""
        walk = Walk(self._window, self._limits, is_little_endian=True)
        meta, position = self._read_meta(walk)
        transfer_syntax_uid, sop_class_uid = _uid(meta, TRANSFER_SYNTAX), _uid(meta, SOP_CLASS)
        if sop_class_uid == DICOMDIR_SOP_CLASS_UID and self._wanted is ROOT:
            return Header({}, transfer_syntax_uid, media_storage_sop_class_uid=sop_class_uid)
        if transfer_syntax_uid in DEFLATED:
            self._source, position = InflatedBytes(self._source, position, self._limits), 0
            self._window = Window(self._source, b"")
        else:
            _, position = walk.walk_group(0x0000, position, NOTHING, is_implicit=True)  # a command, PS3.7 6.3
        self.encoding = _encoding(transfer_syntax_uid, self._window.take(position, 8))
        elements = self._read_data_set(position)
        return Header(elements, transfer_syntax_uid, self.encoding.is_little_endian, sop_class_uid)

    def _read_meta(self, walk: Walk) -> tuple[RawElements, int]:
        """Read the file meta information, if there is any; return it and where the data set begins."""
        window = self._window
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
        return walk.walk_group(0x0002, position, META, is_implicit=is_implicit, trace=self.meta)

    def _read_data_set(self, position: int) -> RawElements:
        walk = Walk(self._window, self._limits, is_little_endian=self.encoding.is_little_endian)
        try:
            return walk.walk_root(position, self._wanted, is_implicit=self.encoding.is_implicit, trace=self.trace)[0]
        except UnusualStructureError as unusual:
            self.trace.clear()
            return self._read_unusual(position, unusual)

    def _read_unusual(self, position: int, unusual: UnusualStructureError) -> RawElements:
        from filmroom.dicom.pydicom_reader import read_with_pydicom  # noqa: PLC0415 (slow to import)

        try:
            return read_with_pydicom(self._source, position, self._wanted, self.encoding, self._limits)
        except (MalformedError, DicomLimitError):  # behind a misread length pydicom sees all kinds of things
            raise MalformedError(str(unusual)) from None


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


def _head_bytes(trace: Trace) -> int:
    """How much to read at once, so that the next header is likely to be in it: a power of two."""
    needed = trace[-1][3] + 16 if trace else 0
    return min(max(_LEAST_HEAD_BYTES, 1 << needed.bit_length()), _MOST_HEAD_BYTES)

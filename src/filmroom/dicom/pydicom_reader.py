"""Data sets that our own walk finds unusual, read by pydicom, within the same limits.

pydicom reads whatever length a file claims and nests as deep as it goes; here it reads through a file
object that counts what it asks for. What frames say each for itself is not read here.
"""

from __future__ import annotations

import io
import struct
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO, cast

from pydicom.filereader import read_dataset, read_sequence

from filmroom.dicom.dictionary import FRAMES_TAG, LAST_TAG, format_tag
from filmroom.dicom.pydicom_quiet import kept_quiet
from filmroom.dicom.source import BufferBytes, ByteSource
from filmroom.dicom.walk import UNDEFINED_LENGTH, is_behind
from filmroom.dicom.wanted import NOTHING, Wanted
from filmroom.errors import (
    DicomError,
    ElementCountError,
    MalformedError,
    SequenceDepthError,
    TruncatedError,
    ValueLengthError,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pydicom.dataelem import DataElement, RawDataElement
    from pydicom.dataset import Dataset

    from filmroom.dicom.encoding import Encoding
    from filmroom.dicom.header import RawElements, RawValue
    from filmroom.dicom.limits import Limits

__all__ = ["read_with_pydicom"]

_HEADER_BYTES = 8
_SEARCH_BYTES = 8 << 10  # how pydicom looks for a delimiter; only there it may read past the end
_READS_PER_ELEMENT_LIMIT = 0.5  # pydicom takes some 5 microseconds per read: half the limit is a quarter second
_READ_PER_COLLECTED = 4  # it reads what nobody wants in items of undefined length, and items of a given one twice

# What pydicom raises on broken data, as fuzzing it showed. An OSError of the file itself is the file's `failure`.
_BROKEN = (
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
)


def read_with_pydicom(
    source: ByteSource, position: int, wanted: Wanted, encoding: Encoding, limits: Limits
) -> RawElements:
    """Collect what is wanted in a data set that begins at a position.

    Raises:
        TruncatedError: it ends inside an element.
        MalformedError: pydicom cannot read it either.
        DicomLimitError: a limit is passed.
        OSError: the source cannot be read.
    """
    return _Reading(wanted, encoding).read(_CountedFile(source, position, _Allowance(limits)))


class _Allowance:
    """How much may still be read."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._reads = int(limits.element_count * _READS_PER_ELEMENT_LIMIT)
        self._bytes = limits.collected_bytes * _READ_PER_COLLECTED
        self._collected = limits.collected_bytes

    def spend(self, count: int) -> None:
        if count > self.limits.value_length_bytes:
            message = f"a value of {count} bytes, longer than the limit of {self.limits.value_length_bytes}"
            raise ValueLengthError(message)
        self._reads -= 1
        if self._reads < 0:
            raise ElementCountError(f"more elements than {self.limits.element_count} allow, read with pydicom")
        self._bytes -= count
        if self._bytes < 0:
            limit = self.limits.collected_bytes
            raise ValueLengthError(f"more than {_READ_PER_COLLECTED} times {limit} bytes, read with pydicom")

    def collect(self, count: int) -> None:
        self._collected -= count
        if self._collected < 0:
            raise ValueLengthError(f"values of more than {self.limits.collected_bytes} bytes together")


class _CountedFile:
    """The file object that pydicom gets.

    Attributes:
        allowance: what may still be read.
        failure: the first reason to stop, kept because pydicom turns some exceptions into others.
    """

    def __init__(self, source: ByteSource, start: int, allowance: _Allowance) -> None:
        self._source = source
        self._position = start
        self.allowance = allowance
        self.failure: DicomError | OSError | None = None

    @property
    def name(self) -> str:
        """What pydicom asks for when it warns that a delimiter is missing, and goes on: here that is the end."""
        self.failure = self.failure or TruncatedError("the data end where a delimiter is expected")
        raise self.failure

    def read(self, count: int) -> bytes:
        try:
            self.allowance.spend(count)
            data = self._source.read_at(self._position, count)
            if len(data) < count:
                self._require_end(data, count)
        except (DicomError, OSError) as error:
            self.failure = self.failure or error
            raise
        self._position += len(data)
        return data

    def _require_end(self, data: bytes, count: int) -> None:
        is_inside = bool(data) or not (self._position == 0 or self._source.read_at(self._position - 1, 1))
        if is_inside and count == _HEADER_BYTES:
            raise TruncatedError(f"the data end where a data element is expected, at byte {self._position}")

    def inside(self, value: bytes) -> _CountedFile:
        """Return a file over the value of one element, with the same allowance."""
        return _CountedFile(BufferBytes(value), 0, self.allowance)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._position = offset + (self._position if whence == io.SEEK_CUR else 0)
        return self._position

    def tell(self) -> int:
        return self._position


class _Reading:
    """One data set read with pydicom."""

    def __init__(self, wanted: Wanted, encoding: Encoding) -> None:
        self._wanted = wanted
        self._encoding = encoding
        self._seen: RawElements = {}

    def read(self, file: _CountedFile) -> RawElements:
        """Read the root and take the wanted values out."""
        with _asking_pydicom(file):
            data_set = read_dataset(
                cast("BinaryIO", file),
                self._encoding.is_implicit,
                self._encoding.is_little_endian,
                stop_when=self._is_behind,
                specific_tags=list(self._wanted),
            )
        return self._collect(data_set, self._wanted, file)

    def _is_behind(self, tag: int, _vr: str | None, _length: int) -> bool:
        self._seen[tag] = b""
        return tag > LAST_TAG and is_behind(tag, self._seen)

    def _collect(self, data_set: Dataset, wanted: Wanted, file: _CountedFile) -> RawElements:
        found: RawElements = {}
        for tag, items in wanted.items():
            element = data_set.get_item(tag, keep_deferred=True)
            if tag != FRAMES_TAG and element is not None:
                found[tag] = self._value(tag, element, items, file)
        return found

    def _value(
        self, tag: int, element: DataElement | RawDataElement, items: Wanted | None, file: _CountedFile
    ) -> RawValue:
        if not element.is_raw:
            return self._items(cast("Iterable[Dataset]", element.value), items, file)
        raw = cast("RawDataElement", element)
        value = raw.value or b""
        if len(value) != raw.length != UNDEFINED_LENGTH:
            raise TruncatedError(f"{format_tag(tag)}: a value of {raw.length} bytes, of which there are {len(value)}")
        is_sequence = items is not None and raw.VR in (None, "UN")
        if is_sequence or raw.VR == "SQ":
            return self._sequence(value, raw, items, file)
        file.allowance.collect(len(value))
        return value

    def _sequence(self, value: bytes, raw: RawDataElement, items: Wanted | None, file: _CountedFile) -> RawValue:
        """Read a sequence of defined length; the value itself when it cannot be read as items."""
        inner = file.inside(value)
        try:
            with _asking_pydicom(inner):
                sequence = read_sequence(
                    cast("BinaryIO", inner), raw.is_implicit_VR, raw.is_little_endian, len(value), "iso8859"
                )
            return self._items(sequence, items, inner)
        except (TruncatedError, MalformedError):
            return value

    def _items(self, sequence: Iterable[Dataset], items: Wanted | None, file: _CountedFile) -> RawValue:
        return tuple(self._collect(item, items or NOTHING, file) for item in sequence)


@contextmanager
def _asking_pydicom(file: _CountedFile) -> Iterator[None]:
    """Let pydicom read, and say in our words why it could not."""
    try:
        with kept_quiet():
            yield
    except (DicomError, *_BROKEN) as error:
        raise file.failure or _refusal(error) from None
    if file.failure:
        raise file.failure


def _refusal(error: Exception) -> DicomError:
    if isinstance(error, DicomError):
        return error
    if isinstance(error, RecursionError):
        return SequenceDepthError("sequences nested deeper than pydicom can follow")
    if isinstance(error, (EOFError, OSError, struct.error)):
        return TruncatedError("the data end where a delimiter is expected")
    return MalformedError(f"neither our walk nor pydicom can follow its structure ({type(error).__name__})")

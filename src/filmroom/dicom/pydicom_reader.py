"""Data sets that our own walk finds unusual, read by pydicom, within the same limits.

pydicom reads whatever length a file claims and nests as deep as it goes; here it reads through a file
object that counts what it asks for.
"""

from __future__ import annotations

import io
import logging
import struct
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO, cast

from pydicom.filereader import read_dataset, read_sequence

from filmroom.dicom.dictionary import LAST_TAG, format_tag
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
_TOTAL_VALUES = 16  # how many values of the greatest length may be read together

_EARLY_END = " in file the data set"

# What pydicom raises on broken data, as fuzzing it showed.
_BROKEN = (ArithmeticError, AttributeError, EOFError, LookupError, NotImplementedError, OSError, TypeError, ValueError)


def read_with_pydicom(
    source: ByteSource, position: int, wanted: Wanted, encoding: Encoding, limits: Limits
) -> RawElements:
    """Collect what is wanted in a data set that begins at a position.

    Raises:
        TruncatedError: it ends inside an element.
        MalformedError: pydicom cannot read it either.
        DicomLimitError: a limit is passed.
    """
    return _Reading(wanted, encoding).read(_CountedFile(source, position, _Allowance(limits)))


class _Allowance:
    """How much may still be read."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._reads = int(limits.element_count * _READS_PER_ELEMENT_LIMIT)
        self._bytes = limits.value_length_bytes * _TOTAL_VALUES

    def spend(self, count: int) -> None:
        if count > self.limits.value_length_bytes:
            message = f"a value of {count} bytes, longer than the limit of {self.limits.value_length_bytes}"
            raise ValueLengthError(message)
        self._reads -= 1
        if self._reads < 0:
            raise ElementCountError(f"more elements than {self.limits.element_count} allow, read with pydicom")
        self._bytes -= count
        if self._bytes < 0:
            raise ValueLengthError(f"values of more than {_TOTAL_VALUES} times the limit together, read with pydicom")


class _CountedFile:
    """The file object that pydicom gets.

    Attributes:
        failure: the first reason to stop, kept because pydicom turns some exceptions into others.
    """

    name = "the data set"  # pydicom puts it at the end of a warning

    def __init__(self, source: ByteSource, start: int, allowance: _Allowance) -> None:
        self._source = source
        self._position = start
        self._allowance = allowance
        self.failure: DicomError | None = None

    def read(self, count: int) -> bytes:
        try:
            self._allowance.spend(count)
            data = self._source.read_at(self._position, count)
            if len(data) < count:
                self._require_end(data, count)
        except DicomError as error:
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
        return _CountedFile(BufferBytes(value), 0, self._allowance)

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
        with _kept_quiet() as caught:
            try:
                data_set = read_dataset(
                    cast("BinaryIO", file),
                    self._encoding.is_implicit,
                    self._encoding.is_little_endian,
                    stop_when=self._is_behind,
                    specific_tags=list(self._wanted),
                )
                elements = self._collect(data_set, self._wanted, file)
            except (RecursionError, struct.error, DicomError, *_BROKEN) as error:
                raise file.failure or _refusal(error) from None
        if file.failure or any(str(warning.message).endswith(_EARLY_END) for warning in caught):
            raise file.failure or TruncatedError("the data end where a delimiter is expected")
        return elements

    def _is_behind(self, tag: int, _vr: str | None, _length: int) -> bool:
        self._seen[tag] = b""
        return tag > LAST_TAG and is_behind(tag, self._seen)

    def _collect(self, data_set: Dataset, wanted: Wanted, file: _CountedFile) -> RawElements:
        found: RawElements = {}
        for tag, items in wanted.items():
            element = data_set.get_item(tag, keep_deferred=True)
            if element is not None:
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
        return self._sequence(value, raw, items, file) if is_sequence or raw.VR == "SQ" else value

    def _sequence(self, value: bytes, raw: RawDataElement, items: Wanted | None, file: _CountedFile) -> RawValue:
        """Read a sequence of defined length; the value itself when it cannot be read as items."""
        inner = file.inside(value)
        try:
            sequence = read_sequence(
                cast("BinaryIO", inner), raw.is_implicit_VR, raw.is_little_endian, len(value), "iso8859"
            )
            return self._items(sequence, items, inner)
        except (struct.error, TruncatedError, MalformedError, *_BROKEN):
            return value

    def _items(self, sequence: Iterable[Dataset], items: Wanted | None, file: _CountedFile) -> RawValue:
        return tuple(self._collect(item, items or NOTHING, file) for item in sequence)


@contextmanager
def _kept_quiet() -> Iterator[list[warnings.WarningMessage]]:
    """Collect pydicom's warnings, and keep its log still: both may quote values."""
    logger = logging.getLogger("pydicom")
    was_disabled = logger.disabled
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        logger.disabled = True
        try:
            yield caught
        finally:
            logger.disabled = was_disabled


def _refusal(error: Exception) -> DicomError:
    if isinstance(error, DicomError):
        return error
    if isinstance(error, RecursionError):
        return SequenceDepthError("sequences nested deeper than pydicom can follow")
    if isinstance(error, (EOFError, OSError, struct.error)):
        return TruncatedError("the data end where a delimiter is expected")
    return MalformedError(f"neither our walk nor pydicom can follow its structure ({type(error).__name__})")

"""Deflated data sets, inflated as far as they are read and never past the limit.

Source: PS3.5 A.5 (RFC 1951, without a zlib header).
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from filmroom.errors import DicomError, InflatedSizeError, MalformedError, TruncatedError

if TYPE_CHECKING:
    from filmroom.dicom.limits import Limits
    from filmroom.dicom.source import ByteSource

__all__ = ["InflatedBytes"]

_INPUT_BYTES = 16 << 10
_OUTPUT_BYTES = 64 << 10


class InflatedBytes:
    """The inflated form of what stands behind the file meta information.

    Reading backwards starts again from the beginning; only the pydicom path does that.
    """

    def __init__(self, source: ByteSource, start: int, limits: Limits) -> None:
        self._source = source
        self._start = start
        self._limits = limits
        self._restart()

    def _restart(self) -> None:
        self._inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        self._input_position = self._start
        self._pending = b""
        self._chunk = b""  # the last piece that came out
        self._chunk_origin = 0

    def read_at(self, position: int, count: int) -> bytes:
        """Return inflated bytes; fewer than asked for only where the data set ends or cannot be inflated.

        Raises: when there is not even one byte,
            InflatedSizeError: the position lies behind the limit.
            MalformedError: it is not deflated data.
            TruncatedError: the deflated data ends early.
        """
        if position < self._chunk_origin:
            self._restart()
        wanted_end = position + count
        parts: list[bytes] = []
        while True:
            offset = max(position - self._chunk_origin, 0)
            parts.append(self._chunk[offset : max(wanted_end - self._chunk_origin, 0)])
            if self._chunk_origin + len(self._chunk) >= wanted_end:
                return b"".join(parts)
            try:
                is_more = self._advance()
            except DicomError:
                if any(parts):
                    return b"".join(parts)
                raise
            if not is_more:
                return b"".join(parts)

    def _advance(self) -> bool:
        behind = self._chunk_origin + len(self._chunk)
        if behind > self._limits.inflated_size_bytes:
            message = f"the deflated data set inflates to more than {self._limits.inflated_size_bytes} bytes"
            raise InflatedSizeError(message)
        chunk = b""
        while not chunk:
            if self._inflater.eof:
                return False
            chunk = self._inflate()
        self._chunk = chunk
        self._chunk_origin = behind
        return True

    def _inflate(self) -> bytes:
        if not self._pending:
            self._pending = self._source.read_at(self._input_position, _INPUT_BYTES)
            self._input_position += len(self._pending)
        if not self._pending:
            message = "the deflated data set ends before its last block"
            raise TruncatedError(message)
        try:
            inflated = self._inflater.decompress(self._pending, _OUTPUT_BYTES)
        except zlib.error:
            message = "the transfer syntax says deflated, and the data set is not deflated data (RFC 1951)"
            raise MalformedError(message) from None
        self._pending = self._inflater.unconsumed_tail
        return inflated

    def close(self) -> None:
        """Leave the source below open: whoever opened it closes it."""

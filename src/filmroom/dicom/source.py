"""Where the bytes of a header come from: a file, a buffer or a stream, behind one small seam.

The reader asks for bytes by position and mostly forwards; it skips what it does not need, so that a
value that is not wanted costs nothing, however long it is.
"""

from __future__ import annotations

import io
import os
import stat
import tempfile
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Protocol, TypeAlias, Union

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "BufferBytes",
    "ByteSource",
    "FileBytes",
    "SliceBytes",
    "Source",
    "StreamBytes",
    "Window",
    "open_path",
    "opened_source",
]

Source: TypeAlias = Union[str, "os.PathLike[str]", bytes, bytearray, memoryview, IO[bytes]]
"""What a header can be read from: a path, the bytes themselves, or a binary stream."""

_OPEN_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0)
_SPOOL_IN_MEMORY_BYTES = 4 << 20
_COPY_BYTES = 64 << 10


class ByteSource(Protocol):
    """Bytes that can be read at any position."""

    def read_at(self, position: int, count: int) -> bytes:
        """Return the bytes from a position on; fewer than asked for only where the source ends.

        A source that fails behind the first of them returns those before, and raises when asked for the next.
        """
        ...

    def close(self) -> None:
        """Give back what the source itself has opened."""
        ...


class FileBytes:
    """A regular file that is open; closing it is the caller's affair."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def read_at(self, position: int, count: int) -> bytes:
        """Return the bytes from a position on; fewer than asked for only where the file ends."""
        os.lseek(self._descriptor, position, os.SEEK_SET)
        return _read_fully(lambda missing: os.read(self._descriptor, missing), count)

    def close(self) -> None:
        """Leave the file open."""


class SliceBytes:
    """A part of another source."""

    def __init__(self, source: ByteSource, start: int, length: int) -> None:
        self._source = source
        self._start = start
        self._length = length

    def read_at(self, position: int, count: int) -> bytes:
        """Return the bytes from a position in the part on."""
        return self._source.read_at(self._start + position, max(0, min(count, self._length - position)))

    def close(self) -> None:
        """Leave the other source open."""


class BufferBytes:
    """Bytes that are in memory already."""

    def __init__(self, buffer: bytes | bytearray | memoryview) -> None:
        self._view = memoryview(buffer).cast("B")

    def read_at(self, position: int, count: int) -> bytes:
        """Return a copy of the bytes from a position on."""
        return bytes(self._view[position : position + count])

    def close(self) -> None:
        """Let go of the buffer."""
        self._view.release()


class StreamBytes:
    """A binary stream, from where it stands; closing it is the caller's affair.

    What cannot be sought (a pipe, a socket) is kept as far as it was read, in memory up to 4 MiB and in
    a temporary file behind that.
    """

    def __init__(self, stream: IO[bytes], already_read: bytes = b"") -> None:
        self._stream = stream
        self._spool: IO[bytes] | None = None
        self._start = 0
        if stream.seekable():
            self._start = stream.tell()
        else:
            self._spool = tempfile.SpooledTemporaryFile(max_size=_SPOOL_IN_MEMORY_BYTES)  # noqa: SIM115
            self._spool.write(already_read)
        self._spooled_bytes = len(already_read)

    def read_at(self, position: int, count: int) -> bytes:
        """Return the bytes from a position on; fewer than asked for only where the stream ends."""
        if self._spool is not None:
            self._spool_up_to(self._spool, position + count)
            self._spool.seek(position)
            return self._spool.read(count)
        self._stream.seek(self._start + position)
        return _read_fully(self._stream.read, count)

    def _spool_up_to(self, spool: IO[bytes], position: int) -> None:
        spool.seek(self._spooled_bytes)
        while self._spooled_bytes < position:
            chunk = self._stream.read(min(_COPY_BYTES, position - self._spooled_bytes))
            if not chunk:
                return
            spool.write(chunk)
            self._spooled_bytes += len(chunk)

    def close(self) -> None:
        """Remove the temporary file, if there is one."""
        if self._spool is not None:
            self._spool.close()


def open_path(path: str | os.PathLike[str]) -> int:
    """Open a file for reading and return its descriptor.

    Raises:
        OSError: it cannot be opened.
    """
    return os.open(path, _OPEN_FLAGS)


@contextmanager
def opened_source(descriptor: int, head: bytes) -> Iterator[ByteSource]:
    """Read on in a file whose first bytes were read: a regular file, or something like a pipe."""
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        yield FileBytes(descriptor)
        return
    with io.FileIO(descriptor, closefd=False) as stream:
        source = StreamBytes(stream, head)
        try:
            yield source
        finally:
            source.close()


def _read_fully(read: _Read, count: int) -> bytes:
    data = read(count)
    if not data or len(data) == count:
        return data
    rest = io.BytesIO()
    rest.write(data)
    while data and rest.tell() < count:
        data = read(count - rest.tell())
        rest.write(data)
    return rest.getvalue()


class _Read(Protocol):
    def __call__(self, count: int, /) -> bytes: ...


class Window:
    """The stretch of a source that is in memory; the walk moves it forward.

    Attributes:
        data: the bytes in memory.
        origin: the position of the first of them in the source.
    """

    __slots__ = ("_source", "data", "origin")

    SMALL_BYTES = 4 << 10  # behind a long skip there may be as long a one again
    LARGE_BYTES = 64 << 10

    def __init__(self, source: ByteSource, head: bytes) -> None:
        self._source = source
        self.data = head
        self.origin = 0

    def has(self, position: int, count: int) -> bool:
        """Bring bytes into memory; false when the source ends before the last of them."""
        if self.origin <= position and position + count <= self.origin + len(self.data):
            return True
        follows = self.origin <= position <= self.origin + len(self.data)
        chunk = self.LARGE_BYTES if follows else self.SMALL_BYTES
        self.data = self._source.read_at(position, max(count, chunk))
        self.origin = position
        if len(self.data) >= count:
            return True
        self._source.read_at(position + len(self.data), 1)  # says why, when it is not the end
        return False

    def take(self, position: int, count: int) -> bytes:
        """Return a copy of bytes; fewer than asked for only where the source ends."""
        self.has(position, count)
        offset = position - self.origin
        return self.data[offset : offset + count]

    def ends_at(self, position: int) -> bool:
        """Whether the source has exactly this many bytes."""
        if self.has(position, 1):
            return False
        return position == 0 or self.has(position - 1, 1)

"""An object that arrives: a private file that grows, with the SHA-256 and the size of what it holds."""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import time
from typing import TYPE_CHECKING

from filmroom.errors import StorageError, StorageUnavailableError
from filmroom.store.object_syncing import writing_errors

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import TracebackType
    from typing import Self

__all__ = ["Incoming", "make_private_folder", "sweep_folder"]

_SUFFIX = ".part"
_CREATE = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)


class Incoming:
    """A file that an object is written into before it is kept; it belongs to one thread at a time.

    Args:
        folder: where the file is made, under a random name, readable and writable by its owner only.

    Attributes:
        path: the file; what was written can be read there at once.
        size_bytes: how much was written.

    Raises:
        StorageFullError: there is no room for one more file.
        StorageUnavailableError: the file cannot be made.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / f"{secrets.token_hex(16)}{_SUFFIX}"
        self.size_bytes = 0
        self._hash = hashlib.sha256()
        with writing_errors("opening a file for an object"):
            self._descriptor: int | None = os.open(self.path, _CREATE, 0o600)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.discard()

    @property
    def key(self) -> str:
        """The key of what was written so far."""
        return self._hash.hexdigest()

    @property
    def descriptor(self) -> int:
        """The open file.

        Raises:
            StorageUnavailableError: it was kept, discarded, or lost to an error.
        """
        if self._descriptor is None:
            raise StorageUnavailableError("an object that was kept or discarded takes no more bytes")
        return self._descriptor

    def write(self, chunk: bytes | bytearray | memoryview) -> None:
        """Append bytes.

        Raises:
            StorageFullError: there is no room left; what was written is discarded.
            StorageUnavailableError: writing failed; what was written is discarded.
        """
        descriptor = self.descriptor
        rest = memoryview(chunk).cast("B")
        self._hash.update(rest)
        self.size_bytes += len(rest)
        try:
            with writing_errors("writing an object"):
                while rest:
                    rest = rest[os.write(descriptor, rest) :]
        except StorageError:
            self.discard()
            raise

    def close(self) -> None:
        """Close the file and leave it where it is; closed before, nothing happens."""
        if self._descriptor is not None:
            descriptor, self._descriptor = self._descriptor, None
            os.close(descriptor)

    def discard(self) -> None:
        """Remove the file; moved away or removed before, nothing happens."""
        with contextlib.suppress(OSError):  # what cannot be removed now is swept later
            self.close()
        with contextlib.suppress(OSError):
            self.path.unlink()


def make_private_folder(folder: Path) -> list[Path]:
    """Make a folder with those above it, closed to other users, and return those whose names need syncing.

    Returns:
        the folders in which a new one was made, from the inner to the outer.
    """
    changed: list[Path] = []
    while not folder.is_dir():
        changed.append(folder)
        folder = folder.parent
    for missing in reversed(changed):
        with contextlib.suppress(FileExistsError):  # another process was faster
            missing.mkdir(mode=0o700)
    return [made.parent for made in changed]


def sweep_folder(folder: Path, older_than_seconds: float, clock: Callable[[], float] = time.time) -> int:
    """Remove files of arriving objects that nobody has written to for a while, and return how many.

    Raises:
        StorageUnavailableError: the folder cannot be read.
    """
    swept = 0
    with writing_errors("sweeping"), os.scandir(folder) as entries:
        for entry in entries:
            if not entry.name.endswith(_SUFFIX):
                continue
            with contextlib.suppress(FileNotFoundError):  # kept or discarded in the meantime
                if clock() - entry.stat(follow_symlinks=False).st_mtime >= older_than_seconds:
                    os.unlink(entry.path)  # noqa: PTH108 (the entry has no Path)
                    swept += 1
    return swept

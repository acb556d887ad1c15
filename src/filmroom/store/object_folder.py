"""Objects in a folder of our own, durable when they are said to be.

    DIR/incoming/<random>.part   objects that arrive
    DIR/<first digit>/<key>.dcm  objects that are kept

An object is written beside the others, synced, renamed into place, and the folder synced: whatever stands under
the name of an object is complete, at any moment and after any crash.
"""

from __future__ import annotations

import contextlib
import os
import stat
import time
from contextlib import ExitStack
from typing import TYPE_CHECKING

from filmroom.errors import ObjectMissingError
from filmroom.store.object_incoming import Incoming, make_private_folder, sweep_folder
from filmroom.store.object_syncing import reading_errors, start_writing, sync_file, sync_folder, writing_errors
from filmroom.store.objects import CHUNK_BYTES, SHELVES, hash_of, is_key, key_of_name, object_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path
    from typing import BinaryIO

__all__ = ["FolderObjects"]

_BATCH = 64  # objects: as many files are open at once


class FolderObjects:
    """The objects in a folder, which is made, closed to other users, when it is not there.

    Args:
        folder: on one file system, below and including it.
        clock: tells the seconds since 1970, as the file system does.

    Raises:
        StorageFullError: there is no room for its folders.
        StorageUnavailableError: the folder cannot be made or written to.
    """

    def __init__(self, folder: Path, *, clock: Callable[[], float] = time.time) -> None:
        self.folder = folder
        self._arriving = folder / "incoming"
        self._clock = clock
        with writing_errors("opening the folder of objects"):
            changed = make_private_folder(folder)
            for name in ("incoming", *SHELVES):
                make_private_folder(folder / name)
            for one in (folder, *changed):  # even when another process made what is in it: it may not be that far
                sync_folder(one)

    def incoming(self) -> Incoming:
        """Open the file for an object that arrives piece by piece."""
        return Incoming(self._arriving)

    def keep(self, arrived: Sequence[Incoming]) -> None:
        """Sync the files, rename them into place, and sync the folders they went to."""
        with ExitStack() as discarding:
            for one in arrived:
                discarding.callback(one.discard)
            with writing_errors("keeping objects"):
                self._make_durable(arrived)

    def _make_durable(self, arrived: Sequence[Incoming]) -> None:
        names = [object_name(one.key) for one in arrived]
        fresh = [(one, self.folder / name) for one, name in zip(arrived, names, strict=True)]
        fresh = [(one, path) for one, path in fresh if _size(path) != one.size_bytes]
        for one, _ in fresh:
            start_writing(one.descriptor)
        for one, _ in fresh:
            sync_file(one.descriptor)
            one.close()
        for one, path in fresh:
            if _size(path) != one.size_bytes:  # the same object may be in the batch twice
                one.path.replace(path)
        for shelf in sorted({name[0] for name in names}):  # those of old objects too: who renamed may not be that far
            sync_folder(self.folder / shelf)

    def keep_bytes(self, contents: Sequence[bytes]) -> list[str]:
        """Make objects durable that are in memory, and return their keys in the same order."""
        keys: list[str] = []
        for first in range(0, len(contents), _BATCH):
            with ExitStack() as discarding:
                arrived = [discarding.enter_context(self.incoming()) for _ in contents[first : first + _BATCH]]
                for one, content in zip(arrived, contents[first : first + _BATCH], strict=True):
                    one.write(content)
                self.keep(arrived)
            keys += [one.key for one in arrived]
        return keys

    def size(self, key: str) -> int | None:
        """Return how many bytes an object has; None when it is not there."""
        with reading_errors():
            return _size(self._path(key)) if is_key(key) else None

    def local_path(self, key: str) -> Path:
        """Return where an object can be read as a file."""
        path = self._path(key)
        with reading_errors():
            if _size(path) is None:
                raise ObjectMissingError("reading an object: not there")
        return path

    def open(self, key: str) -> BinaryIO:
        """Open an object for reading from any position."""
        path = self._path(key)
        with reading_errors():
            return path.open("rb")

    def read(self, key: str, start: int, length: int) -> bytes:
        """Return some bytes of an object; fewer, or none, past its end."""
        with self.open(key) as file, reading_errors():
            file.seek(start)
            return file.read(length)

    def chunks(self, key: str) -> Iterator[bytes]:
        """Return an object from its beginning to its end, in pieces of `CHUNK_BYTES`."""
        with self.open(key) as file, reading_errors():
            while chunk := file.read(CHUNK_BYTES):
                yield chunk

    def verify(self, key: str) -> bool:
        """Tell whether the bytes of an object still are those that its key was made of."""
        return hash_of(self.chunks(key)) == key

    def delete(self, keys: Iterable[str]) -> None:
        """Remove objects, and sync the folders they were in."""
        shelves = set()
        with writing_errors("deleting objects"):
            for key in keys:
                with contextlib.suppress(FileNotFoundError, ObjectMissingError):
                    self._path(key).unlink()
                    shelves.add(key[0])
            for shelf in sorted(shelves):
                sync_folder(self.folder / shelf)

    def keys(self) -> Iterator[str]:
        """Return the keys of all objects, in no order."""
        for shelf in SHELVES:
            with writing_errors("listing objects"), os.scandir(self.folder / shelf) as entries:
                for entry in entries:
                    key = key_of_name(f"{shelf}/{entry.name}")
                    if key is not None:
                        yield key

    def check_reachable(self) -> None:
        """Return when the folder is there."""
        with writing_errors("looking at the folder of objects"):
            self._arriving.stat()

    def sweep(self, older_than_seconds: float) -> int:
        """Remove what runs that were killed left of arriving objects."""
        return sweep_folder(self._arriving, older_than_seconds, self._clock)

    def _path(self, key: str) -> Path:
        return self.folder / object_name(key)


def _size(path: Path) -> int | None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_size if stat.S_ISREG(found.st_mode) else None

"""Where DICOM objects are kept: what every store of objects does, and how an object is called.

An object is the bytes of one DICOM file. Its key is their SHA-256 in hexadecimal (FIPS 180-4), so that the same
bytes are kept once, any damage shows, and nothing that stands in a file becomes part of a path.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Protocol

from filmroom.errors import ObjectMissingError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path
    from typing import BinaryIO

    from filmroom.store.object_incoming import Incoming

__all__ = ["CHUNK_BYTES", "SHELVES", "ObjectStore", "hash_of", "is_key", "key_of", "key_of_name", "object_name"]

CHUNK_BYTES = 1 << 20
"""How much of an object is held in memory at once."""

SHELVES = "0123456789abcdef"
"""The folders of a store: one for each first digit of a key (docs/decisions/0005-objects.md says why so few)."""

_KEY = re.compile(r"[0-9a-f]{64}")
_SUFFIX = ".dcm"


class ObjectStore(Protocol):
    """A place that keeps objects; any number of threads and processes may use the same one.

    Whoever deletes has to know that nobody keeps the same object at that moment: rows in the database decide.

    Every method raises `StorageUnavailableError` when the place does not answer.
    """

    def incoming(self) -> Incoming:
        """Open the file for an object that arrives piece by piece; leaving its context discards what was not kept.

        Raises:
            StorageFullError: there is no room for one more file.
        """
        ...

    def keep(self, arrived: Sequence[Incoming]) -> None:
        """Make a batch durable: when this returns, bytes and names survive a loss of power.

        What is there already is not written again. After an exception nothing of the batch is promised, and
        all of it is discarded; an object of it may be there all the same.

        Args:
            arrived: complete objects, some hundreds at most: each holds a file open.

        Raises:
            StorageFullError: there is no room.
            ObjectDamagedError: what the place holds is not what it was given.
        """
        ...

    def keep_bytes(self, contents: Sequence[bytes]) -> list[str]:
        """Make objects durable that are in memory, and return their keys in the same order.

        Raises:
            StorageFullError: there is no room; nothing of the batch is promised.
            ObjectDamagedError: what the place holds is not what it was given.
        """
        ...

    def size(self, key: str) -> int | None:
        """Return how many bytes an object has; None when it is not there."""
        ...

    def local_path(self, key: str) -> Path | None:
        """Return where an object can be read as a file; None when the place is not on this machine.

        Raises:
            ObjectMissingError: it is not there.
        """
        ...

    def open(self, key: str) -> BinaryIO:
        """Open an object for reading from any position.

        Raises:
            ObjectMissingError: it is not there.
        """
        ...

    def read(self, key: str, start: int, length: int) -> bytes:
        """Return some bytes of an object; fewer, or none, past its end.

        Raises:
            ObjectMissingError: it is not there.
        """
        ...

    def chunks(self, key: str) -> Iterator[bytes]:
        """Return an object from its beginning to its end, in pieces of about `CHUNK_BYTES`.

        Raises:
            ObjectMissingError: it is not there, which shows at the first piece.
        """
        ...

    def verify(self, key: str) -> bool:
        """Tell whether the bytes of an object still are those that its key was made of.

        Raises:
            ObjectMissingError: it is not there.
        """
        ...

    def delete(self, keys: Iterable[str]) -> None:
        """Remove objects for good; those that are not there are passed over."""
        ...

    def keys(self) -> Iterator[str]:
        """Return the keys of all objects, in no order; what is not ours is passed over."""
        ...

    def check_reachable(self) -> None:
        """Return when the place answers.

        Raises:
            StorageUnavailableError: it does not.
        """
        ...

    def sweep(self, older_than_seconds: float) -> int:
        """Remove what runs that were killed left of arriving objects, and return how many files that was.

        Args:
            older_than_seconds: files written to since then are left alone.
        """
        ...


def hash_of(chunks: Iterable[bytes]) -> str:
    """Return the key of an object that comes in pieces.

    Source: FIPS 180-4.
    """
    digest = hashlib.sha256()
    for chunk in chunks:
        digest.update(chunk)
    return digest.hexdigest()


def key_of(content: bytes) -> str:
    """Return the key of an object.

    Source: FIPS 180-4.
    """
    return hashlib.sha256(content).hexdigest()


def is_key(text: str) -> bool:
    """Tell whether a text has the form of a key."""
    return _KEY.fullmatch(text) is not None


def object_name(key: str) -> str:
    """Return the name of an object below the root of its store, such as ``b/b94d27….dcm``.

    Raises:
        ObjectMissingError: the text is not a key, so that nothing can be kept under it.
    """
    if not is_key(key):
        raise ObjectMissingError(f"found a key of {len(key)} characters, expected 64 lower-case hexadecimal digits")
    return f"{key[0]}/{key}{_SUFFIX}"


def key_of_name(name: str) -> str | None:
    """Return the key of an object by its name below the root of its store; None for a name that is not ours."""
    key = name[2:].removesuffix(_SUFFIX)
    return key if is_key(key) and name == object_name(key) else None

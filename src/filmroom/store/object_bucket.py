"""Objects in a bucket: S3, Google Cloud Storage, Azure Blob Storage, and what speaks like them.

An upload is atomic: an object is there whole or not at all. What runs that were killed left of large uploads
costs money until the bucket's own lifecycle rule for incomplete multipart uploads removes it
(https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpu-abort-incomplete-mpu-lifecycle-config.html).
"""

from __future__ import annotations

import contextlib
import io
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError, NotSupportedError

from filmroom.errors import ObjectDamagedError, ObjectMissingError, StorageUnavailableError
from filmroom.store.object_incoming import Incoming, make_private_folder, sweep_folder
from filmroom.store.object_syncing import writing_errors
from filmroom.store.objects import CHUNK_BYTES, hash_of, is_key, key_of, key_of_name, object_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path
    from typing import BinaryIO

    from obstore.store import ObjectStore as Bucket

__all__ = ["BucketObjects"]

_PART_BYTES = 5 << 20  # the least that S3 takes: https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html
_PARTS_AT_ONCE = 4
_UPLOADS_AT_ONCE = 4
_LISTED_AT_ONCE = 1000


class BucketObjects:
    """The objects in a bucket.

    Args:
        bucket: obstore's; how it is reached, and with whose rights, is settled there.
        spool: a folder of this machine for objects that arrive; made, closed to other users, when it is not there.
        clock: tells the seconds since 1970, as the file system does.

    Raises:
        StorageUnavailableError: the folder cannot be made.
    """

    def __init__(self, bucket: Bucket, spool: Path, *, clock: Callable[[], float] = time.time) -> None:
        self._bucket = bucket
        self._spool = spool
        self._clock = clock
        with writing_errors("opening the folder of arriving objects"):
            make_private_folder(spool)

    def incoming(self) -> Incoming:
        """Open the local file for an object that arrives piece by piece."""
        return Incoming(self._spool)

    def keep(self, arrived: Sequence[Incoming]) -> None:
        """Upload the files, a few at once, and look that each is there at its size."""
        with ExitStack() as discarding:
            for one in arrived:
                discarding.callback(one.discard)
                one.close()
            self._upload_all([(one.key, one.size_bytes, one.path) for one in arrived])

    def keep_bytes(self, contents: Sequence[bytes]) -> list[str]:
        """Make objects durable that are in memory, and return their keys in the same order."""
        keys = [key_of(content) for content in contents]
        self._upload_all([(key, len(content), content) for key, content in zip(keys, contents, strict=True)])
        return keys

    def _upload_all(self, objects: Sequence[tuple[str, int, bytes | Path]]) -> None:
        with ThreadPoolExecutor(_UPLOADS_AT_ONCE) as pool:
            for _ in pool.map(self._upload, *zip(*objects, strict=True)) if objects else ():
                pass

    def _upload(self, key: str, size_bytes: int, content: bytes | Path) -> None:
        """Put an object where none is, or where one is of another size, and look that it is there."""
        name = object_name(key)
        with _bucket_errors("keeping an object"), writing_errors("keeping an object"):
            created = size_bytes <= _PART_BYTES and self._create(name, content)
            if not created and self._size(name) != size_bytes:
                self._put(name, content)
            if self._size(name) != size_bytes:
                raise ObjectDamagedError(f"keeping an object: found another size, expected {size_bytes} bytes")

    def _create(self, name: str, content: bytes | Path) -> bool:
        """Put an object that fits into one request, and tell whether its name was free."""
        try:
            obstore.put(self._bucket, name, content, mode="create", use_multipart=False)
        except AlreadyExistsError:
            return False
        except (NotImplementedError, NotSupportedError):  # no conditional requests there: the bytes are the same
            self._put(name, content)
        return True

    def _put(self, name: str, content: bytes | Path) -> None:
        obstore.put(self._bucket, name, content, chunk_size=_PART_BYTES, max_concurrency=_PARTS_AT_ONCE)

    def size(self, key: str) -> int | None:
        """Return how many bytes an object has; None when it is not there."""
        with _bucket_errors("looking for an object"):
            return self._size(object_name(key)) if is_key(key) else None

    def _size(self, name: str) -> int | None:
        try:
            return obstore.head(self._bucket, name)["size"]
        except FileNotFoundError:
            return None

    def local_path(self, key: str) -> None:
        """Return None: objects in a bucket are not on this machine."""

    def open(self, key: str) -> BinaryIO:
        """Open an object for reading from any position; it is fetched `CHUNK_BYTES` at a time."""
        size_bytes = self.size(key)
        if size_bytes is None:
            raise ObjectMissingError("opening an object: not there")
        return io.BufferedReader(_BucketFile(self, key, size_bytes), CHUNK_BYTES)

    def read(self, key: str, start: int, length: int) -> bytes:
        """Return some bytes of an object; fewer, or none, past its end."""
        name = object_name(key)
        try:
            with _bucket_errors("reading an object"):
                return bytes(obstore.get_range(self._bucket, name, start=start, length=length)) if length else b""
        except StorageUnavailableError:  # what a range past the end is answered with differs
            size_bytes = self.size(key)
            if size_bytes is not None and start >= size_bytes:
                return b""
            raise

    def chunks(self, key: str) -> Iterator[bytes]:
        """Return an object from its beginning to its end, in one request."""
        with _bucket_errors("reading an object"):
            for chunk in obstore.get(self._bucket, object_name(key)).stream(min_chunk_size=CHUNK_BYTES):
                yield bytes(chunk)

    def verify(self, key: str) -> bool:
        """Tell whether the bytes of an object still are those that its key was made of."""
        return hash_of(self.chunks(key)) == key

    def delete(self, keys: Iterable[str]) -> None:
        """Remove objects, as many at once as the place allows."""
        names = []
        for key in keys:
            with contextlib.suppress(ObjectMissingError):
                names.append(object_name(key))
        with _bucket_errors("deleting objects"):
            try:
                obstore.delete(self._bucket, names)
            except FileNotFoundError:  # some places refuse the whole request for one that is gone
                for name in names:
                    with contextlib.suppress(FileNotFoundError):
                        obstore.delete(self._bucket, name)

    def keys(self) -> Iterator[str]:
        """Return the keys of all objects, in no order."""
        with _bucket_errors("listing objects"):
            for page in obstore.list(self._bucket, chunk_size=_LISTED_AT_ONCE):
                for found in page:
                    key = key_of_name(found["path"])
                    if key is not None:
                        yield key

    def check_reachable(self) -> None:
        """Return when the bucket is there and may be listed."""
        with _bucket_errors("looking at the bucket"):
            for _ in obstore.list(self._bucket, chunk_size=1):
                return

    def sweep(self, older_than_seconds: float) -> int:
        """Remove what runs that were killed left of arriving objects on this machine."""
        return sweep_folder(self._spool, older_than_seconds, self._clock)


class _BucketFile(io.RawIOBase):
    """An object that is read piece by piece, each in a request of its own."""

    def __init__(self, objects: BucketObjects, key: str, size_bytes: int) -> None:
        self._objects = objects
        self._key = key
        self._size_bytes = size_bytes
        self._position = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        origin = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self._size_bytes}[whence]
        self._position = max(0, origin + offset)
        return self._position

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override] # what BufferedReader passes
        length = min(len(buffer), self._size_bytes - self._position)
        if length <= 0:
            return 0
        content = self._objects.read(self._key, self._position, length)
        buffer[: len(content)] = content
        self._position += len(content)
        return len(content)


@contextmanager
def _bucket_errors(doing: str) -> Iterator[None]:
    """Tell errors of the bucket as our own.

    Raises:
        ObjectMissingError: there is no such object.
        StorageUnavailableError: anything else.
    """
    try:
        yield
    except FileNotFoundError as error:
        raise ObjectMissingError(f"{doing}: not there") from error
    except (BaseError, NotImplementedError, OSError, ValueError) as error:  # their texts may carry signed addresses
        raise StorageUnavailableError(f"{doing}: the bucket answered with {type(error).__name__}") from error

"""What it takes on each system until bytes and names are on the disk, and how failing is told.

POSIX.1-2017, fsync(): a file's bytes are durable when its own fsync has returned, its name when that of its
folder has. After a failure the state of the pages is unknown, and a second fsync may succeed without having
written them (https://wiki.postgresql.org/wiki/Fsync_Errors): what failed once is thrown away.
"""

from __future__ import annotations

import errno
import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from filmroom.errors import ObjectMissingError, StorageFullError, StorageUnavailableError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["reading_errors", "start_writing", "sync_file", "sync_folder", "writing_errors"]

_NO_SUCH_CALL = frozenset({errno.EBADF, errno.EINVAL})  # file systems that sync no folders, as PostgreSQL has it
_FULL = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})


@contextmanager
def writing_errors(doing: str) -> Iterator[None]:
    """Tell errors of the file system while it is written to as our own.

    Args:
        doing: what is being done, such as ``writing an object``.

    Raises:
        StorageFullError: the disk is full, a quota is used up, or the file is larger than may be.
        StorageUnavailableError: anything else.
    """
    try:
        yield
    except OSError as error:
        kind = StorageFullError if error.errno in _FULL else StorageUnavailableError
        raise kind(f"{doing}: {error.strerror or type(error).__name__}") from error


@contextmanager
def reading_errors() -> Iterator[None]:
    """Tell errors of the file system while an object is read as our own.

    Raises:
        ObjectMissingError: there is no such file.
        StorageUnavailableError: anything else.
    """
    try:
        yield
    except FileNotFoundError as error:
        raise ObjectMissingError("reading an object: not there") from error
    except OSError as error:
        raise StorageUnavailableError(f"reading an object: {error.strerror or type(error).__name__}") from error


def sync_file(descriptor: int) -> None:
    """Return when the bytes of an open file are on the disk.

    Raises:
        OSError: nobody knows whether they are.
    """
    if sys.platform == "darwin":  # where fsync leaves them in the drive's cache
        import fcntl  # noqa: PLC0415 (not on Windows)

        try:
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            return
        except OSError as error:
            if error.errno not in {errno.ENOTSUP, errno.EINVAL}:  # network file systems have fsync only
                raise
    os.fsync(descriptor)


def sync_folder(folder: Path) -> None:
    """Return when the names in a folder are on the disk; NTFS journals them and has no call to wait for it.

    Raises:
        OSError: nobody knows whether they are.
    """
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        sync_file(descriptor)
    except OSError as error:
        if error.errno not in _NO_SUCH_CALL:
            raise
    finally:
        os.close(descriptor)


def start_writing(descriptor: int) -> None:
    """Let the system begin to write a file, so that syncing a batch waits for all of its files at once.

    On Linux this advice writes pages that are dirty before it drops those that are not. It promises nothing,
    and where there is no such call nothing is done.
    """
    if sys.platform == "linux":
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)

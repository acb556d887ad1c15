"""The hidden folder in which a run works, and what is left of the folders of runs that were killed.

A run holds a lock on a file in its folder, which the system takes away when the process ends, however it ends. So
a folder whose lock can be had belongs to nobody any more, and the next run beside it removes it.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["opened_workplace"]

_PREFIX = ".filmroom-"
_LOCK = "lock"


@contextmanager
def opened_workplace(parent: Path) -> Iterator[Path]:
    """Make a private folder in another, removing abandoned ones there, and remove it at the end.

    Raises:
        OSError: it cannot be made.
    """
    _remove_abandoned(parent)
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=parent))
    try:
        with _locked(folder):
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Lock a folder; it has its lock, or none, at any moment that another process may look."""
    descriptor = os.open(folder / f"new-{_LOCK}", os.O_CREAT | os.O_RDWR, 0o600)
    try:
        if _lock(descriptor):
            (folder / f"new-{_LOCK}").rename(folder / _LOCK)
        yield
    finally:
        os.close(descriptor)


def _remove_abandoned(parent: Path) -> None:
    with suppress(OSError), os.scandir(parent) as entries:
        found = [Path(entry.path) for entry in entries if entry.name.startswith(_PREFIX)]
        for folder in found:
            if not folder.is_symlink():
                _remove_if_abandoned(folder)


def _remove_if_abandoned(folder: Path) -> None:
    try:
        descriptor = os.open(folder / _LOCK, os.O_RDWR)
    except OSError:  # no such folder of ours, or another user's
        return
    try:
        if _lock(descriptor):
            shutil.rmtree(folder, ignore_errors=True)
    finally:
        os.close(descriptor)


def _lock(descriptor: int) -> bool:
    """Take a lock; False where another process has it, or there are no such locks."""
    if sys.platform == "win32":
        return False
    import fcntl  # noqa: PLC0415 (not everywhere)

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True

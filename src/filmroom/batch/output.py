"""The files of a run, complete or not there at all.

Everything is written into a hidden folder beside its target, synced, and renamed into place at the
end; an interrupted run leaves what was there before.
"""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from filmroom.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Staging"]

_OURS = ".ndjson"


class Staging:
    """Collects files and puts them into place together.

    Args:
        workplace: a private folder on the file system of the targets.
    """

    def __init__(self, workplace: Path) -> None:
        self.workplace = workplace
        self._moves: list[tuple[Path, Path]] = []
        self._stale: list[Path] = []

    @classmethod
    @contextmanager
    def beside(cls, target: Path | None) -> Iterator[Staging]:
        """Open a workplace in the target folder, or in the system's temporary folder without one.

        Raises:
            UsageError: the folder cannot be made or written to.
        """
        try:
            if target is not None:
                target.mkdir(parents=True, exist_ok=True)
            workplace = Path(tempfile.mkdtemp(prefix=".filmroom-", dir=target))
        except OSError as error:
            raise UsageError(f"{target or tempfile.gettempdir()}: cannot be written to: {error.strerror}") from error
        try:
            yield cls(workplace)
        finally:
            shutil.rmtree(workplace, ignore_errors=True)

    def file(self, target: Path) -> Path:
        """Return where to write a file that will stand at the target."""
        staged = self.workplace / f"{len(self._moves):04d}.staged"
        self._moves.append((staged, target))
        return staged

    def replace_all(self, folder: Path, suffix: str = _OURS) -> None:
        """Remove, when all is put into place, files of an earlier run that this one does not write."""
        kept = {target for _, target in self._moves}
        self._stale = [path for path in folder.glob(f"[A-Z]*{suffix}") if path not in kept]

    def commit(self) -> None:
        """Put every file into place; an interrupt waits until that is done."""
        for staged, _ in self._moves:
            with staged.open("rb") as file:
                os.fsync(file.fileno())
        with _uninterrupted():
            for staged, target in self._moves:
                _move(staged, target)
            for path in self._stale:
                path.unlink(missing_ok=True)


def _move(staged: Path, target: Path) -> None:
    try:
        staged.replace(target)
    except OSError:  # another file system: copy beside the target, then rename
        beside = target.with_name(f".{target.name}.staged")
        shutil.copyfile(staged, beside)
        beside.replace(target)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    try:
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    except ValueError:  # not the main thread: interrupts do not come here
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)

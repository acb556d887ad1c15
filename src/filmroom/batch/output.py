"""The files of a run, complete or not there at all.

Everything is written into a hidden folder beside its target, synced, and renamed into place at the end; what
stood there is kept until all of it has succeeded.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from filmroom.batch.workplace import opened_workplace
from filmroom.dicom.shown import shown_name
from filmroom.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["Staging"]


class Staging:
    """Collects files and puts them into place together; open one by `Staging.beside`."""

    def __init__(self, workplaces: dict[Path, Path]) -> None:
        self._workplaces = workplaces  # by the folder they are in
        self._reserved = 0
        self._moves: list[tuple[Path, Path]] = []
        self._stale: list[Path] = []

    @classmethod
    @contextmanager
    def beside(cls, folder: Path | None, files: Iterable[Path] = ()) -> Iterator[Staging]:
        """Open a workplace in every folder that will be written to, and the first of them elsewhere if there is none.

        Args:
            folder: the output folder, which is made; None for none.
            files: single targets, whose folders are there.

        Raises:
            UsageError: a folder cannot be made or written to.
        """
        with ExitStack() as stack:
            if folder is not None:
                stack.enter_context(_made(folder))
            targets = [*([folder / "report.json"] if folder is not None else []), *files]
            places: dict[Path, Path] = {}
            for target in targets or [Path(tempfile.gettempdir()) / "none"]:
                with _naming(target if target in files else target.parent):
                    parent = target.resolve().parent
                    if parent not in places:
                        places[parent] = stack.enter_context(opened_workplace(parent))
            yield cls(places)

    @property
    def workplaces(self) -> tuple[Path, ...]:
        """The private folders, the first of which the run may use as it likes."""
        return tuple(self._workplaces.values())

    @contextmanager
    def writing(self, target: Path) -> Iterator[Path]:
        """Say where to write a file that will stand at the target.

        Raises:
            UsageError: it cannot be written; the target is named.
        """
        with _naming(target):
            self._reserved += 1
            staged = self._workplace(target) / f"{self._reserved:04d}.staged"
            yield staged
            _sync(staged)
        self._moves.append((staged, target))

    def remove(self, targets: Iterable[Path]) -> None:
        """Remove files when everything is put into place."""
        self._stale.extend(targets)

    def commit(self) -> None:
        """Put every file into place; when one of them fails, all are as they were.

        Raises:
            UsageError: a file cannot be put into place.
        """
        with ExitStack() as undoing:
            for staged, target in self._moves:
                with _naming(target):
                    undoing.callback(self._keep(target))
                    staged.replace(target.resolve())
            for target in self._stale:
                with _naming(target):
                    undoing.callback(self._keep(target))
                    target.unlink(missing_ok=True)
            for parent in self._workplaces:
                with _naming(parent):
                    _sync(parent)
            undoing.pop_all()

    def _workplace(self, target: Path) -> Path:
        return self._workplaces[target.resolve().parent]

    def _keep(self, target: Path) -> Callable[[], object]:
        """Keep what stands at a target; return what brings it back."""
        real = target.resolve()
        if not real.exists():
            return lambda: real.unlink(missing_ok=True)
        self._reserved += 1
        kept = self._workplace(target) / f"{self._reserved:04d}.kept"
        try:
            os.link(real, kept)
        except OSError:  # a file system without links
            shutil.copy2(real, kept)
        return lambda: kept.replace(real)


@contextmanager
def _made(folder: Path) -> Iterator[None]:
    """Make a folder, and take it away again if nothing comes of it."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    try:
        with _naming(folder):
            folder.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        for one in missing:
            with suppress(OSError):
                one.rmdir()
        raise


@contextmanager
def _naming(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UsageError(f"{shown_name(str(target))}: cannot be written to: {reason}") from error


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

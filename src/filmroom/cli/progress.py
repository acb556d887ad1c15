"""Progress bars on a terminal, nothing elsewhere."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

__all__ = ["Bars"]


class Bars:
    """Shows how far a run is, phase by phase.

    They begin with the first news of progress, and so after the worker processes: bars need a thread,
    and a process with threads is started less cheaply.
    """

    def __init__(self) -> None:
        self._is_shown = sys.stderr.isatty()
        self._bars: Progress | None = None
        self._tasks: dict[str, TaskID] = {}

    def __call__(self, phase: str, done: int, total: int | None) -> None:
        """Show that this much of a phase is done; its total is None while nobody knows it."""
        if not self._is_shown:
            return
        if self._bars is None:
            self._bars = _open_bars()
        if phase not in self._tasks:
            self._complete_all(self._bars)
            self._tasks[phase] = self._bars.add_task(phase, total=None, count="")
        count = f"{done:,}" if total is None else f"{done:,} of {total:,}"
        self._bars.update(self._tasks[phase], completed=done, total=total, count=count)

    def _complete_all(self, bars: Progress) -> None:
        """Fill the bars of the phases that are over, which alone know now how much there was."""
        for task in bars.tasks:
            bars.update(task.id, total=task.completed)

    def stop(self) -> None:
        """Take the bars away."""
        if self._bars is not None:
            self._bars.stop()


def _open_bars() -> Progress:
    from rich import progress  # noqa: PLC0415 (30 ms that only a terminal needs)
    from rich.console import Console  # noqa: PLC0415

    bars = progress.Progress(
        progress.SpinnerColumn(),
        progress.TextColumn("{task.description}"),
        progress.BarColumn(),
        progress.TextColumn("{task.fields[count]}"),
        progress.TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    bars.start()
    return bars

"""SIGINT and SIGTERM while a run lasts: both end it by an exception, so that it clears up behind itself.

An exception that a signal raises can get lost: Python swallows what is raised while a process is copied or an object
is finalised. So the signal is noted as well, and raised again at the next check.
"""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

__all__ = ["Interrupts", "Terminated", "signals_blocked", "unblock_signals"]

_SIGNALS = frozenset({signal.SIGINT, signal.SIGTERM})
_UNHANDLED = (signal.SIG_DFL, signal.default_int_handler)


class Terminated(KeyboardInterrupt):
    """SIGTERM came; for whoever does not tell the two apart, it is an interrupt."""


class Interrupts:
    """Listens to the two signals as a context manager.

    Signals that the program around it handles or ignores are left to it, and so are all of them outside the
    main thread, where Python hands out none.
    """

    def __init__(self) -> None:
        self._came: int | None = None
        self._is_held = False
        self._before: dict[int, Callable[[int, FrameType | None], Any] | int | None] = {}

    def __enter__(self) -> Interrupts:
        if threading.current_thread() is threading.main_thread():
            for number in sorted(_SIGNALS):
                before = signal.getsignal(number)
                if before in _UNHANDLED:
                    self._before[number] = before
                    signal.signal(number, self._note)
        return self

    def __exit__(self, *_: object) -> None:
        for number, before in self._before.items():
            signal.signal(number, before)

    def check(self) -> None:
        """Raise what came.

        Raises:
            KeyboardInterrupt: SIGINT came.
            Terminated: SIGTERM came.
        """
        if self._came is not None:
            raise KeyboardInterrupt if self._came == signal.SIGINT else Terminated

    def hold(self) -> None:
        """Raise what came; from now on let nothing interrupt what must not stop half way.

        Raises:
            KeyboardInterrupt: as `check`.
        """
        self._is_held = True
        self.check()

    def _note(self, number: int, _frame: FrameType | None) -> None:
        is_first = self._came is None
        self._came = self._came if self._came is not None else number
        if is_first and not self._is_held:  # a second one would stop the clearing up
            self.check()


@contextmanager
def signals_blocked() -> Iterator[None]:
    """Let the two signals wait, here and in processes that are started here."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def unblock_signals() -> None:
    """Let the two signals through that a process was started with blocked."""
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)

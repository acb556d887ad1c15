"""Spreads work over processes, or does it here when there is one."""

from __future__ import annotations

import signal
from collections import deque
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["open_executor", "spread"]

A = TypeVar("A")
P = ParamSpec("P")
T = TypeVar("T")


class _HereExecutor(Executor):
    """An executor that does the work when it is submitted."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        future: Future[T] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


@contextmanager
def open_executor(workers: int) -> Iterator[Executor]:
    """Open an executor of worker processes, or of none for one worker; they leave an interrupt to this one."""
    if workers == 1:
        yield _HereExecutor()
        return
    executor = ProcessPoolExecutor(workers, mp_context=get_context(_start_method()), initializer=_ignore_interrupts)
    try:
        yield executor
    finally:
        executor.shutdown(cancel_futures=True)


def spread(executor: Executor, workers: int, call: Callable[[A], T], inputs: Iterable[A]) -> Iterator[T]:
    """Return the results in the order of the inputs, which are taken only as fast as they are worked off."""
    waiting: deque[Future[T]] = deque()
    for one in inputs:
        waiting.append(executor.submit(call, one))
        if len(waiting) >= 2 * workers + 1:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _start_method() -> str:
    """Copy this process where that is safe, which takes 5 ms instead of the 350 ms of importing everything anew.

    It is safe on Linux while the process has one thread: a copy has no other threads, but would have
    the locks that they held.
    """
    tasks = Path("/proc/self/task")
    return "fork" if tasks.is_dir() and len(list(tasks.iterdir())) == 1 else "spawn"


def _ignore_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)

"""Spreads work over processes, or does it here when there is one."""

from __future__ import annotations

import signal
from collections import deque
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
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
    """Open an executor of worker processes, or of none for one worker.

    The processes are fresh ones, not copies of this, and leave an interrupt to it.
    """
    if workers == 1:
        yield _HereExecutor()
        return
    executor = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_ignore_interrupts)
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


def _ignore_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)

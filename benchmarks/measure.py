"""How the figures are taken: everything that is compared alternates, and the median of five counts."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

import psutil

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Claim", "alternate", "program_environment", "run_watched"]

ROUNDS = 5


class Claim(NamedTuple):
    """One line of the table.

    Attributes:
        what: the claim in words.
        measured: the figure, with the peer's.
        wanted: what the figure has to reach.
        is_met: whether it does.
    """

    what: str
    measured: str
    wanted: str
    is_met: bool


def alternate(*calls: Callable[[], object], rounds: int = ROUNDS) -> list[float]:
    """Run calls in turn, once to warm up and then ``rounds`` times; return each one's median seconds."""
    seconds: list[list[float]] = [[] for _ in calls]
    for number in range(rounds + 1):
        for call, taken in zip(calls, seconds, strict=True):
            start = time.perf_counter()
            call()
            if number:
                taken.append(time.perf_counter() - start)
    return [statistics.median(taken) for taken in seconds]


def program_environment() -> dict[str, str]:
    """The environment in which programs are measured: as users start them, who have compiled modules."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


class Watched(NamedTuple):
    """A finished process.

    Attributes:
        seconds: from start to end.
        peak_bytes: the largest memory that it and its children held together, sampled.
    """

    seconds: float
    peak_bytes: int


def run_watched(arguments: list[str]) -> Watched:
    """Run a program of this Python, and watch the memory of its whole family (resident, shared pages each time)."""
    start = time.perf_counter()
    child = subprocess.Popen([sys.executable, *arguments], env=program_environment())
    family = psutil.Process(child.pid)
    peak = 0
    while True:
        with suppress(subprocess.TimeoutExpired):
            child.wait(timeout=0.1)
            break
        peak = max(peak, _memory(family))
    if child.returncode:
        raise RuntimeError(f"{arguments[:3]} ended with {child.returncode}")
    return Watched(time.perf_counter() - start, peak)


def _memory(family: psutil.Process) -> int:
    total = 0
    try:
        for process in (family, *family.children(recursive=True)):
            total += process.memory_info().rss
    except psutil.Error:  # one of them has just ended
        return 0
    return total

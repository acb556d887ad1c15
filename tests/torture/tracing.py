"""Watching and hindering what programs ask of the system, by strace."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

__all__ = ["WRITING_CALLS", "Call", "attached_strace", "calls_of", "needs_strace"]

IS_CI = "CI" in os.environ
WRITING_CALLS = "trace=fsync,fdatasync,rename,renameat,renameat2,pwrite64,write,writev,sendto,sendmsg"

needs_strace = pytest.mark.skipif(shutil.which("strace") is None and not IS_CI, reason="strace is not installed")

_LINE = re.compile(r"(\d+) +(?:<\.\.\. (\w+) resumed>|(\w+)\()(.*)")
_PATIENCE_SECONDS = 20


class Call(NamedTuple):
    """A call of the system, with the positions in time at which it began and ended.

    Attributes:
        text: its arguments and what it returned.
    """

    name: str
    began: int
    ended: int
    text: str

    @property
    def is_sync(self) -> bool:
        """Whether something is durable after it."""
        return self.name in {"fsync", "fdatasync"} and self.text.endswith("= 0")


def calls_of(trace: Path) -> list[Call]:
    """Return the calls that ``strace -f -o`` wrote down, in the order in which they ended."""
    calls: list[Call] = []
    unfinished: dict[str, tuple[str, int, str]] = {}
    for position, line in enumerate(trace.read_text(encoding="utf-8", errors="replace").splitlines()):
        match = _LINE.match(line)
        if match is None:
            continue
        thread, resumed, name, text = match.groups()
        if text.endswith("<unfinished ...>"):
            unfinished[thread] = (name, position, text.removesuffix("<unfinished ...>"))
        elif resumed is None:
            calls.append(Call(name, position, position, text))
        elif thread in unfinished:
            name, began, before = unfinished.pop(thread)
            calls.append(Call(name, began, position, before + text))
    return calls


@contextmanager
def attached_strace(processes: Sequence[int], *options: str) -> Iterator[None]:
    """Trace running processes, with all their threads, until the end of the block; skip where that is not allowed."""
    targets = [f"--attach={one}" for one in processes]
    tracer = subprocess.Popen(["strace", "-f", *options, *targets], stderr=subprocess.PIPE, text=True)
    assert tracer.stderr is not None
    said: list[str] = []
    waiting, is_attached = set(map(str, processes)), threading.Event()

    def listen() -> None:
        assert tracer.stderr is not None
        for line in tracer.stderr:
            said.append(line)
            waiting.difference_update(re.findall(r"Process (\d+) attached", line))
            if not waiting:
                is_attached.set()
        is_attached.set()

    listener = threading.Thread(target=listen, daemon=True)
    listener.start()
    try:
        assert is_attached.wait(_PATIENCE_SECONDS), said
        if len(waiting) == len(processes) and not IS_CI:
            pytest.skip("strace may not trace here")
        assert not waiting, said
        yield
    finally:
        tracer.terminate()
        tracer.wait(_PATIENCE_SECONDS)
        listener.join()
        tracer.stderr.close()

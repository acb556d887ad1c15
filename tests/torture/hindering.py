"""An archive at work, in processes that can be hindered."""

from __future__ import annotations

import os
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from torture.generated import generated_key, generated_uid
from torture.processes import Served, start_program
from torture.tracing import attached_strace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["OrderedImporter", "failing", "fill", "importing", "serving", "small_disk"]

_DISK_BYTES = 12 << 20


class OrderedImporter:
    """The program that keeps instances, one order after the other."""

    def __init__(self, data: Path, log: Path) -> None:
        self.process = start_program(
            "torture.importer", str(data), log=log, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self.acknowledged: dict[str, str] = {}

    def order(self, first: int, count: int = 4) -> str:
        """Have a batch kept; return ``done``, or the kind of the error."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"1.2.3 {first} {count}\n".encode())
        self.process.stdin.flush()
        while True:
            word, *rest = self.process.stdout.readline().decode().split()
            if word == "failed":
                return rest[0]
            if word == "done":
                self.acknowledged |= {
                    generated_uid("1.2.3", number): generated_key("1.2.3", number)
                    for number in range(first, first + count)
                }
                return word
            assert word in {"kept", "duplicate"}

    def end(self) -> None:
        """Tell the program that there are no more orders, and wait for its end."""
        self.process.communicate(timeout=30)


@contextmanager
def importing(data: Path, log: Path) -> Iterator[OrderedImporter]:
    """Run the program that keeps instances until the end of the block."""
    importer = OrderedImporter(data, log)
    try:
        yield importer
    finally:
        importer.end()


@contextmanager
def serving(data: Path) -> Iterator[Served]:
    """Run the server until the end of the block, and kill it."""
    served = Served.start(data)
    try:
        served.wait_until_ready()
        yield served
    finally:
        served.kill_group()


@contextmanager
def failing(processes: list[int], calls: str, error: str, *, path: Path | None = None) -> Iterator[None]:
    """Let calls of the system fail, all or those that touch a file."""
    only = [] if path is None else [f"--trace-path={path}"]
    options = ["-o", os.devnull, *only, "-e", f"trace={calls}", "-e", f"inject={calls}:error={error}"]
    with attached_strace(processes, *options):
        yield


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """Mount a file system in memory; skip where that is not allowed."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={_DISK_BYTES}", "filmroom", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("mounting is not allowed here; the injected faults show the same")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(ballast: Path) -> None:
    """Leave not a single byte."""
    with pytest.raises(OSError, match="No space"):
        _write_endlessly(ballast)


def _write_endlessly(path: Path) -> None:
    with path.open("ab", buffering=0) as file:
        while True:
            file.write(bytes(4096))

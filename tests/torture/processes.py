"""Programs that are started to be killed."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

from serving import Server

if TYPE_CHECKING:
    from typing import IO

__all__ = ["Importer", "Served", "family_of", "pause", "start_program", "wait_until_gone"]

_TESTS = Path(__file__).parent.parent
_PATIENCE_SECONDS = 60.0
_ENVIRONMENT = {**os.environ, "PYTHONPATH": str(_TESTS)}


def pause(seconds: float) -> None:
    """Let the other processes work; nothing tells when the moment has come, since it is a random one."""
    threading.Event().wait(seconds)


def start_program(
    *arguments: str,
    log: Path,
    group: int = 0,
    wrapper: tuple[str, ...] = (),
    stdin: IO[bytes] | int = subprocess.DEVNULL,
    stdout: IO[bytes] | int = subprocess.DEVNULL,
) -> subprocess.Popen[bytes]:
    """Start a Python module in a process group: its own by default."""
    with log.open("ab") as told:
        return subprocess.Popen(
            [*wrapper, sys.executable, "-m", *arguments],
            env=_ENVIRONMENT,
            stdin=stdin,
            stdout=stdout,
            stderr=told,
            process_group=group,
        )


def family_of(process: subprocess.Popen[bytes]) -> list[psutil.Process]:
    """Return a process and all that descend from it and run."""
    try:
        parent = psutil.Process(process.pid)
        return [one for one in (parent, *parent.children(recursive=True)) if _is_alive(one)]
    except psutil.NoSuchProcess:
        return []


def wait_until_gone(family: list[psutil.Process], seconds: float) -> list[psutil.Process]:
    """Wait for processes to end, and return those that do not; what only waits to be buried has ended."""
    deadline = time.monotonic() + seconds
    while (alive := [one for one in family if _is_alive(one)]) and time.monotonic() < deadline:
        pause(0.005)
    return alive


def _is_alive(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


class Served(Server, frozen=True):
    """``filmroom serve`` over a folder."""

    process: subprocess.Popen[bytes]
    log: Path

    @classmethod
    def start(cls, data: Path, *, workers: int = 2) -> Served:
        """Start the program, in a process group of its own, and do not wait for it."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        log = data.parent / "serve.log"
        options = [f"--data={data}", f"--http-port={port}", f"--workers={workers}", "--threads=4", "--log-level=ERROR"]
        return cls(port, start_program("filmroom", "serve", *options, log=log), log)

    def wait_until_ready(self) -> float:
        """Return after how many seconds the server said that it is ready."""
        began = time.monotonic()
        while time.monotonic() - began < _PATIENCE_SECONDS:
            try:
                if self.ask("GET", "/health/ready").status == 200:
                    return time.monotonic() - began
            except OSError:
                assert self.process.poll() is None, self.log.read_text(encoding="utf-8")
            pause(0.01)
        raise AssertionError(f"never ready: {self.log.read_text(encoding='utf-8')}")

    def kill_group(self) -> None:
        """Kill everything in the process group, as kill -9 does, and wait until it is gone."""
        family = family_of(self.process)
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        assert wait_until_gone(family, 10) == []


class Importer:
    """The program that keeps instances by a list of orders, and writes what it acknowledges into a file."""

    def __init__(self, data: Path, orders: list[tuple[str, int, int]], *, group: int = 0, name: str = "orders") -> None:
        folder = data.parent
        self._acknowledged = folder / f"{name}.acknowledged"
        listed = folder / name
        listed.write_text("".join(f"{study} {first} {count}\n" for study, first, count in orders), encoding="utf-8")
        with listed.open("rb") as stdin, self._acknowledged.open("wb") as stdout:
            self.process = start_program(
                "torture.importer", str(data), log=folder / "importer.log", group=group, stdin=stdin, stdout=stdout
            )

    def wait_until_working(self) -> None:
        """Return when the first batch is acknowledged."""
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while not self.lines() and time.monotonic() < deadline:
            assert self.process.poll() in {None, 0}, "the importer ended before it did anything"
            pause(0.002)

    def lines(self) -> list[list[str]]:
        """Return what was said; what stands at the end without a line's end was not said to its end."""
        said = self._acknowledged.read_text(encoding="utf-8")
        return [line.split() for line in said[: said.rfind("\n") + 1].splitlines()]

    def acknowledged(self) -> dict[str, str]:
        """Return the SHA-256 of each instance that was acknowledged, by its UID."""
        return {line[1]: line[2] for line in self.lines() if line[0] in {"kept", "duplicate"}}

"""Starts the processes of a server, and stops them together."""

from __future__ import annotations

import multiprocessing
import os
import threading
from typing import TYPE_CHECKING

from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels

from filmroom.server.settling import run_settling

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

    from filmroom.server.settings import ServerSettings

__all__ = ["run_server"]

_STOP_SECONDS = 5
"""How long a process may take to end what it is doing; all together stop within ten seconds."""


def run_server(settings: ServerSettings) -> None:
    """Run until SIGTERM or an interrupt; the archive must have been opened once before.

    Raises:
        OSError: the port is taken, or not for us to take.
    """
    settings.hand_on()
    settling = _Companion(settings)
    server = Granian(
        "filmroom.server.wsgi:make_app",
        factory=True,
        address=settings.host,
        port=settings.http_port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        workers=settings.workers,
        blocking_threads=settings.threads,
        backpressure=settings.threads * 4,
        workers_kill_timeout=_STOP_SECONDS,
        respawn_failed_workers=True,
        respawn_interval=0.5,
        log_level=LogLevels.warning,
    )
    server.on_startup(settling.start)
    server.on_shutdown(settling.stop)
    server.serve()


class _Companion:
    """The settling process, begun again when it dies."""

    def __init__(self, settings: ServerSettings) -> None:
        self._settings = settings
        self._stopped = threading.Event()
        self._process: SpawnProcess | None = None
        self._watch = threading.Thread(target=self._keep_alive, daemon=True)

    def start(self) -> None:
        self._process = self._spawn()
        self._watch.start()

    def stop(self) -> None:
        self._stopped.set()
        process = self._process
        if process is not None:
            process.terminate()
            process.join(_STOP_SECONDS)
            if process.is_alive():
                process.kill()
                process.join()

    def _spawn(self) -> SpawnProcess:
        process = multiprocessing.get_context("spawn").Process(
            target=run_settling, args=(self._settings, os.getpid()), name="filmroom-settling"
        )
        process.start()
        return process

    def _keep_alive(self) -> None:
        while not self._stopped.wait(0.5):
            if self._process is not None and not self._process.is_alive():
                self._process = self._spawn()

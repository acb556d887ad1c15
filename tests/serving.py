"""A server on the loopback interface, as its users run it: Granian, in a process of its own."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from filmroom.server.settings import ENVIRONMENT, ServerSettings
from filmroom.service.archive import ArchivePlace

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

__all__ = ["Answer", "ArchiveServer", "Server", "running_archive", "running_server"]

_TESTS = Path(__file__).parent
_PATIENCE_SECONDS = 30.0


class Answer(msgspec.Struct, frozen=True):
    """What a server answered; header names in lower case."""

    status: int
    headers: dict[str, str]
    content: bytes

    def json(self) -> Any:
        return msgspec.json.decode(self.content)


class Server(msgspec.Struct, frozen=True):
    """A server that runs."""

    port: int

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ask(
        self,
        method: str,
        path: str,
        body: Any = None,
        headers: Mapping[str, str] | None = None,
        *,
        chunked: bool = False,
    ) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=_PATIENCE_SECONDS)
        try:
            connection.request(method, path, body, dict(headers or {}), encode_chunked=chunked)
            response = connection.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, found, response.read())
        finally:
            connection.close()

    def is_up(self) -> bool:
        try:
            return self.ask("GET", "/health/live").status == 200
        except OSError:
            return False


class ArchiveServer(Server, frozen=True):
    """A server of an archive."""

    place: ArchivePlace


@contextmanager
def running_archive(place: ArchivePlace) -> Iterator[ArchiveServer]:
    """Run the application over an archive until the end of the block."""
    settings = ServerSettings(place=place, threads=4)
    environment = {ENVIRONMENT: msgspec.json.encode(settings).decode()}
    with running_server("filmroom.server.wsgi:make_app", environment) as running:
        yield ArchiveServer(running.port, place)


@contextmanager
def running_server(factory: str, environment: Mapping[str, str] | None = None) -> Iterator[Server]:
    """Run the application that a factory in this folder makes, ``module:function``, until the end of the block."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--factory", "--host", "127.0.0.1"]
    command += ["--port", str(port), "--blocking-threads", "4", "--log-level", "warning", factory]
    variables = {**os.environ, "PYTHONPATH": str(_TESTS), **(environment or {})}
    process = subprocess.Popen(command, env=variables, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    server, pause = Server(port), threading.Event()
    try:
        for _ in range(int(_PATIENCE_SECONDS / 0.05)):
            if server.is_up():
                break
            assert process.poll() is None, "the server ended before it answered"
            pause.wait(0.05)
        yield server
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

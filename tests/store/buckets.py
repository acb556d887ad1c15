"""Buckets for tests: an S3 in this process, on the loopback, that the tests start and stop."""

from __future__ import annotations

from contextlib import contextmanager
from http.client import HTTPConnection
from typing import TYPE_CHECKING, Any
from uuid import uuid4

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["new_bucket", "s3_options", "s3_server"]


@contextmanager
def s3_server() -> Iterator[str]:
    """Start an S3 that forgets everything when it stops; return its address."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        yield f"http://{host}:{port}"
    finally:
        server.stop()


def new_bucket(server: str) -> str:
    """Make an empty bucket; return its address, with a prefix."""
    name = f"t{uuid4().hex}"
    connection = HTTPConnection(server.removeprefix("http://"))
    connection.request("PUT", f"/{name}")
    status = connection.getresponse().status
    connection.close()
    assert status == 200
    return f"s3://{name}/archive"


def s3_options(server: str) -> dict[str, Any]:
    """Return how the buckets of a server are reached."""
    return {
        "endpoint": server,
        "access_key_id": "test",
        "secret_access_key": "test",
        "region": "us-east-1",
        "allow_http": True,
    }

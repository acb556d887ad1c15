"""The doors over a server that runs: what only shows on the wire."""

from __future__ import annotations

import gzip
import socket
from typing import TYPE_CHECKING

from asking import outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from serving import Server

TOKEN = {"Authorization": "Bearer 0123456789abcdef"}
JSON = TOKEN | {"Content-Type": "application/fhir+json"}


def test_a_resource_goes_over_the_wire_and_back(fake_server: Server) -> None:
    body = b'{"resourceType":"Basic","id":"wire","code":{"text":"M\xc3\xbcller"}}'
    made = fake_server.ask("PUT", "/fhir/Basic/wire", body, JSON)
    read = fake_server.ask("GET", "/fhir/Basic/wire", headers=TOKEN)

    assert (made.status, made.headers["location"]) == (
        201,
        f"{fake_server.address}/fhir/Basic/wire/_history/1",
    )
    assert (read.status, read.content) == (200, made.content)
    assert read.json()["code"] == {"text": "Müller"}


def test_a_body_in_chunks_is_read(fake_server: Server) -> None:
    def chunks() -> Iterator[bytes]:
        yield b'{"resourceType":"Basic",'
        yield b'"code":{"text":"x"}}'

    answer = fake_server.ask("POST", "/fhir/Basic", chunks(), JSON, chunked=True)

    assert (answer.status, answer.json()["code"]) == (201, {"text": "x"})


def test_a_body_in_chunks_that_never_ends_is_refused(fake_server: Server) -> None:
    def chunks() -> Iterator[bytes]:
        for _ in range(20):
            yield b" " * 100_000

    try:
        answer = fake_server.ask("POST", "/fhir/Basic", chunks(), JSON, chunked=True)
    except OSError:  # the server may close the connection while the client is still sending
        return
    assert (answer.status, answer.json()) == (
        413,
        outcome("too-long", "Found a body of more than 1000000 bytes, expected at most that"),
    )


def test_a_head_has_the_headers_of_the_get(fake_server: Server) -> None:
    get, head = (fake_server.ask(method, "/fhir/metadata") for method in ("GET", "HEAD"))
    differing = ("x-request-id", "date")

    assert (head.status, head.content) == (200, b"")
    assert {name: head.headers[name] for name in head.headers if name not in differing} == {
        name: get.headers[name] for name in get.headers if name not in differing
    }


def test_an_answer_is_compressed_on_the_wire(fake_server: Server) -> None:
    plain = fake_server.ask("GET", "/fhir/metadata")
    packed = fake_server.ask("GET", "/fhir/metadata", headers={"Accept-Encoding": "gzip"})

    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content


def test_a_path_that_is_encoded_is_understood(fake_server: Server) -> None:
    assert fake_server.ask("GET", "/fhir/Patient/a%2Fb", headers=TOKEN).status == 404
    assert fake_server.ask("GET", "/fhir/Basic/%24validate", headers=TOKEN).status == 400
    assert fake_server.ask("GET", "/fhir/Patient/%ff", headers=TOKEN).status in (400, 404)


def test_what_is_no_http_does_not_end_the_server(fake_server: Server) -> None:
    with socket.create_connection(("127.0.0.1", fake_server.port), timeout=10) as connection:
        connection.sendall(b"\x16\x03\x01\x00\xa5 nonsense\r\n\r\n")
        connection.recv(1024)

    assert fake_server.ask("GET", "/health/live").status == 200


def test_a_connection_serves_one_request_after_another(fake_server: Server) -> None:
    request = b"GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n"
    with socket.create_connection(("127.0.0.1", fake_server.port), timeout=10) as connection:
        for _ in range(3):
            connection.sendall(request)
            assert connection.recv(4096).startswith(b"HTTP/1.1 200")

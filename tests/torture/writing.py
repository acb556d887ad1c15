"""Clients that write resources, and remember what the server acknowledged."""

from __future__ import annotations

import http.client
import json
import threading
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from serving import Server

__all__ = ["Acknowledged", "Writer", "patient", "put_patient"]

_JSON = {"Content-Type": "application/fhir+json"}
_IDS = 5
_ENTRIES = 3


class Acknowledged(NamedTuple):
    """A version that the server has promised to keep."""

    id: str
    version: int
    marker: str


def patient(resource_id: str, marker: str) -> dict[str, Any]:
    """Return a resource that shows who wrote it."""
    return {
        "resourceType": "Patient",
        "id": resource_id,
        "identifier": [{"system": "urn:example:torture", "value": marker}],
    }


def put_patient(server: Server, resource_id: str, marker: str) -> int:
    """Write a resource; return the status of the answer."""
    content = json.dumps(patient(resource_id, marker))
    return server.ask("PUT", f"/fhir/Patient/{resource_id}", content, _JSON).status


class Writer(threading.Thread):
    """Writes until the server is gone or the writer is told to stop: updates, and every fourth time a transaction.

    Attributes:
        versions: what was acknowledged.
        transactions: the ids in each, and whether it was acknowledged.
        others: statuses that are no acknowledgements.
    """

    def __init__(self, port: int, name: str) -> None:
        super().__init__(name=name, daemon=True)
        self._port = port
        self._stopped = threading.Event()
        self.versions: list[Acknowledged] = []
        self.transactions: dict[tuple[str, ...], bool] = {}
        self.others: list[int] = []

    def run(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=30)
        try:
            count = 0
            while not self._stopped.is_set():
                if count % 4 == 3:
                    self._transact(connection, count)
                else:
                    self._update(connection, count)
                count += 1
        except (OSError, http.client.HTTPException):
            return  # killed, or stopped: what was asked last is not acknowledged
        finally:
            connection.close()

    def stop(self) -> None:
        """Have the writer end after what it is doing."""
        self._stopped.set()

    def check(self, server: Server) -> None:
        """Ask a server for all that was acknowledged, and whether transactions are there as a whole or not at all."""
        assert self.others == []
        latest: dict[str, int] = {}
        for one in self.versions:
            answer = server.ask("GET", f"/fhir/Patient/{one.id}/_history/{one.version}")
            assert (answer.status, *_said(answer.content)) == (200, one.id, one.marker), one
            latest[one.id] = max(one.version, latest.get(one.id, 0))
        for resource_id, version in latest.items():
            found = server.ask("GET", f"/fhir/Patient/{resource_id}").json()["meta"]["versionId"]
            assert int(found) in {version, version + 1}  # the last request may have been carried out without an answer
        for ids, is_acknowledged in self.transactions.items():
            statuses = {server.ask("GET", f"/fhir/Patient/{one}").status for one in ids}
            assert statuses == {200} or (statuses == {404} and not is_acknowledged), ids

    def _update(self, connection: http.client.HTTPConnection, count: int) -> None:
        resource_id, marker = f"{self.name}-{count % _IDS}", f"{self.name} {count}"
        status, etag = _ask(connection, "PUT", f"/fhir/Patient/{resource_id}", patient(resource_id, marker))
        if status in {200, 201}:
            self.versions.append(Acknowledged(resource_id, int(etag.strip('W/"')), marker))
        else:
            self.others.append(status)

    def _transact(self, connection: http.client.HTTPConnection, count: int) -> None:
        ids = tuple(f"{self.name}-t{count}-{number}" for number in range(_ENTRIES))
        entries = [
            {"resource": patient(one, self.name), "request": {"method": "PUT", "url": f"Patient/{one}"}} for one in ids
        ]
        self.transactions[ids] = False
        bundle = {"resourceType": "Bundle", "type": "transaction", "entry": entries}
        status, _ = _ask(connection, "POST", "/fhir", bundle)
        if status == 200:
            self.transactions[ids] = True
        else:
            self.others.append(status)


def _ask(connection: http.client.HTTPConnection, method: str, path: str, content: dict[str, Any]) -> tuple[int, str]:
    connection.request(method, path, json.dumps(content), _JSON)
    response = connection.getresponse()
    response.read()
    return response.status, response.getheader("ETag", "")


def _said(content: bytes) -> tuple[str, str]:
    found = json.loads(content)
    return found.get("id", ""), found["identifier"][0]["value"] if "identifier" in found else ""

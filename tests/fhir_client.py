"""A client of the FHIR API: short ways to write resources of one's own, and to read answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from uuid import uuid4

import msgspec

if TYPE_CHECKING:
    from serving import Answer, Server

__all__ = [
    "FORM",
    "JSON",
    "PATCH",
    "SYSTEM",
    "bundle",
    "code",
    "follow",
    "ids",
    "new_id",
    "patient",
    "put_patient",
    "put_study",
    "send",
]

JSON = {"Content-Type": "application/fhir+json"}
PATCH = {"Content-Type": "application/json-patch+json"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
SYSTEM = "https://example.org/ids"


def new_id() -> str:
    return uuid4().hex


def send(server: Server, method: str, path: str, resource: Any = None, headers: dict[str, str] | None = None) -> Answer:
    body = None if resource is None else msgspec.json.encode(resource)
    return server.ask(method, f"/fhir{path}", body, (JSON if resource is not None else {}) | (headers or {}))


def patient(identifier: str = "", **elements: Any) -> dict[str, Any]:
    named = {"identifier": [{"system": SYSTEM, "value": identifier}]} if identifier else {}
    return {"resourceType": "Patient", **named, **elements}


def put_patient(server: Server, **elements: Any) -> str:
    resource_id = new_id()
    answer = send(server, "PUT", f"/Patient/{resource_id}", patient(resource_id, id=resource_id, **elements))
    assert answer.status == 201, answer.content
    return resource_id


def put_study(server: Server, subject: str, **elements: Any) -> str:
    resource_id = new_id()
    study = {
        "resourceType": "ImagingStudy",
        "id": resource_id,
        "status": "available",
        "subject": {"reference": f"Patient/{subject}"},
        **elements,
    }
    answer = send(server, "PUT", f"/ImagingStudy/{resource_id}", study)
    assert answer.status == 201, answer.content
    return resource_id


def ids(bundle: Any, mode: str = "match") -> list[str]:
    return [entry["resource"]["id"] for entry in bundle.get("entry", ()) if entry["search"]["mode"] == mode]


def follow(server: Server, bundle: Any, relation: str) -> Any:
    link = next(each["url"] for each in bundle["link"] if each["relation"] == relation)
    parts = urlsplit(link)
    assert f"{parts.scheme}://{parts.netloc}" == server.address
    answer = server.ask("GET", f"{parts.path}?{parts.query}")
    assert answer.status == 200
    return answer.json()


def code(answer: Answer) -> tuple[int, str]:
    return answer.status, answer.json()["issue"][0]["code"]


def bundle(kind: str, *entries: tuple[str, str, Any]) -> dict[str, Any]:
    written = []
    for method, url, resource in entries:
        entry: dict[str, Any] = {"request": {"method": method, "url": url}}
        if resource is not None:
            entry |= {"fullUrl": f"urn:uuid:{uuid4()}", "resource": resource}
        written.append(entry)
    return {"resourceType": "Bundle", "type": kind, "entry": written}

"""Histories over the door."""

from __future__ import annotations

from typing import Any

import pytest

from asking import BASE, Asking, outcome
from filmroom.fhir.outcome import Issue, operation_outcome
from filmroom.validation import validate

PATIENT = {"resourceType": "Patient", "active": True}


def with_a_past() -> Asking:
    asking = Asking()
    asking.resources.keep(PATIENT, ("Patient", "1"), "POST")
    asking.resources.keep(PATIENT | {"active": False}, ("Patient", "1"))
    asking.resources.keep(None, ("Patient", "1"), "DELETE")
    asking.resources.keep({"resourceType": "Basic", "code": {"text": "x"}}, ("Basic", "2"))
    return asking


def version(number: int, second: int, method: str, status: str, *, active: bool | None) -> dict[str, Any]:
    moment = f"2023-11-14T22:13:{20 + second}.000000Z"
    resource = {
        "resourceType": "Patient",
        "id": "1",
        "meta": {"versionId": str(number), "lastUpdated": moment},
        "active": active,
    }
    return {
        "fullUrl": f"{BASE}/Patient/1",
        **({} if active is None else {"resource": resource}),
        "request": {"method": method, "url": "Patient" if method == "POST" else "Patient/1"},
        "response": {
            "status": status,
            "location": f"{BASE}/Patient/1/_history/{number}",
            "etag": f'W/"{number}"',
            "lastModified": moment,
        },
    }


def test_the_history_of_a_resource_has_every_version_with_its_request() -> None:
    answer = with_a_past().get("/fhir/Patient/1/_history")

    assert answer.status_code == 200
    assert answer.json == {
        "resourceType": "Bundle",
        "type": "history",
        "total": 3,
        "link": [{"relation": "self", "url": f"{BASE}/Patient/1/_history"}],
        "entry": [
            version(3, 3, "DELETE", "204 No Content", active=None),
            version(2, 2, "PUT", "200 OK", active=False),
            version(1, 1, "POST", "201 Created", active=True),
        ],
    }
    assert validate(answer.json) == ()


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/fhir/Patient/1/_history", ("history", "Patient", "1", None, 50, None)),
        ("/fhir/Patient/_history?_count=2", ("history", "Patient", None, None, 2, None)),
        ("/fhir/_history?_since=2023-11-14T22:13:22Z", ("history", None, None, 1_700_000_002_000_000, 50, None)),
        ("/fhir/_history?_since=2023-11-14T23:13:22+01:00", ("history", None, None, 1_700_000_002_000_000, 50, None)),
        ("/fhir/_history?_cursor=abc", ("history", None, None, None, 50, "abc")),
        ("/fhir/_history?_count=100000", ("history", None, None, None, 1000, None)),
    ],
)
def test_what_is_asked_is_passed_on(path: str, expected: tuple[Any, ...]) -> None:
    asking = with_a_past()

    assert asking.get(path).status_code == 200
    assert asking.resources.calls == [expected]


def test_a_page_links_to_the_next() -> None:
    answer = with_a_past().get("/fhir/_history?_since=2020-01-01&_count=1&_format=json")

    assert answer.json["link"] == [
        {"relation": "self", "url": f"{BASE}/_history?_since=2020-01-01&_count=1&_format=json"},
        {
            "relation": "next",
            "url": f"{BASE}/_history?_since=2020-01-01&_count=1&_format=json&_cursor=further",
        },
    ]


def test_a_history_in_xml_is_a_bundle_in_xml() -> None:
    answer = with_a_past().get("/fhir/Patient/1/_history?_format=xml")

    assert answer.headers["content-type"] == "application/fhir+xml; charset=utf-8"
    assert answer.text.count("<fullUrl ") == 3


def test_a_parameter_that_is_not_known_is_told_or_under_strict_handling_refused() -> None:
    lenient = with_a_past().get("/fhir/Patient/1/_history?_at=2020")
    strict = with_a_past().get("/fhir/Patient/1/_history?_at=2020", Prefer="handling=strict")
    said = "Parameter '_at': not supported here"

    assert lenient.json["issues"] == operation_outcome([Issue("warning", "not-supported", "", said)])
    assert validate(lenient.json) == ()
    assert (strict.status_code, strict.json) == (400, outcome("not-supported", said))


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("_since=soon", "Parameter '_since': expected a date or an instant"),
        ("_count=many", "Parameter '_count': expected a whole number from 0"),
        ("_count=1&_count=2", "Parameter '_count': found 2, expected one"),
    ],
)
def test_a_value_that_is_none_is_refused(query: str, said: str) -> None:
    answer = with_a_past().get(f"/fhir/_history?{query}")

    assert (answer.status_code, answer.json) == (400, outcome("invalid", said))


def test_the_history_of_what_never_was_is_not_found() -> None:
    assert with_a_past().get("/fhir/Patient/2/_history").status_code == 404

"""Creating, updating, patching and deleting over the door."""

from __future__ import annotations

from typing import Any

import pytest

from asking import BASE, Asking, outcome

PATIENT = {"resourceType": "Patient", "active": True}
FIRST = {**PATIENT, "id": "1"}
PATCH = [{"op": "replace", "path": "/active", "value": False}]
PATCH_TYPE = {"Content-Type": "application/json-patch+json"}


def kept(asking: Asking, resource_id: str = "1") -> bytes:
    content = asking.resources.versions["Patient", resource_id][-1].content
    assert content is not None
    return content


def test_a_create_answers_with_where_and_what_it_is() -> None:
    asking = Asking()
    answer = asking.ask("POST", "/fhir/Patient", PATIENT)

    assert (answer.status_code, answer.content) == (201, kept(asking, "made-1"))
    assert answer.headers["location"] == f"{BASE}/Patient/made-1/_history/1"
    assert (answer.headers["etag"], answer.headers["last-modified"]) == ('W/"1"', "Tue, 14 Nov 2023 22:13:21 GMT")


@pytest.mark.parametrize(
    ("preferred", "expected"),
    [("minimal", b""), ("OperationOutcome", outcome("informational", "Made: version 1", "information"))],
)
def test_a_client_may_prefer_less_or_an_outcome(preferred: str, expected: Any) -> None:
    answer = Asking().ask("POST", "/fhir/Patient", PATIENT, {"Prefer": f"return={preferred}"})

    assert (answer.status_code, answer.json if answer.content else b"") == (201, expected)
    assert answer.headers["location"] == f"{BASE}/Patient/made-1/_history/1"


def test_a_create_in_xml_is_answered_in_xml() -> None:
    body = b'<Patient xmlns="http://hl7.org/fhir"><active value="true"/></Patient>'
    answer = Asking().ask(
        "POST", "/fhir/Patient?_format=xml", body=body, headers={"Content-Type": "application/fhir+xml"}
    )

    assert (answer.status_code, answer.headers["content-type"]) == (201, "application/fhir+xml; charset=utf-8")
    assert answer.text.endswith('<active value="true"/></Patient>')


def test_a_conditional_create_passes_its_condition_and_answers_with_what_is_there() -> None:
    asking = Asking()
    asking.resources.found = asking.resources.keep(PATIENT, ("Patient", "1"))
    answer = asking.ask("POST", "/fhir/Patient", PATIENT, {"If-None-Exist": "identifier=a|b"})

    assert (answer.status_code, answer.content, "location" in answer.headers) == (200, kept(asking), False)
    assert asking.resources.calls == [("create", "identifier=a|b")]


def test_a_resource_of_another_type_than_the_address_is_refused() -> None:
    asking = Asking()
    answer = asking.ask("POST", "/fhir/Encounter", PATIENT)

    assert (answer.status_code, answer.json) == (
        400,
        outcome("not-supported", "resourceType: found another type than that of the address, expected Encounter"),
    )
    assert asking.resources.calls == []


def test_an_invalid_resource_is_refused_with_every_issue() -> None:
    answer = Asking().ask("POST", "/fhir/Patient", {"resourceType": "Patient", "active": "x", "gender": "y"})

    assert answer.status_code == 422
    assert [issue["expression"] for issue in answer.json["issue"]] == [["Patient.active"], ["Patient.gender"]]


def test_what_is_no_json_is_refused_with_the_place() -> None:
    headers = {"Content-Type": "application/fhir+json"}
    answer = Asking().ask("POST", "/fhir/Patient", body=b'{"resourceType":', headers=headers)

    assert (answer.status_code, answer.json["issue"][0]["code"]) == (400, "structure")
    assert answer.json["issue"][0]["diagnostics"].endswith("(line 1, column 17)")


def test_a_form_of_answer_that_there_is_not_is_refused_before_anything_is_written() -> None:
    asking = Asking()
    answer = asking.ask("POST", "/fhir/Patient", PATIENT, {"Accept": "text/html"})

    assert (answer.status_code, asking.resources.versions) == (406, {})


def test_an_update_makes_the_resource_or_changes_it() -> None:
    asking = Asking()
    made, changed = (asking.ask("PUT", "/fhir/Patient/1", FIRST) for _ in range(2))

    assert (made.status_code, made.headers["location"]) == (201, f"{BASE}/Patient/1/_history/1")
    assert (changed.status_code, changed.headers["etag"], changed.content) == (200, 'W/"2"', kept(asking))
    assert "location" not in changed.headers


def test_an_update_passes_the_version_that_it_expects() -> None:
    asking = Asking()
    asking.ask("PUT", "/fhir/Patient/1", FIRST)
    right = asking.ask("PUT", "/fhir/Patient/1", FIRST, {"If-Match": 'W/"1"'})
    wrong = asking.ask("PUT", "/fhir/Patient/1", FIRST, {"If-Match": 'W/"1"'})
    never = asking.ask("PUT", "/fhir/Patient/1", FIRST, {"If-None-Match": "*"})

    assert [answer.status_code for answer in (right, wrong, never)] == [200, 412, 412]
    assert wrong.json == outcome("conflict", "Patient: found another version than the request expects")
    assert asking.resources.calls[1:] == [("update", 1, False), ("update", 1, False), ("update", None, True)]


def test_a_conditional_update_passes_its_condition_without_what_is_about_the_answer() -> None:
    asking = Asking()
    asking.resources.found = asking.resources.keep(PATIENT, ("Patient", "1"))
    answer = asking.ask("PUT", "/fhir/Patient?identifier=a%7Cb&_format=json&name=x", PATIENT, {"If-Match": 'W/"1"'})

    assert answer.status_code == 200
    assert asking.resources.calls[0] == ("update_where", "identifier=a%7Cb&name=x", 1)


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_a_change_needs_an_id_or_a_condition(method: str) -> None:
    answer = Asking().ask(method, "/fhir/Patient?_format=json", PATIENT)

    assert (answer.status_code, answer.json) == (
        400,
        outcome("not-supported", "Found neither an id nor a condition in the address, expected one of them"),
    )


def test_a_patch_changes_the_resource() -> None:
    asking = Asking()
    asking.resources.keep(PATIENT, ("Patient", "1"))
    answer = asking.ask("PATCH", "/fhir/Patient/1", PATCH, PATCH_TYPE | {"If-Match": 'W/"1"'})

    assert (answer.status_code, answer.headers["etag"], answer.json["active"]) == (200, 'W/"2"', False)
    assert asking.resources.calls == [("patch", PATCH, 1)]


def test_a_conditional_patch_passes_its_condition() -> None:
    asking = Asking()
    asking.resources.found = asking.resources.keep(PATIENT, ("Patient", "1"))
    answer = asking.ask("PATCH", "/fhir/Patient?identifier=x", PATCH, PATCH_TYPE)

    assert (answer.status_code, asking.resources.calls[0]) == (200, ("patch_where", "identifier=x", None))


def test_another_kind_of_patch_is_unsupported() -> None:
    answer = Asking().ask("PATCH", "/fhir/Patient/1", {"resourceType": "Parameters"})

    assert (answer.status_code, answer.headers["accept-patch"]) == (415, "application/json-patch+json")


def test_a_delete_answers_with_nothing_whether_there_was_one_or_not() -> None:
    asking = Asking()
    asking.resources.keep(PATIENT, ("Patient", "1"))
    first = asking.ask("DELETE", "/fhir/Patient/1", headers={"If-Match": 'W/"1"'})
    second = asking.ask("DELETE", "/fhir/Patient/1")

    assert (first.status_code, first.content, first.headers["etag"]) == (204, b"", 'W/"2"')
    assert (second.status_code, second.content, "etag" in second.headers) == (204, b"", False)
    assert asking.resources.calls == [("delete", 1), ("delete", None)]


def test_a_delete_may_be_answered_with_an_outcome() -> None:
    asking = Asking()
    asking.resources.keep(PATIENT, ("Patient", "1"))
    answer = asking.ask("DELETE", "/fhir/Patient/1", headers={"Prefer": "return=OperationOutcome"})

    assert (answer.status_code, answer.json) == (200, outcome("informational", "Deleted", "information"))


def test_a_conditional_delete_passes_its_condition() -> None:
    asking = Asking()
    asking.resources.found = asking.resources.keep(PATIENT, ("Patient", "1"))
    answer = asking.ask("DELETE", "/fhir/Patient?identifier=x", headers={"Prefer": "return=OperationOutcome"})

    assert (answer.status_code, answer.json) == (200, outcome("informational", "Deleted: 1", "information"))
    assert asking.resources.calls == [("delete_where", "Patient", "identifier=x")]

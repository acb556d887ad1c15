"""Reading over the door."""

from __future__ import annotations

import pytest

from asking import Asking, outcome

PATIENT = {"resourceType": "Patient", "active": True}
STORED = (
    '{"resourceType":"Patient","id":"1","meta":{"versionId":"2","lastUpdated":"2023-11-14T22:13:22.000000Z"},'
    '"active":false}'
)


def with_two_versions() -> Asking:
    asking = Asking()
    asking.resources.keep(PATIENT, ("Patient", "1"))
    asking.resources.keep(PATIENT | {"active": False}, ("Patient", "1"))
    return asking


def test_a_read_answers_with_the_bytes_that_are_kept() -> None:
    asking = with_two_versions()
    answer = asking.get("/fhir/Patient/1")

    assert (answer.status_code, answer.text) == (200, STORED)
    assert answer.content == asking.resources.versions["Patient", "1"][-1].content
    assert answer.headers["content-type"] == "application/fhir+json; charset=utf-8"
    assert (answer.headers["etag"], answer.headers["last-modified"]) == ('W/"2"', "Tue, 14 Nov 2023 22:13:22 GMT")


def test_a_head_answers_with_the_headers_alone() -> None:
    answer = with_two_versions().ask("HEAD", "/fhir/Patient/1")

    assert (answer.status_code, answer.content, answer.headers["content-length"]) == (200, b"", str(len(STORED)))
    assert answer.headers["etag"] == 'W/"2"'


@pytest.mark.parametrize(
    "headers",
    [{"If_None_Match": 'W/"2"'}, {"If_Modified_Since": "Tue, 14 Nov 2023 22:13:22 GMT"}],
)
def test_a_client_that_has_the_version_is_told_so(headers: dict[str, str]) -> None:
    answer = with_two_versions().get("/fhir/Patient/1", **headers)

    assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", 'W/"2"')


def test_a_version_is_read_by_its_number() -> None:
    answer = with_two_versions().get("/fhir/Patient/1/_history/1")

    assert (answer.status_code, answer.headers["etag"], answer.json["active"]) == (200, 'W/"1"', True)


@pytest.mark.parametrize("number", ["0", "x", "-1", "3", "1.0", "9" * 30])
def test_a_version_that_there_is_not_is_not_found(number: str) -> None:
    answer = with_two_versions().get(f"/fhir/Patient/1/_history/{number}")

    assert (answer.status_code, answer.json) == (404, outcome("not-found", "Patient: there is no such version"))


def test_what_was_deleted_is_gone_and_its_versions_are_not() -> None:
    asking = with_two_versions()
    asking.ask("DELETE", "/fhir/Patient/1")
    now, then, tombstone = (asking.get(f"/fhir/Patient/1{path}") for path in ("", "/_history/2", "/_history/3"))

    assert (now.status_code, now.json) == (410, outcome("deleted", "Patient: this resource was deleted"))
    assert (then.status_code, then.text) == (200, STORED)
    assert (tombstone.status_code, tombstone.json) == (410, outcome("deleted", "Patient: this resource was deleted"))


def test_what_never_was_is_not_found() -> None:
    answer = Asking().get("/fhir/Patient/1")

    assert (answer.status_code, answer.json) == (404, outcome("not-found", "Patient: there is no such resource"))


def test_a_read_in_xml() -> None:
    answer = with_two_versions().get("/fhir/Patient/1", Accept="application/fhir+xml")

    assert answer.headers["content-type"] == "application/fhir+xml; charset=utf-8"
    assert answer.text == (
        '<?xml version="1.0" encoding="UTF-8"?>\n<Patient xmlns="http://hl7.org/fhir"><id value="1"/><meta>'
        '<versionId value="2"/><lastUpdated value="2023-11-14T22:13:22.000000Z"/></meta>'
        '<active value="false"/></Patient>'
    )


def test_a_read_names_the_release_that_a_client_asked_for() -> None:
    answer = with_two_versions().get("/fhir/Patient/1", Accept="application/fhir+json; fhirVersion=6.0")

    assert answer.headers["content-type"] == "application/fhir+json; fhirVersion=6.0; charset=utf-8"


def test_a_read_of_chosen_elements_is_marked() -> None:
    asking = Asking()
    asking.resources.keep(PATIENT | {"gender": "other"}, ("Patient", "1"))
    answer = asking.get("/fhir/Patient/1?_elements=gender&_pretty=true")

    assert (answer.json["gender"], "active" in answer.json) == ("other", False)
    assert [tag["code"] for tag in answer.json["meta"]["tag"]] == ["SUBSETTED"]
    assert answer.text.startswith('{\n  "resourceType": "Patient",\n')


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("_summary=count", "Parameter '_summary': found count, expected it of a search only"),
        ("_pretty=perhaps", "Parameter '_pretty': expected true or false"),
    ],
)
def test_a_read_with_a_parameter_that_makes_no_sense_is_refused(query: str, said: str) -> None:
    answer = with_two_versions().get(f"/fhir/Patient/1?{query}")

    assert (answer.status_code, answer.json["issue"][0]["diagnostics"]) == (400, said)

"""Every error is an OperationOutcome."""

from __future__ import annotations

import pytest

from asking import Asking, outcome
from filmroom import errors
from filmroom.fhir.outcome import Issue
from filmroom.http.settings import HttpSettings


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (errors.UsageError("said"), 400, "not-supported"),
        (errors.SearchError("said"), 400, "invalid"),
        (errors.UnsupportedSearchError("said"), 400, "not-supported"),
        (errors.SearchLimitError("said"), 400, "too-costly"),
        (errors.NotFoundError("said"), 404, "not-found"),
        (errors.GoneError("said"), 410, "deleted"),
        (errors.ConflictError("said"), 409, "conflict"),
        (errors.PreconditionError("said"), 412, "conflict"),
        (errors.AmbiguousMatchError("said"), 412, "multiple-matches"),
        (errors.FhirLimitError("said"), 413, "too-costly"),
        (errors.InvalidResourceError("said"), 422, "invalid"),
        (errors.QueryTooCostlyError("said"), 503, "too-costly"),
        (errors.DatabaseUnavailableError("said"), 503, "transient"),
        (errors.FilmroomError("said"), 500, "exception"),
    ],
)
def test_an_error_of_ours_has_its_status_and_its_code(error: Exception, status: int, code: str) -> None:
    asking = Asking()
    asking.resources.failure = error
    answer = asking.get("/fhir/Patient/1")

    assert (answer.status_code, answer.json) == (status, outcome(code, "said"))
    assert answer.headers.get("retry-after") == ("1" if code == "transient" else None)
    assert asking.logger.events[-1]["error"] == type(error).__name__


def test_an_invalid_resource_is_answered_with_all_its_issues() -> None:
    asking = Asking()
    asking.resources.failure = errors.InvalidResourceError(
        "said", (Issue("error", "required", "Patient.a", "first"), Issue("warning", "value", "Patient.b", "second"))
    )
    answer = asking.get("/fhir/Patient/1")

    assert answer.status_code == 422
    assert answer.json["issue"] == [
        {"severity": "error", "code": "required", "diagnostics": "first", "expression": ["Patient.a"]},
        {"severity": "warning", "code": "value", "diagnostics": "second", "expression": ["Patient.b"]},
    ]


def test_an_unexpected_exception_tells_the_client_nothing_and_the_log_where_it_was() -> None:
    asking = Asking()
    asking.resources.failure = RuntimeError("about the patient Müller")
    answer = asking.get("/fhir/Patient/1", X_Request_Id="r-1")
    exception, request = asking.logger.events

    assert answer.status_code == 500
    assert answer.json == outcome(
        "exception", "Something unexpected went wrong; the log has it under the request id r-1", "fatal"
    )
    assert (exception["level"], exception["request_id"], exception["exception"]) == (
        "error",
        "r-1",
        "builtins.RuntimeError",
    )
    assert exception["traceback"][-1].endswith(" read")
    assert (request["status"], request["error"]) == (500, "RuntimeError")
    assert "Müller" not in str(asking.logger.events)


def test_the_cause_of_an_exception_is_logged_by_its_type() -> None:
    asking = Asking()
    failure = ValueError("outer")
    failure.__cause__ = KeyError("inner")
    asking.resources.failure = failure
    asking.get("/fhir/Patient/1")

    assert asking.logger.events[0]["cause"] == "builtins.KeyError"


@pytest.mark.parametrize(
    "path", ["/", "/nope", "/fhir/Nope", "/fhir/Nope/1", "/fhir/Parameters", "/fhir/Patient/1/x/y"]
)
def test_an_address_that_there_is_not_is_an_outcome(path: str) -> None:
    answer = Asking().get(path)

    assert (answer.status_code, answer.json) == (
        404,
        outcome(
            "not-found", "Found an address that has no route or names no resource type, expected one of this server"
        ),
    )


def test_a_method_that_an_address_does_not_have_is_an_outcome_with_those_it_has() -> None:
    answer = Asking().ask("DELETE", "/fhir/metadata")

    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD, OPTIONS")
    assert answer.json == outcome(
        "not-supported", "Found a method that this address does not have, expected one of those in Allow"
    )


def test_an_error_is_written_in_the_form_that_is_asked_for() -> None:
    answer = Asking().get("/fhir/Patient/1?_format=xml")

    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/fhir+xml; charset=utf-8"
    assert answer.text == (
        '<?xml version="1.0" encoding="UTF-8"?>\n<OperationOutcome xmlns="http://hl7.org/fhir"><issue>'
        '<severity value="error"/><code value="not-found"/>'
        '<diagnostics value="Patient: there is no such resource"/></issue></OperationOutcome>'
    )


def test_an_error_about_the_form_is_written_in_json() -> None:
    asking = Asking()
    asking.resources.keep({"resourceType": "Patient"}, ("Patient", "1"))
    answer = asking.get("/fhir/Patient/1", Accept="text/html")

    assert (answer.status_code, answer.headers["content-type"]) == (406, "application/fhir+json; charset=utf-8")
    assert answer.json == outcome(
        "not-supported", "Found no media type of FHIR R6, expected application/fhir+json or application/fhir+xml"
    )


def test_a_body_in_another_form_or_too_large_is_an_outcome() -> None:
    asking = Asking(HttpSettings(body_bytes=10))
    wrong = asking.ask("POST", "/fhir/Patient", body=b"x", headers={"Content-Type": "text/plain"})
    large = asking.ask("POST", "/fhir/Patient", {"resourceType": "Patient"})

    assert (wrong.status_code, wrong.json["issue"][0]["code"]) == (415, "not-supported")
    assert (large.status_code, large.json) == (
        413,
        outcome("too-long", "Found a body of more than 10 bytes, expected at most that"),
    )


def test_more_expensive_requests_than_allowed_at_once_are_turned_away() -> None:
    asking = Asking(HttpSettings(concurrent_requests=1))
    inner: list[tuple[int, str | None, object]] = []

    def search_meanwhile() -> None:
        answer = asking.get("/fhir/Patient")
        inner.append((answer.status_code, answer.headers.get("retry-after"), answer.json))

    asking.search.meanwhile = search_meanwhile
    outer = asking.get("/fhir/Patient")

    assert inner == [(429, "1", outcome("throttled", "Too many expensive requests at once, try again"))]
    assert outer.status_code == 200
    assert asking.get("/fhir/Patient").status_code == 200


def test_a_host_that_is_none_is_refused_where_links_would_name_it() -> None:
    answer = Asking(HttpSettings()).get("/fhir/Patient", Host='x"><script>')

    assert (answer.status_code, answer.json) == (
        400,
        outcome("invalid", "Host: expected a name or an address, and a port"),
    )

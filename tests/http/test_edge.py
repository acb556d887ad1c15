"""What happens to every request: its name, its line in the log, its count, its token."""

from __future__ import annotations

import io
from typing import Any

import msgspec
import pytest

from asking import Asking, outcome
from filmroom.app import build_app
from filmroom.errors import UsageError
from filmroom.http.logs import make_logger
from filmroom.http.request_ids import RequestIds
from filmroom.http.settings import HttpSettings, read_token_file

TOKEN = "0123456789abcdef"  # noqa: S105 (of no server)


def test_a_request_keeps_the_name_that_a_client_gave_it() -> None:
    answer = Asking().get("/health/live", X_Request_Id="order-17.a_b")

    assert answer.headers["x-request-id"] == "order-17.a_b"


@pytest.mark.parametrize("given", ["", "a b", "x" * 65, "é", 'a"b'])
def test_a_name_that_is_not_harmless_is_replaced(given: str) -> None:
    assert RequestIds().name(given) != given


def test_names_that_are_made_are_all_different() -> None:
    names = RequestIds()

    assert len({names.name(None) for _ in range(100)} | {RequestIds().name(None)}) == 101


def test_an_answer_is_kept_by_no_cache_between_client_and_server() -> None:
    headers = Asking().get("/fhir/Patient/1").headers

    assert (headers["cache-control"], headers["x-content-type-options"]) == ("private, no-cache", "nosniff")


def test_a_request_is_logged_by_its_route_without_anything_that_it_is_about() -> None:
    asking = Asking()
    asking.resources.keep({"resourceType": "Patient"}, ("Patient", "secret-1"))
    asking.get("/fhir/Patient/secret-1?_elements=secret", X_Request_Id="a")
    asking.get("/fhir/Patient?name=secret", X_Request_Id="b")
    asking.get("/secret", X_Request_Id="c")

    assert [{name: event[name] for name in event if name not in ("ms", "bytes")} for event in asking.logger.events] == [
        {
            "level": "info",
            "event": "request",
            "method": "GET",
            "route": "/fhir/{resource_type}/{resource_id}",
            "status": 200,
            "request_id": "a",
        },
        {
            "level": "info",
            "event": "request",
            "method": "GET",
            "route": "/fhir/{resource_type}",
            "status": 200,
            "request_id": "b",
        },
        {
            "level": "info",
            "event": "request",
            "method": "GET",
            "route": "",
            "status": 404,
            "request_id": "c",
            "error": "HTTPRouteNotFound",
        },
    ]
    assert "secret" not in str(asking.logger.events)


def logged(form: str, level: str = "INFO") -> bytes:
    stream = io.BytesIO()
    logger = make_logger(form, level, stream)
    logger.info("request", status=200)
    logger.error("exception", route="/x")
    return stream.getvalue()


def test_a_log_in_json_has_one_object_a_line() -> None:
    lines: list[dict[str, Any]] = [msgspec.json.decode(line) for line in logged("json").splitlines()]

    assert [{name: each for name, each in line.items() if name != "timestamp"} for line in lines] == [
        {"status": 200, "event": "request", "level": "info"},
        {"route": "/x", "event": "exception", "level": "error"},
    ]


def test_a_log_for_people_has_one_event_a_line() -> None:
    lines = logged("console").decode().splitlines()

    assert len(lines) == 2
    assert "request" in lines[0]
    assert "status=200" in lines[0]


def test_what_is_below_the_level_is_not_logged() -> None:
    assert [msgspec.json.decode(line)["event"] for line in logged("json", "ERROR").splitlines()] == ["exception"]


def test_without_the_token_nothing_is_told() -> None:
    asking = Asking(HttpSettings(token=TOKEN))
    asking.resources.keep({"resourceType": "Patient"}, ("Patient", "1"))
    without, wrong = asking.get("/fhir/Patient/1"), asking.get("/fhir/Patient/1", Authorization="Bearer wrong")

    assert (without.status_code, without.json) == (401, outcome("login", "Expected a bearer token"))
    assert without.headers["www-authenticate"] == 'Bearer realm="filmroom"'
    assert (wrong.status_code, wrong.json) == (401, outcome("login", "Found a bearer token that does not fit"))
    assert wrong.headers["www-authenticate"] == 'Bearer realm="filmroom", error="invalid_token"'
    assert [asking.get(path).status_code for path in ("/metrics", "/nope", "/fhir")] == [401, 401, 401]


def test_with_the_token_everything_is_open() -> None:
    asking = Asking(HttpSettings(token=TOKEN))
    asking.resources.keep({"resourceType": "Patient"}, ("Patient", "1"))

    assert asking.get("/fhir/Patient/1", Authorization=f"Bearer {TOKEN}").status_code == 200
    assert asking.get("/fhir/Patient/1", Authorization=f"bearer  {TOKEN} ").status_code == 200


def test_health_and_capabilities_need_no_token() -> None:
    asking = Asking(HttpSettings(token=TOKEN))

    assert [asking.get(path).status_code for path in ("/health/live", "/health/ready", "/fhir/metadata")] == [200] * 3


def test_the_token_is_in_no_text_of_the_settings() -> None:
    assert TOKEN not in repr(HttpSettings(token=TOKEN))


def test_a_token_file_holds_the_token_and_white_space(tmp_path: Any) -> None:
    (tmp_path / "good").write_text(f"  {TOKEN}\n")
    (tmp_path / "short").write_text("abc")

    assert read_token_file(tmp_path / "good") == TOKEN
    with pytest.raises(UsageError, match="expected 16 to 4096"):
        read_token_file(tmp_path / "short")
    with pytest.raises(UsageError, match="cannot be read"):
        read_token_file(tmp_path / "none")


@pytest.mark.parametrize(
    "settings",
    [
        {"base_url": "fhir.example.org"},
        {"token": "short"},
        {"log_format": "xml"},
        {"log_level": "loud"},
        {"body_bytes": 0},
        {"concurrent_requests": 0},
    ],
)
def test_settings_check_themselves(settings: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        HttpSettings(**settings)


def test_an_application_logs_to_standard_error_unless_told_otherwise(capsysbinary: Any) -> None:
    from falcon.testing import TestClient

    asking = Asking()
    services_app = build_app(asking.services)
    TestClient(services_app).simulate_get("/health/live")

    assert b'"route":"/health/live"' in capsysbinary.readouterr().err

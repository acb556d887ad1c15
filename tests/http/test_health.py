"""Health and metrics."""

from __future__ import annotations

from prometheus_client.parser import text_string_to_metric_families

from asking import Asking
from filmroom.http.metrics import Metrics


def test_a_server_that_answers_is_alive_even_when_the_database_is_away() -> None:
    asking = Asking()
    asking.health.is_up = False
    answer = asking.get("/health/live")

    assert (answer.status_code, answer.json) == (200, {"status": "live"})


def test_a_server_is_ready_while_the_database_answers_and_again_when_it_is_back() -> None:
    asking = Asking()
    answers = []
    for is_up in (True, False, True):
        asking.health.is_up = is_up
        answer = asking.get("/health/ready")
        answers.append((answer.status_code, answer.json))

    assert answers == [(200, {"status": "ready"}), (503, {"status": "unavailable"}), (200, {"status": "ready"})]


def counted(text: str) -> dict[tuple[str, str, str], float]:
    return {
        (sample.labels["method"], sample.labels["route"], sample.labels["status"]): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        if sample.name == "filmroom_http_requests_total"
    }


def test_requests_are_counted_by_route_and_status() -> None:
    asking = Asking()
    asking.resources.keep({"resourceType": "Patient"}, ("Patient", "1"))
    for path in ("/fhir/Patient/1", "/fhir/Patient/2", "/fhir/Patient/1", "/nope"):
        asking.get(path)
    answer = asking.get("/metrics")

    assert answer.headers["content-type"].startswith("text/plain; version=")
    assert counted(answer.text) == {
        ("GET", "/fhir/{resource_type}/{resource_id}", "200"): 2,
        ("GET", "/fhir/{resource_type}/{resource_id}", "404"): 1,
        ("GET", "", "404"): 1,
    }
    assert 'filmroom_http_request_seconds_bucket{le="+Inf",method="GET",route=""} 1.0' in answer.text


def test_methods_that_nobody_knows_are_counted_as_one() -> None:
    metrics = Metrics()
    for method in ("SPAM", "EGGS"):
        metrics.count(method, "", 400, 0.001)

    assert counted(metrics.expose().decode()) == {("other", "", "400"): 2}

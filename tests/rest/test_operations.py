"""Bundles, validation and everything of a patient over the door."""

from __future__ import annotations

from typing import Any

import pytest

from asking import BASE, Asking, outcome
from fake_services import FakeSearchPage
from filmroom.query.cursor import Cursor

PATIENT = {"resourceType": "Patient", "active": True}
ALL_WELL = outcome("success", "No issues were found", "success")


def test_a_bundle_is_passed_on_with_what_the_request_says() -> None:
    asking = Asking()
    bundle = {"resourceType": "Bundle", "type": "batch"}
    plain = asking.ask("POST", "/fhir", bundle)
    asking.ask("POST", "/fhir/", bundle, {"Prefer": "return=representation; handling=strict"})

    assert (plain.status_code, plain.json) == (200, {"resourceType": "Bundle", "type": "batch-response"})
    assert asking.bundles.asked == [(bundle, False, "minimal", BASE), (bundle, True, "representation", BASE)]


def test_only_a_bundle_is_taken_at_the_top() -> None:
    answer = Asking().ask("POST", "/fhir", PATIENT)

    assert (answer.status_code, answer.json["issue"][0]["code"]) == (400, "not-supported")


def parameters(**values: Any) -> dict[str, Any]:
    listed = [{"name": "resource", "resource": values.pop("resource")}] if "resource" in values else []
    return {
        "resourceType": "Parameters",
        "parameter": [*listed, *({"name": name, "valueCode": value} for name, value in values.items())],
    }


@pytest.mark.parametrize(
    ("path", "body", "expected"),
    [
        ("/fhir/Patient/$validate", PATIENT, (None, None)),
        ("/fhir/Patient/$validate?mode=create", PATIENT, ("create", None)),
        ("/fhir/Patient/$validate", parameters(resource=PATIENT, mode="update"), ("update", None)),
        ("/fhir/Patient/1/$validate", parameters(resource=PATIENT), (None, "1")),
        ("/fhir/Patient/1/$validate?mode=delete", parameters(), ("delete", "1")),
    ],
)
def test_validation_passes_on_the_mode_and_the_id(
    path: str, body: dict[str, Any], expected: tuple[str | None, str | None]
) -> None:
    asking = Asking()
    asking.resources.keep(PATIENT, ("Patient", "1"))
    answer = asking.ask("POST", path, body)

    assert (answer.status_code, answer.json) == (200, ALL_WELL)
    assert asking.resources.calls == [("validate", *expected)]


def test_validation_by_get_is_of_what_is_kept() -> None:
    asking = Asking()
    asking.resources.keep(PATIENT, ("Patient", "1"))

    assert asking.get("/fhir/Patient/1/$validate?mode=update").json == ALL_WELL
    assert asking.get("/fhir/Patient/2/$validate").status_code == 404
    assert asking.resources.calls == [("validate", "update", "1")]


def test_an_invalid_resource_is_answered_with_its_issues_and_a_good_status() -> None:
    answer = Asking().ask("POST", "/fhir/Patient/$validate", PATIENT | {"gender": "y"})

    assert (answer.status_code, answer.json["issue"][0]["expression"]) == (200, ["Patient.gender"])


def test_another_type_and_a_profile_are_told() -> None:
    body = parameters(resource=PATIENT, profile="http://x.org")
    answer = Asking().ask("POST", "/fhir/Encounter/$validate", body)

    assert [issue["diagnostics"] for issue in answer.json["issue"]] == [
        "Found another type, expected Encounter",
        "Parameter 'profile': validated without it",
    ]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (parameters(mode="create"), "Parameter 'resource': expected the resource to validate"),
        (parameters(mode="often"), "Parameter 'mode': expected one of: create, update, delete, profile"),
    ],
)
def test_validation_of_nothing_or_in_no_mode_is_refused(body: dict[str, Any], said: str) -> None:
    answer = Asking().ask("POST", "/fhir/Patient/$validate", body)

    assert (answer.status_code, answer.json) == (400, outcome("not-supported", said))


def test_a_definition_can_be_validated_too() -> None:
    body = {"resourceType": "ValueSet", "status": "draft"}

    assert Asking().ask("POST", "/fhir/ValueSet/$validate", body).json == ALL_WELL


def test_everything_of_a_patient_is_a_searchset_with_links_that_continue_it() -> None:
    asking = Asking()
    patient = asking.resources.keep(PATIENT, ("Patient", "1"))
    asking.search.page = FakeSearchPage((patient,), total=2, next=Cursor((4,)))
    path = "/fhir/Patient/1/$everything?_count=1&_type=Patient,ImagingStudy&_since=2023-11-14T22:13:20Z"
    answer = asking.get(path)
    following = asking.get(answer.json["link"][1]["url"].removeprefix("https://fhir.example.org"))
    since = 1_700_000_000_000_000

    assert [link["relation"] for link in answer.json["link"]] == ["self", "next"]
    assert answer.json["link"][0]["url"] == f"https://fhir.example.org{path}"
    assert [entry["fullUrl"] for entry in answer.json["entry"]] == [f"{BASE}/Patient/1"]
    assert following.status_code == 200
    assert asking.search.everything_asked == [
        ("1", 1, None, ("Patient", "ImagingStudy"), since),
        ("1", 1, Cursor((4,)), ("Patient", "ImagingStudy"), since),
    ]


def test_only_patients_have_everything() -> None:
    answer = Asking().get("/fhir/Encounter/1/$everything")

    assert (answer.status_code, answer.json) == (
        404,
        outcome("not-found", "Encounter: has no operation $everything, Patient has"),
    )

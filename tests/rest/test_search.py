"""Searches over the door."""

from __future__ import annotations

from urllib.parse import urlsplit

import msgspec
import pytest

from asking import BASE, Asking, outcome
from fake_services import FakeSearchPage
from filmroom.fhir.outcome import Issue
from filmroom.http.settings import HttpSettings
from filmroom.query.cursor import Cursor, Direction
from filmroom.query.search import Summary
from filmroom.validation import validate

PATIENT = {"resourceType": "Patient", "active": True}
STUDY = {"resourceType": "ImagingStudy", "status": "available", "subject": {"reference": "Patient/1"}}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def with_a_page() -> Asking:
    asking = Asking()
    study = asking.resources.keep(STUDY, ("ImagingStudy", "1.2"))
    patient = asking.resources.keep(PATIENT, ("Patient", "1"))
    asking.search.page = FakeSearchPage((study,), (patient,), total=7)
    return asking


def test_a_search_answers_with_matches_and_what_comes_along() -> None:
    answer = with_a_page().get("/fhir/ImagingStudy?patient=1&_include=ImagingStudy:patient")
    study, patient = STUDY | {"id": "1.2"}, PATIENT | {"id": "1"}
    study["meta"] = {"versionId": "1", "lastUpdated": "2023-11-14T22:13:21.000000Z"}
    patient["meta"] = {"versionId": "1", "lastUpdated": "2023-11-14T22:13:22.000000Z"}

    assert answer.status_code == 200
    assert answer.json == {
        "resourceType": "Bundle",
        "type": "searchset",
        "total": 7,
        "link": [{"relation": "self", "url": f"{BASE}/ImagingStudy?patient=1&_include=ImagingStudy:patient"}],
        "entry": [
            {"fullUrl": f"{BASE}/ImagingStudy/1.2", "resource": study, "search": {"mode": "match"}},
            {"fullUrl": f"{BASE}/Patient/1", "resource": patient, "search": {"mode": "include"}},
        ],
    }
    assert validate(answer.json) == ()


def test_a_search_by_form_takes_the_query_and_the_form_together_and_links_by_get() -> None:
    asking = with_a_page()
    answer = asking.ask("POST", "/fhir/ImagingStudy/_search?_count=5", body=b"patient=1&modality=CT", headers=FORM)

    assert answer.json["link"] == [{"relation": "self", "url": f"{BASE}/ImagingStudy?patient=1&modality=CT&_count=5"}]
    assert asking.search.asked[0].used == (("patient", "1"), ("modality", "CT"), ("_count", "5"))


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/fhir"), ("GET", "/fhir/"), ("GET", "/fhir/_search"), ("POST", "/fhir/_search")],
)
def test_all_types_are_searched_at_the_top(method: str, path: str) -> None:
    asking = with_a_page()
    answer = asking.ask(method, f"{path}?_type=Patient,ImagingStudy&_lastUpdated=gt2020")

    assert (answer.status_code, asking.search.asked[0].resource_type) == (200, None)
    assert asking.search.asked[0].types == ("Patient", "ImagingStudy")


def test_pages_link_to_the_next_and_the_previous_which_continue_the_very_search() -> None:
    asking = with_a_page()
    before, after = Cursor((3, "a"), Direction.PREVIOUS), Cursor((9, "b"))
    asking.search.page = msgspec.structs.replace(asking.search.page, next=after, previous=before)
    answer = asking.get("/fhir/ImagingStudy?patient=1&_count=1")
    links = {link["relation"]: urlsplit(link["url"]) for link in answer.json["link"]}
    for relation in ("next", "previous"):
        assert asking.get(f"{links[relation].path}?{links[relation].query}").status_code == 200

    assert list(links) == ["self", "next", "previous"]
    assert [search.cursor for search in asking.search.asked] == [None, after, before]


def test_links_name_the_address_that_the_request_named() -> None:
    asking = Asking(HttpSettings())
    answer = asking.get("/fhir/Patient?active=true", Host="pacs.local:8080")

    assert answer.json["link"] == [{"relation": "self", "url": "http://pacs.local:8080/fhir/Patient?active=true"}]


def test_a_parameter_that_is_not_known_is_told_in_the_bundle() -> None:
    asking = with_a_page()
    asking.search.page = FakeSearchPage(problems=(Issue("warning", "too-costly", "", "cut"),))
    answer = asking.get("/fhir/ImagingStudy?favourite=x&patient=1")

    assert answer.json["link"] == [{"relation": "self", "url": f"{BASE}/ImagingStudy?patient=1"}]
    assert [(entry["search"], entry["resource"]["resourceType"]) for entry in answer.json["entry"]] == [
        ({"mode": "outcome"}, "OperationOutcome")
    ]
    assert [issue["diagnostics"] for issue in answer.json["entry"][0]["resource"]["issue"]] == [
        "Parameter 'favourite': not known for ImagingStudy",
        "cut",
    ]
    assert validate(answer.json) == ()


def test_a_parameter_that_is_not_known_is_refused_under_strict_handling() -> None:
    answer = with_a_page().get("/fhir/ImagingStudy?favourite=x", Prefer="handling=strict")

    assert (answer.status_code, answer.json) == (
        400,
        outcome("not-supported", "Parameter 'favourite': not known for ImagingStudy"),
    )


def test_a_search_of_a_summary_marks_each_resource() -> None:
    asking = with_a_page()
    answer = asking.get("/fhir/ImagingStudy?_summary=true")

    assert asking.search.asked[0].summary is Summary.TRUE
    assert [entry["resource"]["meta"]["tag"][0]["code"] for entry in answer.json["entry"]] == ["SUBSETTED"] * 2


def test_a_search_in_xml_is_a_bundle_in_xml() -> None:
    answer = with_a_page().get("/fhir/ImagingStudy?_format=xml&_pretty=true")

    assert answer.text.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<Bundle xmlns="http://hl7.org/fhir">\n')
    assert '<url value="https://fhir.example.org/fhir/ImagingStudy?_format=xml&amp;_pretty=true"/>' in answer.text
    assert "        <Patient>\n" not in answer.text.split("<mode")[0]


def test_a_reference_with_the_address_of_the_server_is_one_to_the_server() -> None:
    asking = with_a_page()
    asking.get(f"/fhir/ImagingStudy?subject={BASE}/Patient/1")
    asking.get("/fhir/ImagingStudy?subject=Patient/1")
    by_address, by_name = asking.search.asked

    assert by_address.criteria == by_name.criteria


def test_a_query_that_is_no_utf_8_is_refused() -> None:
    assert with_a_page().get("/fhir/Patient?name=%ff").status_code == 400

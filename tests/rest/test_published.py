"""The server's own tables, over the door."""

from __future__ import annotations

import pytest

from asking import BASE, Asking, outcome
from filmroom.fhir.search_parameter import SearchType
from filmroom.fhir.search_parameters import search_parameters
from filmroom.fhir.structure_definition import structure_definition
from filmroom.http.settings import HttpSettings
from filmroom.rest.published import find_published, list_published
from filmroom.rest.types import PUBLISHED_TYPES, stored_types
from filmroom.validation import validate


def test_the_capability_statement_is_valid_and_says_where_it_is() -> None:
    answer = Asking().get("/fhir/metadata")

    assert answer.status_code == 200
    assert [issue for issue in validate(answer.json) if issue.severity == "error"] == []
    assert {name: each for name, each in answer.json.items() if name != "rest"} == {
        "resourceType": "CapabilityStatement",
        "status": "active",
        "date": "2026-01-02T03:04:05+00:00",
        "kind": "instance",
        "software": {"name": "filmroom", "version": "0.1.0"},
        "implementation": {"description": "An archive of imaging studies", "url": BASE},
        "fhirVersion": "6.0.0-ballot4",
        "format": ["application/fhir+json", "application/fhir+xml", "json", "xml"],
        "patchFormat": ["application/json-patch+json"],
    }


def test_the_capability_statement_lists_every_type_with_its_interactions() -> None:
    (rest,) = Asking().get("/fhir/metadata").json["rest"]
    resources = {each["type"]: each for each in rest["resource"]}

    assert list(resources) == sorted((*stored_types(), *PUBLISHED_TYPES))
    assert [each["code"] for each in rest["interaction"]] == ["transaction", "batch", "search-system", "history-system"]
    assert [each["code"] for each in resources["ImagingStudy"]["interaction"]] == [
        "read",
        "vread",
        "update",
        "patch",
        "delete",
        "history-instance",
        "history-type",
        "create",
        "search-type",
    ]
    assert [each["code"] for each in resources["ValueSet"]["interaction"]] == ["read", "search-type"]
    assert [each["name"] for each in resources["Patient"]["operation"]] == ["validate", "everything"]
    assert "security" not in rest


def test_the_capability_statement_lists_every_search_parameter() -> None:
    (rest,) = Asking().get("/fhir/metadata").json["rest"]
    study = next(each for each in rest["resource"] if each["type"] == "ImagingStudy")
    listed = [each["name"] for each in study["searchParam"]]
    expected = [code for code, each in search_parameters("ImagingStudy").items() if each.type is not SearchType.SPECIAL]

    assert listed == sorted(expected)
    assert {"based-on", "instance", "modality", "started", "patient", "_id", "_lastUpdated"} <= set(listed)
    assert "ImagingStudy:patient" in study["searchInclude"]


def test_the_capability_statement_says_when_a_token_is_needed() -> None:
    (rest,) = Asking(HttpSettings(token="0123456789abcdef")).get("/fhir/metadata").json["rest"]  # noqa: S106

    assert rest["security"] == {"description": "Clients bring a bearer token (RFC 6750)."}


@pytest.mark.parametrize("mode", ["full", "normative", "terminology"])
def test_the_capability_statement_is_the_same_in_every_mode(mode: str) -> None:
    assert Asking().get(f"/fhir/metadata?mode={mode}").json["resourceType"] == "CapabilityStatement"


def test_a_mode_that_is_none_is_refused() -> None:
    answer = Asking().get("/fhir/metadata?mode=x")

    assert (answer.status_code, answer.json) == (
        400,
        outcome("not-supported", "Parameter 'mode': expected one of: full, normative, terminology"),
    )


def test_the_capability_statement_is_written_in_xml_and_in_part() -> None:
    assert Asking().get("/fhir/metadata?_format=xml").text.count("<CapabilityStatement ") == 1
    assert "rest" not in Asking().get("/fhir/metadata?_elements=software").json


def test_a_definition_is_read_by_its_name() -> None:
    answer = Asking().get("/fhir/StructureDefinition/ImagingStudy")

    assert (answer.status_code, answer.json) == (200, structure_definition("ImagingStudy"))


def test_a_client_that_has_a_definition_is_told_so() -> None:
    asking = Asking()
    etag = asking.get("/fhir/StructureDefinition/ImagingStudy").headers["etag"]
    answer = asking.get("/fhir/StructureDefinition/ImagingStudy", If_None_Match=etag)
    by_date = asking.get("/fhir/StructureDefinition/ImagingStudy", If_Modified_Since="Tue, 14 Nov 2023 22:13:20 GMT")

    assert (answer.status_code, answer.content, by_date.status_code) == (304, b"", 200)


@pytest.mark.parametrize("resource_type", PUBLISHED_TYPES)
def test_what_is_published_can_be_found_by_its_address_and_its_name(resource_type: str) -> None:
    asking = Asking()
    first = next(iter(list_published(resource_type).values()))
    entry = {"fullUrl": f"{BASE}/{resource_type}/{first.id}", "search": {"mode": "match"}}
    by_url = asking.ask("POST", f"/fhir/{resource_type}/_search?url={first.url}").json
    by_name = asking.get(f"/fhir/{resource_type}?name:exact={first.name}&_id={first.id}").json
    resource = asking.get(f"/fhir/{resource_type}/{first.id}").json

    assert by_url["entry"] == by_name["entry"] == [{**entry, "resource": resource}]
    assert (resource["id"], resource["url"], resource["name"]) == (first.id, first.url, first.name)
    assert (by_url["total"], validate({**by_url, "entry": []} | {"entry": by_url["entry"]})) == (1, ())


def test_everything_that_is_published_has_an_id_of_its_own_and_is_valid() -> None:
    for resource_type in PUBLISHED_TYPES:
        for each in list_published(resource_type).values():
            content, etag = find_published(resource_type, each.id)
            assert content.startswith(f'{{"resourceType":"{resource_type}","id":"{each.id}"'.encode()), each
            assert etag.startswith('W/"')


def test_pages_of_definitions_follow_one_another() -> None:
    asking = Asking()
    names: list[str] = []
    path = "/fhir/StructureDefinition?_count=20&_elements=name"
    while path:
        page = asking.get(path).json
        names += [entry["resource"]["name"] for entry in page["entry"]]
        links = {link["relation"]: link["url"] for link in page["link"]}
        path = links.get("next", "").removeprefix("https://fhir.example.org")

    assert names == list(list_published("StructureDefinition"))


def test_only_a_count_is_given_when_only_that_is_wanted() -> None:
    bundle = Asking().get("/fhir/StructureDefinition?_summary=count").json

    assert bundle == {
        "resourceType": "Bundle",
        "type": "searchset",
        "total": len(list_published("StructureDefinition")),
        "link": [{"relation": "self", "url": f"{BASE}/StructureDefinition?_summary=count"}],
    }


def test_a_definition_that_there_is_not_is_not_found() -> None:
    answer = Asking().get("/fhir/StructureDefinition/Nope")

    assert (answer.status_code, answer.json) == (
        404,
        outcome("not-found", "StructureDefinition: there is no such resource"),
    )


@pytest.mark.parametrize(("method", "path"), [("PUT", "/x"), ("DELETE", "/Patient"), ("POST", "")])
def test_nobody_changes_what_is_published(method: str, path: str) -> None:
    answer = Asking().ask(method, f"/fhir/StructureDefinition{path}", {"resourceType": "StructureDefinition"})

    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD, OPTIONS")

"""The oracle itself finds what the search page says: small archives, and searches with known matches."""

from __future__ import annotations

from typing import Any

import pytest

from filmroom.fhir.search_values import search_values
from query.asking import ask
from query.oracle import matches


def found(resource_type: str | None, *parameters: str, among: list[dict[str, Any]]) -> list[str]:
    search = ask(resource_type, *parameters, strict=True)
    names = matches(search, among, search_values)
    return [name.partition("/")[2] for name in names] if resource_type else names


def study(number: str, **elements: Any) -> dict[str, Any]:
    return {"resourceType": "ImagingStudy", "id": number, "status": "available", **elements}


def patient(number: str, **elements: Any) -> dict[str, Any]:
    return {"resourceType": "Patient", "id": number, **elements}


def refer(literal: str) -> dict[str, str]:
    return {"reference": literal}


DATED = [
    study("none"),
    study("day", started="2013-01-14"),
    study("ten", started="2013-01-14T10:00:00Z"),
    study("next", started="2013-01-15T00:00:00Z"),
    study("month", started="2013-01"),
    study("later", started="2013-03-15"),
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("eq2013-01-14", ["day", "ten"]),
        ("ne2013-01-14", ["next", "month", "later"]),
        ("gt2013-01-14", ["next", "month", "later"]),
        ("lt2013-01-14", ["month"]),
        ("ge2013-01-14", ["day", "ten", "next", "month", "later"]),
        ("le2013-01-14", ["day", "ten", "month"]),
        ("sa2013-01-14", ["next", "later"]),
        ("eb2013-01-15", ["day", "ten"]),
        ("lt2013-01-14T10:00Z", ["day", "month"]),
        ("gt2013-01-14T10:00Z", ["day", "next", "month", "later"]),
        ("eq2013", ["day", "ten", "next", "month", "later"]),
        ("ap2025-12-31", []),
        ("2013-01-14,2013-03", ["day", "ten", "later"]),
    ],
)
def test_dates_are_compared_as_ranges(text: str, expected: list[str]) -> None:
    assert found("ImagingStudy", f"started={text}", among=DATED) == expected


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        (("started=sa2013-03-14",), ["after"]),
        (("started=eb2013-03-14",), ["before"]),
        (("started=ge2013-03-14",), ["after", "onwards"]),
        (("started=le2013-03-14",), ["onwards", "before"]),
    ],
)
def test_open_periods_reach_as_far_as_they_may(parameters: tuple[str, ...], expected: list[str]) -> None:
    encounters = [
        {"resourceType": "Encounter", "id": "after", "actualPeriod": {"start": "2013-03-15"}},
        {"resourceType": "Encounter", "id": "onwards", "actualPeriod": {"start": "2013-01-21"}},
        {"resourceType": "Encounter", "id": "before", "actualPeriod": {"end": "2013-01-21"}},
    ]
    parameters = tuple(each.replace("started", "date") for each in parameters)

    assert found("Encounter", *parameters, among=encounters) == expected


def test_sorting_puts_what_is_missing_last_either_way() -> None:
    assert found("ImagingStudy", "_sort=started", among=DATED) == ["month", "day", "ten", "next", "later", "none"]
    assert found("ImagingStudy", "_sort=-started", among=DATED) == ["later", "next", "ten", "day", "month", "none"]


def test_sorting_by_several_keys_takes_the_first_first() -> None:
    among = [
        patient("1", gender="male", birthDate="1990"),
        patient("2", gender="female", birthDate="1980"),
        patient("3", gender="female", birthDate="1990"),
        patient("4", gender="male", birthDate="1980"),
    ]

    assert found("Patient", "_sort=gender,-birthdate", among=among) == ["3", "2", "1", "4"]


NAMED = [
    patient("eve", name=[{"family": "Éverton", "given": ["Éve", "Marie"]}], gender="female"),
    patient("severine", name=[{"given": ["Severine"]}]),
    patient("evelyn", name=[{"given": ["eve"]}], gender="male"),
    patient("nobody"),
]


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        (("given=eve",), ["eve", "evelyn"]),
        (("given:contains=eve",), ["eve", "severine", "evelyn"]),
        (("given:exact=Éve",), ["eve"]),
        (("given=eve", "given=mar"), ["eve"]),
        (("given=sev,mar",), ["eve", "severine"]),
        (("given:missing=true",), ["nobody"]),
        (("given:missing=false", "gender:missing=true"), ["severine"]),
        (("gender=male",), ["evelyn"]),
        (("gender:not=male",), ["eve", "severine", "nobody"]),
        (("gender:not=male,female",), ["severine", "nobody"]),
        (("_id=eve,nobody",), ["eve", "nobody"]),
    ],
)
def test_texts_and_codes_are_found_as_modified(parameters: tuple[str, ...], expected: list[str]) -> None:
    assert found("Patient", *parameters, among=NAMED) == expected


IDENTIFIED = [
    patient(
        "with", identifier=[{"system": "urn:a", "value": "1", "type": {"coding": [{"system": "v2", "code": "MR"}]}}]
    ),
    patient("without", identifier=[{"value": "1"}]),
    patient("other", identifier=[{"system": "urn:b", "value": "2"}]),
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("identifier=1", ["with", "without"]),
        ("identifier=urn:a|1", ["with"]),
        ("identifier=|1", ["without"]),
        ("identifier=urn:b|", ["other"]),
        ("identifier:of-type=v2|MR|1", ["with"]),
        ("identifier:of-type=v2|MR|2", []),
    ],
)
def test_identifiers_are_found_by_system_value_and_type(text: str, expected: list[str]) -> None:
    assert found("Patient", text, among=IDENTIFIED) == expected


LINKED = [
    patient("1", name=[{"family": "Eve"}], managingOrganization=refer("Organization/o")),
    patient("2", name=[{"family": "Adam"}]),
    {"resourceType": "Device", "id": "1", "status": "active"},
    {"resourceType": "Organization", "id": "o", "name": "Acme"},
    study("a", subject=refer("Patient/1")),
    study("b", subject=refer("Patient/2"), basedOn=[{"identifier": {"system": "urn:acc", "value": "7"}}]),
    study("c", subject=refer("Device/1")),
    study("d", subject=refer("https://elsewhere/Patient/1")),
    study("e", subject={"display": "Éve Doe"}),
]


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        (("subject=1",), ["a", "c"]),
        (("patient=1",), ["a"]),
        (("subject:Device=1",), ["c"]),
        (("subject=https://elsewhere/Patient/1",), ["d"]),
        (("subject:text=eve",), ["e"]),
        (("based-on:identifier=urn:acc|7",), ["b"]),
        (("patient.name=eve",), ["a"]),
        (("patient.organization.name=acme",), ["a"]),
        (("subject.name=adam,eve",), ["a", "b"]),
        (("subject:Patient._id=2",), ["b"]),
        (("patient.name:missing=true",), []),
    ],
)
def test_references_are_followed_on_this_server_only(parameters: tuple[str, ...], expected: list[str]) -> None:
    assert found("ImagingStudy", *parameters, among=LINKED) == expected


def test_has_finds_what_is_referred_to() -> None:
    assert found("Patient", "_has:ImagingStudy:patient:_id=a,c,d", among=LINKED) == ["1"]
    assert found("Organization", "_has:Patient:organization:_has:ImagingStudy:patient:_id=a", among=LINKED) == ["o"]


def test_a_search_of_everything_names_types() -> None:
    assert found(None, "_id=1,o", among=LINKED) == ["Patient/1", "Device/1", "Organization/o"]
    assert found(None, "_type=Patient,Device", "_id=1", among=LINKED) == ["Patient/1", "Device/1"]


def test_last_updated_is_a_moment() -> None:
    among = [
        patient("1", meta={"lastUpdated": "2026-01-01T10:00:00.500Z"}),
        patient("2", meta={"lastUpdated": "2026-01-02T00:00:00Z"}),
    ]

    assert found("Patient", "_lastUpdated=2026-01-01", among=among) == ["1"]
    assert found("Patient", "_lastUpdated=gt2026-01-01T10:00:00.500Z", among=among) == ["2"]


def quantity(number: str, kind: str, **value: Any) -> dict[str, Any]:
    coding = {"coding": [{"system": "s", "code": kind}]}
    return {"resourceType": "Observation", "id": number, "status": "final", "code": coding, "valueQuantity": value}


MEASURED = [
    quantity("mg", "a", value=5.4, system="u", code="mg", unit="milligram"),
    quantity("words", "b", value=5.4, unit="mg"),
    quantity("more", "a", value=10, comparator=">", system="u", code="mg"),
    quantity("less", "a", value=5, comparator="<", system="u", code="mg"),
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5.4", ["mg", "words"]),
        ("5.4||mg", ["mg", "words"]),
        ("5.4||milligram", ["mg"]),
        ("5.4|u|mg", ["mg"]),
        ("ne5.4", ["more", "less"]),
        ("gt5.4", ["more", "less"]),
        ("ge5.4", ["mg", "words", "more", "less"]),
        ("lt5.4", ["less"]),
        ("le5.4", ["mg", "words", "less"]),
        ("sa5.3", ["mg", "words", "more"]),
        ("eb5.6", ["mg", "words", "less"]),
        ("ap5", ["mg", "words", "less"]),
    ],
)
def test_quantities_are_compared_exactly_but_for_equality(text: str, expected: list[str]) -> None:
    assert found("Observation", f"value-quantity={text}", among=MEASURED) == expected


def test_the_parts_of_a_composite_are_found_together() -> None:
    assert found("Observation", "code-value-quantity=s|a$5.4,b$gt9", among=MEASURED) == ["mg"]


def test_addresses_are_found_whole_above_below_and_in_part() -> None:
    sources = ["http://a/b", "http://a/b/c", "http://a/bc", "http://a", "urn:x"]
    among = [patient(str(index), meta={"source": each}) for index, each in enumerate(sources)]

    assert found("Patient", "_source=http://a/b", among=among) == ["0"]
    assert found("Patient", "_source:below=http://a/b", among=among) == ["0", "1"]
    assert found("Patient", "_source:above=http://a/b/c", among=among) == ["0", "1", "3"]
    assert found("Patient", "_source:contains=A/B", among=among) == ["0", "1", "2"]
    assert found("Patient", "_profile=http://a", among=among) == []

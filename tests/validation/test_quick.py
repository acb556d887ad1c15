"""The fast path says nothing that the walk would not say."""

from __future__ import annotations

import copy
import time
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filmroom.fhir.fhirpath import compile_expression
from filmroom.fhir.structure import group_of
from filmroom.validation import resources, validate
from filmroom.validation.column_plans import SIMPLE_RULES
from filmroom.validation.quick import quick_issues
from filmroom.validation.visit import Visit

if TYPE_CHECKING:
    from filmroom.fhir.outcome import Issue

DCM = "http://dicom.nema.org/resources/ontology/DCM"
ROLES = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType"


def study(instances: int = 2) -> dict[str, Any]:
    """A study as the converter writes it: three series of so many instances."""

    def concept(code: str) -> dict[str, Any]:
        return {"coding": [{"system": DCM, "code": code, "display": code}]}

    def series(number: int) -> dict[str, Any]:
        return {
            "uid": f"1.2.{number}",
            "number": number,
            "modality": concept("CT"),
            "description": "axial",
            "numberOfInstances": instances,
            "endpoint": [{"reference": "Endpoint/1"}],
            "bodySite": {
                "concept": {"coding": [{"system": "http://snomed.info/sct", "code": "69536005"}], "text": "Head"}
            },
            "started": "2024-01-01T10:00:00+01:00",
            "performer": [
                {"function": {"coding": [{"system": ROLES, "code": "PRF"}]}, "actor": {"display": "A"}},
                {"actor": {"reference": "Device/1", "type": "Device"}},
            ],
            "instance": [
                {
                    "uid": f"1.2.{number}.{n}",
                    "sopClass": "urn:oid:1.2.840.10008.5.1.4.1.1.2",
                    "number": n,
                    "title": "t é",
                }
                for n in range(instances)
            ],
        }

    return {
        "resourceType": "ImagingStudy",
        "id": "1.2",
        "meta": {"versionId": "1", "lastUpdated": "2024-01-01T10:00:00Z"},
        "identifier": [{"use": "official", "system": "urn:dicom:uid", "value": "urn:oid:1.2"}],
        "status": "available",
        "modality": [concept("CT")],
        "subject": {"reference": "Patient/1", "display": "A", "identifier": {"system": "urn:x", "value": "1"}},
        "started": "2024-01-01",
        "basedOn": [{"type": "ServiceRequest", "identifier": {"value": "1"}}],
        "note": [{"authorString": "a", "text": "a\nb"}],
        "numberOfSeries": 3,
        "numberOfInstances": 3 * instances,
        "series": [series(n) for n in range(3)],
    }


def quick(resource: dict[str, Any], name: str = "ImagingStudy") -> tuple[Issue, ...] | None:
    return quick_issues(Visit(resource, resource), name, name)


def walked(resource: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> tuple[Issue, ...]:
    """Validate without the fast path."""
    with monkeypatch.context() as patch:
        patch.setattr(resources, "quick_issues", lambda *_arguments: None)
        return validate(resource)


def test_a_study_as_the_converter_writes_it_takes_the_fast_path() -> None:
    assert quick(study()) == ()
    assert validate(study()) == ()


@pytest.mark.parametrize(
    "change",
    [
        {"extension": [{"url": "http://e", "valueString": "a"}]},
        {"_started": {"id": "a"}},
        {"contained": [{"resourceType": "Patient", "id": "p"}]},
        {"subject": {"id": "a", "display": "b"}},
        {"subject": {"reference": "#p"}},
        {"status": "x"},
        {"foo": 1},
        {"started": None},
        {"numberOfSeries": 4},
        {"numberOfSeries": True},
        {"note": []},
        {"note": [{"authorString": "a", "authorReference": {"display": "b"}, "text": "c"}]},
        {"modality": [{"coding": [{"display": "no code"}]}]},
    ],
)
def test_whatever_is_not_plainly_fine_goes_to_the_walk(change: dict[str, Any]) -> None:
    assert quick({**study(), **change}) is None


@pytest.mark.parametrize("name", ["Task", "DomainResource", "Nothing"])
def test_types_without_rows_of_their_own_go_to_the_walk(name: str) -> None:
    assert quick({"resourceType": name}, name) is None


PRIMITIVES = [None, True, 0, 1, 3, -1, 2**31, 1.5, "", "x", "CT", "1.2.3", "a b", "2024-01-01", "2024-13", "#p", "\0"]
OBJECTS: list[dict[str, Any]] = [
    {},
    {"text": "x"},
    {"coding": [{"code": "CT"}]},
    {"coding": [{"system": DCM, "code": "XX", "display": "y"}]},
    {"reference": "Location/1"},
    {"reference": "urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0"},
    {"display": "x"},
    {"id": "a", "display": "x"},
    {"start": "2024", "end": "2023"},
    {"extension": [{"url": "http://e"}]},
]
VALUES = st.sampled_from([*PRIMITIVES, *OBJECTS, [], [None], ["x"], [{}], [{"text": "x"}]])
NAMES = st.sampled_from(
    ["extension", "id", "_number", "code", "display", "period", "text", "foo", "modality", "reference"]
)


def places(value: Any, found: list[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    """List every object or array with each of its keys."""
    for key, child in value.items() if isinstance(value, dict) else enumerate(value):
        found.append((value, key))
        if isinstance(child, dict | list):
            places(child, found)
    return found


@st.composite
def mutated_studies(draw: st.DrawFn) -> dict[str, Any]:
    """The study above with up to three values changed, removed, added or repeated."""
    resource = study()
    for _ in range(draw(st.integers(0, 3))):
        holder, key = draw(st.sampled_from(places(resource, [])))
        action = draw(st.sampled_from(["change", "remove", "add", "repeat"]))
        if action == "change" and key != "resourceType":
            holder[key] = copy.deepcopy(draw(VALUES))
        elif action == "remove" and key != "resourceType":
            del holder[key]
        elif action == "add" and isinstance(holder, dict):
            holder[draw(NAMES)] = copy.deepcopy(draw(VALUES))
        elif action == "repeat" and isinstance(holder, list):
            holder.append(copy.deepcopy(holder[key]))
    return resource


def test_the_fast_path_and_the_walk_find_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    @settings(max_examples=1500, deadline=None)
    @given(resource=mutated_studies())
    def agree(resource: dict[str, Any]) -> None:
        expected = walked(resource, monkeypatch)
        found = quick(resource)

        assert found is None or found == expected
        assert validate(resource) == expected

    agree()


def test_most_studies_that_the_walk_finds_fine_take_the_fast_path(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("note", "identifier", "series", "modality", "basedOn", "meta", "started", "numberOfSeries"):
        resource = {key: value for key, value in study().items() if key != name}
        issues = walked(resource, monkeypatch)

        assert quick(resource) == (None if issues else ())


@pytest.mark.parametrize(
    ("key", "path"),
    [
        ("cod-1", "Coding"),
        ("cpt-2", "ContactPoint"),
        ("ident-1", "Identifier"),
        ("qty-3", "Quantity"),
        ("ref-2", "Reference"),
    ],
)
def test_rules_on_which_names_are_present_answer_like_their_fhirpath(key: str, path: str) -> None:
    group = group_of(path)
    expression = next(rule.invariant.expression for rule in group.rules if rule.invariant.key == key)
    names = [name for name in group.properties if name not in ("id", "extension")]

    for bits in range(1, 2 ** len(names)):
        element = {name: "x" for position, name in enumerate(names) if bits >> position & 1}

        assert SIMPLE_RULES[key](element) is compile_expression(expression).holds(element), element


def test_a_study_of_300_instances_is_validated_in_a_fraction_of_a_millisecond() -> None:
    resource = study(100)

    def seconds() -> float:
        start = time.perf_counter()
        for _ in range(20):
            assert validate(resource) == ()
        return (time.perf_counter() - start) / 20

    # 0.3 milliseconds on a quiet machine; the walk takes 4
    assert min(seconds() for _ in range(5)) < 2e-3

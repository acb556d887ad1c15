"""The short way through an expression gives what the general FHIRPath engine gives."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filmroom.fhir.fhirpath import Failure, compile_expression
from filmroom.fhir.fhirpath.values import plain
from filmroom.fhir.search_parameter import SearchParameter, SearchType
from filmroom.fhir.search_parameters import all_search_parameters, search_parameters
from filmroom.fhir.search_values import TokenValue, UriValue
from filmroom.fhir.search_values.paths import Paths
from filmroom.fhir.search_values.plan import Plan

GOLDEN = Path(__file__).parents[2] / "golden" / "complete_study.json"

# The general engine has no other resources at hand to resolve a reference to.
EVALUATED = [each for each in all_search_parameters() if "resolve()" not in each.expression]


def found_by(expression: str, resource: dict[str, Any]) -> list[Any]:
    paths = Paths()
    places = paths.add(expression)
    walked = paths.walk(resource)
    return [item for place in places for item in walked[place] if item is not None]


def general(expression: str, resource: dict[str, Any]) -> list[Any]:
    result = compile_expression(expression).evaluate(resource)
    assert not isinstance(result, Failure)
    return [plain(item) for item in result]


def distinct(items: list[Any]) -> list[Any]:
    """Leave out what is repeated, as the union of FHIRPath does; the values that come of it are distinct anyway."""
    return [item for position, item in enumerate(items) if item not in items[:position]]


@pytest.mark.parametrize("resource", json.loads(GOLDEN.read_text()), ids=lambda each: each["resourceType"])
def test_the_complete_study_is_walked_as_the_general_engine_does(resource: dict[str, Any]) -> None:
    rows = [each for each in search_parameters(resource["resourceType"]).values() if each in EVALUATED]

    for each in rows:
        ours, theirs = found_by(each.expression, resource), general(each.expression, resource)
        assert distinct(ours) == distinct(theirs), each.code


CHOICE = re.compile(r"(\w+)\.ofType\((\w)(\w+)\)")


def names_of(parameter: SearchParameter) -> list[str]:
    """List the JSON names that an expression can lead through; a choice has only those with a type."""
    written = parameter.expression.replace("Patient.deceased", "Patient.deceased.ofType(boolean)")
    choices = {name + first.upper() + rest for name, first, rest in CHOICE.findall(written)}
    words = re.findall(r"(?<=\.)[a-z]\w+(?![\w(])|(?<=where\()\w+", CHOICE.sub("", written))
    return sorted(choices | set(words)) or ["nothing"]


@st.composite
def cases(draw: st.DrawFn) -> tuple[SearchParameter, dict[str, Any]]:
    parameter = draw(st.sampled_from(EVALUATED))
    names = st.sampled_from(names_of(parameter))
    leaves = st.sampled_from(["email", "phone", "SNO", "2024", True, 7])
    inner = st.recursive(
        leaves | st.lists(leaves, min_size=1, max_size=2),
        lambda below: (
            st.dictionaries(names, below, min_size=1, max_size=3)
            | st.lists(st.dictionaries(names, below, min_size=1, max_size=3), min_size=1, max_size=2)
        ),
        max_leaves=12,
    )
    content = draw(st.dictionaries(names, inner, max_size=4))
    return parameter, {"resourceType": parameter.base, **content}


@settings(max_examples=500)
@given(case=cases())
def test_any_resource_is_walked_as_the_general_engine_does(case: tuple[SearchParameter, dict[str, Any]]) -> None:
    parameter, resource = case
    result = compile_expression(parameter.expression).evaluate(resource)
    theirs = [] if isinstance(result, Failure) else [plain(each) for each in result]

    if any(isinstance(each, list) for each in theirs) or isinstance(result, Failure):
        return
    assert distinct(found_by(parameter.expression, resource)) == distinct(theirs)


@pytest.mark.parametrize(
    ("expression", "items"),
    [
        ("Patient.name.given", ["Ana", "Lea"]),
        ("name.given", ["Ana", "Lea"]),
        ("Patient.name | Patient.alias", [{"given": ["Ana", "Lea"]}]),
        ("Patient.deceased.ofType(dateTime)", ["2024"]),
        ("(Patient.deceased as dateTime)", ["2024"]),
        ("deceased.ofType(boolean)", []),
        ("Patient.telecom.where(system = 'phone').value", ["1"]),
        ("Patient.link.where(resolve() is RelatedPerson)", [{"reference": "RelatedPerson/r"}]),
        ("Patient.telecom.first().value", ["1"]),
        ("Patient.telecom.value.count()", [2]),
        ("Patient.nonsense.more", []),
        ("Patient.name.given.family", []),
    ],
)
def test_an_expression_leads_to_its_items(expression: str, items: list[Any]) -> None:
    patient = {
        "resourceType": "Patient",
        "name": [{"given": ["Ana", "Lea"]}],
        "deceasedDateTime": "2024",
        "telecom": [{"system": "phone", "value": "1"}, {"system": "email", "value": "2"}],
        "link": [{"reference": "RelatedPerson/r"}, {"reference": "Patient/p"}, "text"],
    }

    assert found_by(expression, patient) == items


def test_what_begins_alike_is_walked_once() -> None:
    paths = Paths()

    assert paths.add("ImagingStudy.series.uid") == (2,)
    assert paths.add("ImagingStudy.series.modality") == (3,)
    assert paths.add("ImagingStudy.endpoint | ImagingStudy.series.uid") == (4, 2)
    assert len(paths.walk({})) == 5


def plan_of(search_type: SearchType) -> Plan:
    common = {"base": "Group", "expression": "Group.uid", "description": "", "oid_forms": True}
    return Plan([SearchParameter(code="uid", type=search_type, **common)])  # type: ignore[arg-type]


def test_oids_are_found_in_both_forms_whichever_is_written() -> None:
    resource = {"uid": ["1.2", "urn:oid:1.3", "1.2", "urn:oid:1.2"]}
    forms = ("1.2", "urn:oid:1.2", "urn:oid:1.3", "1.3")

    assert plan_of(SearchType.TOKEN).run(resource) == {"uid": tuple(TokenValue(None, each) for each in forms)}
    assert plan_of(SearchType.URI).run(resource) == {"uid": tuple(map(UriValue, forms))}


def test_an_identifier_that_is_an_oid_is_found_without_its_prefix_in_its_system() -> None:
    resource = {"uid": [{"system": "urn:a", "value": "urn:oid:1.2"}, {"system": "urn:a", "value": "1.3"}]}

    assert plan_of(SearchType.TOKEN).run(resource) == {
        "uid": (TokenValue("urn:a", "urn:oid:1.2"), TokenValue("urn:a", "1.2"), TokenValue("urn:a", "1.3"))
    }

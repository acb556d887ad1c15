"""What other resources are found by, and that malformed ones are found by less and never raise."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filmroom.fhir.search_parameters import all_search_parameters, search_parameters
from filmroom.fhir.search_values import (
    FAR_FUTURE,
    CompositeValue,
    DateValue,
    PositionValue,
    QuantityValue,
    ReferenceValue,
    SearchValue,
    StringValue,
    TokenValue,
    UriValue,
    search_values,
)
from filmroom.fhir.search_values import values as value_types

GOLDEN = Path(__file__).parents[2] / "golden" / "complete_study.json"


def test_a_patient_is_found_by_name_address_telecom_and_death() -> None:
    patient = {
        "resourceType": "Patient",
        "name": [{"family": "Müller", "given": ["Ana", "Lea"], "prefix": ["Dr."]}, {"text": "Ana Müller"}],
        "telecom": [{"system": "phone", "value": "+41 1"}, {"system": "email", "value": "ana@example.org"}],
        "address": [{"use": "home", "line": ["Seeweg 1"], "city": "Zürich", "postalCode": "8001", "country": "CH"}],
        "birthDate": "1961-05",
        "deceasedDateTime": "2024-07-10",
    }
    names = tuple(map(StringValue, ("Müller", "Ana", "Lea", "Dr.", "Ana Müller")))

    assert search_values(patient) == {
        "address": tuple(map(StringValue, ("Seeweg 1", "Zürich", "8001", "CH"))),
        "address-city": (StringValue("Zürich"),),
        "address-country": (StringValue("CH"),),
        "address-postalcode": (StringValue("8001"),),
        "address-use": (TokenValue(None, "home"),),
        "birthdate": (DateValue(-273628800_000000, -270950400_000000),),
        "death-date": (DateValue(1720569600_000000, 1720656000_000000),),
        "deceased": (TokenValue(None, "true"),),
        "email": (TokenValue(None, "ana@example.org"),),
        "family": (StringValue("Müller"),),
        "given": (StringValue("Ana"), StringValue("Lea")),
        "name": names,
        "phone": (TokenValue(None, "+41 1"),),
        "phonetic": names,
        "telecom": (TokenValue(None, "+41 1"), TokenValue(None, "ana@example.org")),
    }


@pytest.mark.parametrize(
    ("stated", "answer"),
    [({}, "false"), ({"deceasedBoolean": False}, "false"), ({"deceasedBoolean": True}, "true")],
)
def test_who_is_not_said_to_have_died_is_found_among_the_living(stated: dict[str, Any], answer: str) -> None:
    assert search_values({"resourceType": "Patient", **stated}) == {"deceased": (TokenValue(None, answer),)}


def test_a_device_is_found_by_a_standard_in_its_version() -> None:
    device = {
        "resourceType": "Device",
        "conformsTo": [
            {"specification": {"coding": [{"code": "DICOM"}], "text": "DICOM PS3"}, "version": "2024b"},
            {"specification": {"coding": [{"code": "IHE"}]}},
        ],
        "identifier": [{"type": {"coding": [{"code": "SNO"}]}, "value": "SN-1"}, {"value": "other"}],
    }
    found = search_values(device)

    assert found["specification-version"] == (
        CompositeValue((TokenValue(None, "DICOM"), StringValue("2024b"))),
        CompositeValue((TokenValue(None, "", "DICOM PS3"), StringValue("2024b"))),
    )
    assert found["serial-number"] == (StringValue("SN-1"),)


def test_an_encounter_is_found_by_its_length_and_its_time() -> None:
    encounter = {
        "resourceType": "Encounter",
        "actualPeriod": {"start": "2024-07-10T08:00:00Z"},
        "length": {"value": Decimal(90), "unit": "min", "system": "http://unitsofmeasure.org", "code": "min"},
        "participant": [{"actor": {"reference": "Practitioner/d1"}}, {"actor": {"reference": "Device/ct1"}}],
    }

    assert search_values(encounter) == {
        "date": (DateValue(1720598400_000000, FAR_FUTURE),),
        "date-start": (DateValue(1720598400_000000, 1720598401_000000),),
        "length": (QuantityValue(Decimal("89.5"), Decimal("90.5"), "http://unitsofmeasure.org", "min"),),
        "participant": (
            ReferenceValue("Practitioner", "d1", None, None),
            ReferenceValue("Device", "ct1", None, None),
        ),
        "practitioner": (ReferenceValue("Practitioner", "d1", None, None),),
    }


def test_a_location_is_found_by_its_position() -> None:
    location = {"resourceType": "Location", "position": {"latitude": 47.37, "longitude": 8.54}}

    assert search_values(location) == {"near": (PositionValue(47.37, 8.54),)}


def test_a_type_without_a_definition_is_found_by_its_values() -> None:
    observation = {
        "resourceType": "Observation",
        "status": "final",
        "code": {"coding": [{"code": "diameter"}]},
        "subject": {"reference": "Patient/p1"},
        "valueQuantity": {"value": 5, "unit": "mm"},
    }
    size = QuantityValue(Decimal("4.5"), Decimal("5.5"), None, "mm")
    plain = QuantityValue(Decimal("4.5"), Decimal("5.5"), None, "")
    code, patient = TokenValue(None, "diameter"), ReferenceValue("Patient", "p1", None, None)

    assert search_values(observation) == {
        "code": (code,),
        "code-value-quantity": (CompositeValue((code, plain)), CompositeValue((code, size))),
        "patient": (patient,),
        "status": (TokenValue(None, "final"),),
        "subject": (patient,),
        "value-quantity": (plain, size),
    }


def test_a_definition_is_found_by_its_address_and_its_base() -> None:
    found = search_values(
        {
            "resourceType": "StructureDefinition",
            "url": "https://a.org/StructureDefinition/x",
            "abstract": False,
            "baseDefinition": "http://hl7.org/fhir/StructureDefinition/Patient|6.0.0",
        }
    )

    assert found == {
        "abstract": (TokenValue(None, "false"),),
        "base": (ReferenceValue(None, None, "http://hl7.org/fhir/StructureDefinition/Patient", "6.0.0"),),
        "url": (UriValue("https://a.org/StructureDefinition/x"),),
    }


def test_any_type_is_found_by_what_every_type_has() -> None:
    assert search_values({"resourceType": "Account", "meta": {"tag": [{"code": "a"}]}}) == {
        "_tag": (TokenValue(None, "a"),)
    }


@pytest.mark.parametrize("resource", [{}, {"resourceType": None}, {"resourceType": ["Patient"]}, {"meta": {}}])
def test_what_has_no_type_is_found_by_nothing(resource: dict[str, Any]) -> None:
    assert search_values(resource) == {}


def test_every_resource_of_the_complete_study_is_found_by_something() -> None:
    resources = json.loads(GOLDEN.read_text())

    assert [each["resourceType"] for each in resources if not search_values(each)] == []


TYPES = sorted({each.base for each in all_search_parameters()} | {"Account", "Nothing"})
NAMES = sorted(
    {
        name.strip("()")
        for each in all_search_parameters()
        for branch in each.expression.split(" | ")
        for name in branch.split(".")[1:]
        if name.strip("()").isidentifier()
    }
    | {"coding", "code", "system", "value", "display", "text", "concept", "reference", "identifier", "type", "start"}
    | {"end", "event", "repeat", "boundsPeriod", "given", "line", "latitude", "longitude", "comparator", "currency"}
    | {"deceasedDateTime", "occurrenceTiming", "valueQuantity", "valueCodeableConcept", "_status", "unit"}
)
scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.decimals()
    | st.text(max_size=8)
    | st.sampled_from(["2024-07-10", "2024-13", "Patient/p1", "urn:oid:1.2", "https://a.org/Patient/1", "email", "<"])
)
anything = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=4)
)


@settings(max_examples=300)
@given(name=st.sampled_from(TYPES), content=st.dictionaries(st.sampled_from(NAMES), anything, max_size=8))
def test_any_json_gives_values_and_never_an_exception(name: str, content: dict[str, Any]) -> None:
    found = search_values({**content, "resourceType": name})

    assert set(found) <= set(search_parameters(name))
    for values in found.values():
        assert values
        assert len(set(values)) == len(values)
        assert all(isinstance(each, KINDS) for each in values)


KINDS = tuple(
    getattr(value_types, name) for name in value_types.__all__ if name.endswith("Value") and name != "SearchValue"
)


def test_every_kind_of_value_is_a_search_value() -> None:
    named = {each.strip() for text in get_args(SearchValue) or (str(SearchValue),) for each in str(text).split("|")}

    assert named == {each.__name__ for each in KINDS}

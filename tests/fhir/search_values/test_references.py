"""References: what a reference parameter finds."""

from __future__ import annotations

from typing import Any

import pytest

from filmroom.fhir.search_values import IdentifierReferenceValue, ReferenceValue, parse_reference
from filmroom.fhir.search_values.references import reference_values, referred_type

UUID = "urn:uuid:c757873d-ec9a-4326-a141-556f43239520"


@pytest.mark.parametrize(
    ("literal", "found"),
    [
        ("Patient/p1", ReferenceValue("Patient", "p1", None, None)),
        ("Patient/p1/_history/3", ReferenceValue("Patient", "p1", None, "3")),
        ("ImagingStudy/1.2.840.1", ReferenceValue("ImagingStudy", "1.2.840.1", None, None)),
        ("https://a.org/fhir/Patient/p1", ReferenceValue("Patient", "p1", "https://a.org/fhir/Patient/p1", None)),
        ("http://a.org/Patient/p1/_history/3", ReferenceValue("Patient", "p1", "http://a.org/Patient/p1", "3")),
        ("https://a.org/files/7", ReferenceValue(None, None, "https://a.org/files/7", None)),
        (UUID, ReferenceValue(None, None, UUID, None)),
        ("urn:oid:1.2.3", ReferenceValue(None, None, "urn:oid:1.2.3", None)),
        ("#contained", None),
        ("#", None),
        ("", None),
        ("p1", None),
        ("Patient", None),
        ("Patient/", None),
        ("Patient/not an id", None),
        ("Nothing/p1", None),
        ("fhir/Patient/p1", None),
        ("/Patient/p1", None),
        ("Patient?identifier=7", None),
        ("Patient/p1/_history/", None),
    ],
)
def test_an_address_is_read_as_type_id_and_version(literal: str, found: ReferenceValue | None) -> None:
    assert parse_reference(literal) == found


@pytest.mark.parametrize(
    ("item", "found"),
    [
        ({"reference": "Patient/p1", "display": "Ana"}, [ReferenceValue("Patient", "p1", None, None, "Ana")]),
        ({"display": "Ana"}, [ReferenceValue(None, None, None, None, "Ana")]),
        ({"reference": "#p", "display": "Ana"}, [ReferenceValue(None, None, None, None, "Ana")]),
        ({"reference": "#p"}, []),
        ({"identifier": {"system": "urn:a", "value": "7"}}, [IdentifierReferenceValue("urn:a", "7")]),
        ({"identifier": {"value": "7"}}, [IdentifierReferenceValue(None, "7")]),
        ({"identifier": {"system": "urn:a"}}, [IdentifierReferenceValue("urn:a", "")]),
        ({"reference": {"reference": "Condition/1"}}, [ReferenceValue("Condition", "1", None, None)]),
        ("http://a.org/Measure/m|1.0", [ReferenceValue(None, None, "http://a.org/Measure/m", "1.0")]),
        ("http://a.org/Measure/m", [ReferenceValue(None, None, "http://a.org/Measure/m", None)]),
        ("#m", []),
        ("|1.0", []),
        ({"reference": 7, "display": 7, "identifier": 7}, []),
        ({"identifier": {"system": 7, "value": 7}}, []),
        ({"reference": {"reference": {"reference": "Patient/1"}}}, []),
        ({}, []),
        (7, []),
        (None, []),
    ],
)
def test_a_reference_is_found_by_address_identifier_and_display(
    item: Any, found: list[ReferenceValue | IdentifierReferenceValue]
) -> None:
    assert list(reference_values(item)) == found


@pytest.mark.parametrize(
    ("item", "name"),
    [
        ({"reference": "Patient/p1"}, "Patient"),
        ({"reference": "https://a.org/Patient/p1", "type": "Device"}, "Patient"),
        ({"reference": UUID, "type": "Patient"}, "Patient"),
        ({"type": "http://hl7.org/fhir/StructureDefinition/Patient"}, "Patient"),
        ({"reference": UUID}, None),
        ({"type": 7}, None),
        ("Patient/p1", None),
    ],
)
def test_what_a_reference_points_to_is_told_by_its_address_or_its_type(item: Any, name: str | None) -> None:
    assert referred_type(item) == name

"""The code lists of the bindings."""

from __future__ import annotations

import pytest

from filmroom.fhir.definition import Strength
from filmroom.fhir.definitions import defined_types, definition
from filmroom.fhir.open_value_sets import OPEN_VALUE_SETS
from filmroom.fhir.value_sets import CID_33, contains, display, expectation, value_set, value_set_urls

FHIR = "http://hl7.org/fhir/ValueSet/"
PARTICIPATION = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType"


def test_a_status_of_the_study_is_one_of_six() -> None:
    found = value_set(f"{FHIR}imagingstudy-status")

    assert found is not None
    assert [(each.code, each.display) for each in found.concepts] == [
        ("registered", "Registered"),
        ("available", "Available"),
        ("cancelled", "Cancelled"),
        ("entered-in-error", "Entered in Error"),
        ("unknown", "Unknown"),
        ("inactive", "Inactive"),
    ]
    assert all(each.definition.endswith(".") for each in found.concepts)


def test_a_performer_has_one_of_seven_functions() -> None:
    found = value_set(f"{FHIR}series-performer-function")

    assert found is not None
    assert [each.code for each in found.concepts] == ["CON", "VRF", "PRF", "SPRF", "REF", "DEV", "LOC"]
    assert {each.system for each in found.concepts} == {PARTICIPATION}


@pytest.mark.parametrize(
    ("url", "system", "code", "expected"),
    [
        (CID_33, "http://dicom.nema.org/resources/ontology/DCM", "CT", True),
        (CID_33, "http://dicom.nema.org/resources/ontology/DCM", "ECG", True),
        (CID_33, "http://dicom.nema.org/resources/ontology/DCM", "ct", False),
        (CID_33, "http://snomed.info/sct", "CT", False),
        (f"{FHIR}identifier-use", None, "usual", True),
        (f"{FHIR}identifier-use", None, "preferred", False),
        (f"{FHIR}identifier-use|6.0.0-ballot4", None, "usual", True),
        (f"{FHIR}resource-types", None, "ImagingStudy", True),
        (f"{FHIR}mimetypes", None, "image/png", True),
        (f"{FHIR}mimetypes|6.0.0-ballot4", None, "png", False),
        (f"{FHIR}all-languages", "urn:ietf:bcp:47", "de-AT", True),
        (f"{FHIR}all-languages", "http://example.org", "de-AT", False),
        (f"{FHIR}jurisdiction", None, "AT", None),
    ],
)
def test_contains(url: str, system: str | None, code: str, expected: bool | None) -> None:
    assert contains(url, system, code) is expected


def test_display_names_codes_as_their_system_does() -> None:
    assert display("http://terminology.hl7.org/CodeSystem/v2-0203", "ACSN") == "Accession ID"
    assert display("http://terminology.hl7.org/CodeSystem/v2-0203", "MR") == "Medical record number"
    assert display(PARTICIPATION, "PRF") == "performer"
    assert display(PARTICIPATION, "nothing") is None


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (CID_33, f"one of the value set {CID_33}"),
        (
            f"{FHIR}administrative-gender|6.0.0-ballot4",
            f"one of the codes male, female, other, unknown of the value set {FHIR}administrative-gender",
        ),
        (f"{FHIR}currencies", f"a currency of ISO 4217, from the value set {FHIR}currencies"),
        (f"{FHIR}jurisdiction", f"one of the value set {FHIR}jurisdiction"),
    ],
)
def test_what_is_expected_is_said_in_codes_where_they_are_few(url: str, expected: str) -> None:
    assert expectation(url) == expected


def test_every_required_value_set_is_listed_or_decided_on() -> None:
    bound = {
        row.binding.value_set
        for name in defined_types()
        for row in definition(name).elements
        if row.binding and row.binding.strength is Strength.REQUIRED
    }

    assert {url for url in bound if value_set(url) is None} == OPEN_VALUE_SETS.keys()
    assert {url for url in bound if contains(url, None, " ") is not False} == set()


@pytest.mark.parametrize("url", value_set_urls())
def test_no_value_set_lists_a_code_twice(url: str) -> None:
    found = value_set(url)

    assert found is not None
    assert found.concepts
    assert len({(each.system, each.code) for each in found.concepts}) == len(found.concepts)
    assert found.name
    assert all(each.display for each in found.concepts)

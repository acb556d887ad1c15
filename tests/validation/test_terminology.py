"""The strengths of bindings."""

from __future__ import annotations

from typing import Any

import pytest

from filmroom.validation import validate

CID_33 = "http://dicom.nema.org/medical/dicom/current/output/chtml/part16/sect_CID_33.html"
DCM = "http://dicom.nema.org/resources/ontology/DCM"
STATUS = "http://hl7.org/fhir/ValueSet/imagingstudy-status"


def issues_of(**changes: Any) -> list[tuple[str, str, str, str]]:
    study = {"resourceType": "ImagingStudy", "status": "available", "subject": {"display": "x"}, **changes}
    return [
        (each.severity, each.code, each.expression, each.diagnostics) for each in validate(study) if each.key != "ist-7"
    ]


def test_a_code_outside_a_required_value_set_is_an_error() -> None:
    assert issues_of(status="final") == [
        (
            "error",
            "code-invalid",
            "ImagingStudy.status",
            f"Found the code 'final', expected one of the value set {STATUS}",
        )
    ]


@pytest.mark.parametrize(
    "modality",
    [
        {"coding": [{"system": DCM, "code": "CT"}]},
        {"coding": [{"system": DCM, "code": "XX"}, {"system": DCM, "code": "CT"}]},
        {"coding": [{"system": DCM, "code": "CT"}], "text": "CT"},
        {"text": "Computed Tomography"},
        {"coding": [{"display": "CT", "_code": {"extension": [{"url": "http://e", "valueString": "x"}]}}]},
        {"extension": [{"url": "http://e", "valueString": "x"}]},
    ],
)
def test_an_extensible_value_set_is_kept_with_one_code_from_it_or_none_at_all(modality: dict[str, Any]) -> None:
    assert issues_of(modality=[modality]) == []


@pytest.mark.parametrize(
    ("coding", "shown"),
    [
        ([{"system": DCM, "code": "XX"}], "'XX'"),
        ([{"system": "http://example.org", "code": "CT"}], "'CT'"),
        ([{"code": "CT"}], "'CT'"),
        ([{"system": DCM, "code": "XY"}, {"system": DCM, "code": "XX"}], "'XX', 'XY'"),
    ],
)
def test_codes_outside_an_extensible_value_set_are_a_warning(coding: list[dict[str, str]], shown: str) -> None:
    assert issues_of(modality=[{"coding": coding}]) == [
        (
            "warning",
            "code-invalid",
            "ImagingStudy.modality[0]",
            f"Found the code {shown}, expected, where one fits, one of the value set {CID_33}",
        )
    ]


def test_an_example_binding_asks_nothing() -> None:
    assert issues_of(reason=[{"concept": {"coding": [{"system": "http://example.org", "code": "x"}]}}]) == []


def test_a_value_set_that_is_not_listed_here_asks_nothing() -> None:
    assert issues_of(language="tlh") == []


def test_a_required_concept_needs_a_code() -> None:
    outcome = {
        "resourceType": "StructureDefinition",
        "url": "http://e",
        "name": "A",
        "status": "active",
        "kind": "resource",
        "abstract": False,
        "type": "Patient",
    }

    kinds = {**outcome, "kind": "nothing"}

    assert [each.expression for each in validate(kinds) if each.code == "code-invalid"] == ["StructureDefinition.kind"]


def test_warnings_about_codes_come_in_the_order_of_the_document_on_the_fast_path_too() -> None:
    odd = {"coding": [{"system": DCM, "code": "XX"}]}
    study = {
        "resourceType": "ImagingStudy",
        "status": "available",
        "subject": {"display": "x"},
        "identifier": [{"system": "urn:dicom:uid", "value": "urn:oid:1", "type": odd}, {"value": "2", "type": odd}],
        "modality": [odd],
        "series": [
            {"uid": "1", "modality": odd, "performer": [{"function": odd, "actor": {"display": "x"}}]},
            {"uid": "2", "modality": odd},
        ],
    }
    expressions = [
        "ImagingStudy.modality[0]",
        "ImagingStudy.series[0].modality",
        "ImagingStudy.series[0].performer[0].function",
        "ImagingStudy.series[1].modality",
    ]

    fast = validate(study)
    slow = validate({**study, "_status": {"id": "a"}})

    assert [each.expression for each in fast] == expressions
    assert fast == slow

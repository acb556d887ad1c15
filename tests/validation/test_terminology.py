"""The strengths of bindings."""

from __future__ import annotations

from typing import Any

import pytest

from filmroom.validation import validate

CID_33 = "http://dicom.nema.org/medical/dicom/current/output/chtml/part16/sect_CID_33.html"
DCM = "http://dicom.nema.org/resources/ontology/DCM"
FROM = "from the value set http://hl7.org/fhir/ValueSet/"
TAG = f"a language tag of BCP 47, {FROM}all-languages"
LANGUAGE = {"system": "urn:ietf:bcp:47", "code": "de"}
STATUSES = "registered, available, cancelled, entered-in-error, unknown, inactive"
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
            f"Found the code 'final', expected one of the codes {STATUSES} of the value set {STATUS}",
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


@pytest.mark.parametrize(
    ("changes", "expression", "diagnostics"),
    [
        (
            {"language": "xx yy"},
            "ImagingStudy.language",
            f"Found a code that is not shown, as it may be personal, expected {TAG}",
        ),
        (
            {"extension": [{"url": "http://e", "valueMoney": {"value": 1, "currency": "XXXX"}}]},
            "ImagingStudy.extension[0].value.currency",
            f"Found the code 'XXXX', expected a currency of ISO 4217, {FROM}currencies",
        ),
        (
            {"extension": [{"url": "http://e", "valueAttachment": {"url": "http://e", "contentType": "jpeg"}}]},
            "ImagingStudy.extension[0].value.contentType",
            f"Found the code 'jpeg', expected a media type of BCP 13, {FROM}mimetypes",
        ),
    ],
)
def test_a_code_that_a_grammar_or_a_table_refuses_is_an_error(
    changes: dict[str, Any], expression: str, diagnostics: str
) -> None:
    assert issues_of(**changes) == [("error", "code-invalid", expression, diagnostics)]


def test_codes_that_a_grammar_accepts_have_no_issues() -> None:
    assert issues_of(language="tlh") == []


def test_a_value_set_whose_codes_are_not_known_here_asks_nothing() -> None:
    statement = {
        "resourceType": "CapabilityStatement",
        "status": "active",
        "date": "2024",
        "kind": "capability",
        "fhirVersion": "6.0.0-ballot4",
        "format": ["json", "application/fhir+xml"],
        "description": "x",
        "implementation": {"description": "x"},
        "jurisdiction": [{"coding": [{"system": "http://example.org", "code": "x"}]}],
        "rest": [{"mode": "server"}],
    }

    assert [each for each in validate(statement) if each.code == "code-invalid"] == []


@pytest.mark.parametrize(
    ("language", "found"),
    [
        ({"coding": [LANGUAGE]}, None),
        ({"coding": [{"code": "x", "system": "http://example.org"}, LANGUAGE], "text": "German"}, None),
        (
            {
                "coding": [
                    {"system": "urn:ietf:bcp:47", "_code": {"extension": [{"url": "http://e", "valueCode": "x"}]}}
                ]
            },
            None,
        ),
        ({"text": "German", "extension": [{"url": "http://e", "valueCode": "x"}]}, None),
        ({"text": "German"}, "no code"),
        ({"coding": [{"system": "urn:ietf:bcp:47"}]}, "no code"),
        ({"coding": [{"code": "de"}]}, "the code 'de'"),
        ({"coding": [{**LANGUAGE, "code": "german tongue"}]}, "a code that is not shown, as it may be personal"),
        (
            {"coding": [{**LANGUAGE, "code": "1"}, {**LANGUAGE, "code": "german tongue"}]},
            "the code '1' and others that are not shown, as they may be personal",
        ),
    ],
)
def test_a_required_concept_needs_a_code(language: dict[str, Any], found: str | None) -> None:
    patient = {"resourceType": "Patient", "communication": [{"language": language}]}

    assert [(each.severity, each.code, each.expression, each.diagnostics) for each in validate(patient)] == (
        [("error", "code-invalid", "Patient.communication[0].language", f"Found {found}, expected {TAG}")]
        if found
        else []
    )


def test_a_concept_inside_a_datatype_may_have_any_code_since_its_value_set_is_for_every_use() -> None:
    uid_type = {"coding": [{"system": DCM, "code": "110180"}]}

    assert issues_of(identifier=[{"system": "urn:dicom:uid", "value": "urn:oid:1.2", "type": uid_type}]) == []


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

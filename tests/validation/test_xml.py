"""What is wrong with a resource is the same in XML and in JSON."""

from __future__ import annotations

from typing import Any

from filmroom.fhir.xml_document import inspect_xml, write_xml
from filmroom.validation import validate

OPEN = '<ImagingStudy xmlns="http://hl7.org/fhir">'


def issues_of(xml: str | bytes) -> list[tuple[str, str, str]]:
    """All issues of a document: severity, code and expression."""
    document = inspect_xml(xml)
    return [(each.severity, each.code, each.expression) for each in (*document.issues, *validate(document.resource))]


def test_every_problem_of_a_document_is_reported_with_its_place() -> None:
    xml = f"""{OPEN}<bogus/><id value="a b"/><status value="zz"/>
        <subject><reference value="Practitioner/1"/></subject><bogus2/><series>text<uid/></series></ImagingStudy>"""

    assert issues_of(xml) == [
        ("error", "structure", "ImagingStudy.series[0]"),
        ("error", "structure", "ImagingStudy"),
        ("error", "structure", "ImagingStudy"),
        ("error", "value", "ImagingStudy.id"),
        ("error", "code-invalid", "ImagingStudy.status"),
        ("error", "value", "ImagingStudy.subject.reference"),
        ("error", "invariant", "ImagingStudy.series[0].uid"),
        ("error", "required", "ImagingStudy.series[0].modality"),
        ("error", "invariant", "ImagingStudy"),
    ]


def test_what_json_can_say_has_the_same_issues_in_both() -> None:
    xml = f"""{OPEN}<contained/><contained><Nothing/></contained><status value="x"/>
        <subject><display value=""/></subject><started/><note/><numberOfSeries value="two"/>
        <numberOfSeries value="1"/></ImagingStudy>"""
    same: dict[str, Any] = {
        "resourceType": "ImagingStudy",
        "contained": [{}, {"resourceType": "Nothing"}],
        "status": "x",
        "subject": {"display": ""},
        "_started": {},
        "note": [{}],
        "numberOfSeries": ["two", 1],
    }

    assert inspect_xml(xml).resource == same
    assert issues_of(xml) == [(each.severity, each.code, each.expression) for each in validate(same)]


def test_a_type_known_by_name_only_has_its_form_checked_in_a_bundle_too() -> None:
    xml = """<Bundle xmlns="http://hl7.org/fhir"><type value="collection"/><entry><fullUrl value="http://e/Task/1"/>
        <resource><Task><id value="1"/><status/></Task></resource></entry></Bundle>"""

    assert issues_of(xml) == [
        ("information", "not-supported", "Bundle.entry[0].resource"),
        ("error", "structure", "Bundle.entry[0].resource.status"),
    ]


def test_a_valid_study_has_no_issues_in_either() -> None:
    study = {"resourceType": "ImagingStudy", "status": "available", "subject": {"reference": "Patient/1"}}

    assert validate(study) == ()
    assert issues_of(write_xml(study)) == []

"""Which form an answer has, and which forms a body may have."""

from __future__ import annotations

import falcon
import pytest

from filmroom.http.accept import Preference, parse_preferences
from filmroom.http.media_types import Form, Format, format_of_body, negotiate

JSON = Form(Format.JSON, "application/fhir+json; charset=utf-8")
JSON_OF_R6 = Form(Format.JSON, "application/fhir+json; fhirVersion=6.0; charset=utf-8")
XML = Form(Format.XML, "application/fhir+xml; charset=utf-8")


def test_preferences_are_sorted_by_weight_and_then_by_how_specific_they_are() -> None:
    assert parse_preferences("*/*;q=0.5, text/*;q=0.5, a/b;q=0.5;x=1, c/d") == (
        Preference("c/d", (), 1.0),
        Preference("a/b", (("x", "1"),), 0.5),
        Preference("text/*", (), 0.5),
        Preference("*/*", (), 0.5),
    )


def test_a_weight_that_is_none_counts_as_refused() -> None:
    assert parse_preferences("a/b;q=much") == (Preference("a/b", (), 0.0),)


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("", JSON),
        ("*/*", JSON),
        ("application/*", JSON),
        ("application/fhir+json", JSON),
        ("Application/FHIR+JSON", JSON),
        ("application/fhir+xml", XML),
        ("application/xml+fhir", XML),
        ("application/json", Form(Format.JSON, "application/json; charset=utf-8")),
        ("text/xml", Form(Format.XML, "text/xml; charset=utf-8")),
        ("text/html, application/fhir+xml;q=0.9, */*;q=0.8", XML),
        ("application/fhir+json;q=0.2, application/fhir+xml;q=0.3", XML),
        ("application/fhir+json;q=0, application/fhir+xml;q=0.1", XML),
        (
            "application/fhir+json; fhirVersion=6.0",
            Form(Format.JSON, "application/fhir+json; fhirVersion=6.0; charset=utf-8"),
        ),
        ("application/fhir+json; fhirVersion=4.0, application/fhir+xml", XML),
    ],
)
def test_accept_chooses_the_form(accept: str, expected: Form) -> None:
    assert negotiate(accept) == expected


@pytest.mark.parametrize(
    ("format_parameter", "expected"),
    [
        ("json", JSON),
        ("xml", XML),
        ("application/fhir+xml", XML),
        ("application/fhir xml", XML),
        ("text/json", Form(Format.JSON, "text/json; charset=utf-8")),
    ],
)
def test_the_parameter_wins_over_accept(format_parameter: str, expected: Form) -> None:
    assert negotiate("text/html", format_parameter) == expected


@pytest.mark.parametrize(
    ("accept", "format_parameter"),
    [
        ("text/html", ""),
        ("json", ""),
        ("application/fhir+json; fhirVersion=4.0", ""),
        ("application/fhir+json;q=0", ""),
        ("*/*", "turtle"),
        ("application/fhir+json", "application/fhir+json;fhirVersion=5.0"),
    ],
)
def test_what_there_is_not_is_not_acceptable(accept: str, format_parameter: str) -> None:
    with pytest.raises(falcon.HTTPNotAcceptable):
        negotiate(accept, format_parameter)


@pytest.mark.parametrize(
    ("content_type", "expected"),
    [
        ("application/fhir+json", Format.JSON),
        ("application/fhir+json; charset=UTF-8; fhirVersion=6.0", Format.JSON),
        ("application/json", Format.JSON),
        ("text/xml", Format.XML),
    ],
)
def test_the_content_type_names_the_form_of_the_body(content_type: str, expected: Format) -> None:
    assert format_of_body(content_type) is expected


@pytest.mark.parametrize(
    "content_type",
    ["", "json", "*/*", "text/plain", "application/fhir+json; fhirVersion=4.0", "application/json; charset=latin-1"],
)
def test_a_body_in_another_form_is_unsupported(content_type: str) -> None:
    with pytest.raises(falcon.HTTPUnsupportedMediaType):
        format_of_body(content_type)

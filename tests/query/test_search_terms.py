"""Values of parameters: each type of parameter reads its own kind."""

from __future__ import annotations

from decimal import Decimal

import pytest

from filmroom.errors import SearchError
from filmroom.query.search import Modifier, ValueCriterion
from filmroom.query.terms import (
    CompositeTerm,
    DateTerm,
    OfTypeTerm,
    Prefix,
    QuantityTerm,
    ReferenceTerm,
    StringTerm,
    TokenTerm,
    UriTerm,
)
from query.asking import ask, criterion, messages, parameter, terms, utc

HERE = "https://filmroom.example/fhir"


def test_a_criterion_holds_its_parameter_and_its_values() -> None:
    assert criterion("ImagingStudy", "modality=CT,MR") == ValueCriterion(
        parameter("ImagingStudy", "modality"), (TokenTerm(None, "CT"), TokenTerm(None, "MR"))
    )


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("CT", TokenTerm(None, "CT")),
        ("http://dicom|CT", TokenTerm("http://dicom", "CT")),
        ("|CT", TokenTerm("", "CT")),
        ("http://dicom|", TokenTerm("http://dicom", None)),
        (r"a\|b", TokenTerm(None, "a|b")),
        (r"a\,b", TokenTerm(None, "a,b")),
        ("a$b", TokenTerm(None, "a$b")),
        ("eq5", TokenTerm(None, "eq5")),
    ],
)
def test_a_token_is_a_code_and_perhaps_a_system(text: str, term: TokenTerm) -> None:
    assert terms("ImagingStudy", f"modality={text}") == (term,)


def test_an_identifier_of_a_type_has_three_parts() -> None:
    assert terms("Patient", r"identifier:of-type=http://v2|MR|44\|6") == (OfTypeTerm("http://v2", "MR", "44|6"),)


@pytest.mark.parametrize("text", ["MR|446", "a|b|c|d", "|MR|446", "446"])
def test_an_identifier_of_a_type_needs_all_three(text: str) -> None:
    with pytest.raises(SearchError, match=r"'identifier:of-type': expected system\|code\|value"):
        ask("Patient", f"identifier:of-type={text}")


def test_a_string_is_normalised_unless_it_is_to_be_exact() -> None:
    assert terms("Patient", "name=  Éve   MARIE ") == (StringTerm("eve marie"),)
    assert terms("Patient", "name:contains=ÉV") == (StringTerm("ev"),)
    assert terms("Patient", "name:exact= Éve") == (StringTerm(" Éve"),)
    assert terms("ImagingStudy", "modality:text=Computed") == (StringTerm("computed"),)
    assert terms("ImagingStudy", "subject:text=Éve") == (StringTerm("eve"),)


def test_a_string_of_which_nothing_remains_is_empty() -> None:
    search = ask("Patient", "name=  ")

    assert search.criteria == ()
    assert messages(search) == [("informational", "Parameter 'name': found no value")]


def test_a_date_has_a_prefix_and_a_precision() -> None:
    assert terms("ImagingStudy", "started=2024-05,ge2024-05-06T07:08:09%2B".removesuffix("%2B")) == (
        DateTerm(Prefix.EQ, utc("2024-05-01"), utc("2024-06-01")),
        DateTerm(Prefix.GE, utc("2024-05-06T07:08:09"), utc("2024-05-06T07:08:10")),
    )


def test_a_quantity_has_a_prefix_and_a_unit() -> None:
    assert terms("Observation", "value-quantity=gt5.4|http://unitsofmeasure.org|mg") == (
        QuantityTerm(Prefix.GT, Decimal("5.4"), Decimal("5.4"), "http://unitsofmeasure.org", "mg"),
    )


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("subject=23", ReferenceTerm(None, "23")),
        ("patient=23", ReferenceTerm("Patient", "23")),
        ("subject=Patient/23", ReferenceTerm("Patient", "23")),
        ("subject:Patient=23", ReferenceTerm("Patient", "23")),
        ("subject:Patient=Patient/23", ReferenceTerm("Patient", "23")),
        ("subject=Patient/23/_history/4", ReferenceTerm("Patient", "23", version="4")),
        (f"subject={HERE}/Patient/23", ReferenceTerm("Patient", "23")),
        (f"subject:Patient={HERE}/Patient/23", ReferenceTerm("Patient", "23")),
        ("subject=https://elsewhere/Patient/23", ReferenceTerm(url="https://elsewhere/Patient/23")),
        ("subject=urn:uuid:0", ReferenceTerm(url="urn:uuid:0")),
        ("_profile=http://a/b|1.0", ReferenceTerm(url="http://a/b", version="1.0")),
        ("_profile=http://a/b|", ReferenceTerm(url="http://a/b")),
        (r"_profile=http://a/b\|c", ReferenceTerm(url="http://a/b|c")),
    ],
)
def test_a_reference_is_an_id_a_type_and_id_or_an_address(text: str, term: ReferenceTerm) -> None:
    assert terms("ImagingStudy", text, HERE) == (term,)


def test_without_an_address_of_this_server_every_address_is_elsewhere() -> None:
    assert terms("ImagingStudy", f"subject={HERE}/Patient/23") == (ReferenceTerm(url=f"{HERE}/Patient/23"),)


@pytest.mark.parametrize("text", ["Patient/", "Nonsense/23", "a b", "#here", "Patient/23/24", "23|1", "http://a|1|2"])
def test_anything_else_is_no_reference(text: str) -> None:
    with pytest.raises(SearchError, match="'subject': expected an id, Type/id, or an absolute URL"):
        ask("ImagingStudy", f"subject={text}")


@pytest.mark.parametrize("text", ["Device/23", "https://elsewhere/Patient/23", "a b"])
def test_a_reference_of_a_type_takes_an_id_of_that_type(text: str) -> None:
    with pytest.raises(SearchError, match="'subject:Patient': expected the id of a Patient"):
        ask("ImagingStudy", f"subject:Patient={text}")


def test_a_reference_by_identifier_takes_a_token() -> None:
    assert criterion("ImagingStudy", "based-on:identifier=urn:acme|A1") == ValueCriterion(
        parameter("ImagingStudy", "based-on"), (TokenTerm("urn:acme", "A1"),), Modifier.IDENTIFIER
    )


def test_a_uri_is_taken_whole() -> None:
    assert terms("ImagingStudy", "_source=http://a/b|c") == (UriTerm("http://a/b|c"),)


def test_below_takes_a_url_without_its_last_slash() -> None:
    assert criterion("ImagingStudy", "_source:below=http://a/b/") == ValueCriterion(
        parameter("ImagingStudy", "_source"), (UriTerm("http://a/b"),), Modifier.BELOW
    )


def test_above_is_any_of_the_urls_that_a_path_leads_through() -> None:
    assert criterion("ImagingStudy", "_source:above=http://a/b/c/") == ValueCriterion(
        parameter("ImagingStudy", "_source"),
        tuple(UriTerm(each) for each in ("http://a/b/c/", "http://a/b/c", "http://a/b", "http://a/", "http://a")),
    )


@pytest.mark.parametrize("modifier", ["above", "below"])
def test_a_urn_has_nothing_above_and_nothing_below(modifier: str) -> None:
    with pytest.raises(SearchError, match=f"'_source:{modifier}': expected a URL: URNs have no hierarchy"):
        ask("ImagingStudy", f"_source:{modifier}=urn:oid:1.2.3")


def test_a_composite_has_a_value_for_each_component() -> None:
    assert terms("Observation", r"code-value-quantity=http://loinc.org|2823-3$gt5.4,a\$b$7") == (
        CompositeTerm(
            (
                TokenTerm("http://loinc.org", "2823-3"),
                QuantityTerm(Prefix.GT, Decimal("5.4"), Decimal("5.4"), None, None),
            )
        ),
        CompositeTerm(
            (TokenTerm(None, "a$b"), QuantityTerm(Prefix.EQ, Decimal("6.5"), Decimal("7.5"), None, None)),
        ),
    )


@pytest.mark.parametrize("text", ["2823-3", "a$1$2"])
def test_a_composite_with_too_few_or_too_many_values_is_refused(text: str) -> None:
    with pytest.raises(SearchError, match=r"expected 2 values with \$ between them: code\$value-quantity"):
        ask("Observation", f"code-value-quantity={text}")


def test_a_composite_with_an_empty_place_is_refused() -> None:
    with pytest.raises(SearchError, match="'code-value-quantity': expected a value of value-quantity in its place"):
        ask("Observation", "code-value-quantity=a$")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("started=last week", "Parameter 'started': expected a date: YYYY, YYYY-MM, YYYY-MM-DD or "),
        ("started=gt", "Parameter 'started': expected a date"),
        ("modality=a|b|c", r"Parameter 'modality': expected code, system\|code, system\| or \|code"),
        (r"modality=a\b", "Parameter 'modality': expected a backslash only in"),
        ("started:missing=maybe", "Parameter 'started:missing': expected true or false"),
    ],
)
def test_a_value_of_another_form_is_an_error_that_does_not_repeat_it(text: str, message: str) -> None:
    with pytest.raises(SearchError, match=message) as caught:
        ask("ImagingStudy", text)

    assert text.partition("=")[2] not in str(caught.value).split()
    assert (caught.value.http_status, caught.value.issue_code) == (400, "invalid")


def test_empty_values_between_commas_are_left_out() -> None:
    assert terms("ImagingStudy", "modality=,CT,,MR,") == (TokenTerm(None, "CT"), TokenTerm(None, "MR"))


@pytest.mark.parametrize("text", ["modality=", "modality=,,", "modality=|", "modality:missing=", "patient.name="])
def test_a_criterion_without_a_value_is_left_out_and_told(text: str) -> None:
    search = ask("ImagingStudy", text, strict=True)

    name = text.partition("=")[0]
    assert (search.criteria, search.used) == ((), ())
    assert messages(search) == [("informational", f"Parameter '{name}': found no value")]

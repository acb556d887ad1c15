"""How matches are returned: counting, sorting, includes, summaries, and types of a search of everything."""

from __future__ import annotations

import pytest

from filmroom.errors import SearchError, UnsupportedSearchError
from filmroom.query.limits import SearchLimits
from filmroom.query.search import Include, MissingCriterion, Search, SortKey, Summary, Total, ValueCriterion
from filmroom.query.terms import TokenTerm
from query.asking import ask, messages, parameter


def test_a_search_for_nothing_in_particular_is_for_everything() -> None:
    assert ask("ImagingStudy") == Search(resource_type="ImagingStudy", count=50)


def test_all_that_is_asked_for_is_understood() -> None:
    assert ask(
        "ImagingStudy",
        "modality=CT",
        "_include=ImagingStudy:patient",
        "_revinclude=DiagnosticReport:study",
        "_sort=-started,_id",
        "_count=20",
        "_total=accurate",
        "_summary=data",
        "_elements=status,started",
        "_format=json",
        "_pretty=true",
    ) == Search(
        resource_type="ImagingStudy",
        criteria=(ValueCriterion(parameter("ImagingStudy", "modality"), (TokenTerm(None, "CT"),)),),
        includes=(Include("ImagingStudy", parameter("ImagingStudy", "patient")),),
        revincludes=(Include("DiagnosticReport", parameter("DiagnosticReport", "study")),),
        sort=(
            SortKey(parameter("ImagingStudy", "started"), descending=True),
            SortKey(parameter("ImagingStudy", "_id")),
        ),
        count=20,
        total=Total.ACCURATE,
        summary=Summary.DATA,
        elements=("status", "started"),
        used=(
            ("modality", "CT"),
            ("_include", "ImagingStudy:patient"),
            ("_revinclude", "DiagnosticReport:study"),
            ("_sort", "-started,_id"),
            ("_count", "20"),
            ("_total", "accurate"),
            ("_summary", "data"),
            ("_elements", "status,started"),
            ("_format", "json"),
            ("_pretty", "true"),
        ),
    )


def test_a_count_may_be_nothing_and_is_reduced_to_the_limit() -> None:
    reduced = ask("ImagingStudy", "_count=1001")

    assert ask("ImagingStudy", "_count=0").count == 0
    assert (reduced.count, reduced.used, reduced.problems) == (1000, (("_count", "1000"),), ())


def test_the_count_that_is_not_given_is_no_more_than_the_limit() -> None:
    assert ask("ImagingStudy", limits=SearchLimits(count=10)).count == 10


@pytest.mark.parametrize("text", ["-1", "ten", "1.0", "1" * 10, "\uff11"])
def test_a_count_is_a_whole_number(text: str) -> None:
    with pytest.raises(SearchError, match="'_count': expected a whole number from 0"):
        ask("ImagingStudy", f"_count={text}")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("_total=roughly", "Parameter '_total': expected one of: none, estimate, accurate"),
        ("_summary=yes", "Parameter '_summary': expected one of: true, text, data, count, false"),
        ("_elements=status|started", "Parameter '_elements': expected names of elements with commas between them"),
        ("_sort:asc=started", "Parameter '_sort': found a modifier, expected none of this kind"),
        ("_include:recurse=a:b", "Parameter '_include': found a modifier, expected none of this kind"),
        ("_include=ImagingStudy", "Parameter '_include': expected Type:reference, Type:reference:Target, Type:"),
        ("_include=ImagingStudy:a:b:c", "Parameter '_include': expected Type:reference"),
    ],
)
def test_what_is_of_another_form_is_an_error(text: str, message: str) -> None:
    with pytest.raises(SearchError) as caught:
        ask("ImagingStudy", text)

    assert str(caught.value).startswith(message)


def test_what_may_be_given_once_is_an_error_when_it_contradicts_itself() -> None:
    assert ask("ImagingStudy", "_count=1", "_count=1").count == 1
    with pytest.raises(SearchError, match="'_count': found 2 values, expected one"):
        ask("ImagingStudy", "_count=1", "_count=2")


def test_what_may_be_given_often_goes_together() -> None:
    search = ask("ImagingStudy", "_elements=status", "_elements=started,status", "_sort=status", "_sort=-started")

    assert search.elements == ("status", "started")
    assert [key.parameter.code for key in search.sort] == ["status", "started"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("_sort=nonsense", "Parameter 'nonsense': not known for ImagingStudy"),
        ("_sort=_score", "Parameter '_score': not known for ImagingStudy"),
        ("_include=ImagingStudy:nonsense", "Parameter 'nonsense': not known for ImagingStudy"),
        ("_include=ImagingStudy:status", "Parameter 'status': found type token, expected a reference"),
        ("_include=Nonsense:patient", "Resource type 'Nonsense': not known"),
        (
            "_include=ImagingStudy:subject:Practitioner",
            "Parameter '_include': 'ImagingStudy:subject:Practitioner' never refers to Practitioner",
        ),
        (
            "_include=Observation:subject",
            "Parameter '_include': 'Observation:subject' does not start from ImagingStudy",
        ),
        (
            "_revinclude=ImagingStudy:patient",
            "Parameter '_revinclude': 'ImagingStudy:patient' does not start from ImagingStudy",
        ),
        ("_type=Patient", "Parameter '_type': not known in the search of one type"),
    ],
)
def test_what_is_not_known_is_left_out_and_told_or_under_strict_an_error(text: str, message: str) -> None:
    search = ask("ImagingStudy", text)

    assert search == Search(resource_type="ImagingStudy", count=50, problems=search.problems)
    assert messages(search) == [("not-supported", message)]
    with pytest.raises(UnsupportedSearchError):
        ask("ImagingStudy", text, strict=True)


def test_what_is_sorted_by_is_known_key_by_key() -> None:
    search = ask("ImagingStudy", "_sort=nonsense,-started")

    assert search.used == (("_sort", "-started"),)


def test_a_composite_has_no_order() -> None:
    search = ask("Observation", "_sort=code-value-quantity")

    assert messages(search) == [("not-supported", "Parameter '_sort': 'code-value-quantity' has no order")]


def test_empty_result_parameters_are_left_out_and_told() -> None:
    search = ask("ImagingStudy", "_sort=", "_count=", "_include=")

    assert messages(search) == [
        ("informational", "Parameter '_sort': found no value"),
        ("informational", "Parameter '_count': found no value"),
        ("informational", "Parameter '_include': found no value"),
    ]


def test_includes_may_name_a_target_iterate_and_be_wild() -> None:
    search = ask(
        "ImagingStudy",
        "_include=ImagingStudy:subject:Patient",
        "_include=ImagingStudy:*",
        "_include=*",
        "_include:iterate=Patient:organization",
        "_revinclude=Provenance:target",
        "_revinclude=*",
        "_revinclude:iterate=AuditEvent:*",
    )

    assert search.problems == ()
    assert search.includes == (
        Include("ImagingStudy", parameter("ImagingStudy", "subject"), "Patient"),
        Include("ImagingStudy", None),
        Include(None, None),
        Include("Patient", parameter("Patient", "organization"), iterate=True),
    )
    assert search.revincludes == (
        Include("Provenance", parameter("Provenance", "target")),
        Include(None, None),
        Include("AuditEvent", None, iterate=True),
    )


def test_a_search_of_everything_knows_what_every_type_has() -> None:
    search = ask(None, "_lastUpdated=2024", "_sort=_lastUpdated", "name=eve")

    assert (search.resource_type, search.types) == (None, ())
    assert [key.parameter for key in search.sort] == [parameter("Resource", "_lastUpdated")]
    assert messages(search) == [("not-supported", "Parameter 'name': not known for every type")]


def test_a_search_of_some_types_knows_what_they_have_in_common() -> None:
    search = ask(
        None, "_type=Patient,Practitioner,Patient", "name=eve", "_include=Patient:organization", "birthdate=2020"
    )

    assert search.types == ("Patient", "Practitioner")
    assert search.used == (
        ("_type", "Patient,Practitioner,Patient"),
        ("name", "eve"),
        ("_include", "Patient:organization"),
    )
    assert messages(search) == [("not-supported", "Parameter 'birthdate': not known for Patient and Practitioner")]


def test_a_reference_of_several_types_leads_where_any_of_them_does() -> None:
    [both] = ask(None, "_type=Encounter,ImagingStudy", "based-on:missing=true").criteria
    expected = {*parameter("Encounter", "based-on").targets, *parameter("ImagingStudy", "based-on").targets}
    assert isinstance(both, MissingCriterion)
    assert set(both.parameter.targets) == expected


def test_a_type_that_is_not_known_is_an_error_however_lenient() -> None:
    with pytest.raises(UnsupportedSearchError, match="Resource type 'Nonsense': not known"):
        ask("Nonsense")
    with pytest.raises(UnsupportedSearchError, match="Resource type 'Nonsense': not known"):
        ask(None, "_type=Patient,Nonsense")

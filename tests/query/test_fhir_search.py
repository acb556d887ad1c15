"""Searches as a whole: conditions, cursors, links, and what any text does."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmroom.errors import SearchError, SearchLimitError, UnsupportedSearchError
from filmroom.fhir.search_parameters import search_parameters
from filmroom.query.cursor import Cursor, Direction, encode_cursor
from filmroom.query.fhir_search import parse_criteria, parse_search
from filmroom.query.query_string import canonical_query, query_key, split_query
from query.asking import NOW, ask, criterion

if TYPE_CHECKING:
    from filmroom.query.search import Search

CURSOR = Cursor((1, "ImagingStudy/1"))


def condition(query: str, resource_type: str = "Patient") -> Search:
    return parse_criteria(resource_type, split_query(query), now=NOW)


def test_a_condition_is_a_search_with_criteria() -> None:
    assert condition("identifier=urn:a|1&name=eve").criteria == (
        criterion("Patient", "identifier=urn:a|1"),
        criterion("Patient", "name=eve"),
    )


@pytest.mark.parametrize(
    ("query", "kind", "message"),
    [
        ("", SearchError, "Found no criterion, expected at least one"),
        ("identifier=", SearchError, "Parameter 'identifier': found no value"),
        ("identifier=1&name=", SearchError, "Parameter 'name': found no value"),
        ("identifier=1&nonsense=1", UnsupportedSearchError, "Parameter 'nonsense': not known for Patient"),
        ("identifier=1&_text=1", UnsupportedSearchError, "Parameter '_text': not supported"),
        ("identifier=1&_count=1", UnsupportedSearchError, "Parameter '_count': expected criteria only"),
        ("identifier=1&_include:iterate=*", UnsupportedSearchError, "Parameter '_include:iterate': expected criteria"),
        ("identifier=1&_type=Patient", UnsupportedSearchError, "Parameter '_type': not known in the search of one"),
        ("identifier=%ff", SearchError, "Found a query that is not percent-encoded UTF-8"),
    ],
)
def test_a_condition_leaves_nothing_out(query: str, kind: type[SearchError], message: str) -> None:
    with pytest.raises(kind) as caught:
        condition(query)

    assert str(caught.value).startswith(message)


def test_a_condition_has_limits() -> None:
    with pytest.raises(SearchLimitError):
        condition("&".join(["name=a"] * 51))


def test_a_query_is_written_as_it_was_understood() -> None:
    search = ask(
        "ImagingStudy", "_count=5000", r"patient:Patient.name:exact=Zoë & \, Co", "nonsense=1", "identifier=urn:a|1,2+3"
    )

    assert canonical_query(search) == (
        "patient:Patient.name:exact=Zo%C3%AB%20%26%20%5C,%20Co&identifier=urn:a%7C1,2%2B3&_count=1000"
    )


def test_a_query_of_another_page_has_its_cursor() -> None:
    search = ask("ImagingStudy", "modality=CT", "_count=5")
    following = msgspec.structs.replace(search, cursor=CURSOR)

    written = canonical_query(following)

    assert written == f"modality=CT&_count=5&_cursor={encode_cursor(CURSOR, query_key(search))}"
    assert parse_search("ImagingStudy", split_query(written), now=NOW) == following


@pytest.mark.parametrize("other", ["_count=7", "_summary=true", "_elements=status", "_include=*", "_total=none"])
def test_a_cursor_stays_good_when_other_parts_of_the_matches_are_asked_for(other: str) -> None:
    key = query_key(ask("ImagingStudy", "modality=CT"))

    assert ask("ImagingStudy", "modality=CT", other, f"_cursor={encode_cursor(CURSOR, key)}").cursor == CURSOR


@pytest.mark.parametrize(
    "parameters", [("modality=MR",), (), ("modality=CT", "_sort=status"), ("modality=CT", "status=x")]
)
def test_a_cursor_is_refused_when_other_matches_or_another_order_is_asked_for(parameters: tuple[str, ...]) -> None:
    key = query_key(ask("ImagingStudy", "modality=CT"))

    with pytest.raises(SearchError, match="expected a cursor of this very search"):
        ask("ImagingStudy", *parameters, f"_cursor={encode_cursor(CURSOR, key)}")


def test_a_cursor_of_another_type_is_refused() -> None:
    key = query_key(ask("ImagingStudy", "_id=1"))

    with pytest.raises(SearchError, match="expected a cursor of this very search"):
        ask("Patient", "_id=1", f"_cursor={encode_cursor(CURSOR, key)}")


@pytest.mark.parametrize("text", ["modality=\x00", "nonsense=\ud800", "\udfff=1", "_format=\x00"])
def test_a_character_that_no_text_has_is_refused(text: str) -> None:
    with pytest.raises(SearchError, match="found a character that no text of FHIR has") as caught:
        ask("ImagingStudy", text)

    assert str(caught.value).isprintable()


_TYPES = st.sampled_from(["ImagingStudy", "Patient", "Observation", "Provenance", None])
_MODIFIERS = ["", ":not", ":missing", ":exact", ":contains", ":text", ":identifier", ":of-type", ":above", ":Patient"]
_CODES = sorted({code for name in ("ImagingStudy", "Patient", "Observation") for code in search_parameters(name)})
_RESULTS = [
    "_sort",
    "_count",
    "_include",
    "_include:iterate",
    "_revinclude",
    "_elements",
    "_type",
    "_summary",
    "_total",
]
_VALUES = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        ["CT,MR", "a|b", "a|b|c", "true", "ge2020-01", "ap2021", "Patient/1", "1", "http://a/b", "5.4|s|c", "*", "a$1"]
    ),
    st.sampled_from(
        ["Patient:organization", "ImagingStudy:*", "-started,_id", "Patient,ImagingStudy", "count", "none"]
    ),
)
_HEADS = st.sampled_from(
    ["", "", "patient.", "subject:Patient.", "_has:ImagingStudy:patient:", "_has:Provenance:target:"]
)
_NAMES = st.one_of(
    st.builds("{}{}{}".format, _HEADS, st.sampled_from(_CODES), st.sampled_from(_MODIFIERS)),
    st.sampled_from(_RESULTS),
    st.text(max_size=20),
)
_PARAMETERS = st.lists(st.tuples(_NAMES, _VALUES), max_size=4)


@given(_TYPES, _PARAMETERS)
def test_any_parameters_are_understood_or_refused_and_what_is_understood_is_understood_again(
    resource_type: str | None, parameters: list[tuple[str, str]]
) -> None:
    try:
        search = parse_search(resource_type, parameters, now=NOW)
    except SearchError:
        return
    written = canonical_query(search)

    again = parse_search(resource_type, parse_qsl(written), now=NOW, strict=True)

    assert again == msgspec.structs.replace(search, problems=())
    assert canonical_query(again) == written
    assert query_key(again) == query_key(search)


def test_a_cursor_that_runs_backwards_does_so_when_it_is_read() -> None:
    search = ask("ImagingStudy")
    backwards = Cursor((None, "x"), Direction.PREVIOUS)

    assert ask("ImagingStudy", f"_cursor={encode_cursor(backwards, query_key(search))}").cursor == backwards

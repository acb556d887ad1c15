"""Conditions on versions, and preferences."""

from __future__ import annotations

import falcon
import pytest
from falcon.testing import create_req

from filmroom.errors import PreconditionError
from filmroom.http.conditions import http_date, if_match, is_creation_only, is_unchanged
from filmroom.http.prefer import Preferred, Return, prefer

MOMENT = 1_700_000_000_654_321


def test_a_moment_is_written_to_the_second() -> None:
    assert http_date(MOMENT) == "Tue, 14 Nov 2023 22:13:20 GMT"


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, False),
        ({"If-None-Match": 'W/"3"'}, True),
        ({"If-None-Match": '"3"'}, True),
        ({"If-None-Match": 'W/"1", W/"3"'}, True),
        ({"If-None-Match": "*"}, True),
        ({"If-None-Match": 'W/"2"'}, False),
        ({"If-Modified-Since": "Tue, 14 Nov 2023 22:13:20 GMT"}, True),
        ({"If-Modified-Since": "Tue, 14 Nov 2023 22:13:19 GMT"}, False),
        ({"If-Modified-Since": "yesterday"}, False),
        ({"If-None-Match": 'W/"2"', "If-Modified-Since": "Tue, 14 Nov 2023 22:13:20 GMT"}, False),
    ],
)
def test_a_client_has_a_version_already(headers: dict[str, str], expected: bool) -> None:
    assert is_unchanged(create_req(headers=headers), 'W/"3"', MOMENT) is expected


@pytest.mark.parametrize(("text", "expected"), [('W/"3"', 3), ('"12"', 12), (None, None)])
def test_if_match_names_a_version(text: str | None, expected: int | None) -> None:
    assert if_match(create_req(headers={"If-Match": text} if text else {})) == expected


def test_a_tag_of_no_version_matches_none() -> None:
    with pytest.raises(PreconditionError):
        if_match(create_req(headers={"If-Match": 'W/"abc"'}))


@pytest.mark.parametrize("text", ["3", "*", 'W/"1", W/"2"'])
def test_if_match_has_to_be_one_tag(text: str) -> None:
    with pytest.raises(falcon.HTTPBadRequest):
        if_match(create_req(headers={"If-Match": text}))


def test_only_a_star_asks_for_creation_only() -> None:
    assert is_creation_only(create_req(headers={"If-None-Match": "*"}))
    assert not is_creation_only(create_req(headers={"If-None-Match": 'W/"1"'}))
    assert not is_creation_only(create_req())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Preferred()),
        ("return=minimal", Preferred(Return.MINIMAL)),
        ("return=representation; handling=lenient", Preferred(Return.REPRESENTATION)),
        ("respond-async, Return=OperationOutcome, handling=strict", Preferred(Return.OUTCOME, is_strict=True)),
        ("return=minimal, return=representation", Preferred(Return.MINIMAL)),
        ('handling="strict"', Preferred(is_strict=True)),
        ("return=everything", Preferred()),
    ],
)
def test_prefer_is_read_as_far_as_it_is_known(text: str, expected: Preferred) -> None:
    assert prefer(create_req(headers={"Prefer": text})) == expected

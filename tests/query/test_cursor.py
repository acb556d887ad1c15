"""Cursors: places in the order of results, as text."""

from __future__ import annotations

import base64

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmroom.errors import SearchError
from filmroom.query.cursor import Cursor, Direction, SortValue, decode_cursor, encode_cursor

CURSOR = Cursor((1_700_000_000_000_000, "ügly", None, 0.5, "ImagingStudy/1"), Direction.PREVIOUS)
DAMAGED = "expected a cursor from a link of this server"
FOREIGN = "expected a cursor of this very search"

_VALUES: st.SearchStrategy[SortValue] = st.one_of(
    st.none(), st.text(), st.integers(-(2**63), 2**63 - 1), st.floats(allow_nan=False, allow_infinity=False)
)


@given(st.lists(_VALUES, max_size=6), st.sampled_from(Direction), st.text())
def test_a_cursor_comes_back_as_it_was_written(values: list[SortValue], direction: Direction, key: str) -> None:
    cursor = Cursor(tuple(values), direction)

    assert decode_cursor(encode_cursor(cursor, key), key) == cursor


def test_a_cursor_needs_no_encoding_in_a_url() -> None:
    assert set(encode_cursor(CURSOR, "key")) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")


def test_a_cursor_of_another_search_is_refused() -> None:
    with pytest.raises(SearchError, match=FOREIGN):
        decode_cursor(encode_cursor(CURSOR, "key"), "another key")


def test_a_cursor_of_another_version_is_refused() -> None:
    written = msgspec.json.decode(base64.urlsafe_b64decode(encode_cursor(Cursor(()), "key") + "=="))
    later = base64.urlsafe_b64encode(msgspec.json.encode([2, *written[1:]])).rstrip(b"=").decode()

    with pytest.raises(SearchError, match=FOREIGN):
        decode_cursor(later, "key")


def test_a_cursor_with_other_values_is_refused() -> None:
    written = msgspec.json.decode(base64.urlsafe_b64decode(encode_cursor(Cursor(("a",)), "key") + "=="))
    written[2] = ["b"]
    changed = base64.urlsafe_b64encode(msgspec.json.encode(written)).rstrip(b"=").decode()

    with pytest.raises(SearchError, match=FOREIGN):
        decode_cursor(changed, "key")


@pytest.mark.parametrize(
    "text", ["x", "é", "!!!!", "bm90IGpzb24", "W10", "WzFd", "e30", "WzEsIm5leHQiLFtbMV1dLCJhIl0", "%00"]
)
def test_a_damaged_cursor_is_refused(text: str) -> None:
    with pytest.raises(SearchError, match=DAMAGED):
        decode_cursor(text, "key")


def test_a_cursor_that_is_too_long_is_refused_unread() -> None:
    with pytest.raises(SearchError, match="found 8193 characters, expected at most 8192"):
        decode_cursor("A" * 8193, "key")


@given(st.text(max_size=200))
def test_any_text_is_a_cursor_or_refused(text: str) -> None:
    with pytest.raises(SearchError):
        decode_cursor(text, "key")

"""Separators inside values, and backslashes before them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmroom.query.escaping import split_escaped, unescape


def test_a_separator_cuts_and_an_escaped_one_does_not() -> None:
    assert split_escaped(r"a\,b,c\\,d", ",") == [r"a\,b", r"c\\", "d"]


def test_a_text_without_separators_is_one_part() -> None:
    assert split_escaped("", ",") == [""]
    assert split_escaped(r"\|", "|") == [r"\|"]


def test_each_escaped_character_is_given_as_it_was_meant() -> None:
    assert unescape(r"a\,b\|c\$d\\e") == r"a,b|c$d\e"


@pytest.mark.parametrize("text", ["a\\", r"a\b", r"\\\x"])
def test_a_backslash_before_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="expected a backslash only in"):
        unescape(text)


@given(st.lists(st.text(alphabet="a,|$\\é\n"), min_size=1), st.sampled_from(",|$"))
def test_escaped_parts_come_back_whole(parts: list[str], separator: str) -> None:
    joined = separator.join(re.sub(r"[\\,|$]", r"\\\g<0>", part) for part in parts)

    assert [unescape(part) for part in split_escaped(joined, separator)] == parts

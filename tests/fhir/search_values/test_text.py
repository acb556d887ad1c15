"""How texts are made comparable."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmroom.fhir.search_values import normalise


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("Müller", "muller"),
        ("MU\u0308LLER", "muller"),
        ("Straße", "strasse"),
        ("  van\tder \n Berg ", "van der berg"),
        ("Jos\u00e9\u00a0María", "jose maria"),
        ("İstanbul", "istanbul"),
        ("Ὀδυσσεύς", "οδυσσευσ"),
        ("Ⅷ", "viii"),
        ("山田^太郎", "山田^太郎"),
        ("", ""),
    ],
)
def test_case_diacritics_and_white_space_make_no_difference(text: str, normal: str) -> None:
    assert normalise(text) == normal


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(st.text(alphabet=st.characters(max_codepoint=0x24F)))
def test_latin_texts_are_alike_whatever_their_case(text: str) -> None:
    assert normalise(text.casefold()) == normalise(text)

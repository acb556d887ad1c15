"""Attributes as bytes."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmroom.dicom.person_names import PersonName
from filmroom.store.facts_codec import decode_attributes, encode_attributes
from filmroom.study.facts import Attributes, Defect

_texts = st.text(max_size=8)
_singles = st.one_of(_texts, st.integers(-(2**40), 2**40), st.builds(PersonName, _texts, _texts, _texts))
_keywords = st.from_regex(r"[A-Z][A-Za-z]{1,8}", fullmatch=True)
_items = st.recursive(
    st.dictionaries(_keywords, st.one_of(_singles, st.lists(_singles, max_size=3).map(tuple)), max_size=3),
    lambda inner: st.dictionaries(_keywords, st.lists(inner, max_size=2).map(tuple), max_size=2),
)
_values = st.one_of(_singles, st.lists(_singles, max_size=3).map(tuple), st.lists(_items, max_size=2).map(tuple))
_defects = st.builds(Defect, _texts, _texts, _texts, _texts, _texts)


@given(st.dictionaries(_keywords, _values, max_size=4), st.lists(_defects, max_size=2).map(tuple))
def test_attributes_come_back_as_they_went(values: dict[str, object], defects: tuple[Defect, ...]) -> None:
    attributes = Attributes(values, defects)  # type: ignore[arg-type]
    assert decode_attributes(encode_attributes(attributes)) == attributes


def test_other_bytes_are_refused() -> None:
    with pytest.raises(msgspec.DecodeError):
        decode_attributes(b"\xc1")

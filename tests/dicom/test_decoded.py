"""Raw values as people are shown them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmroom.dicom.decoded import show


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        (b"1A", "1A"),
        (b"\x00\x01", r"\x00\x01"),
        ("Müller", r"M\xfcller"),
        ("山", r"\u5c71"),
        ("a\nb", r"a\nb"),
        (b"x" * 64, "x" * 64),
        (b"x" * 65, "x" * 63 + "…"),
    ],
)
def test_a_raw_value_is_escaped_and_cut(raw: bytes | str, shown: str) -> None:
    assert show(raw) == shown


@given(st.binary() | st.text())
def test_whatever_is_shown_is_short_and_printable(raw: bytes | str) -> None:
    assert len(show(raw)) <= 64
    assert show(raw).isprintable()

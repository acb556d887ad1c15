"""File names as they are shown to people."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmroom.dicom.shown import shown_name


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (b"in/image 1.dcm", "in/image 1.dcm"),
        ("Röntgen/東京.dcm".encode(), "Röntgen/東京.dcm"),
        (b"a\nb\tc\rd", r"a\nb\tc\rd"),
        (b"\x1b[2J\x07\x7f", r"\x1b[2J\x07\x7f"),
        (b"caf\xe9", r"caf\xe9"),
        (rb"caf\xe9", r"caf\\xe9"),
        ("a\x85b\u202ec\u2028".encode(), r"a\u0085b\u202ec\u2028"),
        ("\U000e0001".encode(), r"\U000e0001"),
    ],
)
def test_what_is_not_printable_is_escaped(name: bytes, shown: str) -> None:
    assert shown_name(os.fsdecode(name)) == shown


_BYTES = st.lists(st.sampled_from([b"\\", b"x", b"u", b"0", b"8", b"5", b"n", b"\n", b"\x85", b"\xc2\x85"])).map(
    b"".join
)


@given(_BYTES, _BYTES)
def test_different_names_stay_different_and_printable(one: bytes, other: bytes) -> None:
    shown = shown_name(os.fsdecode(one)), shown_name(os.fsdecode(other))

    assert (shown[0] == shown[1]) == (one == other)
    assert all(name.isprintable() for name in shown)

"""The walk: what is collected and what is passed over, in structures regular and odd."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import (
    BIG,
    EXPLICIT,
    IMPLICIT,
    TRANSFER_SYNTAXES,
    Element,
    Syntax,
    element,
    encoded,
    file_bytes,
    identified,
    item,
    sequence,
)
from dicom.generated import data_sets
from dicom.oracle import avoid_our_walk, read_by_pydicom
from filmroom.dicom.encoding import Encoding
from filmroom.dicom.limits import DEFAULT_LIMITS
from filmroom.dicom.pydicom_reader import read_with_pydicom
from filmroom.dicom.reader import HeaderReader, read_header
from filmroom.dicom.source import BufferBytes, Window
from filmroom.dicom.walk import Walk
from filmroom.dicom.wanted import ROOT
from filmroom.errors import DicomError, MalformedError, TruncatedError

if TYPE_CHECKING:
    from filmroom.dicom.header import RawElements

UIDS: RawElements = {
    0x00080016: b"1.2.840.10008.5.1.4.1.1.2\0",
    0x00080018: b"1.2.3.4.5\0",
    0x0020000D: b"1.2.3\0",
    0x0020000E: b"1.2.3.4\0",
}
CODE = element(0x00080100, "SH", b"CTCH")
PROCEDURE = 0x00081032


def _with(content: bytes, syntax: Syntax = EXPLICIT) -> bytes:
    """Put content of group 0008 between the UIDs of a file, and pixel data behind."""
    before, behind = identified()[:2], identified()[2:]
    pixels = element(0x7FE00010, "OW", bytes(8), syntax)
    return file_bytes(encoded(before, syntax) + content + encoded(behind, syntax) + pixels, syntax)


@settings(max_examples=200, deadline=None)
@given(data_sets, st.sampled_from(TRANSFER_SYNTAXES))
def test_made_up_data_sets_are_read_as_pydicom_reads_them(elements: tuple[Element, ...], syntax: Syntax) -> None:
    file = file_bytes(encoded(elements, syntax), syntax)
    assert read_header(file).elements == read_by_pydicom(file)


@settings(max_examples=100, deadline=None)
@given(data_sets, st.sampled_from([EXPLICIT, IMPLICIT, BIG]), st.integers(0, 3))
def test_our_walk_and_pydicom_behind_it_agree(elements: tuple[Element, ...], syntax: Syntax, missing: int) -> None:
    content = encoded(elements, syntax)
    source = BufferBytes(content[: len(content) - missing])
    encoding = Encoding(syntax.is_implicit, syntax.is_little_endian)
    walk = Walk(Window(source, b""), DEFAULT_LIMITS, is_little_endian=syntax.is_little_endian)
    try:
        ours = walk.walk_root(0, ROOT, is_implicit=syntax.is_implicit)[0]
    except TruncatedError:
        with pytest.raises(TruncatedError):
            read_with_pydicom(source, 0, ROOT, encoding, DEFAULT_LIMITS)
    else:
        assert read_with_pydicom(source, 0, ROOT, encoding, DEFAULT_LIMITS) == ours


IMPLICIT_CODE = element(0x00080100, "SH", b"CTCH", IMPLICIT)
ITEMS = ({0x00080100: b"CTCH"},)


@pytest.mark.parametrize(
    ("content", "found"),
    [
        pytest.param(sequence(PROCEDURE, item(CODE)), {PROCEDURE: ITEMS}, id="lengths"),
        pytest.param(
            sequence(PROCEDURE, item(CODE, undefined=True), undefined=True), {PROCEDURE: ITEMS}, id="delimiters"
        ),
        pytest.param(
            sequence(PROCEDURE, item(CODE, undefined=True)), {PROCEDURE: ITEMS}, id="delimiters inside a length"
        ),
        pytest.param(
            sequence(PROCEDURE, item(CODE), undefined=True), {PROCEDURE: ITEMS}, id="lengths inside delimiters"
        ),
        pytest.param(sequence(PROCEDURE, b""), {PROCEDURE: ()}, id="no items"),
        pytest.param(sequence(PROCEDURE, b"", undefined=True), {PROCEDURE: ()}, id="no items, delimited"),
        pytest.param(sequence(PROCEDURE, item(b"") * 2), {PROCEDURE: ({}, {})}, id="empty items"),
        pytest.param(sequence(PROCEDURE, item(b"", undefined=True)), {PROCEDURE: ({},)}, id="an empty item, delimited"),
        # PS3.5 6.2.2: what was copied without being known is UN, and implicit inside.
        pytest.param(sequence(PROCEDURE, item(IMPLICIT_CODE), vr="UN", undefined=True), {PROCEDURE: ITEMS}, id="UN"),
        pytest.param(sequence(PROCEDURE, item(IMPLICIT_CODE), vr="UN"), {PROCEDURE: ITEMS}, id="UN with a length"),
        pytest.param(
            sequence(PROCEDURE, item(CODE), vr="UN", undefined=True), {PROCEDURE: ITEMS}, id="UN, yet explicit"
        ),
        pytest.param(sequence(PROCEDURE, item(IMPLICIT_CODE)), {PROCEDURE: ITEMS}, id="an implicit item"),
        pytest.param(
            sequence(PROCEDURE, item(element(0x00080005, "CS", b"ISO_IR 192") + CODE)),
            {PROCEDURE: ({0x00080005: b"ISO_IR 192", 0x00080100: b"CTCH"},)},
            id="an item with a character set of its own",
        ),
        pytest.param(element(PROCEDURE, "LO", b"Head"), {PROCEDURE: b"Head"}, id="text in place of a sequence"),
        pytest.param(sequence(0x00081030, item(CODE)), {0x00081030: ({},)}, id="a sequence in place of text"),
        pytest.param(element(0x00081030, "UN", b"Head"), {0x00081030: b"Head"}, id="text as UN"),
        pytest.param(element(0x00081030, "LO", b"odd"), {0x00081030: b"odd"}, id="an odd length"),
        pytest.param(
            element(0x00081030, "LO", b"1 ") + element(0x00081030, "LO", b"2 "), {0x00081030: b"2 "}, id="twice"
        ),
        pytest.param(element(0x00100020, "LO", b"7 ") + CODE, {0x00100020: b"7 "}, id="out of order"),
        pytest.param(
            element(0x60003000, "OW", b"\0\0") + element(0x00080060, "CS", b"CT"),
            {0x00080060: b"CT"},
            id="far out of order",
        ),
        pytest.param(element(0x00080000, "UL", b"\0\0\1\0"), {}, id="a group length"),
        pytest.param(element(0x00091001, "ZZ", b"what"), {}, id="an unknown VR"),
        # (FFFE,E0DD) behind a sequence with a length, as some write it
        pytest.param(
            bytes.fromhex("FEFFDDE000000000") + element(0x00080060, "CS", b"CT"), {0x00080060: b"CT"}, id="stray"
        ),
        # (0009,1010) OB of undefined length: fragments
        pytest.param(
            sequence(0x00091010, item(b"") + item(b"\1\2\3\4"), vr="OB", undefined=True),
            {},
            id="encapsulated private data",
        ),
        pytest.param(
            sequence(
                0x00091010, item(sequence(0x00091011, item(CODE), undefined=True), undefined=True), undefined=True
            ),
            {},
            id="private sequences",
        ),
    ],
)
@pytest.mark.parametrize("way", ["walk", "layout", "pydicom"])
def test_a_structure_is_read(content: bytes, found: RawElements, way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if way == "pydicom":
        avoid_our_walk(monkeypatch)
    reader = HeaderReader()
    for _ in range(3 if way == "layout" else 1):
        header = reader.read(_with(content))
    assert header.elements == UIDS | found
    assert read_by_pydicom(_with(content)) == header.elements


@pytest.mark.parametrize(
    ("content", "found"),
    [
        # (0009,1001) with two bytes that are no VR, then a length of implicit VR
        pytest.param(bytes.fromhex("0900 0110 04000000") + b"what", {}, id="implicit in the middle"),
        # a wanted sequence whose item is longer than the sequence
        pytest.param(
            sequence(PROCEDURE, bytes.fromhex("FEFF00E0 FF000000") + CODE),
            {PROCEDURE: ITEMS},
            id="an item too long",
        ),
        pytest.param(sequence(PROCEDURE, CODE), {PROCEDURE: CODE}, id="a sequence without items"),
    ],
)
def test_what_our_walk_cannot_follow_is_read_by_pydicom(content: bytes, found: RawElements) -> None:
    assert read_header(_with(content)).elements == UIDS | found


@pytest.mark.parametrize(
    ("content", "error", "message"),
    [
        pytest.param(
            element(PROCEDURE, "SQ", item(CODE), length=0xFFFFFFFF),
            MalformedError,
            "(0020,000D): where an item of a sequence is expected",
            id="a sequence that is not closed",
        ),
        pytest.param(
            element(0x00080060, "LO", b"", length=0xFFFF),
            TruncatedError,
            "(0008,0060): a value of 65535 bytes",
            id="too long",
        ),
        pytest.param(
            element(0x00080061, "UN", b"", length=0xFFFFFFFE),
            TruncatedError,
            "the data end where a data element is expected, at byte 4294967",
            id="an unwanted value behind the end",
        ),
    ],
)
def test_a_broken_structure_is_refused(content: bytes, error: type[DicomError], message: str) -> None:
    with pytest.raises(error) as caught:
        read_header(_with(content))
    assert str(caught.value).startswith(message)

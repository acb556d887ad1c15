"""What frames say each for itself: read as far as it says something, and never at the cost of the rest.

Source: PS3.3 C.7.6.16 (Multi-frame Functional Groups Module)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from builders import (
    BIG,
    EXPLICIT,
    IMPLICIT,
    TRANSFER_SYNTAXES,
    Element,
    Items,
    Syntax,
    element,
    encoded,
    file_bytes,
    identified,
)
from filmroom.dicom.dictionary import FRAMES_TAG
from filmroom.dicom.limits import Limits
from filmroom.dicom.reader import HeaderReader, read_header

if TYPE_CHECKING:
    from filmroom.dicom.header import RawElements, RawValue

SHARED, ANATOMY, SIDE = 0x52009229, 0x00209071, 0x00209072
LEFT: RawElements = {ANATOMY: ({SIDE: b"L "},)}
RIGHT: RawElements = {ANATOMY: ({SIDE: b"R "},)}

PIXELS = Element(0x7FE00010, "OW", b"\0\0")
POSITION = Element(0x00209113, "SQ", Items(((Element(0x00200032, "DS", b"1\\2\\3 "),),)))


def frame(side: bytes) -> tuple[Element, ...]:
    return (Element(ANATOMY, "SQ", Items(((Element(SIDE, "CS", side),),))), POSITION)


def groups(*frames: tuple[Element, ...], tag: int = FRAMES_TAG, undefined: bool = False) -> Element:
    return Element(tag, "SQ", Items(frames, undefined))


def read(*elements: Element, syntax: Syntax = EXPLICIT, limits: Limits = Limits()) -> RawValue | None:  # noqa: B008
    header = read_header(file_bytes(encoded(identified(*elements), syntax), syntax), limits=limits)
    assert len(header.elements) >= 4
    return header.elements.get(FRAMES_TAG)


@pytest.mark.parametrize("undefined", [False, True])
@pytest.mark.parametrize("syntax", TRANSFER_SYNTAXES)
def test_every_frame_that_says_something_is_read(syntax: Syntax, undefined: bool) -> None:
    found = read(groups(frame(b"L "), frame(b"R "), undefined=undefined), PIXELS, syntax=syntax)

    assert found == (LEFT, RIGHT)


def test_frames_whose_first_says_nothing_are_not_read() -> None:
    assert read(groups((POSITION,), frame(b"L ")), PIXELS) is None
    assert read(groups(), PIXELS) is None


def test_frames_are_not_read_when_all_have_said_it_together() -> None:
    shared = groups(frame(b"L "), tag=SHARED)

    assert read(shared, groups(frame(b"R ")), PIXELS) is None


def test_as_many_frames_are_read_as_values_are_decoded_and_one_more() -> None:
    found = read(groups(*[frame(b"L ")] * 9), PIXELS, limits=Limits(values_per_attribute=3))

    assert found == (LEFT,) * 4


@pytest.mark.parametrize("limits", [Limits(element_count=20), Limits(collected_bytes=60)])
def test_frames_that_pass_a_limit_only_end_the_frames(limits: Limits) -> None:
    found = read(groups(*[frame(b"L ")] * 50), PIXELS, limits=limits)

    assert isinstance(found, tuple)
    assert 0 < len(found) < 50
    assert set(map(repr, found)) == {repr(LEFT)}


@pytest.mark.parametrize("syntax", [EXPLICIT, IMPLICIT, BIG])
def test_a_file_that_ends_inside_its_frames_is_read_with_the_frames_before(syntax: Syntax) -> None:
    whole = file_bytes(encoded(identified(groups(frame(b"L "), frame(b"R "))), syntax), syntax)
    start = len(file_bytes(encoded(identified(), syntax), syntax))
    seen = set()
    for cut in range(start + 12, len(whole)):
        elements = read_header(whole[:cut]).elements
        assert len(elements.keys() - {FRAMES_TAG}) == 4
        seen.add(repr(elements.get(FRAMES_TAG)))

    assert seen == {repr(None), repr((LEFT,)), repr((LEFT, RIGHT))}


def test_frames_of_a_layout_seen_before_are_read_anew() -> None:
    reader = HeaderReader()
    read_sides = []
    for side in (b"L ", b"L ", b"R ", b"L "):
        elements = reader.read(file_bytes(encoded(identified(groups(frame(side)), PIXELS)))).elements
        read_sides.append(elements[FRAMES_TAG])

    assert read_sides == [(LEFT,), (LEFT,), (RIGHT,), (LEFT,)]


def test_what_is_no_sequence_of_frames_is_passed_over() -> None:
    content = encoded(identified()) + element(FRAMES_TAG, "OB", b"\1\2\3\4" * 5)

    assert FRAMES_TAG not in read_header(file_bytes(content)).elements

"""Recognising a header by its layout gives what walking it gives, always."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from builders import EXPLICIT, IMPLICIT, Element, Items, Syntax, encoded, file_bytes, identified
from dicom.generated import data_sets, mutated
from dicom.oracle import outcome
from filmroom.dicom.layout import Layouts
from filmroom.dicom.limits import DEFAULT_LIMITS, Limits
from filmroom.dicom.reader import HeaderReader

if TYPE_CHECKING:
    from filmroom.dicom.header import Header

PIXELS = Element(0x7FE00010, "OW", bytes(8))


def _file(*elements: Element, syntax: Syntax = EXPLICIT) -> bytes:
    return file_bytes(encoded((*identified(*elements), PIXELS), syntax), syntax)


def _slice(number: int, syntax: Syntax = EXPLICIT) -> bytes:
    """One of a series: an element of another length, one of another value, a sequence of other items."""
    image = Element(0x00081155, "UI", f"1.2.{number}".encode())
    return _file(
        Element(0x00080060, "CS", b"CT"),
        Element(0x00081032, "SQ", Items(((Element(0x00080100, "SH", f"C{number}".encode()),),))),
        Element(0x00081140, "SQ", Items(((image,),), is_undefined_length=True)),
        Element(0x00200013, "IS", f"{number}".encode()),
        Element(0x00200032, "DS", f"{number * 1.25:.6g}".encode()),
        Element(0x00280106, "US", (number % 65536).to_bytes(2, "little")),
        syntax=syntax,
    )


class _Recognised:
    """Counts, by standing in the place of the layouts of a reader, how many headers they recognised."""

    def __init__(self, reader: HeaderReader) -> None:
        self.count = 0
        self._recognise = reader._layouts.recognise
        reader._layouts.recognise = self.recognise  # type: ignore[method-assign]

    def recognise(self, head: bytes, *, is_whole: bool) -> Header | None:
        header = self._recognise(head, is_whole=is_whole)
        self.count += header is not None
        return header


@settings(max_examples=150, deadline=None)
@given(st.data(), data_sets, st.sampled_from([EXPLICIT, IMPLICIT]))
def test_headers_much_alike_read_one_after_the_other_are_as_if_read_alone(
    data: st.DataObject, original: tuple[Element, ...], syntax: Syntax
) -> None:
    reader = HeaderReader()
    series = [original, *data.draw(st.lists(mutated(original), min_size=1, max_size=6))]
    for elements in (*series, *series):
        file = file_bytes(encoded(elements, syntax), syntax)
        cut = data.draw(st.sampled_from([len(file)] * 4 + [len(file) - 3, len(file) // 2]))
        assert outcome(file[:cut], reader) == outcome(file[:cut])


def test_the_slices_of_a_series_are_recognised_from_the_third_on() -> None:
    for syntax in (EXPLICIT, IMPLICIT):
        reader = HeaderReader()
        recognised = _Recognised(reader)
        for number in range(100, 200):
            file = _slice(number, syntax)
            assert outcome(file, reader) == outcome(file)
        assert recognised.count >= 95


def test_a_file_that_ends_with_its_header_is_recognised_only_if_it_ends_there_again() -> None:
    short = file_bytes(encoded(identified(Element(0x00080060, "CS", b"SR"))))
    longer = short + encoded((Element(0x00400253, "SH", b"MORE"),))
    reader = HeaderReader()
    recognised = _Recognised(reader)
    found = [outcome(data, reader) for data in (short, short, short, longer, short[:-2], short)]
    assert found == [outcome(data) for data in (short, short, short, longer, short[:-2], short)]
    assert recognised.count == 2


def test_another_transfer_syntax_of_the_same_length_is_no_layout_known() -> None:
    content = encoded((*identified(Element(0x00080060, "CS", b"CT")), PIXELS))
    jpeg = [Syntax(f"1.2.840.10008.1.2.4.{number}") for number in (50, 51, 57, 70, 80, 81, 90, 91)]
    reader = HeaderReader()
    for syntax in jpeg * 3:
        header = outcome(file_bytes(content, syntax), reader)
        assert (header.transfer_syntax_uid, header) == (syntax.uid, outcome(file_bytes(content, syntax)))


def test_a_limit_below_the_size_of_a_header_holds_for_layouts_too() -> None:
    limits = Limits(value_length_bytes=16)
    reader = HeaderReader(limits)
    for length in (2, 4, 2, 4, 16, 18):
        file = _file(Element(0x00100010, "PN", b"D" * length))
        assert outcome(file, reader) == outcome(file, HeaderReader(limits))


def test_a_first_element_whose_length_looks_like_a_vr_is_not_taken_for_one_of_its_layout() -> None:
    reader = HeaderReader()
    for number, length in enumerate((2, 2, 2, 0x4C4C)):  # in implicit VR its lower half reads LL
        names = Element(0x00080050, "SH", f"{number}".encode() * length)
        file = file_bytes(encoded((names, *identified()[2:], PIXELS), IMPLICIT), IMPLICIT)
        assert outcome(file, reader) == outcome(file)


def test_layouts_are_forgotten_when_there_are_too_many() -> None:
    reader = HeaderReader()
    for number in range(100):
        for _ in range(2):
            outcome(_file(Element(0x00190000 + number, "LO", b"X ")), reader)
    assert len(reader._layouts._layouts) == 16


def test_a_header_that_was_never_seen_is_not_recognised() -> None:
    assert Layouts(DEFAULT_LIMITS).recognise(_slice(1), is_whole=True) is None


def test_a_longer_header_is_read_at_once_after_the_first() -> None:
    reader = HeaderReader()
    recognised = _Recognised(reader)
    for number in range(20):
        blob = bytes([number]) * 50_000
        file = _file(Element(0x00290010, "OB", blob), Element(0x00200013, "IS", f"{number:2}".encode()))
        assert outcome(file, reader) == outcome(file)
    assert recognised.count >= 15

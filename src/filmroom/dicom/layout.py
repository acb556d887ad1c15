"""The layouts of headers seen before, by which the next header is recognised in a few steps.

The headers of one series have nearly the same elements, mostly of the same length and for the most part of
the same value. A layout is what was learned of them: stretches of bytes that have to be equal, values that may
differ but keep their length, and values whose length changes too. One `struct.Struct` checks a whole
stretch. What it finds is what the plain walk would find, because every byte that the walk would look at
is compared; on the slightest mismatch the header is walked, and the layout learns from it.

Measured on 263-element CT headers, opening, reading 8 KB and closing (5 us) included: 9 to 12 us by layout, some
100 us by the plain walk (docs/decisions/0003-header-layouts.md).
"""

from __future__ import annotations

from enum import IntEnum
from struct import Struct
from struct import error as StructError  # noqa: N812 (struct writes it small)
from typing import TYPE_CHECKING, Any, NamedTuple

from filmroom.dicom.dictionary import BY_TAG
from filmroom.dicom.encoding import looks_explicit
from filmroom.dicom.header import Header, RawElements
from filmroom.dicom.source import BufferBytes, Window
from filmroom.dicom.walk import FIRST_DELIMITER, Walk
from filmroom.dicom.wanted import META, ROOT
from filmroom.errors import DicomError, MalformedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from filmroom.dicom.encoding import Encoding
    from filmroom.dicom.limits import Limits
    from filmroom.dicom.walk import Trace

__all__ = ["Layouts", "Sighting"]

_KEPT_LAYOUTS = 16
_PREAMBLE_BYTES = 128  # PS3.10 7.1
_PREFIX_END = _PREAMBLE_BYTES + len(b"DICM")
_LONG_HEADER_BYTES = 12  # tag, VR, two reserved bytes, length: PS3.5 7.1.2

_UNWANTED = 0  # what follows a segment is a volatile value that nobody wants
_END = None  # nothing follows it

# When a value of these VRs changes, its length is likely to stay; that of the others changes sooner or later.
_STEADY_VRS = frozenset(
    {b"AS", b"AT", b"CS", b"DA", b"FD", b"FL", b"OB", b"OW", b"SL", b"SS", b"TM", b"UL", b"US", b""}
)


class _Kind(IntEnum):
    """What was seen of an element, from one header to the next; it only ever grows."""

    EQUAL = 0  # the same bytes every time
    STEADY = 1  # another value of the same length
    VOLATILE = 2  # another length
    NESTED = 3  # a sequence that has to be walked, and has other content


class Sighting(NamedTuple):
    """A header as the plain walk read it.

    Attributes:
        head: the bytes of the file from its beginning on.
        is_whole: whether these are all of its bytes.
        meta: what the walk passed of the file meta information.
        trace: what it passed of the data set.
    """

    head: bytes
    is_whole: bool
    meta: Trace
    trace: Trace
    encoding: Encoding
    header: Header


class _Spot(NamedTuple):
    """One element in one header: positions in bytes."""

    tag: int
    vr: bytes
    start: int
    length_start: int
    value_start: int
    end: int
    is_nested: bool  # of undefined length, or a sequence whose items are wanted
    is_stop: bool  # where the walk stopped; its value was not looked at


class _Segment(NamedTuple):
    """A stretch of a header in which no position depends on a value.

    Attributes:
        unpack_fixed: gets the bytes that have to equal ``fixed``.
        size: of the stretch, in bytes.
        unpack_values: gets the values of ``tags``, and then the length of the volatile value that follows.
        follows: the tag of a wanted volatile value; the negative tag of an element to walk; or `_UNWANTED`
            or `_END`.
    """

    unpack_fixed: Callable[[bytes, int], tuple[bytes, ...]]
    fixed: tuple[bytes, ...]
    size: int
    unpack_values: Callable[[bytes, int], tuple[Any, ...]]
    tags: tuple[int, ...]
    follows: int | None


class Layouts:
    """The layouts that one reader knows: a bounded number, the one that fitted last in front."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._layouts: list[_Layout] = []

    def recognise(self, head: bytes, *, is_whole: bool) -> Header | None:
        """Read a header by a layout seen before.

        Args:
            head: the bytes of the file from its beginning on.
            is_whole: whether these are all of its bytes.

        Returns:
            None when it fits none of them; that says nothing about the header.
        """
        if len(head) > self._limits.value_length_bytes:
            return None
        for index, layout in enumerate(self._layouts):
            header = layout.recognise(head, is_whole=is_whole)
            if header is not None:
                if index:
                    self._layouts.insert(0, self._layouts.pop(index))
                return header
        return None

    def learn(self, sighting: Sighting) -> None:
        """Learn from a header that was not recognised, if it is of a kind that can be."""
        if not (sighting.meta and sighting.trace and sighting.encoding.is_little_endian):
            return
        if sighting.trace[-1][3] > len(sighting.head):
            return
        tags = [step[0] for step in (*sighting.meta, *sighting.trace)]
        alike = [layout for layout in self._layouts if layout.tags == tags]
        if alike and not _is_learnable(sighting, self._limits):
            return
        layout = next((one for one in alike if one.learn(sighting)), None)
        if layout is not None:
            self._layouts.remove(layout)
        self._layouts.insert(0, layout or _Layout(tags, sighting, self._limits))
        del self._layouts[_KEPT_LAYOUTS:]


class _Layout:
    """One layout. It is looked at closely when it is seen for the second time: many are seen only once.

    Attributes:
        tags: those of the elements, that of the one where the walk stopped included.
    """

    def __init__(self, tags: list[int], sighting: Sighting, limits: Limits) -> None:
        self.tags = tags
        self._sighting = sighting
        self._limits = limits
        self._spots: list[_Spot] = []
        self._kinds = [_Kind.EQUAL] * len(tags)
        self._segments: tuple[_Segment, ...] = ()
        self._constants: RawElements = {}

    def recognise(self, head: bytes, *, is_whole: bool) -> Header | None:
        if not self._segments:
            return None
        elements = self._constants.copy()
        position = 0
        try:
            for unpack_fixed, fixed, size, unpack_values, tags, follows in self._segments:
                if unpack_fixed(head, position) != fixed:
                    return None
                values = unpack_values(head, position)
                position += size
                if tags:
                    elements.update(zip(tags, values, strict=False))
                if follows is _END:
                    break
                if follows < 0:
                    position = self._walk_nested(head, position, -follows, elements)
                    continue
                start = position
                position += values[-1]
                if follows:
                    elements[follows] = head[start:position]
        except (StructError, DicomError):  # shorter than the layout, or broken: the plain walk will say which
            return None
        if not self._ends_like(position, head, is_whole=is_whole):
            return None
        header = self._sighting.header
        return Header(elements, header.transfer_syntax_uid, header.is_little_endian, header.media_storage_sop_class_uid)

    def _ends_like(self, position: int, head: bytes, *, is_whole: bool) -> bool:
        """Whether the header ends as it should: behind a stop, or exactly with the file."""
        return self._has_stop or (is_whole and position == len(head))

    @property
    def _has_stop(self) -> bool:
        return self._spots[-1].is_stop

    def _walk_nested(self, head: bytes, position: int, tag: int, elements: RawElements) -> int:
        walk = Walk(Window(BufferBytes(head), head), self._limits, is_little_endian=True)
        walk.count = len(self._spots)
        is_implicit = self._sighting.encoding.is_implicit
        found_tag, value, end = walk.walk_element(position, ROOT, is_implicit=is_implicit)
        if found_tag != tag:
            raise MalformedError("another element than the layout has")
        if value is not None:
            elements[tag] = value
        return end

    def learn(self, sighting: Sighting) -> bool:
        """Take in what a header of the same tags has different; false when it is of another kind."""
        if not self._spots:
            if not _is_learnable(self._sighting, self._limits):
                return False
            self._spots = _spots(self._sighting)
        spots = _spots(sighting)
        if not self._has_shape_of(sighting, spots):
            return False
        known, first = self._sighting.head, self._deciding
        for index, (old, new) in enumerate(zip(self._spots, spots, strict=True)):
            seen = _difference(known, old, sighting.head, new)
            if index in first:
                seen = min(seen, _Kind.STEADY)
            self._kinds[index] = max(self._kinds[index], seen)
        self._sighting, self._spots = sighting, spots
        self._compile()
        return True

    @property
    def _deciding(self) -> tuple[int, int]:
        """The elements whose first bytes, length included, tell how they and those behind them are encoded."""
        return 0, len(self._sighting.meta)

    def _has_shape_of(self, sighting: Sighting, spots: list[_Spot]) -> bool:
        known = self._sighting
        if len(sighting.meta) != len(known.meta):
            return False
        first = self._deciding
        return (
            sighting.encoding == known.encoding
            and all(
                known.head[old.start : old.length_start] == sighting.head[new.start : new.length_start]
                and old.is_nested == new.is_nested
                and (index not in first or old.end - old.value_start == new.end - new.value_start)
                # These say how the others are read.
                and (old.tag not in META or known.head[old.start : old.end] == sighting.head[new.start : new.end])
                for index, (old, new) in enumerate(zip(self._spots, spots, strict=True))
            )
        )

    def _compile(self) -> None:
        """Make the segments, and collect the values that do not change."""
        elements = self._sighting.header.elements
        self._constants = {
            spot.tag: elements[spot.tag]
            for spot, kind in zip(self._spots, self._kinds, strict=True)
            if kind is _Kind.EQUAL and spot.tag in elements
        }
        self._segments = tuple(self._compiled())

    def _compiled(self) -> Iterator[_Segment]:
        head = self._sighting.head
        draft = _Draft(head, 0)
        draft.skip(_PREAMBLE_BYTES)
        draft.require(_PREFIX_END - _PREAMBLE_BYTES)
        for spot, kind in zip(self._spots, self._kinds, strict=True):
            length = spot.end - spot.value_start
            if kind is _Kind.NESTED:
                yield draft.finish(-spot.tag)
                draft = _Draft(head, spot.end)
            elif kind is _Kind.VOLATILE or spot.is_stop:
                draft.require(spot.length_start - spot.start)
                draft.take_length(spot.value_start - spot.length_start)
                yield draft.finish(_END if spot.is_stop else spot.tag if spot.tag in ROOT else _UNWANTED)
                draft = _Draft(head, spot.end)
            elif kind is _Kind.EQUAL:
                draft.require(spot.end - spot.start)
            else:
                draft.require(spot.value_start - spot.start)
                draft.take(spot.tag, length) if spot.tag in ROOT else draft.skip(length)
        if not self._has_stop:
            yield draft.finish(_END)


class _Draft:
    """A segment in the making, from a position of a known header on."""

    def __init__(self, head: bytes, start: int) -> None:
        self._head = head
        self._start = start
        self._fixed: list[tuple[int, str]] = []
        self._values: list[tuple[int, str]] = []
        self._tags: list[int] = []

    def require(self, count: int) -> None:
        """Bytes that have to be equal."""
        _extend(self._fixed, count, "s")
        _extend(self._values, count, "x")

    def skip(self, count: int) -> None:
        """Bytes that may be anything."""
        _extend(self._fixed, count, "x")
        _extend(self._values, count, "x")

    def take(self, tag: int, count: int) -> None:
        """The bytes of a wanted value."""
        _extend(self._fixed, count, "x")
        self._values.append((count, "s"))
        self._tags.append(tag)

    def take_length(self, count: int) -> None:
        """The length of the volatile value that follows."""
        _extend(self._fixed, count, "x")
        self._values.append((1, "H" if count == 2 else "L"))

    def finish(self, follows: int | None) -> _Segment:
        fixed, values = (
            Struct("<" + "".join(f"{count}{code}" for count, code in parts)) for parts in (self._fixed, self._values)
        )
        known = fixed.unpack_from(self._head, self._start)
        return _Segment(fixed.unpack_from, known, fixed.size, values.unpack_from, tuple(self._tags), follows)


def _extend(parts: list[tuple[int, str]], count: int, code: str) -> None:
    """Add bytes of one kind, to those before them if they are of the same kind."""
    if parts and parts[-1][1] == code:
        parts[-1] = (parts[-1][0] + count, code)
    elif count:
        parts.append((count, code))


def _spots(sighting: Sighting) -> list[_Spot]:
    """Say of every element where its parts are; of the one where the walk stopped too."""
    elements = sighting.header.elements
    spots = []
    for is_implicit, trace in ((False, sighting.meta), (sighting.encoding.is_implicit, sighting.trace)):
        for tag, start, value_start, end, is_undefined_length in trace:
            has_long_length = is_implicit or value_start - start == _LONG_HEADER_BYTES
            is_nested = is_undefined_length or ROOT.get(tag) is not None or isinstance(elements.get(tag), tuple)
            length_start = value_start - (4 if has_long_length else 2)
            vr = sighting.head[start + 4 : start + 6] if not is_implicit else _dictionary_vr(tag)
            spots.append(_Spot(tag, vr, start, length_start, value_start, end, is_nested, is_stop=start == end))
    return spots


def _dictionary_vr(tag: int) -> bytes:
    row = BY_TAG.get(tag)
    return row.vr.encode() if row else b""


def _is_learnable(sighting: Sighting, limits: Limits) -> bool:
    """Whether a header is plain enough for a layout: wholly in memory, without gaps and repetitions."""
    head, steps = sighting.head, [*sighting.meta, *sighting.trace]
    tags = [step[0] for step in steps]
    _, stop, stop_value_start, end, _ = steps[-1]
    return (
        len(head) <= limits.value_length_bytes
        and head[_PREAMBLE_BYTES:_PREFIX_END] == b"DICM"
        and looks_explicit(head[_PREFIX_END : _PREFIX_END + 6])
        and [step[1] for step in steps] == [_PREFIX_END, *(step[3] for step in steps[:-1])]
        and len(set(tags)) == len(tags)
        and max(tags) < FIRST_DELIMITER
        and (stop_value_start <= len(head) if stop == end else sighting.is_whole and end == len(head))
    )


def _difference(known: bytes, old: _Spot, head: bytes, new: _Spot) -> _Kind:
    if known[old.start : old.end] == head[new.start : new.end]:
        return _Kind.EQUAL
    if old.is_nested:
        return _Kind.NESTED
    is_steady = old.vr in _STEADY_VRS and old.end - old.start == new.end - new.start
    return _Kind.STEADY if is_steady else _Kind.VOLATILE

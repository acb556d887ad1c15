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

from filmroom.dicom.dictionary import BY_TAG, FRAMES_TAG
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
    from filmroom.dicom.walk import Step, Trace

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

    @property
    def steps(self) -> Trace:
        """All that was passed, one element after the other."""
        return [*self.meta, *self.trace]

    def length_start(self, index: int, step: Step) -> int:
        """Where the length of an element is."""
        _, start, value_start, _, _ = step
        is_implicit = self.encoding.is_implicit and index >= len(self.meta)
        return value_start - (4 if is_implicit or value_start - start == _LONG_HEADER_BYTES else 2)

    def is_nested(self, step: Step) -> bool:
        """Whether an element is of undefined length, or a sequence whose items are wanted."""
        tag, _, _, _, is_undefined_length = step
        return is_undefined_length or ROOT.get(tag) is not None or isinstance(self.header.elements.get(tag), tuple)

    def is_steady(self, index: int, step: Step) -> bool:
        """Whether the length of an element is likely to stay when its value changes."""
        tag, start, _, _, _ = step
        if index >= len(self.meta) and self.encoding.is_implicit:
            row = BY_TAG.get(tag)
            return row is None or row.vr.encode() in _STEADY_VRS
        return self.head[start + 4 : start + 6] in _STEADY_VRS


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
        if sighting.trace[-1][3] > len(sighting.head) or sighting.trace[-1][0] == FRAMES_TAG:
            return  # what frames say differs from one instance to the next
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
        self._kinds = [_Kind.EQUAL] * len(tags)
        self._segments: tuple[_Segment, ...] = ()
        self._constants: RawElements = {}
        self._has_stop = _is_stop(sighting.trace[-1])

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

    def _walk_nested(self, head: bytes, position: int, tag: int, elements: RawElements) -> int:
        walk = Walk(Window(BufferBytes(head), head), self._limits, is_little_endian=True)
        walk.count = len(self.tags)
        is_implicit = self._sighting.encoding.is_implicit
        found_tag, value, end = walk.walk_element(position, ROOT, is_implicit=is_implicit)
        if found_tag != tag:
            raise MalformedError("another element than the layout has")
        if value is not None:
            elements[tag] = value
        return end

    def learn(self, sighting: Sighting) -> bool:
        """Take in what a header of the same tags has different; false when it is of another kind."""
        if not self._segments and not _is_learnable(self._sighting, self._limits):
            return False
        changes = self._changes(sighting)
        if changes is None:
            return False
        for index, kind in changes.items():
            self._kinds[index] = max(self._kinds[index], kind)
        self._sighting = sighting
        self._compile()
        return True

    def _changes(self, sighting: Sighting) -> dict[int, _Kind] | None:
        """Say how the elements differ whose bytes are not the same; None when the header is of another kind."""
        known = self._sighting
        if len(sighting.meta) != len(known.meta) or sighting.encoding != known.encoding:
            return None
        # The first bytes of these two tell how they and those behind them are encoded, the length included.
        deciding = 0, len(known.meta)
        changes = {}
        for index, (old, new) in enumerate(zip(known.steps, sighting.steps, strict=True)):
            old_bytes, new_bytes = known.head[old[1] : old[3]], sighting.head[new[1] : new[3]]
            if old_bytes == new_bytes and new_bytes:
                continue
            start_length = known.length_start(index, old) - old[1]
            if (
                known.head[old[1] : old[1] + start_length] != sighting.head[new[1] : new[1] + start_length]
                or start_length != sighting.length_start(index, new) - new[1]
                or known.is_nested(old) != sighting.is_nested(new)
                or _is_stop(old) != _is_stop(new)
                or old[0] in META  # these say how the others are read
            ):
                return None
            if _is_stop(new):
                continue
            has_same_length = len(old_bytes) == len(new_bytes)
            if known.is_nested(old):
                changes[index] = _Kind.NESTED
            elif index in deciding and not has_same_length:
                return None
            elif index in deciding or (has_same_length and known.is_steady(index, old)):
                changes[index] = _Kind.STEADY
            else:
                changes[index] = _Kind.VOLATILE
        return changes

    def _compile(self) -> None:
        """Make the segments, and collect the values that do not change."""
        kinds = dict(zip(self.tags, self._kinds, strict=True))
        elements = self._sighting.header.elements
        self._constants = {tag: value for tag, value in elements.items() if kinds.get(tag) is _Kind.EQUAL}
        self._segments = tuple(self._compiled())

    def _compiled(self) -> Iterator[_Segment]:
        sighting = self._sighting
        head = sighting.head
        draft = _Draft(head, 0)
        draft.skip(_PREAMBLE_BYTES)
        behind = _PREAMBLE_BYTES  # how far the draft has come; from here on elements were equal
        for index, (step, kind) in enumerate(zip(sighting.steps, self._kinds, strict=True)):
            tag, start, value_start, end, _ = step
            if kind is _Kind.EQUAL and start != end:
                continue
            draft.require(start - behind)
            behind = end
            if kind is _Kind.NESTED:
                yield draft.finish(-tag)
                draft = _Draft(head, end)
            elif kind is _Kind.STEADY:
                draft.require(value_start - start)
                draft.take(tag, end - value_start) if tag in ROOT else draft.skip(end - value_start)
            else:
                length_start = sighting.length_start(index, step)
                draft.require(length_start - start)
                draft.take_length(value_start - length_start)
                yield draft.finish(_END if start == end else tag if tag in ROOT else _UNWANTED)
                draft = _Draft(head, end)
        if not self._has_stop:
            draft.require(sighting.trace[-1][3] - behind)
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


def _is_stop(step: Step) -> bool:
    """Whether this is the element where the walk stopped, whose value was not looked at."""
    return step[1] == step[3]

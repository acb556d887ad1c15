"""The walk over the elements of a data set, which collects what is wanted and skips the rest.

Source: PS3.5 section 7. What this walk finds unusual it leaves to pydicom (`UnusualStructureError`).
"""

from __future__ import annotations

from contextlib import suppress
from struct import Struct
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from filmroom.dicom.dictionary import ATTRIBUTES, FRAMES_TAG, LAST_TAG, format_tag
from filmroom.dicom.encoding import LONG_VRS, VRS, looks_explicit
from filmroom.dicom.wanted import NOTHING, Wanted
from filmroom.errors import (
    DicomError,
    ElementCountError,
    MalformedError,
    SequenceDepthError,
    TruncatedError,
    ValueLengthError,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from filmroom.dicom.header import RawElements, RawValue
    from filmroom.dicom.limits import Limits
    from filmroom.dicom.source import Window

__all__ = [
    "FIRST_DELIMITER",
    "IDENTIFYING_TAGS",
    "PIXEL_DATA_TAGS",
    "Step",
    "Trace",
    "UnusualStructureError",
    "Walk",
    "is_behind",
]

UNDEFINED_LENGTH = 0xFFFFFFFF
_ITEM = 0xFFFEE000
_ITEM_DELIMITER = 0xFFFEE00D
_SEQUENCE_DELIMITER = 0xFFFEE0DD
FIRST_DELIMITER = 0xFFFE0000
_NEVER = 1 << 62
_SHORT_VRS = VRS - LONG_VRS
_SHARED_TAG = ATTRIBUTES["SharedFunctionalGroupsSequence"].tag
_ANATOMY_TAG = ATTRIBUTES["FrameAnatomySequence"].tag
_MAYBE_SEQUENCE = frozenset({b"", b"UN"})  # implicit VR, and what was copied without being known

PIXEL_DATA_TAGS = frozenset({0x7FE00008, 0x7FE00009, 0x7FE00010})
"""Float, Double Float and plain Pixel Data: nothing behind them is read."""

IDENTIFYING_TAGS = frozenset({0x00080018, 0x0020000D, 0x0020000E})
"""Without the UIDs of instance, study and series the walk goes on past the last wanted tag."""


class UnusualStructureError(MalformedError):
    """A structure that this walk does not follow, and pydicom may."""


Step: TypeAlias = "tuple[int, int, int, int, bool]"
"""An element as the walk saw it: tag, start, start of the value, end, whether of undefined length.

Positions are in the source.
"""

Trace: TypeAlias = "list[Step]"
"""The elements of the root; the last is the one at which the walk stopped, unless that was the end."""


class _Structs(NamedTuple):
    explicit: Struct
    implicit: Struct
    long_length: Struct


_LITTLE = _Structs(Struct("<HH2sH"), Struct("<HHL"), Struct("<L"))
_BIG = _Structs(Struct(">HH2sH"), Struct(">HHL"), Struct(">L"))


class Walk:
    """One walk over one header.

    Attributes:
        count: how many elements and items were walked.
        collected_bytes: how long the values are together that were collected.
    """

    def __init__(self, window: Window, limits: Limits, *, is_little_endian: bool) -> None:
        self._window = window
        self._limits = limits
        self._structs = _LITTLE if is_little_endian else _BIG
        self.count = 0
        self.collected_bytes = 0

    def walk_root(
        self, position: int, wanted: Wanted, *, is_implicit: bool, trace: Trace | None = None
    ) -> tuple[RawElements, int]:
        """Collect what is wanted at the root; return it and where the walk stopped.

        It stops at the first tag behind the last wanted one, at the latest at the pixel data. A data set
        whose tags are out of order is followed up to there as long as an identifying UID is missing.

        Raises:
            TruncatedError: the data end inside an element, or before an unwanted value does.
            DicomLimitError: a limit is passed.
            UnusualStructureError: pydicom may be able to read it.
        """
        return self._elements(position, _NEVER, wanted, is_implicit, depth=0, trace=trace)

    def walk_element(self, position: int, wanted: Wanted, *, is_implicit: bool) -> tuple[int, RawValue | None, int]:
        """Walk one element; return its tag, its value if that is wanted, and where it ends."""
        tag, vr, length, value_start = self._header(position, is_implicit=is_implicit)
        self._count_one()
        if length == UNDEFINED_LENGTH:
            items, end = self._undefined_length(tag, vr, value_start, wanted.get(tag, NOTHING), depth=0)
            return tag, items if tag in wanted else None, end
        value = self._defined_length(tag, vr, value_start, length, wanted[tag], depth=0) if tag in wanted else None
        return tag, value, value_start + length

    def walk_group(
        self, group: int, position: int, wanted: Wanted, *, is_implicit: bool, trace: Trace | None = None
    ) -> tuple[RawElements, int]:
        """Collect what is wanted in the elements of one group, which come first; return where they end."""
        found: RawElements = {}
        group_bytes = group.to_bytes(2, "little")
        while self._window.take(position, 2) == group_bytes:
            tag, vr, length, value_start = self._header(position, is_implicit=is_implicit)
            self._count_one()
            if vr == b"SQ" or length == UNDEFINED_LENGTH:
                raise UnusualStructureError(f"{format_tag(tag)}: a sequence in a group that has none")
            if tag in wanted:
                found[tag] = self._value(tag, value_start, length)
            if trace is not None:
                trace.append((tag, position, value_start, value_start + length, False))
            position = value_start + length
        if not self._window.has(position, 1) and not self._window.ends_at(position):
            raise _truncated("a data element", position)
        return found, position

    def _header(self, position: int, *, is_implicit: bool) -> tuple[int, bytes, int, int]:
        window = self._window
        if not window.has(position, 8):
            raise _truncated("a data element", position)
        offset = position - window.origin
        if is_implicit:
            group, element, length = self._structs.implicit.unpack_from(window.data, offset)
            return group << 16 | element, b"", length, position + 8
        group, element, vr, length = self._structs.explicit.unpack_from(window.data, offset)
        tag = group << 16 | element
        if vr not in LONG_VRS:
            if tag >= FIRST_DELIMITER:
                return tag, b"", *self._structs.implicit.unpack_from(window.data, offset)[2:], position + 8
            if not b"AA" <= vr <= b"ZZ":
                raise UnusualStructureError(f"{format_tag(tag)}: two bytes that are no VR")
            return tag, vr, length, position + 8
        if not window.has(position, 12):
            raise _truncated("a data element", position)
        (length,) = self._structs.long_length.unpack_from(window.data, position - window.origin + 8)
        return tag, vr, length, position + 12

    def _elements(  # noqa: C901, PLR0912 (it runs for every element of every file: a call costs more than its work)
        self,
        position: int,
        end: int,
        wanted: Wanted,
        is_implicit: bool,
        *,
        depth: int,
        trace: Trace | None = None,
    ) -> tuple[RawElements, int]:
        found: RawElements = {}
        last_tag = FIRST_DELIMITER - 1 if depth else LAST_TAG
        window, limit, longest = self._window, self._limits.element_count, self._limits.value_length_bytes
        value: RawValue
        explicit, implicit = self._structs.explicit.unpack_from, self._structs.implicit.unpack_from
        data, origin, last = b"", 0, -1  # what is in memory, and the last position at which a header is
        while position < end:
            # The common cases stand here in full, because this runs for every element of every file.
            start, vr = position, b""
            if data is not window.data or not origin <= position <= last:
                if not window.has(position, 8):
                    self._require_end_of_root(position, end, depth)
                    break
                data, origin = window.data, window.origin
                last = origin + len(data) - 8
            if is_implicit:
                group, element, length = implicit(data, position - origin)
                tag, value_start = group << 16 | element, position + 8
            else:
                group, element, vr, length = explicit(data, position - origin)
                if vr in _SHORT_VRS:
                    tag, value_start = group << 16 | element, position + 8
                else:
                    tag, vr, length, value_start = self._header(position, is_implicit=False)
            if tag > last_tag:
                if depth:
                    return found, self._end_of_item(tag, value_start, end)
                if is_behind(tag, found):
                    self._collect_frames(tag, value_start, length, wanted, found, is_implicit=vr == b"")
                    if trace is not None:
                        trace.append((tag, start, value_start, start, False))
                    break
            self.count += 1
            if self.count > limit:
                raise _too_many(limit)
            if length == UNDEFINED_LENGTH:
                value, position = self._undefined_length(tag, vr, value_start, wanted.get(tag, NOTHING), depth)
                if tag in wanted:
                    found[tag] = value
            else:
                position = value_start + length
                if position > end:
                    raise UnusualStructureError(f"{format_tag(tag)}: longer than the item it stands in")
                if tag in wanted:
                    value = data[value_start - origin : position - origin]
                    if vr not in _SHORT_VRS or len(value) < length or length > longest:
                        value = self._defined_length(tag, vr, value_start, length, wanted[tag], depth)
                    else:
                        self.collected_bytes += length
                    found[tag] = value
            if trace is not None:
                trace.append((tag, start, value_start, position, length == UNDEFINED_LENGTH))
        return found, position

    def _defined_length(
        self, tag: int, vr: bytes, position: int, length: int, items: Wanted | None, depth: int
    ) -> RawValue:
        """Read a wanted value; ``items`` is None where the dictionary has a plain value."""
        if vr == b"SQ" or (items is not None and vr in _MAYBE_SEQUENCE):
            return self._items(position, position + length, vr == b"", items or NOTHING, depth + 1)[0]
        return self._value(tag, position, length)

    def _undefined_length(
        self, tag: int, vr: bytes, position: int, items: Wanted | None, depth: int
    ) -> tuple[RawValue, int]:
        if vr != b"SQ" and vr not in _MAYBE_SEQUENCE and items is not NOTHING:
            raise UnusualStructureError(f"{format_tag(tag)}: an undefined length where a plain value is expected")
        return self._items(position, _NEVER, vr == b"", items or NOTHING, depth + 1)

    def _items(
        self, position: int, end: int, is_implicit: bool, wanted: Wanted, depth: int
    ) -> tuple[tuple[RawElements, ...], int]:
        """Walk the items of a sequence, or the fragments of encapsulated data."""
        if depth > self._limits.sequence_depth:
            raise SequenceDepthError(f"sequences nested deeper than the limit of {self._limits.sequence_depth}")
        items: list[RawElements] = []
        while position < end:
            tag, length = self._item_header(position)
            position += 8
            if tag == _SEQUENCE_DELIMITER and end == _NEVER:
                break
            self._count_one()
            if tag != _ITEM or (length != UNDEFINED_LENGTH and position + length > end):
                raise UnusualStructureError(f"{format_tag(tag)}: where an item of a sequence is expected")
            if length != UNDEFINED_LENGTH and not wanted:
                items.append({})
                position += length
            else:
                item_end = _NEVER if length == UNDEFINED_LENGTH else position + length
                found, position = self._item(position, item_end, is_implicit, wanted, depth)
                items.append(found)
        return tuple(items), position

    def _item(self, position: int, end: int, is_implicit: bool, wanted: Wanted, depth: int) -> tuple[RawElements, int]:
        # Inside UN and from careless writers an item may be implicit in an explicit data set (PS3.5 6.2.2).
        is_implicit = is_implicit or not looks_explicit(self._window.take(position, 6))
        found, position = self._elements(position, end, wanted, is_implicit, depth=depth)
        self._require_few_bytes()
        return found, position

    def _collect_frames(
        self, tag: int, position: int, length: int, wanted: Wanted, found: RawElements, *, is_implicit: bool
    ) -> None:
        """Collect what frames say each for itself, where the walk has come to them and they are wanted."""
        items = wanted.get(FRAMES_TAG)
        if tag != FRAMES_TAG or not items or _has_shared_anatomy(found):
            return
        end = _NEVER if length == UNDEFINED_LENGTH else position + length
        frames: list[RawElements] = []
        # Nothing is read behind them: a frame that cannot be followed, or is not there any more, only ends them.
        with suppress(DicomError):
            for frame in self._frames(position, end, items, is_implicit=is_implicit):
                frames.append(frame)  # noqa: PERF402 (those before the one that raises are kept)
        if frames:
            found[FRAMES_TAG] = tuple(frames)

    def _frames(self, position: int, end: int, wanted: Wanted, *, is_implicit: bool) -> Iterator[RawElements]:
        """Walk as many frames as the limits allow; none when the first says nothing, as all have the same groups."""
        for index in range(self._limits.values_per_attribute + 1):
            if position >= end:
                return
            tag, length = self._item_header(position)
            if tag != _ITEM:
                return
            self._count_one()
            item_end = _NEVER if length == UNDEFINED_LENGTH else position + 8 + length
            frame, position = self._item(position + 8, item_end, is_implicit, wanted, 1)
            if _ANATOMY_TAG not in frame and not index:
                return
            yield frame

    def _item_header(self, position: int) -> tuple[int, int]:
        if not self._window.has(position, 8):
            raise _truncated("an item of a sequence", position)
        group, element, length = self._structs.implicit.unpack_from(self._window.data, position - self._window.origin)
        return group << 16 | element, length

    def _value(self, tag: int, position: int, length: int) -> bytes:
        if length > self._limits.value_length_bytes:
            limit = self._limits.value_length_bytes
            raise ValueLengthError(f"{format_tag(tag)}: a value of {length} bytes, longer than the limit of {limit}")
        self.collected_bytes += length
        self._require_few_bytes()
        value = self._window.take(position, length)
        if len(value) < length:
            raise TruncatedError(f"{format_tag(tag)}: a value of {length} bytes, of which the file has {len(value)}")
        return value

    def _end_of_item(self, tag: int, position: int, end: int) -> int:
        if tag == _ITEM_DELIMITER and end == _NEVER:
            return position
        raise UnusualStructureError(f"{format_tag(tag)}: where an element of an item is expected")

    def _require_end_of_root(self, position: int, end: int, depth: int) -> None:
        if depth or end != _NEVER or not self._window.ends_at(position):
            raise _truncated("a data element", position)

    def _require_few_bytes(self) -> None:
        if self.collected_bytes > self._limits.collected_bytes:
            raise ValueLengthError(f"values of more than {self._limits.collected_bytes} bytes together")

    def _count_one(self) -> None:
        self.count += 1
        if self.count > self._limits.element_count:
            raise _too_many(self._limits.element_count)


def is_behind(tag: int, found: RawElements) -> bool:
    """Whether the walk ends at a tag behind the last wanted one; delimiters without a sequence are passed over."""
    if tag >= FIRST_DELIMITER:
        return False
    return tag in PIXEL_DATA_TAGS or found.keys() >= IDENTIFYING_TAGS


def _has_shared_anatomy(found: RawElements) -> bool:
    """Whether all frames together say what they show: then no frame does for itself (PS3.3 C.7.6.16)."""
    shared = found.get(_SHARED_TAG, ())
    return not isinstance(shared, bytes) and any(_ANATOMY_TAG in groups for groups in shared)


def _truncated(what: str, position: int) -> TruncatedError:
    return TruncatedError(f"the data end where {what} is expected, at byte {position}")


def _too_many(limit: int) -> ElementCountError:
    return ElementCountError(f"more elements and items than the limit of {limit}")

"""Raw values of a data set or an item -> decoded attributes, with a defect for each that could not be taken.

Source: PS3.5 section 6.2 (values), 7.5 (items), PS3.3 C.12.1.1.2 (character sets of items)
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from filmroom.dicom.character_sets import CharacterSets, parse_character_sets
from filmroom.dicom.decoded import Problem, show
from filmroom.dicom.dictionary import ATTRIBUTES, FRAMES_TAG, Attribute, format_tag
from filmroom.dicom.values import decode_element
from filmroom.study.facts import Attributes, Defect, Item, Value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from filmroom.dicom.header import RawElements, RawValue
    from filmroom.dicom.limits import Limits

__all__ = ["Context", "character_sets", "decode_element_of", "decode_rows", "decode_sequence", "printable_raw"]

_CHARACTER_SET = ATTRIBUTES["SpecificCharacterSet"]
_REMEMBERED_BYTES = 256


class Context(NamedTuple):
    """How the values around are written, and where they stand: at the root, or in an item.

    Attributes:
        little_endian: the order of bytes of a binary value.
        tags: the way to the item, as in ``(0040,0275)[0]``; empty at the root.
        keywords: the same in words, with a dot behind it.
    """

    character_sets: CharacterSets
    little_endian: bool
    limits: Limits
    tags: str = ""
    keywords: str = ""

    def inside(self, row: Attribute, index: int, elements: RawElements) -> Context:
        """Return the context of an item: its own character sets where it names some, else those around it."""
        own = elements.get(_CHARACTER_SET.tag)
        return self._replace(
            character_sets=character_sets(elements) if own else self.character_sets,
            tags=f"{self.tags}{format_tag(row.tag)}[{index}]",
            keywords=f"{self.keywords}{row.keyword}[{index}].",
        )

    def defects(self, row: Attribute, problems: tuple[Problem, ...]) -> list[Defect]:
        """Return problems of an attribute's value with the way to it."""
        where, words = self.tags + format_tag(row.tag), self.keywords + row.keyword
        return [Defect(where, words, one.found, one.expected, one.done) for one in problems]

    def character_set_defects(self) -> list[Defect]:
        """Return what is wrong with the Specific Character Set that holds here."""
        return self.defects(_CHARACTER_SET, self.character_sets.problems)


def character_sets(elements: RawElements) -> CharacterSets:
    """Return the character sets that a data set or an item names; the default where it names none."""
    raw = elements.get(_CHARACTER_SET.tag)
    if not isinstance(raw, bytes):
        return _known_character_sets(b"")
    return _known_character_sets(raw) if len(raw) <= _REMEMBERED_BYTES else parse_character_sets(raw)


_known_character_sets = lru_cache(maxsize=64)(parse_character_sets)


def printable_raw(raw: RawValue) -> str:
    """Render a raw value for people: text as it is, other bytes escaped, cut at 64 characters."""
    if isinstance(raw, bytes):
        return show(raw.rstrip(b" \0"))
    return f"{len(raw)} item{'' if len(raw) == 1 else 's'}"


def decode_rows(
    rows: tuple[Attribute, ...], elements: RawElements, context: Context, *, keep_raw: bool = False
) -> Attributes:
    """Decode the attributes of some rows, as far as they are there."""
    values: dict[str, Value] = {}
    defects: list[Defect] = []
    raws: dict[str, str] = {}
    for row in rows:
        raw = elements.get(row.tag)
        if raw is None:
            continue
        if keep_raw:
            raws[row.keyword] = printable_raw(raw)
        value = decode_element_of(row, raw, context, defects)
        if value is not None:
            values[row.keyword] = value
    return Attributes(values, tuple(defects), raws)


def decode_element_of(row: Attribute, raw: RawValue, context: Context, defects: list[Defect]) -> Value | None:
    """Decode one value, and add what was wrong with it; None when there is no value that could be used."""
    if not isinstance(raw, bytes):
        return decode_sequence(row, raw, context, defects)
    if row.vr == "SQ":
        if raw.strip(b" \0"):
            defects.extend(context.defects(row, (Problem(show(raw), "items of a sequence", "left out"),)))
        return None
    decoded = decode_element(
        row,
        raw,
        context.character_sets,
        little_endian=context.little_endian,
        most_values=context.limits.values_per_attribute,
    )
    if decoded.problems:
        defects.extend(context.defects(row, decoded.problems))
    return decoded.value


def decode_sequence(
    row: Attribute, items: tuple[RawElements, ...], context: Context, defects: list[Defect]
) -> tuple[Item, ...] | None:
    """Decode the items of a sequence; an empty item keeps its place, as names are paired with items.

    None when no item says anything.
    """
    rows = tuple(ATTRIBUTES[keyword] for keyword in row.items)
    most = context.limits.values_per_attribute
    if len(items) > most:
        problem = Problem(f"more than {most} items", f"at most {most} items", "the others left out")
        defects.extend(context.defects(row, (problem,)))
    decoded: list[Item] = []
    for index, elements in _distinct_frames(items[:most]) if row.tag == FRAMES_TAG else enumerate(items[:most]):
        inside = context.inside(row, index, elements)
        if inside.character_sets is not context.character_sets:
            defects.extend(inside.character_set_defects())
        attributes = decode_rows(rows, elements, inside)
        defects.extend(attributes.defects)
        decoded.append(dict(attributes.values))
    return tuple(decoded) if any(decoded) else None


def _distinct_frames(items: tuple[RawElements, ...]) -> Iterator[tuple[int, RawElements]]:
    """Return each frame that says something else than those before it: mostly the first alone."""
    seen: set[bytes] = set()
    for index, elements in enumerate(items):
        key = msgspec.msgpack.encode(elements)
        if key not in seen:
            seen.add(key)
            yield index, elements

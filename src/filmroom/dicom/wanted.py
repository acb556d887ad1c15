"""Which tags are collected: the attributes of the dictionary, as a tree.

Besides those the dictionary names, SpecificCharacterSet is collected in every item, because an item
may be written in characters of its own (PS3.3 C.12.1.1.2).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from filmroom.dicom.dictionary import ROOT_ATTRIBUTES, Attribute, attribute

__all__ = ["META", "NOTHING", "ROOT", "SOP_CLASS", "TRANSFER_SYNTAX", "Wanted"]

Wanted: TypeAlias = Mapping[int, "Wanted | None"]
"""What is collected in a data set: by tag, None for a plain value, or what is collected in the items."""

NOTHING: Wanted = {}
"""The tree of a sequence that is only walked to find its end."""


def _tree(attributes: Iterable[Attribute]) -> Wanted:
    return {row.tag: _items(row) if row.vr == "SQ" else None for row in attributes}


def _items(sequence: Attribute) -> Wanted:
    return _tree(map(attribute, ("SpecificCharacterSet", *sequence.items)))


ROOT: Wanted = _tree(ROOT_ATTRIBUTES)
"""What is collected at the root."""

SOP_CLASS = 0x00020002
TRANSFER_SYNTAX = 0x00020010

META: Wanted = {SOP_CLASS: None, TRANSFER_SYNTAX: None}
"""What is collected in the file meta information."""

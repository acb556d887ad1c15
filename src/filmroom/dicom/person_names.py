"""Names of people: VR PN, with its component groups and components.

Source: PS3.5 6.2.1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from filmroom.dicom.decoded import Decoded, Problem, show

__all__ = ["NameParts", "PersonName", "parse_person_name", "split_name"]

_GROUPS = 3
_COMPONENTS = 5


class NameParts(NamedTuple):
    """The components of one group of a name; empty where there is none."""

    family: str = ""
    given: str = ""
    middle: str = ""
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name in up to three writings; empty where there is none.

    All of them are empty for a name that keeps the place of one that is missing among several.

    Attributes:
        alphabetic: in a single-byte writing, mostly Latin; with ``^`` between its components.
        ideographic: such as kanji, hanzi or hanja.
        phonetic: such as kana or hangul.
    """

    alphabetic: str = ""
    ideographic: str = ""
    phonetic: str = ""

    @property
    def groups(self) -> tuple[str, ...]:
        """The writings that are there, the alphabetic one first."""
        return tuple(group for group in (self.alphabetic, self.ideographic, self.phonetic) if group)


def split_name(group: str) -> NameParts:
    """Split one group of a name into its components; what is behind the fifth belongs to the suffix."""
    components = [component.strip() for component in group.split("^", _COMPONENTS - 1)]
    components[-1] = components[-1].replace("^", " ").strip()
    return NameParts(*components)


def parse_person_name(text: str) -> Decoded[PersonName]:
    """Read a PN; no value when there is nothing but delimiters."""
    groups = [group.strip().rstrip("^ ") for group in text.split("=", _GROUPS)]
    problems: tuple[Problem, ...] = ()
    if len(groups) > _GROUPS:
        problems += (Problem(show(text), "at most three component groups", "the others left out"),)
    if any(group.count("^") >= _COMPONENTS for group in groups[:_GROUPS]):
        problems += (Problem(show(text), "at most five components", "the others added to the suffix"),)
    name = PersonName(*groups[:_GROUPS])
    return Decoded(name if name.groups else None, problems)

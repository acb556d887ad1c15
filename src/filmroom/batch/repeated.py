"""Between the phases: SOP Instance UIDs that came more than once, wherever in the archive.

Reading leaves 32 bits of every UID. Those that occur twice are suspects; only their facts are looked
at again, so the common case, no repeats, costs one sort of numbers.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from filmroom.batch.report import FileEntry
from filmroom.batch.spool import uid_hash
from filmroom.dicom.comparing import ContentComparison
from filmroom.errors import DicomError
from filmroom.study.repeats import precedence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from filmroom.batch.spool import Spool
    from filmroom.dicom.files import Candidate

__all__ = ["Repeats", "find_repeats"]


_COMPARED = 8
"""With how many different objects of one UID a further one is compared."""

_UID = "(0008,0018) SOPInstanceUID"


class Repeats(msgspec.Struct):
    """What is not used because its SOP Instance UID is taken.

    Attributes:
        duplicates: files that equal another one byte for byte.
        refused: other objects that claim the same UID.
        numbers: those of all of them, as the spool has them.
    """

    duplicates: list[FileEntry] = msgspec.field(default_factory=list)
    refused: list[FileEntry] = msgspec.field(default_factory=list)
    numbers: frozenset[int] = frozenset()


class _Claimant(NamedTuple):
    """An instance that claims a UID; the smallest is kept, by what it says, then by where it was found."""

    precedence: tuple[str, str, bytes, str]
    number: int
    candidate: Candidate


def find_repeats(spool: Spool, hashes: Iterable[bytes], kept_in_memory: Mapping[int, Candidate]) -> Repeats:
    """Decide which of the instances with one SOP Instance UID is used, whatever their order.

    Args:
        spool: what was read.
        hashes: for each chunk, the hashes of its SOP Instance UIDs.
        kept_in_memory: candidates that are in no file, by number.
    """
    suspects = _repeated_numbers(hashes)
    repeats = Repeats()
    if not suspects:
        return repeats
    claims: dict[str, list[_Claimant]] = defaultdict(list)
    for partition in spool.partitions():
        for entry in spool.read(partition):
            if uid_hash(entry.facts.sop_instance_uid) in suspects:
                candidate = kept_in_memory.get(entry.number, entry.candidate)
                claims[entry.facts.sop_instance_uid].append(_Claimant(precedence(entry.facts), entry.number, candidate))
    comparison = ContentComparison()
    numbers: list[int] = []
    for uid in sorted(claims):
        kept, *others = sorted(claims[uid])
        numbers.extend(one.number for one in others)
        _judge(comparison, kept.candidate, [one.candidate for one in others], repeats)
    repeats.numbers = frozenset(numbers)
    repeats.duplicates.sort()
    repeats.refused.sort()
    return repeats


def _judge(comparison: ContentComparison, kept: Candidate, others: Sequence[Candidate], repeats: Repeats) -> None:
    """Tell copies from other objects; a copy of an object that is refused is a copy all the same."""
    distinct = [kept]
    for other in others:
        equal, doubt = _find_equal(comparison, distinct[:_COMPARED], other)
        if equal is not None:
            repeats.duplicates.append(FileEntry(other.name, f"the same bytes as {equal.name}"))
            continue
        distinct.append(other)
        reason = f"{_UID}: another object, {kept.name}, has the same UID; expected one for each"
        if doubt:
            reason = f"{_UID}: {kept.name} has the same UID, and whether this is a copy cannot be told: {doubt}"
        repeats.refused.append(FileEntry(other.name, reason))


def _find_equal(
    comparison: ContentComparison, objects: Iterable[Candidate], other: Candidate
) -> tuple[Candidate | None, str]:
    """Return the one with the same bytes, or None; and why that cannot be told, where it cannot."""
    doubt = ""
    for one in objects:
        try:
            if comparison.is_same(one, other):
                return one, ""
        except DicomError as error:
            doubt = doubt or str(error)
        except OSError as error:
            doubt = doubt or f"cannot be read again: {error.strerror or type(error).__name__}"
    return None, doubt


def _repeated_numbers(hashes: Iterable[bytes]) -> frozenset[int]:
    numbers = array("I")
    for chunk in hashes:
        numbers.frombytes(chunk)
    ordered = sorted(numbers)
    return frozenset(one for one, following in pairwise(ordered) if one == following)

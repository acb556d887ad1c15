"""Between the phases: SOP Instance UIDs that came more than once, wherever in the archive.

Reading leaves 32 bits of every UID. Those that occur twice are suspects; only their facts are looked
at again, so the common case, no repeats, costs one sort of numbers.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

import msgspec

from filmroom.batch.report import FileEntry
from filmroom.batch.spool import uid_hash
from filmroom.dicom.files import same_content
from filmroom.study.repeats import precedence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from filmroom.batch.spool import Spool

__all__ = ["Repeats", "find_repeats"]


_COMPARED = 8
"""With how many different objects of one UID a further one is compared."""


class Repeats(msgspec.Struct):
    """What is not used because its SOP Instance UID is taken.

    Attributes:
        duplicates: files that equal, byte for byte, the one that is used.
        refused: other objects that claim the same UID.
    """

    duplicates: list[FileEntry] = msgspec.field(default_factory=list)
    refused: list[FileEntry] = msgspec.field(default_factory=list)

    @property
    def sources(self) -> frozenset[str]:
        """The names of all of them."""
        return frozenset(entry.path for entry in (*self.duplicates, *self.refused))


def find_repeats(spool: Spool, hashes: Iterable[bytes]) -> Repeats:
    """Decide which of the instances with one SOP Instance UID is used, whatever their order.

    Args:
        spool: what was read.
        hashes: for each chunk, the hashes of its SOP Instance UIDs.
    """
    suspects = _repeated_numbers(hashes)
    repeats = Repeats()
    if not suspects:
        return repeats
    claims: dict[str, list[tuple[str, str, bytes, str]]] = defaultdict(list)
    for partition in spool.partitions():
        for facts in spool.read(partition):
            if uid_hash(facts.sop_instance_uid) in suspects:
                claims[facts.sop_instance_uid].append(precedence(facts))
    for claimants in claims.values():
        kept, *others = (claimant[-1] for claimant in sorted(claimants))
        _judge(kept, others, repeats)
    repeats.duplicates.sort()
    repeats.refused.sort()
    return repeats


def _judge(kept: str, others: Iterable[str], repeats: Repeats) -> None:
    """Tell copies from other objects; a copy of an object that is refused is a copy all the same."""
    distinct = [kept]
    for other in others:
        equal = next((one for one in distinct[:_COMPARED] if same_content(one, other)), None)
        if equal is not None:
            repeats.duplicates.append(FileEntry(other, f"the same bytes as {equal}"))
            continue
        distinct.append(other)
        reason = f"(0008,0018) SOPInstanceUID: another object, {kept}, has the same UID; expected one for each"
        repeats.refused.append(FileEntry(other, reason))


def _repeated_numbers(hashes: Iterable[bytes]) -> frozenset[int]:
    numbers = array("I")
    for chunk in hashes:
        numbers.frombytes(chunk)
    ordered = sorted(numbers)
    return frozenset(one for one, following in pairwise(ordered) if one == following)

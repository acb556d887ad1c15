"""Instances that come more than once.

A SOP Instance UID names one object in the world (PS3.5 section 9). When it comes twice, one is kept, and
which one does not depend on the order in which they came.
"""

from __future__ import annotations

from collections import defaultdict
from hashlib import blake2b
from typing import TYPE_CHECKING

import msgspec

from filmroom.study.facts import InstanceFacts

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Repeat", "fingerprint", "precedence", "separate_repeats"]


class Repeat(msgspec.Struct, frozen=True):
    """An instance that came again.

    Attributes:
        kept: the one that stays.
        other: the one that does not.
    """

    kept: InstanceFacts
    other: InstanceFacts

    @property
    def says_the_same(self) -> bool:
        """Whether the two headers agree in everything that is read."""
        return fingerprint(self.kept) == fingerprint(self.other)


def fingerprint(facts: InstanceFacts) -> bytes:
    """Return a digest of what the header says, wherever it was read from."""
    content = (
        facts.study_instance_uid,
        facts.series_instance_uid,
        facts.study,
        facts.series,
        facts.instance,
        facts.transfer_syntax_uid,
    )
    return blake2b(msgspec.msgpack.encode(content), digest_size=16).digest()


def precedence(facts: InstanceFacts) -> tuple[str, str, bytes, str]:
    """Return a key by which, of instances with one SOP Instance UID, the first is kept."""
    return facts.study_instance_uid, facts.series_instance_uid, fingerprint(facts), facts.source


def separate_repeats(facts: Iterable[InstanceFacts]) -> tuple[list[InstanceFacts], list[Repeat]]:
    """Return each SOP Instance UID once, and what came again."""
    by_uid: dict[str, list[InstanceFacts]] = defaultdict(list)
    for one in facts:
        by_uid[one.sop_instance_uid].append(one)
    kept: list[InstanceFacts] = []
    repeats: list[Repeat] = []
    for uid in sorted(by_uid):
        first, *rest = sorted(by_uid[uid], key=precedence) if len(by_uid[uid]) > 1 else by_uid[uid]
        kept.append(first)
        repeats.extend(Repeat(first, other) for other in rest)
    return kept, repeats

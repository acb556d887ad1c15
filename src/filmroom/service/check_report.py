"""What a check of an archive found."""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol

import msgspec

__all__ = ["MOST_PROBLEMS", "CheckProblem", "CheckReport", "Problem", "Progress"]

MOST_PROBLEMS = 1_000
"""How many problems are listed one by one; all are counted."""


class Problem(StrEnum):
    """What may be wrong with an instance or an object."""

    MISSING = "missing"
    DAMAGED = "damaged"
    CONTRADICTING = "contradicting"
    OUTDATED = "outdated"
    ORPHAN = "orphan"


class CheckProblem(msgspec.Struct, frozen=True):
    """One thing that is wrong.

    Attributes:
        name: a SOP Instance UID; of an orphan the key of the object.
    """

    problem: Problem
    name: str


class CheckReport(msgspec.Struct):
    """What was found.

    ``instances`` is the sum of ``sound``, ``missing``, ``damaged``, ``contradicting`` and ``outdated``.

    Attributes:
        missing: instances whose object, or file where it was indexed in place, is not there or cannot be read.
        damaged: those whose bytes are not those that were kept.
        contradicting: those whose row names another instance than the object.
        outdated: those whose row says something else than this program reads in the object; repaired if asked for.
        objects: in the store.
        orphans: objects that no row needs: left by what was interrupted, or arriving at this moment.
        unsettled: studies whose resources did not show all instances yet.
        rebuilt_studies: studies whose resources were made again.
        changed_studies: those of them of which a resource changed.
        rebuilt_resources: resources of which the rows that search looks at were made again.
        problems: the first of what is wrong.
    """

    instances: int = 0
    sound: int = 0
    missing: int = 0
    damaged: int = 0
    contradicting: int = 0
    outdated: int = 0
    objects: int = 0
    orphans: int = 0
    unsettled: int = 0
    rebuilt_studies: int = 0
    changed_studies: int = 0
    rebuilt_resources: int = 0
    problems: list[CheckProblem] = msgspec.field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        """Whether nothing is lost or contradicts itself; orphans and what is outdated are not lost."""
        return not (self.missing or self.damaged or self.contradicting)

    def note(self, problem: Problem, name: str) -> None:
        """Count a problem, and list it while there is room."""
        field = "orphans" if problem is Problem.ORPHAN else problem.value
        setattr(self, field, getattr(self, field) + 1)
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(CheckProblem(problem, name))


class Progress(Protocol):
    """Who wants to know how far a check is."""

    def __call__(self, phase: str, done: int, total: int | None) -> None:
        """Take notice; the total is None while it is not known."""

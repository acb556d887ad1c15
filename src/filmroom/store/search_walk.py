"""The order of the moments, in the pieces in which an index has it.

Down, those without a moment come last by themselves. Up, they have to come after the others, so there are two pieces.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import ColumnElement, literal, tuple_

from filmroom.store.index_rows import NO_MOMENT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from filmroom.query.cursor import SortValue

__all__ = ["Segment", "segments"]


class Segment(NamedTuple):
    """Rows that are walked in one go.

    Attributes:
        goes_down: whether from the latest moment to the first.
        is_missing: None: all rows; else only those without a moment, or only those with one.
        moment: of the place behind which they begin; None with ``rid``: they begin at an end.
    """

    goes_down: bool
    is_missing: bool | None = None
    moment: int | None = None
    rid: int | None = None

    def conditions(self, moment: ColumnElement[int], rid: ColumnElement[int]) -> list[ColumnElement[bool]]:
        """Return the conditions on rows of the segment."""
        found: list[ColumnElement[bool]] = []
        if self.is_missing is not None:
            found.append(moment == NO_MOMENT if self.is_missing else moment > NO_MOMENT)
        if self.rid is not None:
            here, place = tuple_(moment, rid), tuple_(literal(self.moment), literal(self.rid))
            found.append(here < place if self.goes_down else here > place)
        return found

    def order(self, moment: ColumnElement[int], rid: ColumnElement[int]) -> list[ColumnElement[Any]]:
        """Return what its rows are ordered by."""
        return [column.desc() if self.goes_down else column.asc() for column in (moment, rid)]


def segments(place: Sequence[SortValue] | None, *, is_descending: bool, is_backward: bool) -> list[Segment]:
    """Return the segments that are walked one after the other.

    Args:
        place: moment and number of the row behind which they begin; None for the first page.
    """
    goes_down = is_descending is not is_backward
    moment, rid = _numbers(place)
    if is_descending:
        return [Segment(goes_down, None, moment, rid)]
    parts = [True, False] if is_backward else [False, True]
    if rid is None:
        return [Segment(goes_down, part) for part in parts]
    start = parts.index(moment == NO_MOMENT)
    return [Segment(goes_down, parts[start], moment, rid), *(Segment(goes_down, part) for part in parts[start + 1 :])]


def _numbers(place: Sequence[SortValue] | None) -> tuple[int | None, int | None]:
    if place is None:
        return None, None
    moment, rid = place
    return (moment if isinstance(moment, int) else NO_MOMENT), (rid if isinstance(rid, int) else 0)

"""The fast path: a resource that is plainly fine, checked in columns.

The answer is the (few) warnings, or "ask the walk": it is stricter than FHIR where that is simpler. Extensions, ids on
elements, primitive siblings, contained resources and resources in entries go to the walk.

Source: https://hl7.org/fhir/6.0.0-ballot4/json.html
"""

from __future__ import annotations

from dataclasses import replace
from math import inf
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from filmroom.fhir.definitions import defined_types, definition
from filmroom.fhir.structure import group_of
from filmroom.validation.column_plans import plan_of
from filmroom.validation.columns import Looked, check_objects
from filmroom.validation.terminology import check_binding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TypeAlias

    from filmroom.fhir.outcome import Issue
    from filmroom.validation.visit import Visit

    _Place: TypeAlias = tuple[tuple[float, int], ...]

__all__ = ["quick_issues"]

_AFTER_ITS_PARTS: Final = (inf, 0)


def quick_issues(visit: Visit, type_name: str, path: str) -> tuple[Issue, ...] | None:
    """Give the issues of a resource that has no errors; None when the walk has to be asked.

    Args:
        visit: of the resource, which stands on its own; nothing is added to it.
        type_name: the resource's type.
        path: where the resource is, for the issues.
    """
    if type_name not in defined_types() or definition(type_name).abstract:
        return None
    looked = Looked(visit, [], [])
    if not check_objects(plan_of(type_name), [visit.resource], looked, is_resource=True):
        return None
    return _report(looked, type_name, path) if looked.missed else ()


def _report(looked: Looked, type_name: str, path: str) -> tuple[Issue, ...]:
    """Say which codes missed, in the order of the walk."""
    found: list[tuple[_Place, Issue]] = []
    for trail, each in looked.missed:
        for place, value, here in _at(trail, looked.visit.resource, type_name, path):
            visit = replace(looked.visit, issues=[])
            check_binding(visit, each, value, here)
            found.extend((place, issue) for issue in visit.issues)
    return tuple(issue for _, issue in sorted(found, key=itemgetter(0)))


def _at(trail: tuple[str, ...], value: Any, group: str, path: str) -> Iterator[tuple[_Place, Any, str]]:
    """List what stands at the end of a trail of names: its place in the order of the walk, value and expression."""
    if not trail:
        yield (_AFTER_ITS_PARTS,), value, path
        return
    properties = group_of(group).properties
    found = properties.get(trail[0])
    if found is None or trail[0] not in value:
        return
    order = list(properties).index(trail[0])
    content = value[trail[0]]
    for position, entry in enumerate(content if found.is_list else [content]):
        here = f"{path}.{found.element}[{position}]" if found.is_list else f"{path}.{found.element}"
        for place, end, where in _at(trail[1:], entry, found.group, here):
            yield ((order, position), *place), end, where

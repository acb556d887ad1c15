"""The code systems that bare codes are from, which a query may name all the same.

A ``code`` element has no system of its own: its binding implies it, so that ``status=available`` and
``status=http://hl7.org/fhir/imagingstudy-status|available`` ask for the same.

Source: https://hl7.org/fhir/6.0.0-ballot4/search.html#token
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from filmroom.fhir.definition import Strength
from filmroom.fhir.definitions import defined_types
from filmroom.fhir.search_parameters import search_parameter
from filmroom.fhir.structure import group_of
from filmroom.fhir.value_sets import value_set

if TYPE_CHECKING:
    from filmroom.fhir.definition import Element

__all__ = ["implied_systems"]

_REMEMBERED = 1024


@lru_cache(maxsize=_REMEMBERED)
def implied_systems(resource_type: str, code: str) -> frozenset[str]:
    """Name the systems of the bare codes that a parameter finds; empty when it finds none, or they are not known."""
    parameter = search_parameter(resource_type, code)
    if parameter is None or parameter.base not in defined_types():
        return frozenset()
    rows = [_element(path) for path in parameter.expression.split(" | ")]
    bindings = [row.binding for row in rows if row and [each.code for each in row.types] == ["code"]]
    bound = [value_set(each.value_set) for each in bindings if each and each.strength is Strength.REQUIRED]
    return frozenset(concept.system for each in bound if each for concept in each.concepts)


def _element(path: str) -> Element | None:
    """Look up the row at the end of a plain path; ``None`` when it is not plain."""
    base, *names = path.split(".")
    group, row = base, None
    for name in names:
        found = group_of(group).elements.get(name) if group else None
        if not found:
            return None
        group, row = found[0].group, found[0].row
    return row

"""Which modifiers a parameter may have, by its type.

Those of the specification that are missing need a terminology service, a text index or a hierarchy of resources:
``:in``, ``:not-in``, ``:code-text``, ``:text-advanced``, ``:text`` of strings, and ``:above`` and
``:below`` of tokens and references.

Source: https://hl7.org/fhir/6.0.0-ballot4/search.html#modifiers
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from filmroom.fhir.definitions import known_resource_types
from filmroom.fhir.search_parameter import SearchType
from filmroom.query.parameter_lookup import refers_to
from filmroom.query.search import Modifier

if TYPE_CHECKING:
    from collections.abc import Mapping

    from filmroom.fhir.search_parameter import SearchParameter

__all__ = ["ABOVE", "MISSING", "MODIFIERS", "expected_modifiers", "may_have"]

MISSING = "missing"
ABOVE = "above"

MODIFIERS: Mapping[SearchType, tuple[str, ...]] = {
    SearchType.NUMBER: (MISSING,),
    SearchType.DATE: (MISSING,),
    SearchType.QUANTITY: (MISSING,),
    SearchType.STRING: (MISSING, Modifier.EXACT, Modifier.CONTAINS),
    SearchType.TOKEN: (MISSING, Modifier.NOT, Modifier.TEXT, Modifier.OF_TYPE),
    SearchType.REFERENCE: (MISSING, Modifier.TEXT, Modifier.IDENTIFIER),
    SearchType.URI: (MISSING, ABOVE, Modifier.BELOW, Modifier.CONTAINS),
    SearchType.COMPOSITE: (),
    SearchType.SPECIAL: (),
}
"""The modifiers of each type of parameter; a reference also has the names of its targets."""


def may_have(parameter: SearchParameter, modifier: str) -> bool:
    """Say whether something may stand after the colon of a parameter."""
    if modifier in MODIFIERS[parameter.type]:
        return True
    return (
        parameter.type is SearchType.REFERENCE and modifier in known_resource_types() and refers_to(parameter, modifier)
    )


def expected_modifiers(parameter: SearchParameter) -> str:
    """Say in words what may stand after the colon of a parameter."""
    names = [*MODIFIERS[parameter.type], *parameter.targets]
    if parameter.type is SearchType.REFERENCE and not parameter.targets:
        names.append("a resource type")
    return f"one of: {', '.join(names)}" if names else "none"

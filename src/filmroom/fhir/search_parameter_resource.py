"""A search parameter's row as a FHIR SearchParameter.

Source: https://hl7.org/fhir/6.0.0-ballot4/searchparameter.html
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from filmroom.fhir.definition import FHIR_VERSION
from filmroom.fhir.search_parameter import SearchType
from filmroom.fhir.search_parameters import all_search_parameters, search_parameter

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from filmroom.fhir.search_parameter import SearchParameter

__all__ = ["COMPARATORS", "MODIFIERS", "search_parameter_resource"]

_ORDERED: Final = ("eq", "ne", "gt", "lt", "ge", "le", "sa", "eb", "ap")

COMPARATORS: Final[Mapping[SearchType, tuple[str, ...]]] = {
    SearchType.NUMBER: _ORDERED,
    SearchType.DATE: _ORDERED,
    SearchType.QUANTITY: _ORDERED,
}
"""The prefixes that each type takes; none where it is not listed. Source: https://hl7.org/fhir/search.html#prefix"""

MODIFIERS: Final[Mapping[SearchType, tuple[str, ...]]] = {
    SearchType.STRING: ("missing", "exact", "contains"),
    SearchType.TOKEN: ("missing", "not", "text", "of-type"),
    SearchType.REFERENCE: ("missing", "type", "identifier", "text"),
}
"""The modifiers that each type takes; ``missing`` where it is not listed. Source: https://hl7.org/fhir/search.html#modifiers"""

_EVERY_TYPE_TAKES: Final = ("missing",)
_PHONETIC: Final = "phonetic"


def search_parameter_resource(parameter: SearchParameter) -> dict[str, Any]:
    """Write a parameter as a SearchParameter resource, whose id is the last step of its canonical address.

    Types that share a definition, as most share that of ``patient``, give one resource, which lists them all.
    """
    rows = [each for each in all_search_parameters() if each.url == parameter.url] or [parameter]
    identity = parameter.url.rpartition("/")[2]
    resource: dict[str, Any] = {
        "resourceType": "SearchParameter",
        "id": identity,
        "url": parameter.url,
        "version": FHIR_VERSION,
        "name": "".join(part[0].upper() + part[1:] for part in re.split("[-_]", identity)),
        "status": "draft",
        "description": _description(rows),
        "code": parameter.code,
        "base": [each.base for each in rows],
        "type": parameter.type.value,
        "expression": " | ".join(each.expression for each in rows),
        "processingMode": _processing_mode(parameter),
        "target": sorted({target for each in rows for target in each.targets}),
        "multipleOr": True,
        "multipleAnd": True,
        "comparator": list(COMPARATORS.get(parameter.type, ())),
        "modifier": list(MODIFIERS.get(parameter.type, _EVERY_TYPE_TAKES)),
        "component": _components(parameter),
    }
    return {key: value for key, value in resource.items() if value != []}


def _description(rows: Sequence[SearchParameter]) -> str:
    """Say what is found; type by type where that differs."""
    if len({each.description for each in rows}) == 1:
        return rows[0].description
    return "\n".join(f"* {each.base}: {each.description}" for each in rows)


def _processing_mode(parameter: SearchParameter) -> str:
    """Say how values are compared. Source: http://hl7.org/fhir/search-processingmode"""
    if parameter.type is SearchType.SPECIAL:
        return "other"
    return _PHONETIC if parameter.code == _PHONETIC else "normal"


def _components(parameter: SearchParameter) -> list[dict[str, str]]:
    """Write the parts of a composite, each with the definition of the parameter of that code."""
    found = ((search_parameter(parameter.base, code), expression) for code, expression in parameter.components)
    return [{"definition": each.url, "expression": expression} for each, expression in found if each]

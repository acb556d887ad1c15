"""What can be searched for in each type of resource.

Source: https://hl7.org/fhir/6.0.0-ballot4/search.html and searchparameter-registry.html
"""

from __future__ import annotations

from functools import cache, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final
from zlib import crc32

from filmroom.fhir.definitions.search import LISTED_IN, listed_parameters

if TYPE_CHECKING:
    from collections.abc import Mapping

    from filmroom.fhir.search_parameter import SearchParameter

__all__ = [
    "KEPT_BY_THE_SERVER",
    "all_search_parameters",
    "parameter_number",
    "search_parameter",
    "search_parameters",
]

KEPT_BY_THE_SERVER: Final = frozenset({"_id", "_lastUpdated"})
"""The codes of what a server knows without looking into the resource. Source: https://hl7.org/fhir/http.html"""

_EVERY_TYPE: Final = "Resource"

# Names come from queries, so what is remembered has a bound: above the 160 types and 1,600 parameters that there are.
_TYPES: Final = 256
_NUMBERS: Final = 4096


@lru_cache(maxsize=_TYPES)
def search_parameters(resource_type: str) -> Mapping[str, SearchParameter]:
    """List the parameters of a type by code: its own, then those of every type.

    A type without parameters of its own, known or not, has those of every type.
    """
    listed = (*listed_parameters(resource_type), *listed_parameters(_EVERY_TYPE))
    return MappingProxyType({each.code: each for each in listed})


def search_parameter(resource_type: str, code: str) -> SearchParameter | None:
    """Look up a parameter by its name in a query, without modifiers; ``None`` when the type does not have it."""
    return search_parameters(resource_type).get(code)


@cache
def all_search_parameters() -> tuple[SearchParameter, ...]:
    """List every parameter once, those of every type first, then type by type in alphabetical order."""
    types = (_EVERY_TYPE, *sorted(set(LISTED_IN) - {_EVERY_TYPE}))
    return tuple(each for name in types for each in listed_parameters(name))


@lru_cache(maxsize=_NUMBERS)
def parameter_number(resource_type: str, code: str) -> int:
    """Give the number that stands for a parameter in databases: from 0 to 2**31 - 1, the same for ever.

    A parameter of every type has a number for each type. A test shows that no two have the same.
    """
    return crc32(f"{resource_type}.{code}".encode()) & 0x7FFFFFFF

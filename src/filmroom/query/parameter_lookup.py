"""Which parameter a name means, given the types that are searched.

Source: https://hl7.org/fhir/6.0.0-ballot4/search.html#all
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from filmroom.errors import UnsupportedSearchError
from filmroom.fhir.definitions import known_resource_types
from filmroom.fhir.search_parameter import SearchType
from filmroom.fhir.search_parameters import search_parameter

if TYPE_CHECKING:
    from filmroom.fhir.search_parameter import SearchParameter

__all__ = ["find_parameter", "find_reference", "quoted", "refers_to", "require_type"]

_LONGEST_QUOTE = 80


def find_parameter(types: tuple[str, ...], code: str) -> SearchParameter:
    """Look up a parameter that all of the types have; without types, one that every type has.

    Where the types refer by it to different targets, the answer has them all.

    Raises:
        UnsupportedSearchError: one of the types has no such parameter, it is another type of parameter for one of
            them, or it is one that searches cannot use here.
    """
    found = [search_parameter(each, code) for each in types or ("Resource",)]
    rows = [each for each in found if each is not None]
    if len(rows) < len(found) or len({row.type for row in rows}) > 1:
        owner = " and ".join(types) or "every type"
        raise UnsupportedSearchError(f"Parameter {quoted(code)}: not known for {owner}")
    if rows[0].type is SearchType.SPECIAL:
        raise UnsupportedSearchError(f"Parameter {quoted(code)}: not supported")
    leads_anywhere = not all(row.targets for row in rows)
    targets = () if leads_anywhere else tuple(dict.fromkeys(target for row in rows for target in row.targets))
    return rows[0] if targets == rows[0].targets else msgspec.structs.replace(rows[0], targets=targets)


def find_reference(types: tuple[str, ...], code: str) -> SearchParameter:
    """Look up a parameter that is to be a reference.

    Raises:
        UnsupportedSearchError: there is none, or it is no reference.
    """
    parameter = find_parameter(types, code)
    if parameter.type is not SearchType.REFERENCE:
        raise UnsupportedSearchError(f"Parameter {quoted(code)}: found type {parameter.type}, expected a reference")
    return parameter


def refers_to(parameter: SearchParameter, resource_type: str) -> bool:
    """Say whether a reference may lead to a type; one without targets may lead to any."""
    return not parameter.targets or resource_type in parameter.targets


def require_type(name: str) -> str:
    """Give back the name of a resource type.

    Raises:
        UnsupportedSearchError: there is no such type.
    """
    if name not in known_resource_types():
        raise UnsupportedSearchError(f"Resource type {quoted(name)}: not known")
    return name


def quoted(name: str) -> str:
    """Write a name that a client chose so that a message can hold it, cut where it is too long."""
    return repr(name if len(name) <= _LONGEST_QUOTE else name[:_LONGEST_QUOTE] + "…")

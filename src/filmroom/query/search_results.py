"""The parameters that say how matches are returned: sorting, paging, includes, and how much of each.

Source: https://hl7.org/fhir/6.0.0-ballot4/search.html#modifyingresults
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from filmroom.errors import SearchError, SearchLimitError, UnsupportedSearchError
from filmroom.fhir.search_parameter import SearchType
from filmroom.query.parameter_lookup import find_parameter, quoted
from filmroom.query.search import SortKey

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from filmroom.query.limits import SearchLimits

__all__ = ["parse_choice", "parse_count", "parse_elements", "parse_sort_key", "sort_texts"]

_COUNT = re.compile(r"[0-9]{1,9}")
_ELEMENT = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:\.[A-Za-z][A-Za-z0-9]*)*")

_Choice = TypeVar("_Choice", bound=StrEnum)


def parse_count(text: str, limits: SearchLimits) -> int:
    """Read ``_count``, reduced to the limit where it is larger.

    Raises:
        SearchError: it is no whole number.
    """
    if not _COUNT.fullmatch(text):
        raise SearchError("Parameter '_count': expected a whole number from 0")
    return min(int(text), limits.count)


def parse_choice(name: str, text: str, choices: type[_Choice]) -> _Choice:
    """Read a parameter that has a few values.

    Raises:
        SearchError: it is none of them.
    """
    try:
        return choices(text)
    except ValueError as error:
        expected = ", ".join(choices)
        raise SearchError(f"Parameter {quoted(name)}: expected one of: {expected}") from error


def parse_elements(texts: Sequence[str]) -> tuple[str, ...]:
    """Read ``_elements``, however often it is given: names of elements between commas, each named once.

    Raises:
        SearchError: one is no name.
    """
    names = [name for text in texts for name in text.split(",") if name]
    if not all(_ELEMENT.fullmatch(name) for name in names):
        raise SearchError("Parameter '_elements': expected names of elements with commas between them")
    return tuple(dict.fromkeys(names))


def sort_texts(texts: Sequence[str], limits: SearchLimits) -> Iterator[str]:
    """Give each key of ``_sort``, however often that is given.

    Raises:
        SearchLimitError: they are more than the limit.
    """
    keys = [key for text in texts for key in text.split(",") if key]
    if len(keys) > limits.sort_keys:
        raise SearchLimitError(f"Parameter '_sort': found sort_keys {len(keys)}, expected at most {limits.sort_keys}")
    return iter(dict.fromkeys(keys))


def parse_sort_key(types: tuple[str, ...], text: str) -> SortKey:
    """Read one key of ``_sort``: a parameter's name, with a hyphen before it to sort downwards.

    Raises:
        UnsupportedSearchError: the types have no such parameter, or it has no order.
    """
    parameter = find_parameter(types, text.removeprefix("-"))
    if parameter.type is SearchType.COMPOSITE:
        raise UnsupportedSearchError(f"Parameter '_sort': {quoted(parameter.code)} has no order")
    return SortKey(parameter, text.startswith("-"))

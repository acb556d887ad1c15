"""What one search may cost.

Source: https://hl7.org/fhir/6.0.0-ballot4/search.html
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["DEFAULT_SEARCH_LIMITS", "SearchLimits"]


@dataclass(frozen=True, slots=True)
class SearchLimits:
    """The documented limits of one search; past one of them it is a `SearchLimitError`.

    Attributes:
        count_default: how many matches a page has when ``_count`` is not given.
        count: the most matches that a page has; a larger ``_count`` is reduced to it and is no error.
        criteria: how many criteria may be asked for, each branch of a chain over several types counted.
        or_values: how many values one criterion may list between commas.
        chain_depth: how many references a chain or ``_has`` may follow, both counted together.
        includes: how many ``_include`` and ``_revinclude`` may be asked for.
        sort_keys: how many parameters may be sorted by.
        value_length: the most characters of one parameter's value, its commas included.
    """

    count_default: int = 50
    count: int = 1_000
    criteria: int = 50
    or_values: int = 500
    chain_depth: int = 4
    includes: int = 20
    sort_keys: int = 5
    value_length: int = 32_768


DEFAULT_SEARCH_LIMITS = SearchLimits()
"""The limits that hold unless a caller says otherwise."""

"""``_include`` and ``_revinclude``: ``Type:reference``, ``Type:reference:Target``, ``Type:*`` and ``*``.

Source: https://hl7.org/fhir/6.0.0-ballot4/search.html#include
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from filmroom.errors import SearchError, UnsupportedSearchError
from filmroom.query.parameter_lookup import find_reference, quoted, refers_to, require_type
from filmroom.query.search import Include

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["INCLUDES", "parse_include"]

_ANY = "*"

INCLUDES: Mapping[str, tuple[bool, bool]] = {
    "_include": (False, False),
    "_include:iterate": (False, True),
    "_revinclude": (True, False),
    "_revinclude:iterate": (True, True),
}
"""Of each name, whether it is a reverse include and whether it iterates."""


def parse_include(types: tuple[str, ...], name: str, text: str) -> Include:
    """Read one include; ``types`` are those searched, none of them when all are.

    Raises:
        UnsupportedSearchError: a type or a reference is not known, or it can never bring anything along.
        SearchError: it is not of the form of an include.
    """
    is_reverse, iterate = INCLUDES[name]
    if text == _ANY:
        return Include(None, None, iterate=iterate)
    parts = text.split(":")
    if not 2 <= len(parts) <= 3 or not all(parts):
        raise SearchError(f"Parameter {quoted(name)}: expected Type:reference, Type:reference:Target, Type:* or *")
    resource_type = require_type(parts[0])
    parameter = None if parts[1] == _ANY else find_reference((resource_type,), parts[1])
    include = Include(resource_type, parameter, require_type(parts[2]) if parts[2:] else None, iterate)
    if include.target and parameter and not refers_to(parameter, include.target):
        raise UnsupportedSearchError(f"Parameter {quoted(name)}: {quoted(text)} never refers to {include.target}")
    if types and not iterate and not _starts_from(include, types, is_reverse=is_reverse):
        raise UnsupportedSearchError(f"Parameter {quoted(name)}: {quoted(text)} does not start from {types[0]}")
    return include


def _starts_from(include: Include, types: tuple[str, ...], *, is_reverse: bool) -> bool:
    """Say whether an include finds anything to follow among matches of the types."""
    if not is_reverse:
        return include.resource_type in types
    if include.target:
        return include.target in types
    return include.parameter is None or any(refers_to(include.parameter, each) for each in types)

"""A search as the query of a URL: of links to its pages, and to tell one search from another.

Source: https://hl7.org/fhir/6.0.0-ballot4/search.html#conformance
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote, urlencode

import msgspec

from filmroom.errors import SearchError
from filmroom.query.cursor import encode_cursor

if TYPE_CHECKING:
    from filmroom.query.search import Search

__all__ = ["CURSOR", "canonical_query", "query_key", "split_query"]

CURSOR = "_cursor"
"""The parameter that says where a page begins; only links have it."""

_OF_THE_PAGE = frozenset({"_count", "_total", "_summary", "_elements", "_format", "_pretty", "_include", "_revinclude"})
_LEFT_READABLE = "/:,*"


def split_query(text: str) -> tuple[tuple[str, str], ...]:
    """Split a query string into names and values, decoded; without the question mark.

    Raises:
        SearchError: it is not percent-encoded UTF-8.
    """
    try:
        return tuple(parse_qsl(text, keep_blank_values=True, errors="strict"))
    except ValueError as error:
        raise SearchError("Found a query that is not percent-encoded UTF-8") from error


def canonical_query(search: Search) -> str:
    """Write the query string of a search as it was understood, with its cursor: that of the self link.

    For the link to another page, give the search the cursor of that page.
    """
    pairs = list(search.used)
    if search.cursor is not None:
        pairs.append((CURSOR, encode_cursor(search.cursor, query_key(search))))
    return urlencode(pairs, quote_via=quote, safe=_LEFT_READABLE)


def query_key(search: Search) -> str:
    """Tell a search from others by what matches and in which order, whatever is returned of each match."""
    pairs = [pair for pair in search.used if pair[0].partition(":")[0] not in _OF_THE_PAGE]
    return sha256(msgspec.json.encode((search.resource_type, pairs))).hexdigest()

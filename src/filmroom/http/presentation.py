"""How a client wants to see resources: format, indentation, and which part of them.

Source: https://hl7.org/fhir/6.0.0-ballot4/http.html#parameters and search.html#summary
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

import msgspec

from filmroom.errors import SearchError
from filmroom.http.media_types import Format, negotiate
from filmroom.query.query_string import split_query
from filmroom.query.search import Summary
from filmroom.query.search_results import parse_choice, parse_elements

if TYPE_CHECKING:
    from collections.abc import Iterable

    from falcon import Request

__all__ = ["PRESENTATION_PARAMETERS", "Presentation", "present_as", "presentation_of"]

PRESENTATION_PARAMETERS: Final = frozenset({"_elements", "_format", "_pretty", "_summary"})
"""The parameters that say how an answer looks, whatever it is."""


class Presentation(msgspec.Struct, frozen=True):
    """How resources are written into an answer.

    Attributes:
        content_type: of the answer.
        summary: None: no summary.
        elements: the only ones wanted; empty: all.
    """

    format: Format
    content_type: str
    is_pretty: bool = False
    summary: Summary | None = None
    elements: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether resources are shown with everything in them."""
        return not self.elements and self.summary in (None, Summary.FALSE)

    @property
    def is_as_stored(self) -> bool:
        """Whether the JSON that is kept is what the client wants, byte for byte."""
        return self.format is Format.JSON and not self.is_pretty and self.is_whole


@lru_cache(maxsize=512)
def _plain(accept: str) -> Presentation:
    form = negotiate(accept)
    return Presentation(form.format, form.content_type)


def presentation_of(request: Request) -> Presentation:
    """Read from a request how its answer has to look.

    Raises:
        falcon.HTTPNotAcceptable: in a form that there is not.
        SearchError: a parameter has a value that it cannot have.
    """
    accept: str = request.env.get("HTTP_ACCEPT", "")
    query = request.query_string
    return present_as(accept, split_query(query)) if query else _plain(accept)


def present_as(accept: str, parameters: Iterable[tuple[str, str]]) -> Presentation:
    """Read from the Accept header and the parameters of a request how its answer has to look.

    Raises:
        falcon.HTTPNotAcceptable: in a form that there is not.
        SearchError: a parameter has a value that it cannot have.
    """
    pairs = [pair for pair in parameters if pair[0] in PRESENTATION_PARAMETERS]
    if not pairs:
        return _plain(accept)
    given = dict(pairs)
    form = negotiate(accept, given.get("_format", ""))
    summary = parse_choice("_summary", given["_summary"], Summary) if given.get("_summary") else None
    elements = parse_elements([value for name, value in pairs if name == "_elements"])
    return Presentation(form.format, form.content_type, _is_true("_pretty", given.get("_pretty")), summary, elements)


def _is_true(name: str, text: str | None) -> bool:
    if text not in (None, "", "true", "false"):
        raise SearchError(f"Parameter '{name}': expected true or false")
    return text == "true"

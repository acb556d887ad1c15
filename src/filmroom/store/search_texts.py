"""How a text that is asked for is compared with a text that is kept.

Source: https://hl7.org/fhir/6.0.0-ballot4/search.html#string
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, and_, or_

from filmroom.fhir.search_values import normalise
from filmroom.query.search import Modifier
from filmroom.query.terms import StringTerm, UriTerm
from filmroom.store.index_rows import key_of

if TYPE_CHECKING:
    from filmroom.query.terms import Term

__all__ = ["begins_with", "text_condition"]

_LAST_CHARACTER = "\U0010ffff"


def text_condition(
    value: Term, modifier: Modifier | None, kept: ColumnElement[str], exact: ColumnElement[str] | None = None
) -> ColumnElement[bool]:
    """Return the condition under which a kept text fits a term.

    Args:
        kept: normalised, if it is a string.
        exact: as it was written; None for an address.
    """
    if isinstance(value, UriTerm):
        if modifier is Modifier.BELOW:
            return or_(kept == key_of(value.value), begins_with(kept, value.value.rstrip("/") + "/"))
        return kept.contains(value.value, autoescape=True)
    if not isinstance(value, StringTerm):
        raise TypeError(type(value).__name__)
    if modifier is Modifier.EXACT and exact is not None:
        return and_(kept == key_of(normalise(value.text)), exact == key_of(value.text))
    if modifier is Modifier.CONTAINS:
        return kept.contains(value.text, autoescape=True)
    return begins_with(kept, value.text)


def begins_with(kept: ColumnElement[str], prefix: str) -> ColumnElement[bool]:
    """Return the condition under which a text begins like another: a range, which an index serves."""
    return and_(kept >= prefix, kept < prefix + _LAST_CHARACTER)

"""How a text that is asked for is compared with a text that is kept.

Source: https://hl7.org/fhir/6.0.0-ballot4/search.html#string
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Boolean, ColumnElement, and_, func, literal, or_
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from filmroom.fhir.search_values import normalise
from filmroom.query.search import Modifier
from filmroom.query.terms import StringTerm, UriTerm
from filmroom.store.index_rows import key_of

if TYPE_CHECKING:
    from sqlalchemy import Table
    from sqlalchemy.sql.compiler import SQLCompiler

    from filmroom.query.terms import Term

__all__ = ["begins_with", "text_condition", "uri_condition"]

_LAST_CHARACTER = "\U0010ffff"


class _Contains(FunctionElement[bool]):
    """Whether the first text contains the second: LIKE has patterns, and they have a greatest length."""

    type = Boolean()
    inherit_cache = True


@compiles(_Contains, "sqlite")
def _(element: _Contains, compiler: SQLCompiler, **options: Any) -> str:
    return f"instr({compiler.process(element.clauses, **options)}) > 0"


@compiles(_Contains, "postgresql")
def _(element: _Contains, compiler: SQLCompiler, **options: Any) -> str:
    return f"strpos({compiler.process(element.clauses, **options)}) > 0"


def text_condition(value: Term, modifier: Modifier | None, kept: Table) -> ColumnElement[bool]:
    """Return the condition under which a row of ``kept``, which is `string`, fits a term."""
    if not isinstance(value, StringTerm):
        raise TypeError(type(value).__name__)
    if modifier is Modifier.EXACT:
        return and_(kept.c.value == key_of(normalise(value.text)), kept.c.exact == key_of(value.text))
    if modifier is Modifier.CONTAINS:
        return _Contains(kept.c.value, literal(value.text))
    return begins_with(kept.c.value, value.text)


def uri_condition(
    value: Term, modifier: Modifier | None, kept: ColumnElement[str], *, is_bare: bool
) -> ColumnElement[bool]:
    """Return the condition under which a kept address fits a term of ``:below`` or ``:contains``.

    Args:
        is_bare: whether it stands also for itself with ``urn:oid:`` before it.
    """
    if not isinstance(value, UriTerm):
        raise TypeError(type(value).__name__)
    if modifier is Modifier.BELOW:
        return or_(kept == key_of(value.value), begins_with(kept, value.value + "/"))
    whole = literal("urn:oid:") + kept if is_bare else kept
    return _Contains(func.lower(whole), literal(value.value.lower()))


def begins_with(kept: ColumnElement[str], prefix: str) -> ColumnElement[bool]:
    """Return the condition under which a text begins like another: a range, which an index serves."""
    return and_(kept >= prefix, kept < prefix + _LAST_CHARACTER)

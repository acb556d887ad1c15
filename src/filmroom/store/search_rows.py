"""In which table the values stand that a criterion asks for, and what it asks of their rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, or_

from filmroom.errors import UnsupportedSearchError
from filmroom.fhir.search_parameter import SearchType
from filmroom.query.search import Modifier
from filmroom.query.terms import CompositeTerm, NumberTerm, QuantityTerm, StringTerm, TokenTerm
from filmroom.store.composite_forms import SEPARATOR, asked_form
from filmroom.store.index_rows import is_kept_bare
from filmroom.store.search_ranges import date_condition, quantity_condition
from filmroom.store.search_texts import begins_with, text_condition, uri_condition
from filmroom.store.tables import date, quantity, string, term

if TYPE_CHECKING:
    from sqlalchemy import Table

    from filmroom.query.search import ValueCriterion
    from filmroom.query.terms import Term

__all__ = ["asked_ids", "is_in_term", "row_condition", "rows_table", "variant_of"]

_KEY_TYPES = frozenset({SearchType.TOKEN, SearchType.REFERENCE, SearchType.URI})
_OTHER_MODIFIERS = frozenset({Modifier.BELOW, Modifier.CONTAINS, Modifier.TEXT})
_TABLES = {
    SearchType.DATE: date,
    SearchType.NUMBER: quantity,
    SearchType.QUANTITY: quantity,
    SearchType.STRING: string,
    SearchType.TOKEN: string,
    SearchType.REFERENCE: string,
    SearchType.URI: term,
}
"""Where the rows are that are not asked for by keys; of tokens and references these are the words."""


def asked_ids(criterion: ValueCriterion) -> list[str]:
    """Return the ids that a criterion on ``_id`` asks for: an id has no system, and no words."""
    if criterion.modifier not in (None, Modifier.NOT):
        return []
    return [one.code for one in criterion.values if isinstance(one, TokenTerm) and one.code and not one.system]


def is_in_term(criterion: ValueCriterion) -> bool:
    """Say whether a criterion asks for whole keys of `term`."""
    if criterion.parameter.type is SearchType.COMPOSITE:
        return all(isinstance(part, TokenTerm) for one in criterion.values for part in _components(criterion, one))
    return criterion.parameter.type in _KEY_TYPES and criterion.modifier not in _OTHER_MODIFIERS


def rows_table(criterion: ValueCriterion) -> Table:
    """Return the table of the rows that a criterion asks for."""
    if criterion.parameter.type is not SearchType.COMPOSITE:
        return _TABLES[criterion.parameter.type]
    second = _components(criterion, criterion.values[0])[1]
    return string if isinstance(second, StringTerm) else quantity


def variant_of(criterion: ValueCriterion) -> str:
    """Return the variant under which these rows are kept; empty for none."""
    return "text" if criterion.modifier is Modifier.TEXT else ""


def row_condition(criterion: ValueCriterion, table: Table) -> ColumnElement[bool]:
    """Return the condition under which a row of the parameter fits one of the terms.

    Raises:
        UnsupportedSearchError: a composite of components that are not kept together.
    """
    return or_(*(_fits(criterion, value, table) for value in criterion.values))


def _fits(criterion: ValueCriterion, value: Term, table: Table) -> ColumnElement[bool]:
    parameter = criterion.parameter
    if parameter.type is SearchType.COMPOSITE:
        return _composite_fits(criterion, value, table)
    if table is date:
        return date_condition(value, table.c.low, table.c.high)
    if table is quantity:
        return quantity_condition(value, table)
    if table is string:
        return text_condition(value, criterion.modifier, table)
    is_bare = is_kept_bare(parameter.base, parameter.code)
    return uri_condition(value, criterion.modifier, table.c.value, is_bare=is_bare)


def _composite_fits(criterion: ValueCriterion, value: Term, table: Table) -> ColumnElement[bool]:
    first, second = _components(criterion, value)
    before = asked_form(first) + SEPARATOR
    if isinstance(second, StringTerm):
        return begins_with(table.c.value, before + second.text)
    return quantity_condition(second, table, before)


def _components(criterion: ValueCriterion, value: Term) -> tuple[TokenTerm, Term]:
    """Return the two components of a term, the first a token."""
    parts = value.components if isinstance(value, CompositeTerm) else ()
    if len(parts) == 2:
        first, second = parts
        if isinstance(first, TokenTerm) and isinstance(second, (TokenTerm, StringTerm, NumberTerm, QuantityTerm)):
            return first, second
    expected = "expected a token first, then a token, a text or a number"
    raise UnsupportedSearchError(f"Parameter '{criterion.parameter.code}': not supported; {expected}")

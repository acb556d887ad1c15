"""What matches are sorted by: the least value of a parameter when sorting up, the greatest when sorting down.

Source: https://hl7.org/fhir/6.0.0-ballot4/search.html#sort
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import ColumnElement, func, select

from filmroom.errors import SearchError
from filmroom.fhir.search_parameter import SearchType
from filmroom.fhir.search_parameters import parameter_number
from filmroom.store.tables import date, quantity, string, term

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Table

    from filmroom.query.search import SortKey

__all__ = ["SortExpression", "sort_expressions"]

_COLUMNS = {
    SearchType.DATE: (date.c.low, date.c.high),
    SearchType.NUMBER: (quantity.c.low, quantity.c.low),
    SearchType.QUANTITY: (quantity.c.low, quantity.c.low),
    SearchType.STRING: (string.c.value, string.c.value),
    SearchType.TOKEN: (term.c.value, term.c.value),
    SearchType.REFERENCE: (term.c.value, term.c.value),
    SearchType.URI: (term.c.value, term.c.value),
}
"""What is compared of each type of parameter: sorting up, and sorting down."""


class SortExpression(NamedTuple):
    """One key of the order."""

    value: ColumnElement[Any]
    descending: bool


def sort_expressions(
    sort: Sequence[SortKey], resource_type: str, rid: ColumnElement[int], resource: Table
) -> list[SortExpression]:
    """Return the keys of an order for the resource with this number.

    Raises:
        SearchError: a parameter by which nothing can be sorted.
    """
    return [SortExpression(_value(key, resource_type, rid, resource), key.descending) for key in sort]


def _value(key: SortKey, resource_type: str, rid: ColumnElement[int], resource: Table) -> ColumnElement[Any]:
    parameter = key.parameter
    if parameter.code == "_id":
        return resource.c.id
    if parameter.code == "_lastUpdated":
        return resource.c.updated
    columns = _COLUMNS.get(parameter.type)
    if columns is None:
        raise SearchError(f"_sort: nothing can be sorted by '{parameter.code}', a parameter of type {parameter.type}")
    column = columns[key.descending]
    table = column.table
    value = func.max(column) if key.descending else func.min(column)
    number = parameter_number(resource_type, parameter.code)
    chosen = select(value).where(table.c.param == number, table.c.rid == rid)
    return chosen.correlate_except(table).scalar_subquery()

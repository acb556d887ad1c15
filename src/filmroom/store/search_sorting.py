"""What matches are sorted by: the least value of a parameter when sorting up, the greatest when sorting down.

Of a date or a number that is where it begins. Those without a value come last, whichever way. Equals are in the order
in which they were made, which runs the way of the last key; without a key it is the chief date, the latest first.

Source: https://hl7.org/fhir/6.0.0-ballot4/search.html#sort
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import ColumnElement, and_, case, func, literal, or_, select

from filmroom.errors import UnsupportedSearchError
from filmroom.fhir.search_parameter import SearchType
from filmroom.fhir.search_parameters import parameter_number
from filmroom.store.index_rows import CHIEF_DATES, NO_MOMENT, is_kept_bare
from filmroom.store.search_choice import Order
from filmroom.store.tables import date, quantity, resource, string, term

if TYPE_CHECKING:
    from collections.abc import Sequence

    from filmroom.fhir.search_parameter import SearchParameter
    from filmroom.query.cursor import SortValue
    from filmroom.query.search import SortKey

__all__ = ["OrderKey", "behind", "is_descending", "order_of", "ordered", "sort_values"]

_COLUMNS = {
    SearchType.DATE: date.c.low,
    SearchType.NUMBER: quantity.c.low,
    SearchType.QUANTITY: quantity.c.low,
    SearchType.STRING: string.c.value,
    SearchType.TOKEN: term.c.value,
    SearchType.REFERENCE: term.c.value,
    SearchType.URI: term.c.value,
}
_OID = "urn:oid:"


class OrderKey(NamedTuple):
    """One column of the order."""

    column: ColumnElement[Any]
    is_descending: bool


def order_of(sort: Sequence[SortKey], types: Sequence[str]) -> Order:
    """Say which order is asked for."""
    if not sort or (len(sort) == 1 and _is_chief(sort[0].parameter, types)):
        return Order.MOMENT
    return Order.UPDATED if len(sort) == 1 and sort[0].parameter.code == "_lastUpdated" else Order.OTHER


def is_descending(sort: Sequence[SortKey]) -> bool:
    """Say which way equals run, and what is sorted by one key."""
    return sort[-1].descending if sort else True


def sort_values(
    sort: Sequence[SortKey], types: Sequence[str], rid: ColumnElement[int], moment: ColumnElement[int]
) -> list[OrderKey]:
    """Return the keys of an order for the resource with this number and moment, joined with `resource`.

    Raises:
        UnsupportedSearchError: a parameter by which nothing can be sorted.
    """
    if not sort:
        return [OrderKey(func.nullif(moment, NO_MOMENT), is_descending=True)]
    return [OrderKey(_value(key, types, rid, moment), key.descending) for key in sort]


def behind(
    order: Sequence[OrderKey], rid: OrderKey, place: Sequence[SortValue], *, is_backward: bool
) -> ColumnElement[bool]:
    """Return the condition under which a row comes after a place: equal in the first keys, behind in the next."""
    alternatives: list[ColumnElement[bool]] = []
    equal: list[ColumnElement[bool]] = []
    for key, value in zip((*order, rid), place, strict=True):
        is_missing, goes_down = key.column.is_(None), key.is_descending is not is_backward
        if value is None:
            alternatives += [and_(*equal, ~is_missing)] * is_backward
            equal.append(is_missing)
            continue
        further = key.column < literal(value) if goes_down else key.column > literal(value)
        alternatives.append(and_(*equal, further))
        if key is not rid and not is_backward:
            alternatives.append(and_(*equal, is_missing))
        equal.append(key.column == literal(value))
    return or_(*alternatives)


def ordered(order: Sequence[OrderKey], rid: OrderKey, *, is_backward: bool) -> list[ColumnElement[Any]]:
    """Return what rows are ordered by."""
    columns: list[ColumnElement[Any]] = []
    for key in order:
        is_missing = case((key.column.is_(None), 1), else_=0)
        columns += [is_missing.desc() if is_backward else is_missing.asc(), _directed(key, is_backward=is_backward)]
    return [*columns, _directed(rid, is_backward=is_backward)]


def _directed(key: OrderKey, *, is_backward: bool) -> ColumnElement[Any]:
    return key.column.desc() if key.is_descending is not is_backward else key.column.asc()


def _is_chief(parameter: SearchParameter, types: Sequence[str]) -> bool:
    return len(types) == 1 and CHIEF_DATES.get(types[0]) == parameter.code


def _value(
    key: SortKey, types: Sequence[str], rid: ColumnElement[int], moment: ColumnElement[int]
) -> ColumnElement[Any]:
    parameter = key.parameter
    if parameter.code == "_id":
        return resource.c.id
    if parameter.code == "_lastUpdated":
        return resource.c.updated
    if _is_chief(parameter, types):
        return func.nullif(moment, NO_MOMENT)
    column = _COLUMNS.get(parameter.type)
    if column is None:
        raise UnsupportedSearchError(f"Parameter '_sort': '{parameter.code}' has no order")
    table = column.table
    compared: ColumnElement[Any] = column
    if parameter.oid_forms and not is_kept_bare(parameter.base, parameter.code):
        compared = case((func.substr(column, 1, len(_OID)) == _OID, func.substr(column, len(_OID) + 1)), else_=column)
    value = func.max(compared) if key.descending else func.min(compared)
    numbers = [parameter_number(one, parameter.code) for one in types]
    return select(value).where(table.c.rid == rid, table.c.param.in_(numbers)).correlate_except(table).scalar_subquery()

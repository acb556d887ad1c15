"""The criteria of a search as conditions of SQL on one row: a resource that may match.

Source: https://hl7.org/fhir/6.0.0-ballot4/search.html
"""

from __future__ import annotations

from functools import singledispatch
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import ColumnElement, and_, exists, false, func, or_, true

from filmroom.fhir.search_parameter import SearchType
from filmroom.fhir.search_parameters import parameter_number
from filmroom.query.search import (
    AnyCriterion,
    ChainCriterion,
    HasCriterion,
    MissingCriterion,
    Modifier,
    ValueCriterion,
)
from filmroom.store.index_rows import variant_number
from filmroom.store.search_keys import Key, keys_of
from filmroom.store.search_ranges import instant_condition
from filmroom.store.search_resolved import Asked, ResolvedAny, ResolvedChain, ResolvedHas
from filmroom.store.search_rows import asked_ids, is_in_term, row_condition, rows_table, variant_of
from filmroom.store.search_texts import begins_with
from filmroom.store.tables import date, quantity, resource, string, term

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import FromClause

    from filmroom.fhir.search_parameter import SearchParameter

__all__ = ["Candidate", "condition", "has_key", "needs_resource"]

_FEW_KEYS = 8
"""Up to here a key is looked for where its row must stand; more are compared with the rows that a candidate has."""


class Candidate(NamedTuple):
    """A row that may match, as SQL sees it.

    Attributes:
        types: which types the resource may have; more than one in a search of the whole system.
        resource: the table, or an alias of it, with its columns.
        moment: that of its rows in `term`; None where it is not known.
    """

    types: tuple[str, ...]
    rid: ColumnElement[int]
    resource: FromClause
    moment: ColumnElement[int] | None = None

    def numbers(self, parameter: SearchParameter, variant: str = "") -> list[int]:
        """Return the numbers of a parameter, one for each type."""
        if variant:
            return [variant_number(one, parameter.code, variant) for one in self.types]
        return [parameter_number(one, parameter.code) for one in self.types]


def needs_resource(criterion: Asked) -> bool:
    """Say whether a condition looks at the columns of the candidate's resource."""
    match criterion:
        case AnyCriterion() | ResolvedAny():
            return any(needs_resource(one) for one in criterion.criteria)
        case ValueCriterion():
            return criterion.parameter.code in ("_id", "_lastUpdated")
        case HasCriterion() | ResolvedHas():
            return True
        case _:
            return False


@singledispatch
def condition(criterion: Asked, candidate: Candidate) -> ColumnElement[bool]:  # noqa: ARG001 (those below use it)
    """Return the condition under which a candidate fulfils a criterion.

    Raises:
        UnsupportedSearchError: a composite of components that are not kept together.
    """
    raise TypeError(type(criterion).__name__)


@condition.register(AnyCriterion)
@condition.register(ResolvedAny)
def _(criterion: AnyCriterion | ResolvedAny, candidate: Candidate) -> ColumnElement[bool]:
    return or_(false(), *(condition(one, candidate) for one in criterion.criteria))


@condition.register
def _(criterion: ValueCriterion, candidate: Candidate) -> ColumnElement[bool]:
    if criterion.modifier is Modifier.NOT:
        return ~_has_value(ValueCriterion(criterion.parameter, criterion.values), candidate)
    return _has_value(criterion, candidate)


def _has_value(criterion: ValueCriterion, candidate: Candidate) -> ColumnElement[bool]:
    code = criterion.parameter.code
    if code == "_id":
        return candidate.resource.c.id.in_(asked_ids(criterion))
    if code == "_lastUpdated":
        return or_(*(instant_condition(value, candidate.resource.c.updated) for value in criterion.values))
    if is_in_term(criterion):
        return has_key(keys_of(criterion, candidate.types), candidate)
    table = rows_table(criterion)
    numbers = candidate.numbers(criterion.parameter, variant_of(criterion))
    return _exists(table, numbers, candidate, row_condition(criterion, table))


def has_key(keys: Sequence[Key], candidate: Candidate) -> ColumnElement[bool]:
    """Return the condition under which a candidate has one of several rows in `term`."""
    if not keys:
        return false()
    fits = [term.c.rid == candidate.rid, Key.any_of(keys)]
    if candidate.moment is not None and len(keys) <= _FEW_KEYS:
        fits.append(term.c.moment == candidate.moment)
    return exists().where(*fits).correlate_except(term)


def _exists(
    table: FromClause, numbers: list[int], candidate: Candidate, fits: ColumnElement[bool]
) -> ColumnElement[bool]:
    return exists().where(table.c.rid == candidate.rid, table.c.param.in_(numbers), fits).correlate_except(table)


_TABLES = {
    SearchType.DATE: (date,),
    SearchType.NUMBER: (quantity,),
    SearchType.QUANTITY: (quantity,),
    SearchType.STRING: (string,),
    SearchType.TOKEN: (term, string),
    SearchType.REFERENCE: (term, string),
    SearchType.URI: (term,),
}
"""Where the values of a parameter can be; a token that is only a text, a reference that is only a name, are strings."""


@condition.register
def _(criterion: MissingCriterion, candidate: Candidate) -> ColumnElement[bool]:
    parameter = criterion.parameter
    if parameter.code in ("_id", "_lastUpdated"):
        return false() if criterion.is_missing else true()
    numbers = [number for variant in ("", "text", "identifier") for number in candidate.numbers(parameter, variant)]
    present = or_(*(_exists(table, numbers, candidate, true()) for table in _TABLES[parameter.type]))
    return ~present if criterion.is_missing else present


@condition.register
def _(criterion: ResolvedChain, candidate: Candidate) -> ColumnElement[bool]:
    return has_key(criterion.keys(candidate.types), candidate)


@condition.register
def _(criterion: ResolvedHas, candidate: Candidate) -> ColumnElement[bool]:
    ids: dict[str, list[str]] = {}
    for resource_type, resource_id in criterion.names:
        ids.setdefault(resource_type, []).append(resource_id)
    columns = candidate.resource.c
    return or_(false(), *(and_(columns.type == one, columns.id.in_(found)) for one, found in ids.items()))


@condition.register
def _(criterion: ChainCriterion, candidate: Candidate) -> ColumnElement[bool]:
    reference, target = term.alias(), resource.alias()
    inner = Candidate((criterion.target,), target.c.rid, target)
    fits = [
        reference.c.rid == candidate.rid,
        reference.c.param.in_(candidate.numbers(criterion.parameter)),
        begins_with(reference.c.value, f"{criterion.target}/"),
        target.c.type == criterion.target,
        target.c.id == func.substr(reference.c.value, len(criterion.target) + 2),
        target.c.content.is_not(None),
        condition(criterion.criterion, inner),
    ]
    return exists().where(and_(*fits)).correlate_except(reference, target)


@condition.register
def _(criterion: HasCriterion, candidate: Candidate) -> ColumnElement[bool]:
    reference, source = term.alias(), resource.alias()
    inner = Candidate((criterion.resource_type,), source.c.rid, source, reference.c.moment)
    fits = [
        reference.c.param == parameter_number(criterion.resource_type, criterion.parameter.code),
        reference.c.value == candidate.resource.c.type + "/" + candidate.resource.c.id,
        source.c.rid == reference.c.rid,
        condition(criterion.criterion, inner),
    ]
    return exists().where(and_(*fits)).correlate_except(reference, source)

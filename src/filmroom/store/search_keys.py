"""The rows of `term` that a criterion asks for: tokens, references, addresses and composites as keys."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import ColumnElement, and_, or_

from filmroom.fhir.definitions import known_resource_types
from filmroom.fhir.search_parameters import parameter_number
from filmroom.query.search import Modifier
from filmroom.query.terms import CompositeTerm, OfTypeTerm, ReferenceTerm, TokenTerm, UriTerm
from filmroom.store.composite_forms import SEPARATOR, asked_form
from filmroom.store.index_rows import is_kept_bare, key_of, of_type_key, system_number, variant_number
from filmroom.store.tables import term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import FromClause

    from filmroom.fhir.search_parameter import SearchParameter
    from filmroom.query.search import ValueCriterion
    from filmroom.query.terms import Term

__all__ = ["Key", "keys_of"]

_OID = "urn:oid:"


class Key(NamedTuple):
    """Some rows of `term`.

    Attributes:
        value: None: any of the system.
        system: its number; None: any or none.
    """

    param: int
    value: str | None
    system: int | None = None

    @staticmethod
    def any_of(keys: Iterable[Key], table: FromClause = term) -> ColumnElement[bool]:
        """Return the condition under which a row is one of several keys."""
        plain: dict[int, list[str]] = defaultdict(list)
        conditions: list[ColumnElement[bool]] = []
        for key in keys:
            if key.system is None and key.value is not None:
                plain[key.param].append(key.value)
            else:
                conditions.append(key.condition(table))
        for param, values in plain.items():
            is_value = table.c.value == values[0] if len(values) == 1 else table.c.value.in_(values)
            conditions.append(and_(table.c.param == param, is_value))
        return or_(*conditions)

    def condition(self, table: FromClause = term) -> ColumnElement[bool]:
        """Return the condition under which a row is this key."""
        fits = [table.c.param == self.param]
        if self.value is not None:
            fits.append(table.c.value == self.value)
        if self.system is not None:
            fits.append(table.c.system == self.system)
        return and_(*fits)


def keys_of(criterion: ValueCriterion, types: Sequence[str]) -> list[Key]:
    """Return the keys of which a match has at least one.

    Args:
        types: which types a match may have: each has numbers of its own.
    """
    keys: dict[Key, None] = {}
    for resource_type in types:
        for value in criterion.values:
            keys.update(dict.fromkeys(_keys(criterion, resource_type, value)))
    return list(keys)


def _keys(criterion: ValueCriterion, resource_type: str, value: Term) -> Iterator[Key]:
    code = criterion.parameter.code
    number = parameter_number(resource_type, code)
    is_bare = is_kept_bare(resource_type, code)
    if isinstance(value, TokenTerm):
        if criterion.modifier is Modifier.IDENTIFIER:
            number = variant_number(resource_type, code, "identifier")
        text = value.code.removeprefix(_OID) if is_bare and value.code else value.code
        system = None if value.system is None else system_number(value.system)
        yield Key(number, None if text is None else key_of(text), system)
    elif isinstance(value, OfTypeTerm):
        of_type = variant_number(resource_type, code, "of-type")
        yield Key(of_type, of_type_key(value.code, value.value), system_number(value.system))
    elif isinstance(value, ReferenceTerm):
        yield from _reference_keys(value, criterion.parameter, resource_type)
    elif isinstance(value, UriTerm):
        yield Key(number, key_of(value.value.removeprefix(_OID) if is_bare else value.value))
    elif isinstance(value, CompositeTerm):
        forms = [asked_form(one) for one in value.components if isinstance(one, TokenTerm)]
        yield Key(number, key_of(SEPARATOR.join(forms)))


def _reference_keys(value: ReferenceTerm, parameter: SearchParameter, resource_type: str) -> Iterator[Key]:
    number = parameter_number(resource_type, parameter.code)
    if value.version:
        number = variant_number(resource_type, parameter.code, "version")
    behind = f"|{value.version}" if value.version else ""
    if value.url is not None:
        yield Key(number, key_of(value.url + behind))
    else:
        types = (value.type,) if value.type else parameter.targets or sorted(known_resource_types())
        yield from (Key(number, f"{one}/{value.id}{behind}") for one in types)

"""The rows of `term` that a criterion asks for: tokens, references, addresses and composites as keys."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import ColumnElement, and_, or_

from filmroom.errors import SearchError
from filmroom.fhir.definitions import known_resource_types
from filmroom.fhir.search_parameters import parameter_number
from filmroom.query.search import Modifier
from filmroom.query.terms import CompositeTerm, OfTypeTerm, ReferenceTerm, TokenTerm, UriTerm
from filmroom.store.index_rows import is_uid_parameter, key_of, system_number, variant_number
from filmroom.store.tables import term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import FromClause

    from filmroom.fhir.search_parameter import SearchParameter
    from filmroom.query.search import ValueCriterion
    from filmroom.query.terms import Term

__all__ = ["Key", "ResolvedChain", "keys_of"]

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
            conditions.append(and_(table.c.param == param, table.c.value.in_(values)))
        return or_(*conditions)

    def condition(self, table: FromClause = term) -> ColumnElement[bool]:
        """Return the condition under which a row is this key."""
        fits = [table.c.param == self.param]
        if self.value is not None:
            fits.append(table.c.value == self.value)
        if self.system is not None:
            fits.append(table.c.system == self.system)
        return and_(*fits)


class ResolvedChain(NamedTuple):
    """A chain whose far end was looked up: refers by ``parameter`` to one of these resources."""

    parameter: SearchParameter
    target: str
    ids: tuple[str, ...]

    def keys(self, types: Sequence[str]) -> list[Key]:
        """Return the keys of which a match has one."""
        numbers = [parameter_number(one, self.parameter.code) for one in types]
        return [Key(number, f"{self.target}/{one}") for number in numbers for one in self.ids]


def keys_of(criterion: ValueCriterion, types: Sequence[str]) -> list[Key]:
    """Return the keys of which a match has at least one.

    Args:
        types: which types a match may have: each has numbers of its own.

    Raises:
        SearchError: a composite whose parts say partly with a system what they look for, and partly without.
    """
    keys: dict[Key, None] = {}
    for resource_type in types:
        for value in criterion.values:
            keys.update(dict.fromkeys(_keys(criterion, resource_type, value)))
    return list(keys)


def _keys(criterion: ValueCriterion, resource_type: str, value: Term) -> Iterator[Key]:
    parameter = criterion.parameter
    number = parameter_number(resource_type, parameter.code)
    is_uid = is_uid_parameter(resource_type, parameter.code)
    if isinstance(value, TokenTerm):
        if criterion.modifier is Modifier.IDENTIFIER:
            number = variant_number(resource_type, parameter.code, "identifier")
        code = value.code.removeprefix(_OID) if is_uid and value.code else value.code
        system = None if value.system is None else system_number(value.system)
        yield Key(number, None if code is None else key_of(code), system)
    elif isinstance(value, OfTypeTerm):
        of_type = variant_number(resource_type, parameter.code, "of-type")
        yield Key(of_type, key_of(f"{value.code}|{value.value}"), system_number(value.system))
    elif isinstance(value, ReferenceTerm):
        yield from (Key(number, key) for key in _reference_keys(value, parameter.targets))
    elif isinstance(value, UriTerm):
        yield Key(number, key_of(value.value.removeprefix(_OID) if is_uid else value.value))
    elif isinstance(value, CompositeTerm):
        yield Key(number, key_of(_composite_text(value, parameter.code)))


def _reference_keys(value: ReferenceTerm, targets: tuple[str, ...]) -> Iterator[str]:
    if value.id is not None:
        types = (value.type,) if value.type else targets or sorted(known_resource_types())
        yield from (f"{one}/{value.id}" for one in types)
    elif value.url is not None:
        yield key_of(f"{value.url}|{value.version}" if value.version else value.url)


def _composite_text(value: CompositeTerm, code: str) -> str:
    tokens = [one for one in value.components if isinstance(one, TokenTerm) and one.code is not None]
    if len(tokens) == len(value.components):
        if all(token.system is None for token in tokens):
            return "$".join(token.code or "" for token in tokens)
        if all(token.system is not None for token in tokens):
            return "$".join(f"{token.system}|{token.code}" for token in tokens)
    raise SearchError(f"Parameter '{code}': expected a code in each part, and a system in all of them or in none")

"""What a search asks for, as values.

Criteria hold together: a match fulfils all of them. What a criterion lists fulfils it one by one.

Source: https://hl7.org/fhir/6.0.0-ballot4/search.html
"""

from __future__ import annotations

from enum import StrEnum
from typing import TypeAlias

import msgspec

from filmroom.fhir.outcome import Issue
from filmroom.fhir.search_parameter import SearchParameter
from filmroom.query.cursor import Cursor
from filmroom.query.terms import Term

__all__ = [
    "AnyCriterion",
    "ChainCriterion",
    "Criterion",
    "HasCriterion",
    "Include",
    "MissingCriterion",
    "Modifier",
    "Search",
    "SortKey",
    "Summary",
    "Total",
    "ValueCriterion",
]


class Modifier(StrEnum):
    """How values are compared otherwise than usual.

    The modifiers that are missing here have been carried out on reading: ``:missing`` is a `MissingCriterion`,
    ``:[type]`` stands in the `ReferenceTerm`, ``:above`` lists the URIs above.

    Source: https://hl7.org/fhir/6.0.0-ballot4/search.html#modifiers
    """

    NOT = "not"
    EXACT = "exact"
    CONTAINS = "contains"
    TEXT = "text"
    IDENTIFIER = "identifier"
    OF_TYPE = "of-type"
    BELOW = "below"


class ValueCriterion(msgspec.Struct, frozen=True):
    """Has a value that fits one of the terms; with ``Modifier.NOT``: has no such value, or none at all.

    Attributes:
        values: at least one. `StringTerm` under EXACT, under TEXT, and under CONTAINS of strings; `TokenTerm` under
            IDENTIFIER; `OfTypeTerm` under OF_TYPE; otherwise the term of the parameter's type.
        modifier: None: compared as the type of the parameter is.
    """

    parameter: SearchParameter
    values: tuple[Term, ...]
    modifier: Modifier | None = None


class MissingCriterion(msgspec.Struct, frozen=True):
    """Has no value of a parameter, or, where ``is_missing`` is false, has any."""

    parameter: SearchParameter
    is_missing: bool


class ChainCriterion(msgspec.Struct, frozen=True):
    """Refers by ``parameter`` to a resource of type ``target`` that fulfils the criterion."""

    parameter: SearchParameter
    target: str
    criterion: Criterion


class HasCriterion(msgspec.Struct, frozen=True):
    """Is referred to by the ``parameter`` of a resource of type ``resource_type`` that fulfils the criterion."""

    resource_type: str
    parameter: SearchParameter
    criterion: Criterion


class AnyCriterion(msgspec.Struct, frozen=True):
    """Fulfils at least one of several criteria: a chain without a type, over the types that it may lead to."""

    criteria: tuple[Criterion, ...]


Criterion: TypeAlias = ValueCriterion | MissingCriterion | ChainCriterion | HasCriterion | AnyCriterion
"""Anything that a match has to fulfil."""


class Include(msgspec.Struct, frozen=True):
    """Which resources come along: what matches refer to, or as a reverse include what refers to matches.

    Attributes:
        resource_type: the type that has the reference; None: every type.
        parameter: the reference; None: every reference of the type.
        target: the type referred to; None: any.
        iterate: whether it also starts from what has come along.
    """

    resource_type: str | None
    parameter: SearchParameter | None
    target: str | None = None
    iterate: bool = False


class SortKey(msgspec.Struct, frozen=True):
    """One parameter that matches are sorted by; those without a value come last, whichever way it runs."""

    parameter: SearchParameter
    descending: bool = False


class Total(StrEnum):
    """How exact the number of all matches is to be. Source: https://hl7.org/fhir/6.0.0-ballot4/search.html#total"""

    NONE = "none"
    ESTIMATE = "estimate"
    ACCURATE = "accurate"


class Summary(StrEnum):
    """Which part of a resource is returned. Source: https://hl7.org/fhir/6.0.0-ballot4/search.html#summary"""

    TRUE = "true"
    TEXT = "text"
    DATA = "data"
    COUNT = "count"
    FALSE = "false"


class Search(msgspec.Struct, frozen=True, kw_only=True):
    """A search as it was understood.

    Attributes:
        resource_type: the type that is searched; None: all types, or those of ``types``.
        types: of ``_type``; empty: no such restriction.
        criteria: all of them hold; empty: everything matches.
        sort: in the order of importance; empty: the store's own order.
        count: how many matches a page has; 0: none.
        total: None: as the server likes.
        summary: None: the whole resource.
        elements: the elements to return; empty: all.
        cursor: None: the first page.
        problems: what was not understood and is left out, for the answer's OperationOutcome.
        used: names and values that were understood, not encoded, without the cursor.
    """

    resource_type: str | None
    types: tuple[str, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    includes: tuple[Include, ...] = ()
    revincludes: tuple[Include, ...] = ()
    sort: tuple[SortKey, ...] = ()
    count: int
    total: Total | None = None
    summary: Summary | None = None
    elements: tuple[str, ...] = ()
    cursor: Cursor | None = None
    problems: tuple[Issue, ...] = ()
    used: tuple[tuple[str, str], ...] = ()

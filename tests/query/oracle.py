"""What a search finds, worked out slowly and plainly: against this, stores are tested.

Every criterion is compared with every value of every resource, as the search page words it. Where the page leaves
something open, what is decided here holds:

- ``sa``, ``eb``, ``gt``, ``lt``, ``ge`` and ``le`` compare numbers exactly, those of resources too: 100 is not more
  than 100, although both stand for 99.5 to 100.5. A quantity that is "less than" something reaches as far down as it
  may, and one that is "more than" as far up.
- ``ne`` finds what has a value that is not equal; ``:not`` finds what has no value that is equal.
- A reference to another server's ``Patient/1`` is none to ``Patient/1`` here.
- Texts and URIs are found by ``:contains`` in any case of letters.
- Dates and numbers are sorted by where they begin; references by ``Type/id`` or address.

Source: https://hl7.org/fhir/6.0.0-ballot4/search.html
"""

from __future__ import annotations

from datetime import datetime
from functools import singledispatch
from typing import TYPE_CHECKING, Any, NamedTuple

from filmroom.fhir.search_values import (
    GREATEST_NUMBER,
    LEAST_NUMBER,
    CompositeValue,
    DateValue,
    IdentifierReferenceValue,
    NumberValue,
    OfTypeValue,
    QuantityValue,
    ReferenceValue,
    SearchValue,
    StringValue,
    TokenValue,
    UriValue,
    normalise,
)
from filmroom.query.search import (
    AnyCriterion,
    ChainCriterion,
    HasCriterion,
    MissingCriterion,
    Modifier,
    ValueCriterion,
)
from filmroom.query.search_dates import microseconds
from filmroom.query.terms import (
    CompositeTerm,
    DateTerm,
    NumberTerm,
    OfTypeTerm,
    Prefix,
    QuantityTerm,
    ReferenceTerm,
    StringTerm,
    TokenTerm,
    UriTerm,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from decimal import Decimal

    from filmroom.query.search import Criterion, Search, SortKey
    from filmroom.query.terms import Term

__all__ = ["matches"]


class _Entry(NamedTuple):
    """A resource with what it is found by."""

    type: str
    id: str
    values: Mapping[str, tuple[SearchValue, ...]]

    @property
    def name(self) -> str:
        return f"{self.type}/{self.id}"


class _Asked(NamedTuple):
    """An entry that may match, among all that there are."""

    entry: _Entry
    entries: Sequence[_Entry]


def matches(
    search: Search,
    resources: Sequence[Mapping[str, Any]],
    search_values: Callable[[dict[str, Any]], Mapping[str, tuple[SearchValue, ...]]],
) -> list[str]:
    """Name all matches as ``Type/id``, in order; equals stay in the order of ``resources``; pages do not matter.

    Each resource has an id; ``_lastUpdated`` is its ``meta.lastUpdated``.
    """
    entries = [_entry(dict(resource), search_values) for resource in resources]
    types = (search.resource_type,) if search.resource_type else search.types
    found = [
        entry
        for entry in entries
        if (not types or entry.type in types)
        and all(_fulfils(criterion, _Asked(entry, entries)) for criterion in search.criteria)
    ]
    for key in reversed(search.sort):
        found = _sorted(found, key)
    return [entry.name for entry in found]


def _entry(
    resource: dict[str, Any], search_values: Callable[[dict[str, Any]], Mapping[str, tuple[SearchValue, ...]]]
) -> _Entry:
    values = {**search_values(resource), "_id": (TokenValue(None, resource["id"]),)}
    updated = resource.get("meta", {}).get("lastUpdated")
    if updated:
        moment = microseconds(datetime.fromisoformat(updated))
        values["_lastUpdated"] = (DateValue(moment, moment + 1),)
    return _Entry(resource["resourceType"], resource["id"], values)


@singledispatch
def _fulfils(criterion: Criterion, asked: _Asked) -> bool:
    raise TypeError(type(criterion).__name__)


@_fulfils.register(AnyCriterion)
def _(criterion: AnyCriterion, asked: _Asked) -> bool:
    return any(_fulfils(each, asked) for each in criterion.criteria)


@_fulfils.register(MissingCriterion)
def _(criterion: MissingCriterion, asked: _Asked) -> bool:
    return criterion.is_missing is not bool(asked.entry.values.get(criterion.parameter.code))


@_fulfils.register(ValueCriterion)
def _(criterion: ValueCriterion, asked: _Asked) -> bool:
    values = asked.entry.values.get(criterion.parameter.code, ())
    found = any(_fits(term, value, criterion.modifier) for term in criterion.values for value in values)
    return found is not (criterion.modifier is Modifier.NOT)


@_fulfils.register(ChainCriterion)
def _(criterion: ChainCriterion, asked: _Asked) -> bool:
    names = {name for name in _local(asked.entry, criterion.parameter.code) if name.startswith(f"{criterion.target}/")}
    return any(
        _fulfils(criterion.criterion, _Asked(each, asked.entries)) for each in asked.entries if each.name in names
    )


@_fulfils.register(HasCriterion)
def _(criterion: HasCriterion, asked: _Asked) -> bool:
    return any(
        _fulfils(criterion.criterion, _Asked(each, asked.entries))
        for each in asked.entries
        if each.type == criterion.resource_type and asked.entry.name in _local(each, criterion.parameter.code)
    )


def _local(entry: _Entry, code: str) -> set[str]:
    """Name the resources of this server that an entry refers to."""
    values = [value for value in entry.values.get(code, ()) if isinstance(value, ReferenceValue)]
    return {f"{value.type}/{value.id}" for value in values if value.id and not value.url}


@singledispatch
def _fits(term: Term, value: SearchValue, modifier: Modifier | None) -> bool:
    raise TypeError(type(term).__name__)


@_fits.register(TokenTerm)
def _(term: TokenTerm, value: SearchValue, modifier: Modifier | None) -> bool:
    if modifier is Modifier.IDENTIFIER:
        if not isinstance(value, IdentifierReferenceValue):
            return False
        system, code = value.system, value.value
    else:
        if not isinstance(value, TokenValue):
            return False
        system, code = value.system, value.code
    return (term.system is None or term.system == (system or "")) and (term.code is None or term.code == code)


@_fits.register(OfTypeTerm)
def _(term: OfTypeTerm, value: SearchValue, modifier: Modifier | None) -> bool:
    return value == OfTypeValue(term.system, term.code, term.value)


@_fits.register(StringTerm)
def _(term: StringTerm, value: SearchValue, modifier: Modifier | None) -> bool:
    if modifier is Modifier.TEXT:
        text = value.text if isinstance(value, (TokenValue, ReferenceValue)) else ""
        return normalise(text).startswith(term.text)
    if not isinstance(value, StringValue):
        return False
    match modifier:
        case Modifier.EXACT:
            return value.text == term.text
        case Modifier.CONTAINS:
            return term.text in normalise(value.text)
        case _:
            return normalise(value.text).startswith(term.text)


@_fits.register(UriTerm)
def _(term: UriTerm, value: SearchValue, modifier: Modifier | None) -> bool:
    if not isinstance(value, UriValue):
        return False
    match modifier:
        case Modifier.BELOW:
            return value.value == term.value or value.value.startswith(f"{term.value}/")
        case Modifier.CONTAINS:
            return term.value.lower() in value.value.lower()
        case _:
            return value.value == term.value


@_fits.register(ReferenceTerm)
def _(term: ReferenceTerm, value: SearchValue, modifier: Modifier | None) -> bool:
    if not isinstance(value, ReferenceValue) or (term.version and term.version != value.version):
        return False
    if term.url:
        return value.url == term.url
    return not value.url and value.id == term.id and term.type in (None, value.type)


@_fits.register(CompositeTerm)
def _(term: CompositeTerm, value: SearchValue, modifier: Modifier | None) -> bool:
    if not isinstance(value, CompositeValue):
        return False
    return all(_fits(part, each, None) for part, each in zip(term.components, value.components, strict=True))


@_fits.register(DateTerm)
def _(term: DateTerm, value: SearchValue, modifier: Modifier | None) -> bool:
    return isinstance(value, DateValue) and _date_fits(term, value)


@_fits.register(NumberTerm)
def _(term: NumberTerm, value: SearchValue, modifier: Modifier | None) -> bool:
    return isinstance(value, NumberValue) and _number_fits(term, value)


@_fits.register(QuantityTerm)
def _(term: QuantityTerm, value: SearchValue, modifier: Modifier | None) -> bool:
    if not isinstance(value, QuantityValue):
        return False
    if term.system not in (None, value.system) or term.code not in (None, value.code):
        return False
    return _number_fits(term, value)


def _date_fits(term: DateTerm, value: DateValue) -> bool:
    contains = term.low <= value.low and value.high <= term.high
    reaches_above, reaches_below = value.high > term.high, value.low < term.low
    overlaps = value.low < term.high and term.low < value.high
    return {
        Prefix.EQ: contains,
        Prefix.NE: not contains,
        Prefix.GT: reaches_above,
        Prefix.LT: reaches_below,
        Prefix.GE: reaches_above or contains,
        Prefix.LE: reaches_below or contains,
        Prefix.SA: not overlaps and value.low >= term.high,
        Prefix.EB: not overlaps and value.high <= term.low,
        Prefix.AP: overlaps,
    }[term.prefix]


def _number_fits(term: NumberTerm | QuantityTerm, value: NumberValue | QuantityValue) -> bool:
    least, most = _extremes(value)
    contains = term.low <= value.low and value.high <= term.high
    return {
        Prefix.EQ: contains,
        Prefix.NE: not contains,
        Prefix.GT: most > term.low,
        Prefix.LT: least < term.low,
        Prefix.GE: most >= term.low,
        Prefix.LE: least <= term.low,
        Prefix.SA: least > term.low,
        Prefix.EB: most < term.low,
        Prefix.AP: value.low < term.high and term.low < value.high,
    }[term.prefix]


def _extremes(value: NumberValue | QuantityValue) -> tuple[Decimal, Decimal]:
    """Give the number itself twice, or how far it reaches where it is "less than" or "more than" something."""
    if value.low == LEAST_NUMBER or value.high == GREATEST_NUMBER:
        return value.low, value.high
    number = (value.low + value.high) / 2
    return number, number


def _sorted(entries: Sequence[_Entry], key: SortKey) -> list[_Entry]:
    choose = max if key.descending else min
    keys = {entry.name: list(_sort_keys(entry, key)) for entry in entries}
    present = [entry for entry in entries if keys[entry.name]]
    missing = [entry for entry in entries if not keys[entry.name]]
    return [*sorted(present, key=lambda entry: choose(keys[entry.name]), reverse=key.descending), *missing]


def _sort_keys(entry: _Entry, key: SortKey) -> Iterator[Any]:
    for value in entry.values.get(key.parameter.code, ()):
        match value:
            case TokenValue() if value.code or value.system:
                yield value.code.removeprefix("urn:oid:") if key.parameter.oid_forms else value.code
            case DateValue() | NumberValue() | QuantityValue():
                yield value.low
            case StringValue():
                yield normalise(value.text)
            case UriValue():
                yield value.value.removeprefix("urn:oid:") if key.parameter.oid_forms else value.value
            case ReferenceValue() if value.url:
                yield value.url
            case ReferenceValue() if value.id:
                yield f"{value.type}/{value.id}"

"""How the values of all parameters of a type are found: compiled once, then run on each resource that is written.

Source: https://hl7.org/fhir/6.0.0-ballot4/search.html
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import chain, product, repeat
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from filmroom.fhir.search_parameter import SearchParameter, SearchType
from filmroom.fhir.search_parameters import KEPT_BY_THE_SERVER, search_parameter, search_parameters
from filmroom.fhir.search_values.moments import date_values
from filmroom.fhir.search_values.numbers import number_values, position_values, quantity_values
from filmroom.fhir.search_values.oids import text_forms, value_forms
from filmroom.fhir.search_values.paths import Paths
from filmroom.fhir.search_values.references import reference_values
from filmroom.fhir.search_values.strings import string_values, uri_values
from filmroom.fhir.search_values.tokens import token_values
from filmroom.fhir.search_values.values import CompositeValue, SearchValue, StringValue, TokenValue, UriValue

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Plan", "plan_for"]

_Values: TypeAlias = tuple[SearchValue, ...]
_Convert: TypeAlias = Callable[[list[Any]], _Values]

_TYPES: Final = 256

_READERS: Final[Mapping[SearchType, Callable[[Any], Iterator[SearchValue]]]] = {
    SearchType.NUMBER: number_values,
    SearchType.DATE: date_values,
    SearchType.STRING: string_values,
    SearchType.TOKEN: token_values,
    SearchType.REFERENCE: reference_values,
    SearchType.QUANTITY: quantity_values,
    SearchType.URI: uri_values,
    SearchType.SPECIAL: position_values,
}

# Short ways for what is only text, of which a study may have ten thousand.
_TEXT_READERS: Final[Mapping[SearchType, Callable[[Iterable[str]], Iterable[SearchValue]]]] = {
    SearchType.STRING: lambda texts: map(StringValue, texts),
    SearchType.TOKEN: lambda texts: map(TokenValue, repeat(None), texts),
    SearchType.URI: lambda texts: map(UriValue, texts),
}


class Plan:
    """The parameters of one type, ready to be run."""

    def __init__(self, parameters: Iterable[SearchParameter]) -> None:
        self._paths = Paths()
        self._rows: list[tuple[str, tuple[int, ...], _Convert]] = []
        for each in parameters:
            places = self._paths.add(each.expression) + (self._paths.add(each.also) if each.also else ())
            self._rows.append((each.code, places, _converter(each)))

    def run(self, resource: Any) -> dict[str, _Values]:
        """Give the values by code, for the codes that have some."""
        found = self._paths.walk(resource)
        values: dict[str, _Values] = {}
        for code, places, convert in self._rows:
            items = found[places[0]] if len(places) == 1 else [item for place in places for item in found[place]]
            if items and (converted := convert(items)):
                values[code] = converted
        return values


@lru_cache(maxsize=_TYPES)
def plan_for(resource_type: str) -> Plan:
    """Compile the parameters of a type, but for those that the server keeps itself."""
    return Plan(each for code, each in search_parameters(resource_type).items() if code not in KEPT_BY_THE_SERVER)


def _converter(parameter: SearchParameter) -> _Convert:
    """Make the conversion of a parameter's items to distinct values, in the order of the items."""
    if parameter.components:
        return _composite(parameter)
    read = _READERS[parameter.type]
    read_texts = _TEXT_READERS.get(parameter.type)
    has_forms = parameter.oid_forms

    def convert(items: list[Any]) -> _Values:
        if read_texts and set(map(type, items)) == {str}:
            texts = dict.fromkeys(filter(None, items))
            return tuple(read_texts(dict.fromkeys(text_forms(texts)) if has_forms else texts))
        values = chain.from_iterable(map(read, items))
        return tuple(dict.fromkeys(value_forms(values) if has_forms else values))

    return convert


def _composite(parameter: SearchParameter) -> _Convert:
    """Make the conversion of items to every combination of the values of their components."""
    parts = [_component(parameter.base, code, expression) for code, expression in parameter.components]

    def convert(items: list[Any]) -> _Values:
        combined = (combination for item in items for combination in product(*(part(item) for part in parts)))
        return tuple(dict.fromkeys(map(CompositeValue, combined)))

    return convert


def _component(base: str, code: str, expression: str) -> Callable[[Any], _Values]:
    """Make what finds the values of one component in one item, compared as the parameter of that code is."""
    paths = Paths()
    places = paths.add(expression)
    parameter = search_parameter(base, code)
    read = _READERS[parameter.type if parameter else SearchType.TOKEN]

    def values(item: Any) -> _Values:
        found = paths.walk(item)
        return tuple(value for place in places for each in found[place] for value in read(each))

    return values

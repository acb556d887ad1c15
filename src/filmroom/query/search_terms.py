"""One value of a parameter: from text to the term that the parameter's type asks for.

The readers of the types are a table. Each takes text that is still escaped, and says with a ValueError what it
expected, never repeating the text, which may be about a patient.

Source: https://hl7.org/fhir/6.0.0-ballot4/search.html#ptypes
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from filmroom.fhir.definitions import known_resource_types
from filmroom.fhir.search_parameter import SearchType
from filmroom.fhir.search_parameters import search_parameter
from filmroom.fhir.search_values import normalise
from filmroom.query.escaping import split_escaped, unescape
from filmroom.query.search import Modifier
from filmroom.query.search_dates import parse_date_term
from filmroom.query.search_modifiers import ABOVE
from filmroom.query.search_numbers import parse_number_term, parse_quantity_term
from filmroom.query.terms import (
    CompositeTerm,
    DateTerm,
    NumberTerm,
    OfTypeTerm,
    ReferenceTerm,
    StringTerm,
    Term,
    TokenTerm,
    UriTerm,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from filmroom.fhir.search_parameter import SearchParameter

__all__ = ["Surroundings", "parse_terms"]

_ID = re.compile(r"[A-Za-z0-9\-.]{1,64}")
_LOCAL = re.compile(rf"(?P<type>[A-Z][A-Za-z]+)/(?P<id>{_ID.pattern})(?:/_history/(?P<version>{_ID.pattern}))?")
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+\-.]*:\S+")
_PATH = re.compile(r"(?P<root>[A-Za-z][A-Za-z0-9+\-.]*://[^/?#]*)(?P<path>/[^?#]*)?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a value is read with that is not in its text.

    Attributes:
        now: in microseconds since the epoch, for approximate dates.
        base_address: of this server, without a trailing slash: references below it are local; empty: none are.
    """

    now: int
    base_address: str = ""


def parse_terms(text: str, parameter: SearchParameter, modifier: str | None, around: Surroundings) -> tuple[Term, ...]:
    """Read one of the values between commas, still escaped: no term when it is empty, several with ``:above``.

    Raises:
        ValueError: it is not of the form of the parameter and the modifier; the message says what was expected.
    """
    if not text:
        return ()
    if modifier == ABOVE:
        return tuple(UriTerm(each) for each in _uris_above(unescape(text)))
    if modifier in known_resource_types():
        return (_typed_reference(text, str(modifier), around),)
    reader = _MODIFIED.get((parameter.type, modifier))
    term = _READERS[parameter.type](text, parameter, around) if reader is None else reader(text)
    return () if term is None else (term,)


def _token(text: str) -> TokenTerm | None:
    parts = [unescape(part) for part in split_escaped(text, "|")]
    if len(parts) > 2:
        raise ValueError(r"expected code, system|code, system| or |code, with any other | written as \|")
    if len(parts) == 1:
        return TokenTerm(None, parts[0])
    system, code = parts
    return TokenTerm(system, code or None) if system or code else None


def _of_type(text: str) -> OfTypeTerm:
    parts = [unescape(part) for part in split_escaped(text, "|")]
    if len(parts) != 3 or not all(parts):
        raise ValueError("expected system|code|value, the first two of the identifier's type")
    return OfTypeTerm(*parts)


def _string(text: str) -> StringTerm | None:
    wanted = normalise(unescape(text))
    return StringTerm(wanted) if wanted else None


def _exact_string(text: str) -> StringTerm:
    return StringTerm(unescape(text))


def _uri(text: str) -> UriTerm:
    return UriTerm(unescape(text))


def _uri_below(text: str) -> UriTerm:
    value = unescape(text)
    if not _PATH.match(value):
        raise ValueError("expected a URL: URNs have no hierarchy")
    return UriTerm(value.rstrip("/"))


def _uris_above(value: str) -> list[str]:
    """List a URL and what its path leads through, down to the server's own address with and without a slash."""
    found = _PATH.match(value)
    if found is None:
        raise ValueError("expected a URL: URNs have no hierarchy")
    above = [value]
    path = (found["path"] or "").rstrip("/")
    while path:
        above.append(found["root"] + path)
        path = path.rpartition("/")[0]
    return list(dict.fromkeys([*above, found["root"] + "/", found["root"]]))


def _reference(text: str, parameter: SearchParameter, around: Surroundings) -> ReferenceTerm:
    value, *version = (unescape(part) for part in split_escaped(text, "|"))
    if around.base_address:
        value = value.removeprefix(around.base_address + "/")
    if _ID.fullmatch(value) and not version:
        return ReferenceTerm(parameter.targets[0] if len(parameter.targets) == 1 else None, value)
    found = _LOCAL.fullmatch(value)
    if found and found["type"] in known_resource_types() and not version:
        return ReferenceTerm(found["type"], found["id"], version=found["version"])
    if _ABSOLUTE.fullmatch(value) and len(version) <= 1:
        return ReferenceTerm(url=value, version=version[0] or None if version else None)
    raise ValueError("expected an id, Type/id, or an absolute URL with or without |version")


def _typed_reference(text: str, resource_type: str, around: Surroundings) -> ReferenceTerm:
    value = unescape(text)
    if around.base_address:
        value = value.removeprefix(around.base_address + "/")
    found = _ID.fullmatch(value.removeprefix(resource_type + "/"))
    if found is None:
        raise ValueError(f"expected the id of a {resource_type}")
    return ReferenceTerm(resource_type, found[0])


def _composite(text: str, parameter: SearchParameter, around: Surroundings) -> CompositeTerm:
    parts = split_escaped(text, "$")
    codes = [code for code, _ in parameter.components]
    if len(parts) != len(codes):
        raise ValueError(f"expected {len(codes)} values with $ between them: {'$'.join(codes)}")
    terms: list[Term] = []
    for part, code in zip(parts, codes, strict=True):
        component = search_parameter(parameter.base, code)
        found = parse_terms(part, component, None, around) if component else ()
        if not found:
            raise ValueError(f"expected a value of {code} in its place")
        terms += found
    return CompositeTerm(tuple(terms))


def _date(text: str, around: Surroundings) -> DateTerm:
    return parse_date_term(unescape(text), around.now)


def _number(text: str) -> NumberTerm:
    return parse_number_term(unescape(text))


_MODIFIED: Mapping[tuple[SearchType, str | None], Callable[[str], Term | None]] = {
    (SearchType.STRING, Modifier.EXACT): _exact_string,
    (SearchType.TOKEN, Modifier.TEXT): _string,
    (SearchType.TOKEN, Modifier.OF_TYPE): _of_type,
    (SearchType.REFERENCE, Modifier.TEXT): _string,
    (SearchType.REFERENCE, Modifier.IDENTIFIER): _token,
    (SearchType.URI, Modifier.BELOW): _uri_below,
}
"""Readers of the modifiers that take something else than their parameter does."""


def _plain(reader: Callable[[str], Term | None]) -> Callable[[str, SearchParameter, Surroundings], Term | None]:
    return lambda text, _parameter, _around: reader(text)


_READERS: Mapping[SearchType, Callable[[str, SearchParameter, Surroundings], Term | None]] = {
    SearchType.NUMBER: _plain(_number),
    SearchType.DATE: lambda text, _parameter, around: _date(text, around),
    SearchType.STRING: _plain(_string),
    SearchType.TOKEN: _plain(_token),
    SearchType.REFERENCE: _reference,
    SearchType.COMPOSITE: _composite,
    SearchType.QUANTITY: _plain(parse_quantity_term),
    SearchType.URI: _plain(_uri),
}
"""The reader of each type. Parameters of type special are not searched by."""

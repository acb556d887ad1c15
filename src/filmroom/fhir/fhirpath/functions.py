"""The functions of FHIRPath whose arguments are evaluated before they run.

Each takes the input collection and its arguments' collections. A function that is known but needs
what is not at hand (another resource, a value set, a profile, the time) is `NOT_EVALUATED`.

Source: https://hl7.org/fhirpath/N1/#functions and https://hl7.org/fhir/fhirpath.html#functions
"""

from __future__ import annotations

import re
from decimal import Decimal, DecimalException
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from filmroom.fhir.fhirpath.equality import identity
from filmroom.fhir.fhirpath.operators import distinct, single, text_of
from filmroom.fhir.fhirpath.temporal import Temporal, high_boundary, low_boundary, parse_temporal
from filmroom.fhir.fhirpath.values import Collection, EvaluationError, go_to, has_value, iterate_children, plain
from filmroom.fhir.xhtml import inspect_xhtml

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["FUNCTIONS", "NOT_EVALUATED"]

NOT_EVALUATED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "checkModifiers": "it needs the definition of every extension",
        "conformsTo": "it needs the profile",
        "elementDefinition": "it needs the profile",
        "memberOf": "it needs a terminology server",
        "now": "it needs the time",
        "resolve": "it needs other resources",
        "slice": "it needs the profile",
        "subsumedBy": "it needs a terminology server",
        "subsumes": "it needs a terminology server",
        "timeOfDay": "it needs the time",
        "today": "it needs the time",
    }
)

_INTEGER: Final = re.compile(r"[+-]?[0-9]+")
_DECIMAL: Final = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
_BOUNDARY_DIGITS: Final = 8


def _integer(items: Collection, what: str) -> int | None:
    value = single(items, what)
    if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
        raise EvaluationError(f"{what} takes an integer")
    return value


def _on_text(change: Callable[..., Any], name: str) -> Callable[..., Collection]:
    """Make a function of texts empty as soon as one of them is."""

    def run(items: Collection, *arguments: Collection) -> Collection:
        texts = [text_of(collection, name) for collection in (items, *arguments)]
        return [] if None in texts else [change(*texts)]

    return run


def _matches(text: str, pattern: str) -> bool:
    try:
        return re.search(pattern, text, re.DOTALL) is not None
    except re.error as error:
        raise EvaluationError("matches() takes a regular expression") from error


def _replace_matches(text: str, pattern: str, substitution: str) -> str:
    try:
        return re.sub(pattern, substitution.replace("$", "\\"), text, flags=re.DOTALL)
    except re.error as error:
        raise EvaluationError("replaceMatches() takes a regular expression") from error


def _comparable(items: Collection, other: Collection) -> Collection:
    """Say whether two quantities have the same unit. Source: https://hl7.org/fhir/fhirpath.html#functions"""
    mine, theirs = single(items, "comparable()"), single(other, "comparable()")
    if mine is None or theirs is None:
        return []
    units = [(each.get("system"), each.get("code")) if isinstance(each, dict) else None for each in (mine, theirs)]
    return [units[0] is not None and units[0] == units[1]]


def _substring(items: Collection, start: Collection, length: Collection | None = None) -> Collection:
    text, first = text_of(items, "substring()"), _integer(start, "substring()")
    count = None if length is None else _integer(length, "substring()")
    if text is None or first is None or not 0 <= first < len(text):
        return []
    return [text[first:] if count is None else text[first : first + max(count, 0)]]


def _length(items: Collection) -> Collection:
    text = text_of(items, "length()")
    return [] if text is None else [len(text)]


def _negate(items: Collection) -> Collection:
    if len(items) > 1:
        raise EvaluationError(f"not() takes one item, not {len(items)}")
    return [plain(items[0]) is False] if items else []


def _to_integer(items: Collection) -> Collection:
    value = single(items, "toInteger()")
    if isinstance(value, bool | int):
        return [int(value)]
    return [int(value)] if isinstance(value, str) and _INTEGER.fullmatch(value) else []


def _to_decimal(items: Collection) -> Collection:
    value = single(items, "toDecimal()")
    if isinstance(value, bool | int | Decimal):
        return [Decimal(value)]
    return [Decimal(value)] if isinstance(value, str) and _DECIMAL.fullmatch(value) else []


def _to_string(items: Collection) -> Collection:
    value = single(items, "toString()")
    if isinstance(value, bool):
        return ["true" if value else "false"]
    return [str(value)] if isinstance(value, str | int | Decimal) else []


def _quantity_boundary(quantity: dict[str, Any], direction: int) -> dict[str, Any]:
    amount = plain(quantity.get("value", ""))
    if not isinstance(amount, int | Decimal):
        raise EvaluationError("a boundary is asked of a quantity without a number")
    return {**quantity, "value": _decimal_boundary(Decimal(amount), direction)}


def _boundary(moment_bound: Callable[[Temporal], Temporal], direction: int) -> Callable[..., Collection]:
    def run(items: Collection) -> Collection:
        value = single(items, "a boundary")
        if value is None:
            return []
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            return [_decimal_boundary(Decimal(value), direction)]
        if isinstance(value, dict) and "value" in value:
            return [_quantity_boundary(value, direction)]
        moment = parse_temporal(value) if isinstance(value, str) else value
        if not isinstance(moment, Temporal):
            raise EvaluationError("a boundary is asked of what is neither a date nor a number")
        return [moment_bound(moment)]

    return run


def _decimal_boundary(value: Decimal, direction: int) -> Decimal:
    exponent = value.as_tuple().exponent
    try:
        half = Decimal(5).scaleb(int(exponent) - 1)
        return (value + direction * half).quantize(Decimal(1).scaleb(-_BOUNDARY_DIGITS))
    except (DecimalException, ValueError) as error:
        raise EvaluationError("a boundary is asked of a number that has none") from error


def _identities(items: Collection) -> set[Any]:
    return {item if type(item) is str else identity(item) for item in items}


def _exclude(items: Collection, other: Collection) -> Collection:
    if not items or not other:
        return items
    unwanted = _identities(other)
    return [item for item in items if identity(item) not in unwanted]


def _intersect(items: Collection, other: Collection) -> Collection:
    wanted = _identities(other)
    return distinct([item for item in items if identity(item) in wanted])


def _all_true(items: Collection) -> Collection:
    return [all(plain(item) is True for item in items)]


def _children(items: Collection) -> Collection:
    return [child for item in items for child in iterate_children(item)]


def _descendants(items: Collection) -> Collection:
    found: Collection = []
    level = _children(items)
    while level:
        found.extend(level)
        level = _children(level)
    return found


def _single(items: Collection) -> Collection:
    if len(items) > 1:
        raise EvaluationError(f"single() takes one item, not {len(items)}")
    return items


def _skip(items: Collection, count: Collection) -> Collection:
    return items[max(_integer(count, "skip()") or 0, 0) :]


def _take(items: Collection, count: Collection) -> Collection:
    return items[: max(_integer(count, "take()") or 0, 0)]


def _extension(items: Collection, url: Collection) -> Collection:
    wanted = text_of(url, "extension()")
    extensions = go_to(items, "extension", "_extension")
    return [item for item in extensions if isinstance(item, dict) and item.get("url") == wanted]


def _html_checks(items: Collection) -> Collection:
    text = text_of(items, "htmlChecks()")
    if text is None:
        return []
    report = inspect_xhtml(text)
    return [not report.problem and report.has_content]


FUNCTIONS: Final[Mapping[str, tuple[int, int, Callable[..., Collection]]]] = MappingProxyType(
    {
        "allFalse": (0, 0, lambda items: [all(plain(item) is False for item in items)]),
        "allTrue": (0, 0, _all_true),
        "anyTrue": (0, 0, lambda items: [any(plain(item) is True for item in items)]),
        "children": (0, 0, _children),
        "combine": (1, 1, lambda items, other: items + other),
        "comparable": (1, 1, _comparable),
        "contains": (1, 1, _on_text(lambda text, part: part in text, "contains()")),
        "count": (0, 0, lambda items: [len(items)]),
        "descendants": (0, 0, _descendants),
        "distinct": (0, 0, distinct),
        "empty": (0, 0, lambda items: [not items]),
        "endsWith": (1, 1, _on_text(str.endswith, "endsWith()")),
        "exclude": (1, 1, _exclude),
        "extension": (1, 1, _extension),
        "first": (0, 0, lambda items: items[:1]),
        "getValue": (0, 0, lambda items: [plain(items[0])] if len(items) == 1 and has_value(items[0]) else []),
        "hasValue": (0, 0, lambda items: [len(items) == 1 and has_value(items[0])]),
        "highBoundary": (0, 0, _boundary(high_boundary, 1)),
        "htmlChecks": (0, 0, _html_checks),
        "indexOf": (1, 1, _on_text(str.find, "indexOf()")),
        "intersect": (1, 1, _intersect),
        "isDistinct": (0, 0, lambda items: [len(_identities(items)) == len(items)]),
        "last": (0, 0, lambda items: items[-1:]),
        "length": (0, 0, _length),
        "lowBoundary": (0, 0, _boundary(low_boundary, -1)),
        "lower": (0, 0, _on_text(str.lower, "lower()")),
        "matches": (1, 1, _on_text(_matches, "matches()")),
        "not": (0, 0, _negate),
        "replace": (2, 2, _on_text(str.replace, "replace()")),
        "replaceMatches": (2, 2, _on_text(_replace_matches, "replaceMatches()")),
        "single": (0, 0, _single),
        "skip": (1, 1, _skip),
        "startsWith": (1, 1, _on_text(str.startswith, "startsWith()")),
        "subsetOf": (1, 1, lambda items, other: [_identities(items) <= _identities(other)]),
        "substring": (1, 2, _substring),
        "supersetOf": (1, 1, lambda items, other: [_identities(items) >= _identities(other)]),
        "tail": (0, 0, lambda items: items[1:]),
        "take": (1, 1, _take),
        "toDecimal": (0, 0, _to_decimal),
        "toInteger": (0, 0, _to_integer),
        "toString": (0, 0, _to_string),
        "trim": (0, 0, _on_text(str.strip, "trim()")),
        "union": (1, 1, lambda items, other: distinct(items + other)),
        "upper": (0, 0, _on_text(str.upper, "upper()")),
    }
)

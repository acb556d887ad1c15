"""The operators of FHIRPath on two collections that are already there.

Source: https://hl7.org/fhirpath/N1/#operations
"""

from __future__ import annotations

from decimal import Decimal, DecimalException
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from filmroom.fhir.fhirpath.equality import compare, equal, equivalent, identity
from filmroom.fhir.fhirpath.values import Collection, EvaluationError, Node, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["OPERATORS", "concatenate", "distinct", "single", "text_of", "truth"]


def single(items: Collection, what: str) -> Any:
    """Give the plain value of the only item; None when there is none.

    Raises:
        EvaluationError: for several items. Source: https://hl7.org/fhirpath/N1/#singleton-evaluation-of-collections
    """
    if not items:
        return None
    if len(items) > 1:
        raise EvaluationError(f"{what} takes one item, not {len(items)}")
    return plain(items[0])


def truth(items: Collection) -> bool | None:
    """Evaluate a collection where a Boolean is wanted: empty is None, one item that is no Boolean is true."""
    if not items:
        return None
    if len(items) == 1 and type(items[0]) is bool:
        return items[0]
    if len(items) > 1:
        raise EvaluationError(f"a Boolean is one item, not {len(items)}")
    item = items[0]
    if isinstance(item, Node) and isinstance(item.value, bool):
        return item.value
    return item if isinstance(item, bool) else True


def text_of(items: Collection, what: str) -> str | None:
    """Give the only item as text; None when there is none."""
    value = single(items, what)
    if value is not None and not isinstance(value, str):
        raise EvaluationError(f"{what} takes text")
    return value


def concatenate(left: Collection, right: Collection) -> str:
    """Join two texts by ``&``, for which an empty collection is empty text."""
    return (text_of(left, "&") or "") + (text_of(right, "&") or "")


def distinct(items: Collection) -> Collection:
    """Keep the first of equal items."""
    return list({identity(item): item for item in reversed(items)}.values())[::-1] if len(items) > 1 else items


def _boxed(answer: bool | None) -> Collection:
    return [] if answer is None else [answer]


def _negated(answer: bool | None) -> Collection:
    return [] if answer is None else [not answer]


def _ordered(accepts: Callable[[int], bool]) -> Callable[[Collection, Collection], Collection]:
    def run(left: Collection, right: Collection) -> Collection:
        order = compare(left, right)
        return [] if order is None else [accepts(order)]

    return run


def _is_in(left: Collection, right: Collection) -> Collection:
    if not left:
        return []
    if len(left) > 1:
        raise EvaluationError("'in' takes one item on its left")
    return [identity(left[0]) in {identity(item) for item in right}]


def _number(items: Collection, operator: str) -> int | Decimal | None:
    value = single(items, operator)
    if value is not None and (isinstance(value, bool) or not isinstance(value, int | Decimal)):
        raise EvaluationError(f"'{operator}' takes numbers")
    return value


def _arithmetic(operator: str, combine: Callable[[Any, Any], Any]) -> Callable[[Collection, Collection], Collection]:
    def run(left: Collection, right: Collection) -> Collection:
        mine, theirs = _number(left, operator), _number(right, operator)
        if mine is None or theirs is None or (operator in ("/", "div", "mod") and not theirs):
            return []
        try:
            return [combine(mine, theirs)]
        except DecimalException as error:
            raise EvaluationError(f"'{operator}' has no result for these numbers") from error

    return run


def _truncated_quotient(left: Any, right: Any) -> int:
    return int(Decimal(left) / Decimal(right))


def _add(left: Collection, right: Collection) -> Collection:
    if isinstance(single(left, "+"), str):
        mine, theirs = text_of(left, "+"), text_of(right, "+")
        return [] if mine is None or theirs is None else [mine + theirs]
    return _ADD_NUMBERS(left, right)


_ADD_NUMBERS: Final = _arithmetic("+", lambda a, b: a + b)

OPERATORS: Final[Mapping[str, Callable[[Collection, Collection], Collection]]] = MappingProxyType(
    {
        "=": lambda left, right: _boxed(equal(left, right)),
        "!=": lambda left, right: _negated(equal(left, right)),
        "~": lambda left, right: [equivalent(left, right)],
        "!~": lambda left, right: [not equivalent(left, right)],
        "<": _ordered(lambda order: order < 0),
        "<=": _ordered(lambda order: order <= 0),
        ">": _ordered(lambda order: order > 0),
        ">=": _ordered(lambda order: order >= 0),
        "|": lambda left, right: distinct(left + right),
        "in": _is_in,
        "contains": lambda left, right: _is_in(right, left),
        "+": _add,
        "-": _arithmetic("-", lambda a, b: a - b),
        "*": _arithmetic("*", lambda a, b: a * b),
        "/": _arithmetic("/", lambda a, b: Decimal(a) / Decimal(b)),
        "div": _arithmetic("div", _truncated_quotient),
        "mod": _arithmetic("mod", lambda a, b: a - b * _truncated_quotient(a, b)),
        "&": lambda left, right: [concatenate(left, right)],
    }
)

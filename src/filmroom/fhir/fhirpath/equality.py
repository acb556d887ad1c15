"""Equality, equivalence and order of FHIRPath.

Source: https://hl7.org/fhirpath/N1/#equality and #comparison
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from filmroom.fhir.fhirpath.temporal import Temporal, compare_temporals, parse_temporal
from filmroom.fhir.fhirpath.values import Collection, EvaluationError, Item, Node, QuantityValue, plain

__all__ = ["compare", "equal", "equal_items", "equivalent", "identity"]


_PLAIN: Final = (str, int, bool)


def identity(item: Item | None) -> Any:
    """Give something hashable that is the same for equal items, whatever the order of their properties.

    A primitive is its value alone; without a value it is what stands beside it. Numbers are equal by
    value, and true is not 1.
    """
    if isinstance(item, Node) and item.value is None:
        return ("beside", identity(item.beside))
    value = plain(item) if item is not None else None
    if isinstance(value, bool):
        return ("boolean", value)
    if isinstance(value, dict):
        return frozenset((key, identity(child)) for key, child in value.items())
    if isinstance(value, list):
        return tuple(identity(child) for child in value)
    return value if _is_hashable(value) else ("object", id(value))


def _is_hashable(value: object) -> bool:
    """Whether a value has a hash, as all have that JSON knows and that are no objects and lists."""
    try:
        hash(value)
    except TypeError:
        return False
    return True


def _as_temporal(value: Any) -> Temporal | None:
    if isinstance(value, str):
        return parse_temporal(value)
    return value if isinstance(value, Temporal) else None


def _as_quantity(value: Any) -> QuantityValue | None:
    if isinstance(value, dict):
        amount = plain(value.get("value", ""))
        if isinstance(amount, int | Decimal):
            return QuantityValue(Decimal(amount), str(value.get("code") or value.get("unit") or "1"))
    return value if isinstance(value, QuantityValue) else None


def _order(left: Any, right: Any) -> int | None:
    return (left > right) - (left < right) if left is not None and right is not None else None


def _compare_special(left: Any, right: Any) -> int | None:
    """Compare where at least one side is a date, a time or a quantity; None when it cannot be told."""
    if isinstance(left, Temporal) or isinstance(right, Temporal):
        moment, other = _as_temporal(left), _as_temporal(right)
        return compare_temporals(moment, other) if moment and other else None
    mine, theirs = _as_quantity(left), _as_quantity(right)
    if mine is None or theirs is None or mine.unit.rstrip("s") != theirs.unit.rstrip("s"):
        return None
    return _order(mine.value, theirs.value)


def equal_items(left: Item, right: Item) -> bool | None:
    """Compare two items by ``=``; None when the precision does not allow an answer."""
    if type(left) is type(right) and type(left) in _PLAIN:
        return left == right
    mine, theirs = plain(left), plain(right)
    if isinstance(mine, Temporal | QuantityValue) or isinstance(theirs, Temporal | QuantityValue):
        order = _compare_special(mine, theirs)
        return None if order is None else order == 0
    return bool(identity(left) == identity(right))


def _without_value(items: Collection) -> bool:
    return type(items[0]) is Node and items[0].value is None and len(items) == 1


def equal(left: Collection, right: Collection) -> bool | None:
    """Compare two collections by ``=``; None when either is empty, or is one primitive without a value."""
    if not left or not right or _without_value(left) or _without_value(right):
        return None
    if len(left) != len(right):
        return False
    if len(left) == 1:
        return equal_items(left[0], right[0])
    unknown = False
    for mine, theirs in zip(left, right, strict=True):
        answer = equal_items(mine, theirs)
        if answer is False:
            return False
        unknown = unknown or answer is None
    return None if unknown else True


def _loose(item: Item) -> Any:
    """Give the identity for ``~``: text without regard to case and kind of white space, numbers by value."""
    value = plain(item)
    if isinstance(value, str):
        return " ".join(value.lower().split())
    if isinstance(value, dict):
        return frozenset((key, _loose(child)) for key, child in value.items() if key not in ("id", "display"))
    if isinstance(value, list):
        return frozenset(_loose(child) for child in value)
    return identity(item)


def equivalent(left: Collection, right: Collection) -> bool:
    """Compare two collections by ``~``: in any order, and empty is equivalent to empty."""
    if len(left) != len(right):
        return False
    rest = [_loose(item) for item in right]
    for item in left:
        key = _loose(item)
        if key not in rest:
            return False
        rest.remove(key)
    return True


def compare(left: Collection, right: Collection) -> int | None:
    """Give -1, 0 or 1 for two single items; None when one is empty or the precision does not tell.

    Raises:
        EvaluationError: for several items, or for a kind that has no order.
    """
    if not left or not right or _without_value(left) or _without_value(right):
        return None
    if len(left) > 1 or len(right) > 1:
        raise EvaluationError("an order is asked of a collection of several items")
    mine, theirs = plain(left[0]), plain(right[0])
    if isinstance(mine, bool | list) or isinstance(theirs, bool | list):
        raise EvaluationError("an order is asked of what has none")
    if isinstance(mine, str) and isinstance(theirs, str):
        moment, other = parse_temporal(mine), parse_temporal(theirs)
        return compare_temporals(moment, other) if moment and other else _order(mine, theirs)
    if isinstance(mine, int | Decimal) and isinstance(theirs, int | Decimal):
        return _order(mine, theirs)
    return _compare_special(mine, theirs)

"""The checks of a column of primitive values.

Source: https://hl7.org/fhir/6.0.0-ballot4/json.html
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from filmroom.fhir.primitives import CHECKS, MAX_STRING_LENGTH, PRIMITIVES

if TYPE_CHECKING:
    from filmroom.validation.columns import Check, Looked

__all__ = ["primitive_check"]

_RANGES: Final = {
    row.name: (row.least or 0, row.most or 0) for row in PRIMITIVES if row.json_kind == "number" and row.most
}
_TEXTS: Final = frozenset({"string", "markdown"})
_ID_CHARACTERS: Final = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-."
_ID_LENGTH: Final = 64


def primitive_check(type_code: str) -> Check:
    """Give the check of all values of one primitive type.

    Raises:
        KeyError: the type is not primitive, when the check is made or first used.
    """
    if type_code == "id":
        return _check_ids
    if type_code in _RANGES:
        return partial(_check_integers, *_RANGES[type_code])
    if type_code in _TEXTS:
        return partial(_check_texts, type_code)
    return partial(_check_distinct, type_code)


def _check_ids(values: list[Any], _looked: Looked) -> bool:
    if set(map(type, values)) != {str} or not all(values) or max(map(len, values)) > _ID_LENGTH:
        return False
    text = "".join(values)
    return text.isascii() and not text.encode().translate(None, _ID_CHARACTERS)


def _check_integers(least: int, most: int, values: list[Any], _looked: Looked) -> bool:
    return set(map(type, values)) == {int} and min(values) >= least and max(values) <= most


def _check_texts(type_code: str, values: list[Any], _looked: Looked) -> bool:
    if set(map(type, values)) != {str}:
        return False
    text = "".join(values)
    if all(values) and len(text) <= MAX_STRING_LENGTH and text.isprintable():
        return True
    return _are_fine(type_code, values)


def _check_distinct(type_code: str, values: list[Any], _looked: Looked) -> bool:
    return _are_fine(type_code, set(values) if set(map(type, values)) == {str} else values)


def _are_fine(type_code: str, values: list[Any] | set[str]) -> bool:
    check = CHECKS[type_code]
    return all(check(value) is None for value in values)

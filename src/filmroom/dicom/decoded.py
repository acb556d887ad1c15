"""What decoding a value gives: the value, and what was wrong with it."""

from __future__ import annotations

from typing import Generic, TypeVar

import msgspec

__all__ = ["Decoded", "Problem", "show"]

T = TypeVar("T", covariant=True)  # noqa: PLC0105

_SHOWN_CHARACTERS = 64


class Problem(msgspec.Struct, frozen=True):
    """Something wrong with a value, and what was done about it; whoever knows the tag adds it.

    Attributes:
        found: the raw value, escaped and at most 64 characters of it.
        expected: what the standard has in its place.
        done: what became of the value.
    """

    found: str
    expected: str
    done: str


class Decoded(msgspec.Struct, Generic[T], frozen=True):
    """A decoded value.

    Attributes:
        value: None when there was none, or none that could be used; then a problem says why.
        problems: in the order they were seen; most values have none.
    """

    value: T | None
    problems: tuple[Problem, ...] = ()


def show(raw: bytes | str) -> str:
    """Write a raw value for people: escaped where it is not printable ASCII, at most 64 characters long."""
    text = raw.decode("latin-1") if isinstance(raw, bytes) else raw
    shown = text[: _SHOWN_CHARACTERS + 1].encode("unicode_escape").decode("ascii")
    return shown if len(shown) <= _SHOWN_CHARACTERS else f"{shown[: _SHOWN_CHARACTERS - 1]}…"

"""Where in a JSON text something stands that the parser refused without saying where.

Only asked after a refusal, so it may be slow.

Source: https://www.rfc-editor.org/rfc/rfc8259
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["find_constant", "find_number", "find_repeated_name"]

_TOKENS = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:,]|-?(?:NaN|Infinity)|-?[0-9][0-9.eE+\-]*', re.DOTALL)

_BEFORE_A_NAME = frozenset("{,")


def _tokens(text: str) -> Iterator[tuple[str, int]]:
    return ((found[0], found.start()) for found in _TOKENS.finditer(text))


def find_constant(text: str) -> int:
    """Give the position of the first NaN or Infinity; 0 when there is none."""
    return next((at for token, at in _tokens(text) if token.lstrip("-") in ("NaN", "Infinity")), 0)


def find_number(text: str, is_refused: Callable[[str], bool]) -> int:
    """Give the position of the first number that is refused; 0 when there is none."""
    return next((at for token, at in _tokens(text) if token[0] in "-0123456789" and is_refused(token)), 0)


def find_repeated_name(text: str) -> tuple[str, int]:
    """Give the first name that an object has twice, and the position of the second; empty and 0 when there is none."""
    names: list[set[str] | None] = []
    previous = "{"
    for word, at in _tokens(text):
        if word in ("{", "["):
            names.append(set() if word == "{" else None)
        elif word in ("}", "]"):
            names.pop()
        elif word[0] == '"' and previous in _BEFORE_A_NAME and names and (seen := names[-1]) is not None:
            name = json.loads(word, strict=False)
            if name in seen:
                return name, at
            seen.add(name)
        previous = word
    return "", 0

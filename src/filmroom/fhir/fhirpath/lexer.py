"""FHIRPath text into tokens.

Text may also stand in double quotes, as it does in the published eld-11.

Source: https://hl7.org/fhirpath/N1/grammar.html (the lexical rules)
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from filmroom.errors import FhirSyntaxError

__all__ = ["Token", "place_of", "read_tokens", "unescape"]

_TOKENS: Final = re.compile(
    r"""
    (?P<skip>\s+ | //[^\n]* | /\*.*?\*/)
  | (?P<time>@T[0-9]{2}(?::[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?)?)
  | (?P<date>@[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?
        (?P<clock>T(?:[0-9]{2}(?::[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?)?(?:Z|[+-][0-9]{2}:[0-9]{2})?)?)?)
  | (?P<number>[0-9]+(?:\.[0-9]+)?)
  | (?P<string>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")
  | (?P<delimited>`(?:[^`\\]|\\.)*`)
  | (?P<name>[A-Za-z_][A-Za-z0-9_]*)
  | (?P<special>\$(?:this|index|total)\b)
  | (?P<symbol><=|>=|!=|!~|[=~<>|&+\-*/().,\[\]{}%])
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPES: Final = {"f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|(.))", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Token:
    """One word of an expression.

    Attributes:
        kind: ``number``, ``string``, ``delimited``, ``name``, ``special``, ``date``, ``time``,
            ``symbol`` or ``end``.
        text: as written.
        position: where it starts, in characters from 0.
    """

    kind: str
    text: str
    position: int


def place_of(text: str, position: int) -> tuple[int, int]:
    """Give the line and the column of a position, both from 1."""
    return text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position)


def unescape(quoted: str) -> str:
    """Give what a quoted string or a delimited name stands for.

    Source: https://hl7.org/fhirpath/N1/#string
    """
    return _ESCAPE.sub(
        lambda found: chr(int(found[1], 16)) if found[1] else _ESCAPES.get(found[2], found[2]), quoted[1:-1]
    )


def read_tokens(text: str) -> tuple[Token, ...]:
    """Split an expression into its tokens, the last of which is ``end``.

    Raises:
        FhirSyntaxError: at a character that starts no token.
    """
    tokens = []
    position = 0
    while position < len(text):
        found = _TOKENS.match(text, position)
        if found is None:
            line, column = place_of(text, position)
            raise FhirSyntaxError("FHIRPath: expected a token", line=line, column=column)
        kind = str(found.lastgroup)
        if kind != "skip":
            tokens.append(Token("date" if kind == "clock" else kind, found[0], position))
        position = found.end()
    tokens.append(Token("end", "", position))
    return tuple(tokens)

r"""Separators inside a value, and the backslash that takes their meaning away: ``\,`` ``\|`` ``\$`` ``\\``.

Source: https://hl7.org/fhir/6.0.0-ballot4/search.html#escaping
"""

from __future__ import annotations

import re

__all__ = ["split_escaped", "unescape"]

_ESCAPED = re.compile(r"\\(.?)", re.DOTALL)


def split_escaped(text: str, separator: str) -> list[str]:
    """Cut a text at each separator that is not escaped; the parts stay escaped."""
    if "\\" not in text:
        return text.split(separator)
    parts = [""]
    for piece in re.split(rf"(\\.|{re.escape(separator)})", text, flags=re.DOTALL):
        if piece == separator:
            parts.append("")
        else:
            parts[-1] += piece
    return parts


def unescape(text: str) -> str:
    """Give a text as it was meant.

    Raises:
        ValueError: a backslash stands before something else than a separator or a backslash.
    """
    return _ESCAPED.sub(_meant, text) if "\\" in text else text


def _meant(found: re.Match[str]) -> str:
    if not found[1] or found[1] not in "\\,|$":
        raise ValueError(r"expected a backslash only in \, \| \$ and \\")
    return found[1]

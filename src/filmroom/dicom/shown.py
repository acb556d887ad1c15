"""File names as they are shown to people: on one line, harmless on a terminal, and never two as one.

What is not printable is written as an escape, and so is the backslash that begins one: ``\\n`` and ``\\x1b`` for
ASCII, ``\\xff`` for a byte that is no UTF-8, ``\\u202e`` and longer for any other character.
"""

from __future__ import annotations

import os

__all__ = ["shown_name"]

# Where the backslash separates folders, no name has one.
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t", **({} if os.sep == "\\" else {"\\": "\\\\"})}
_FIRST_UNDECODABLE, _LAST_UNDECODABLE = 0xDC80, 0xDCFF  # PEP 383: bytes that the name of a file could not be read from


def shown_name(name: str) -> str:
    """Return a name as it may be printed and written down; different names stay different."""
    if name.isprintable() and "\\" not in name:
        return name
    return "".join(map(_shown, name))


def _shown(character: str) -> str:
    if character in _SHORT:
        return _SHORT[character]
    if character.isprintable():
        return character
    code = ord(character)
    if _FIRST_UNDECODABLE <= code <= _LAST_UNDECODABLE:
        return f"\\x{code - 0xDC00:02x}"
    if code < 0x80:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"

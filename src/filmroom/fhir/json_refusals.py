"""What the parser of JSON says, in the words of all other messages.

Source: https://www.rfc-editor.org/rfc/rfc8259
"""

from __future__ import annotations

__all__ = ["refusal"]

# What Python's json says, or how it begins; what filmroom says.
_WORDS = (
    ("Expecting value", "Found no value, expected one"),
    ("Expecting property name", "Found no name of a property, expected one in double quotes"),
    ("Expecting ':'", "Found no colon after the name of a property, expected one"),
    ("Expecting ','", "Found neither a comma nor the end of the object or array, expected one of them"),
    ("Illegal trailing comma", "Found a comma before the end of an object or array, expected none"),
    ("Extra data", "Found more after the end of the document, expected nothing"),
    ("Unterminated string", "Found text without an end, expected a closing quote"),
    ("Invalid control character", "Found a control character in text, expected it escaped"),
    ("Invalid \\u", "Found \\u without four hexadecimal digits, expected them"),
    ("Invalid \\", 'Found an escape that JSON does not have, expected one of \\" \\\\ \\/ \\b \\f \\n \\r \\t \\u'),
)


def refusal(message: str) -> str:
    """Say what the parser found and expected, given its own message."""
    return next((ours for start, ours in _WORDS if message.startswith(start)), "Found text that is not JSON")

"""How texts are made comparable, on both sides of a search: without case, diacritics and differences of white space.

Source: https://hl7.org/fhir/6.0.0-ballot4/search.html#string
"""

from __future__ import annotations

from unicodedata import combining, normalize

__all__ = ["normalise"]


def normalise(text: str) -> str:
    """Give the form of a text in which it is compared; normalising twice changes nothing.

    Characters are decomposed (NFKD), lose their diacritics and their case, and are separated by single spaces, none at
    either end.
    """
    if text.isascii():
        return " ".join(text.lower().split())
    folded = _bare(_bare(text).casefold())
    return " ".join(folded.split())


def _bare(text: str) -> str:
    """Decompose a text and leave out what combines."""
    return "".join(each for each in normalize("NFKD", text) if not combining(each))

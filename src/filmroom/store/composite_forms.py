"""Composites in the index: the first component as a token, in each form that can be asked for, before the second.

A token is asked for by its code, by its system, or by both. So each composite is kept three times: the form of its
token stands, with a separator that no normalised text holds, before what the second component is.

Source: https://hl7.org/fhir/6.0.0-ballot4/search.html#composite
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from filmroom.fhir.search_values import TokenValue
    from filmroom.query.terms import TokenTerm

__all__ = ["SEPARATOR", "asked_form", "token_forms"]

SEPARATOR = "\x1f"
"""Between the parts of a key; no code, address or normalised text of FHIR holds it."""


def token_forms(value: TokenValue) -> tuple[str, ...]:
    """Return the texts under which a token is kept; none when it is only words."""
    if not value.code and not value.system:
        return ()
    system = value.system or ""
    return (value.code, f"{system}|{SEPARATOR}{value.code}", f"{system}|{SEPARATOR}{SEPARATOR}")


def asked_form(term: TokenTerm) -> str:
    """Return the text under which a token is kept that fits a term."""
    if term.system is None:
        return term.code or ""
    return f"{term.system}|{SEPARATOR}{SEPARATOR if term.code is None else term.code}"

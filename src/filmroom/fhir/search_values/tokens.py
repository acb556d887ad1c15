"""Codes and identifiers: what a token parameter finds.

Which type a value has is told by what it holds, so that resources whose type has no definition here are found as well:
a CodeableConcept has codings or a text, a CodeableReference a concept, a Coding a code or a display, an Identifier and
a ContactPoint a value.

Source: https://hl7.org/fhir/6.0.0-ballot4/search.html#token
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from filmroom.fhir.search_values.values import OfTypeValue, TokenValue

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["token_values"]

# The systems of a ContactPoint are kinds of device, and no systems to search by.
# Source: http://hl7.org/fhir/contact-point-system
_CONTACT_SYSTEMS: Final = frozenset({"phone", "fax", "email", "pager", "url", "sms", "other"})


def token_values(item: Any) -> Iterator[TokenValue | OfTypeValue]:
    """Give what a code, boolean, Coding, CodeableConcept, Identifier, ContactPoint … is found by; else nothing."""
    if type(item) is dict:
        yield from _complex(item)
    elif type(item) is bool:
        yield TokenValue(None, "true" if item else "false")
    elif type(item) is str and item:
        yield TokenValue(None, item)


def _complex(item: dict[str, Any]) -> Iterator[TokenValue | OfTypeValue]:
    if "coding" in item or "text" in item:
        yield from _concept(item)
    elif "value" in item:
        yield from _identifier(item)
    elif type(concept := item.get("concept")) is dict:
        yield from _concept(concept)
    elif found := _coding(item):
        yield found


def _concept(item: dict[str, Any]) -> Iterator[TokenValue]:
    """Give each coding of a CodeableConcept, and its text when that is not the name of one of them."""
    codings, text = item.get("coding"), item.get("text")
    names = set()
    if type(codings) is list:
        for each in codings:
            found = _coding(each) if type(each) is dict else None
            if found:
                names.add(found.text)
                yield found
    if type(text) is str and text and text not in names:
        yield TokenValue(None, "", text)


def _coding(item: dict[str, Any]) -> TokenValue | None:
    system, code, text = item.get("system"), item.get("code"), item.get("display")
    found = TokenValue(
        system if type(system) is str and system else None,
        code if type(code) is str else "",
        text if type(text) is str else "",
    )
    return found if found.system or found.code or found.text else None


def _identifier(item: dict[str, Any]) -> Iterator[TokenValue | OfTypeValue]:
    """Give an Identifier, also under each code of its type; or a ContactPoint."""
    value, system, kind = item.get("value"), item.get("system"), item.get("type")
    if type(value) is not str or not value:
        return
    text = kind.get("text") if type(kind) is dict else None
    known = type(system) is str and bool(system) and system not in _CONTACT_SYSTEMS
    yield TokenValue(system if known else None, value, text if type(text) is str else "")
    for each in _concept(kind) if type(kind) is dict else ():
        if each.code:
            yield OfTypeValue(each.system, each.code, value)

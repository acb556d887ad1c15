"""OIDs in the two forms in which they are asked for: as a URI and bare.

DICOM's UIDs are OIDs; some elements hold them bare and others as a URI, and those who search do either.

Source: https://hl7.org/fhir/6.0.0-ballot4/datatypes.html#oid
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from filmroom.fhir.search_values.values import SearchValue, TokenValue

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["text_forms", "value_forms"]

_PREFIX: Final = "urn:oid:"


def text_forms(texts: Iterable[str]) -> Iterator[str]:
    """Give each text, followed by its other form: without ``urn:oid:`` if it has that, and with it if not."""
    for each in texts:
        yield each
        yield each[len(_PREFIX) :] if each.startswith(_PREFIX) else _PREFIX + each


def value_forms(values: Iterable[SearchValue]) -> Iterator[SearchValue]:
    """Give each value, followed by the same without ``urn:oid:`` where it is an identifier that has that."""
    for each in values:
        yield each
        if type(each) is TokenValue and each.code.startswith(_PREFIX):
            yield TokenValue(each.system, each.code[len(_PREFIX) :], each.text)

"""The resource types that have an address.

Source: https://hl7.org/fhir/6.0.0-ballot4/resourcelist.html
"""

from __future__ import annotations

from functools import cache
from typing import Final

from falcon.routing import BaseConverter

from filmroom.fhir.definitions import defined_types, definition, known_resource_types

__all__ = ["PUBLISHED_TYPES", "StoredType", "stored_types"]

PUBLISHED_TYPES: Final = ("CodeSystem", "SearchParameter", "StructureDefinition", "ValueSet")
"""The types whose resources are the server's own tables, which nobody can change over HTTP."""

# Types that are only ever part of a request or an answer.
_WITHOUT_ADDRESS: Final = frozenset({"OperationOutcome", "Parameters"})


@cache
def stored_types() -> tuple[str, ...]:
    """Name the types of which resources can be kept, in alphabetical order."""
    abstract = {name for name in defined_types() if definition(name).abstract}
    return tuple(sorted(known_resource_types() - abstract - _WITHOUT_ADDRESS - set(PUBLISHED_TYPES)))


class StoredType(BaseConverter):
    """Part of a route that only the name of a type fits."""

    def __init__(self) -> None:
        self._names = frozenset(stored_types())

    def convert(self, value: str) -> str | None:
        """Let a name pass; None makes Falcon look on."""
        return value if value in self._names else None

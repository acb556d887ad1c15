"""The value sets and code systems of the bindings, as resources.

Source: https://hl7.org/fhir/6.0.0-ballot4/valueset.html and codesystem.html
"""

from __future__ import annotations

import re
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from filmroom.fhir.definition import FHIR_VERSION
from filmroom.fhir.value_sets import value_set, value_set_urls

if TYPE_CHECKING:
    from collections.abc import Mapping

    from filmroom.fhir.value_sets import Concept, ValueSet

__all__ = ["code_system_resource", "code_system_urls", "identity", "program_name", "value_set_resource"]

_NOT_OF_AN_ID: Final = re.compile(r"[^A-Za-z0-9.-]+")
_WORD: Final = re.compile(r"[A-Za-z0-9]+")
_LONGEST_ID: Final = 64


def identity(url: str) -> str:
    """Make an id of a canonical address: its last step."""
    last = re.split(r"[/:]", url.rstrip("/"))[-1].removesuffix(".html")
    return _NOT_OF_AN_ID.sub("-", last)[:_LONGEST_ID]


def program_name(url: str) -> str:
    """Make a name for programs of a canonical address, as CanonicalResource wants it."""
    words = _WORD.findall(identity(url))
    name = "".join(word[0].upper() + word[1:] for word in words)
    return name if name[:1].isalpha() and len(name) > 1 else f"CodeSystem{name}"


def value_set_resource(url: str) -> dict[str, Any]:
    """Write a value set with all its codes.

    Raises:
        KeyError: its codes are not listed here.
    """
    found = value_set(url)
    if found is None:
        raise KeyError(url)
    return {
        "resourceType": "ValueSet",
        "id": identity(url),
        "url": url,
        "version": FHIR_VERSION,
        "name": found.name,
        "status": "draft",
        "compose": {"include": [_include(system, found) for system in dict.fromkeys(_systems(found))]},
    }


def _systems(found: ValueSet) -> tuple[str, ...]:
    return tuple(system for system, _ in groupby(each.system for each in found.concepts))


def _include(system: str, found: ValueSet) -> dict[str, Any]:
    concepts = [{"code": each.code, "display": each.display} for each in found.concepts if each.system == system]
    return {"system": system, "concept": concepts}


@cache
def _code_systems() -> Mapping[str, tuple[Concept, ...]]:
    """Gather the codes of each system from the value sets that have some of them."""
    gathered: dict[str, dict[str, Concept]] = {}
    for url in value_set_urls():
        found = value_set(url)
        for each in found.concepts if found else ():
            gathered.setdefault(each.system, {}).setdefault(each.code, each)
    return {system: tuple(codes.values()) for system, codes in sorted(gathered.items())}


def code_system_urls() -> tuple[str, ...]:
    """Name every code system of which codes are listed here, in alphabetical order."""
    return tuple(_code_systems())


def code_system_resource(url: str) -> dict[str, Any]:
    """Write those codes of a code system that the bindings name.

    Raises:
        KeyError: none are listed here.
    """
    concepts = _code_systems()[url]
    return {
        "resourceType": "CodeSystem",
        "id": identity(url),
        "url": url,
        "name": program_name(url),
        "status": "draft",
        "caseSensitive": True,
        "content": "fragment",
        "count": len(concepts),
        "concept": [_concept(each) for each in concepts],
    }


def _concept(each: Concept) -> dict[str, str]:
    written = {"code": each.code, "display": each.display, "definition": each.definition}
    return {name: value for name, value in written.items() if value}

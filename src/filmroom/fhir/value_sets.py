"""The value sets that FHIR's bindings name: their codes, and whether a code is one of them.

Source: https://hl7.org/fhir/6.0.0-ballot4/terminologies.html
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from filmroom.fhir._standard.value_sets import CODE_DEFINITIONS, CODE_SYSTEMS, VALUE_SETS
from filmroom.fhir.definitions import known_resource_types
from filmroom.fhir.open_value_sets import OPEN_VALUE_SETS

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["CID_33", "Concept", "ValueSet", "contains", "display", "expectation", "value_set", "value_set_urls"]

CID_33 = "http://dicom.nema.org/medical/dicom/current/output/chtml/part16/sect_CID_33.html"
"""The value set of modalities. Source: PS3.16 CID 33"""

_RESOURCE_TYPES = "http://hl7.org/fhir/ValueSet/resource-types"
_FHIR_TYPES = "http://hl7.org/fhir/fhir-types"
_CODES_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Concept:
    """One code of a code system, with what the system calls it.

    Attributes:
        definition: what the code means, in our words; empty where its name says it.
    """

    system: str
    code: str
    display: str
    definition: str = ""


@dataclass(frozen=True, slots=True)
class ValueSet:
    """A value set with all its codes.

    Attributes:
        url: the canonical address, without a version.
        name: its name for programs.
        concepts: in the order of publication.
    """

    url: str
    name: str
    concepts: tuple[Concept, ...]


@cache
def value_set(url: str) -> ValueSet | None:
    """Look up a value set by its canonical address; ``None`` when its codes are not listed here."""
    return _tables().get(url.partition("|")[0])


@cache
def value_set_urls() -> tuple[str, ...]:
    """Name every value set whose codes are listed here, in alphabetical order."""
    return tuple(sorted(_tables()))


def contains(url: str, system: str | None, code: str) -> bool | None:
    """Say whether a code is in a value set.

    ``system`` is ``None`` where the element holds a bare code, whose system its binding implies. The answer is
    ``None`` when the value set is neither listed here nor one that a grammar decides on, as languages and units are.
    """
    codes = _codes(url)
    if codes is not None:
        return (system, code) in codes
    decided = OPEN_VALUE_SETS.get(url.partition("|")[0])
    return None if decided is None else system in (None, decided.system) and decided.accepts(code)


@cache
def expectation(url: str) -> str:
    """Say in words what a code from a value set is: its codes where they are few, else what they are codes for."""
    address = url.partition("|")[0]
    listed, decided = value_set(address), OPEN_VALUE_SETS.get(address)
    if decided is not None:
        return f"{decided.expected}, from the value set {address}"
    if listed is None or len(listed.concepts) > _CODES_SHOWN:
        return f"one of the value set {address}"
    return f"one of the codes {', '.join(each.code for each in listed.concepts)} of the value set {address}"


def display(system: str, code: str) -> str | None:
    """Name a code as its code system does; ``None`` when the code is not listed here."""
    return _displays().get((system, code))


@cache
def _tables() -> Mapping[str, ValueSet]:
    """Build the value sets from their rows."""
    listed = {url: ValueSet(url, name, _concepts(systems)) for url, name, systems in VALUE_SETS}
    types = tuple((name, name) for name in sorted(known_resource_types()))
    listed[_RESOURCE_TYPES] = ValueSet(_RESOURCE_TYPES, "ResourceType", _concepts(((_FHIR_TYPES, types),)))
    return listed


def _concepts(systems: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]) -> tuple[Concept, ...]:
    """Write out the concepts of a row."""
    return tuple(
        Concept(system, code, name, CODE_DEFINITIONS.get((system, code), ""))
        for system, codes in systems
        for code, name in codes
    )


@cache
def _codes(url: str) -> frozenset[tuple[str | None, str]] | None:
    """Index a value set: each code with its system, and alone."""
    found = value_set(url)
    if found is None:
        return None
    pairs = {(each.system, each.code) for each in found.concepts}
    return frozenset(pairs | {(None, code) for _, code in pairs})


@cache
def _displays() -> Mapping[tuple[str, str], str]:
    """Index every code that is listed here."""
    listed = [concept for each in _tables().values() for concept in each.concepts]
    return {(each.system, each.code): each.display for each in (*listed, *_concepts(CODE_SYSTEMS))}

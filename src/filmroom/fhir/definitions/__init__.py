"""The definitions of FHIR R6 as tables, loaded one module at a time when a type is asked for.

Source: https://hl7.org/fhir/6.0.0-ballot4/
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from filmroom.fhir.definitions.names import DEFINED_IN, NAMED_RESOURCES

if TYPE_CHECKING:
    from filmroom.fhir.definition import Definition, Element

__all__ = ["all_elements", "defined_types", "definition", "known_resource_types"]


@cache
def definition(name: str) -> Definition:
    """Look up the definition of a type.

    Raises:
        KeyError: the type has no definition here; it may still be among `known_resource_types`.
    """
    module = import_module(f"{__name__}.{DEFINED_IN[name]}")
    rows: tuple[Definition, ...] = module.DEFINITIONS
    return next(each for each in rows if each.name == name)


def defined_types() -> tuple[str, ...]:
    """Name every type that has a definition, in alphabetical order."""
    return tuple(sorted(DEFINED_IN))


def known_resource_types() -> frozenset[str]:
    """Name every resource type of the release, those without a definition included.

    Source: https://hl7.org/fhir/6.0.0-ballot4/resourcelist.html
    """
    return NAMED_RESOURCES


@cache
def all_elements(name: str) -> tuple[Element, ...]:
    """List a type's rows with the inherited ones, in the order in which XML writes them.

    Inherited rows come with the type's own name in their path. Groups inside a type inherit nothing here:
    what they inherit is in the definition of their type, BackboneElement or Element.

    Raises:
        KeyError: the type has no definition here.
    """
    own = definition(name)
    if not own.base:
        return own.elements
    inherited = all_elements(own.base)[1:]
    moved = tuple(replace(row, path=f"{name}.{row.path.partition('.')[2]}") for row in inherited)
    return (own.elements[0], *moved, *own.elements[1:])

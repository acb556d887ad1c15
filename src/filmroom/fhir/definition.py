"""The types of the rows that `filmroom.fhir.definitions` is made of.

One `Definition` is one FHIR type; one `Element` is one row of its specification page.

Source: https://hl7.org/fhir/6.0.0-ballot4/elementdefinition.html
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = [
    "FHIR_VERSION",
    "Binding",
    "Definition",
    "Element",
    "ElementMapping",
    "Invariant",
    "Kind",
    "Strength",
    "TypeRef",
]

FHIR_VERSION = "6.0.0-ballot4"


class Kind(StrEnum):
    """What a type is. Source: http://hl7.org/fhir/structure-definition-kind"""

    RESOURCE = "resource"
    COMPLEX = "complex-type"
    PRIMITIVE = "primitive-type"


class Strength(StrEnum):
    """How binding a binding is. Source: http://hl7.org/fhir/binding-strength"""

    REQUIRED = "required"
    EXTENSIBLE = "extensible"
    PREFERRED = "preferred"
    EXAMPLE = "example"


@dataclass(frozen=True, slots=True)
class TypeRef:
    """One type that an element may have.

    Attributes:
        code: the type's name: ``Identifier``, ``dateTime``, ``BackboneElement``, ``Reference``.
        targets: for Reference, CodeableReference and canonical, the resource types that may be
            referred to; empty means any.
        profiles: names of the profiles that narrow a datatype, as ``SimpleQuantity`` does; empty
            means the whole type.
    """

    code: str
    targets: tuple[str, ...] = ()
    profiles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Binding:
    """The value set that an element's codes come from.

    Attributes:
        strength: required is an error when broken, extensible a warning, the others nothing.
        value_set: the canonical address of the value set, without a version.
    """

    strength: Strength
    value_set: str


@dataclass(frozen=True, slots=True)
class Invariant:
    """A rule that a FHIRPath expression states.

    Attributes:
        key: its name, as in ``ist-4``.
        severity: ``error`` or ``warning``.
        human: the rule in words, as published.
        expression: the FHIRPath, verbatim.
    """

    key: str
    severity: str
    human: str
    expression: str


@dataclass(frozen=True, slots=True)
class ElementMapping:
    """What an element corresponds to in another model.

    Attributes:
        identity: ``dicom``, ``w5``, ``workflow``, ``rim`` or ``v2``.
        map: the counterpart, verbatim.
    """

    identity: str
    map: str


@dataclass(frozen=True, slots=True)
class Element:
    """One row of a type's definition.

    Attributes:
        path: from the type's name: ``ImagingStudy.series.uid``; a choice ends in ``[x]``.
        short: what it is, in a few words of ours.
        min: 0 or 1 (or more).
        max: ``1``, another number, or ``*``.
        types: empty for the root and where ``content_reference`` is given.
        content_reference: the path whose children are repeated here; empty for none.
    """

    path: str
    short: str
    min: int = 0
    max: str = "1"
    types: tuple[TypeRef, ...] = ()
    binding: Binding | None = None
    summary: bool = False
    modifier: bool = False
    modifier_reason: str = ""
    aliases: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    constraints: tuple[Invariant, ...] = ()
    mappings: tuple[ElementMapping, ...] = ()
    content_reference: str = ""

    @property
    def name(self) -> str:
        """The last step of the path, without ``[x]``."""
        return self.path.rpartition(".")[2].removesuffix("[x]")

    @property
    def is_choice(self) -> bool:
        """Whether the type is part of the property's name in JSON, as in ``valueString``."""
        return self.path.endswith("[x]")

    @property
    def is_list(self) -> bool:
        """Whether it is an array in JSON."""
        return self.max not in ("0", "1")


@dataclass(frozen=True, slots=True)
class Definition:
    """One FHIR type: its rows, in the order of the specification, the root first.

    The rows hold what the type itself defines. What every resource, domain resource, backbone
    element or datatype inherits (``id``, ``extension``, ``modifierExtension``, ``meta``, …) is in the
    definition that ``base`` names.

    Attributes:
        name: ``ImagingStudy``, ``Identifier``, …
        base: the type it specialises; empty for the topmost.
        description: what it is for, in our words.
        source: the address of its page.
        abstract: whether no element or resource is of this very type.
    """

    name: str
    kind: Kind
    base: str
    description: str
    source: str
    elements: tuple[Element, ...]
    abstract: bool = False

    @property
    def url(self) -> str:
        """The canonical address. Source: https://hl7.org/fhir/structuredefinition.html"""
        return f"http://hl7.org/fhir/StructureDefinition/{self.name}"

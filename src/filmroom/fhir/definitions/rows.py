"""How the rows of the definitions are written down: short names for their parts.

A row reads like a line of the specification's page: path, cardinality, types, what it is, then its marks.

Source: https://hl7.org/fhir/6.0.0-ballot4/elementdefinition.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from filmroom.fhir.definition import Binding, Element, ElementMapping, Invariant, Strength, TypeRef

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "canonical",
    "codeable_reference",
    "error",
    "example",
    "extensible",
    "preferred",
    "profiled",
    "reference",
    "required",
    "row",
    "warning",
]

_VALUE_SETS = "http://hl7.org/fhir/ValueSet/"

_Types = str | TypeRef | tuple[str | TypeRef, ...]


def row(  # noqa: PLR0913 one argument for each column of the specification's page
    path: str,
    cardinality: str,
    types: _Types,
    short: str,
    *,
    bound: Binding | None = None,
    summary: bool = False,
    modifier: str = "",
    aliases: tuple[str, ...] = (),
    conditions: tuple[str, ...] = (),
    rules: tuple[Invariant, ...] = (),
    maps: Mapping[str, str] | None = None,
    contents: str = "",
) -> Element:
    """Write one row.

    ``cardinality`` is FHIR's own notation, ``0..*``; ``modifier`` is the reason for which the element is a
    modifier, empty when it is none; ``contents`` is the path whose children are repeated here.
    """
    least, _, most = cardinality.partition("..")
    return Element(
        path=path,
        short=short,
        min=int(least),
        max=most,
        types=_type_refs(types),
        binding=bound,
        summary=summary,
        modifier=bool(modifier),
        modifier_reason=modifier,
        aliases=aliases,
        conditions=conditions,
        constraints=rules,
        mappings=tuple(ElementMapping(identity, text) for identity, text in (maps or {}).items()),
        content_reference=contents,
    )


def reference(*targets: str) -> TypeRef:
    """Name a Reference to one of the resource types; to any when none is given."""
    return TypeRef("Reference", targets)


def codeable_reference(*targets: str) -> TypeRef:
    """Name a CodeableReference to one of the resource types; to any when none is given."""
    return TypeRef("CodeableReference", targets)


def canonical(*targets: str) -> TypeRef:
    """Name a canonical address of one of the resource types; of any when none is given."""
    return TypeRef("canonical", targets)


def profiled(code: str, *profiles: str) -> TypeRef:
    """Name a datatype as narrowed by profiles, as in ``profiled("Quantity", "SimpleQuantity")``."""
    return TypeRef(code, (), profiles)


def required(value_set: str) -> Binding:
    """Bind to a value set: a code from elsewhere is an error."""
    return _binding(Strength.REQUIRED, value_set)


def extensible(value_set: str) -> Binding:
    """Bind to a value set: a code from elsewhere only where the set has none that fits."""
    return _binding(Strength.EXTENSIBLE, value_set)


def preferred(value_set: str) -> Binding:
    """Bind to a value set that is recommended."""
    return _binding(Strength.PREFERRED, value_set)


def example(value_set: str) -> Binding:
    """Bind to a value set that only illustrates."""
    return _binding(Strength.EXAMPLE, value_set)


def error(key: str, human: str, expression: str) -> Invariant:
    """State a rule that a valid resource obeys."""
    return Invariant(key, "error", human, expression)


def warning(key: str, human: str, expression: str) -> Invariant:
    """State a rule that a good resource obeys."""
    return Invariant(key, "warning", human, expression)


def _binding(strength: Strength, value_set: str) -> Binding:
    """Complete the address of a value set of FHIR's own, given by its last step."""
    return Binding(strength, value_set if "://" in value_set else _VALUE_SETS + value_set)


def _type_refs(types: _Types) -> tuple[TypeRef, ...]:
    """Give every type its row type."""
    listed = types if isinstance(types, tuple) else (types,)
    return tuple(TypeRef(each) if isinstance(each, str) else each for each in listed)

"""What `is`, `as` and `ofType` can tell about an item.

Source: https://hl7.org/fhirpath/N1/#types-and-reflection and https://hl7.org/fhir/fhirpath.html#types
"""

from __future__ import annotations

from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from filmroom.fhir.fhirpath.temporal import Temporal
from filmroom.fhir.fhirpath.values import EvaluationError, Item, Node, NotEvaluatedError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["is_type"]

_SUPERTYPES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "code": ("string",),
        "id": ("string",),
        "markdown": ("string",),
        "url": ("uri",),
        "canonical": ("uri",),
        "oid": ("uri",),
        "uuid": ("uri",),
        "unsignedInt": ("integer",),
        "positiveInt": ("integer",),
        "Age": ("Quantity",),
        "Count": ("Quantity",),
        "Distance": ("Quantity",),
        "Duration": ("Quantity",),
    }
)
_NOT_DOMAIN_RESOURCES: Final = frozenset({"Binary", "Bundle", "Parameters"})
_SYSTEM_TYPES: Final[tuple[tuple[type, tuple[str, ...]], ...]] = (
    (bool, ("boolean", "Boolean")),
    (int, ("integer", "Integer")),
    (float, ("decimal", "Decimal")),
    (Decimal, ("decimal", "Decimal")),
    (str, ("string", "String")),
)


def _is_resource_of(name: str, resource_type: object) -> bool:
    if name == "DomainResource":
        return resource_type not in _NOT_DOMAIN_RESOURCES
    return name in (resource_type, "Resource")


def is_type(item: Item, name: str) -> bool:
    """Say whether an item is of a type, or of one that specialises it.

    Args:
        item: what is asked about.
        name: of the type, with or without ``FHIR.`` or ``System.``.

    Raises:
        NotEvaluatedError: for a complex element whose property does not say its type.
    """
    name = name.removeprefix("FHIR.").removeprefix("System.")
    if isinstance(item, Node):
        if item.type_name:
            return name in (item.type_name, *_SUPERTYPES.get(item.type_name, ()))
        item = item.value
    if isinstance(item, Temporal):
        return name.lower() == item.kind.lower()
    if isinstance(item, dict):
        if "resourceType" in item:
            return _is_resource_of(name, item["resourceType"])
        raise NotEvaluatedError("the type of an element is asked whose name does not say it")
    for kind, names in _SYSTEM_TYPES:
        if isinstance(item, kind):
            return name in names
    raise EvaluationError("the type of something is asked that has none")

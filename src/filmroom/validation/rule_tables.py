"""What is to be known about single rules of the definitions.

Source: https://hl7.org/fhir/6.0.0-ballot4/conformance-rules.html#constraints
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["CHECKED_BY_THE_WALK", "FIGURES", "NOT_CHECKED"]

CHECKED_BY_THE_WALK: Final[Mapping[str, str]] = MappingProxyType(
    {
        "dom-3": "its expression asks for the types of descendants, which JSON does not say",
        "ele-1": "every element is looked at anyway",
    }
)
"""Rules that are not evaluated as FHIRPath but by code of their own, and why."""

NOT_CHECKED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "dom-6": "a best practice, which the specification does not ask of a valid resource",
        "eld-11": "as published it has no result for a choice of types, and holds for every other element",
        "enc-2": "it needs other resources",
        "prc-1": "it needs other resources",
    }
)
"""Rules that are not evaluated at all, and why."""

_UIDS: Final = "identifier.where(system = 'urn:dicom:uid').count()"
_UNEQUAL: Final = (
    "series.where((numberOfInstances.empty() or instance.empty() or numberOfInstances = instance.count()).not())"
)
FIGURES: Final[Mapping[str, tuple[tuple[str, str], ...]]] = MappingProxyType(
    {
        "ist-1": (("series", "series.count()"), ("Study Instance UIDs", _UIDS)),
        "ist-2": (("Study Instance UIDs", _UIDS),),
        "ist-3": (("numberOfSeries", "numberOfSeries"), ("series", "series.count()")),
        "ist-4": (("numberOfInstances", "numberOfInstances"), ("instances", "series.instance.count()")),
        "ist-5": (
            ("numberOfInstances", "numberOfInstances"),
            ("as the sum of the series", "series.numberOfInstances.aggregate($total + $this.toInteger(), 0)"),
        ),
        "ist-6": (("series whose numberOfInstances differs from its instances", f"{_UNEQUAL}.count()"),),
        "ist-7": (
            ("modality.coding", "modality.coding.select(system&'|'&code).distinct().count()"),
            ("series.modality.coding", "series.modality.coding.select(system&'|'&code).distinct().count()"),
        ),
    }
)
"""Counts that say what was found, by rule: what is counted, and how."""

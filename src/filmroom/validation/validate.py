"""The door to validation: a resource in, every issue out.

Source: https://hl7.org/fhir/6.0.0-ballot4/validation.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from filmroom.validation.resources import check_root

if TYPE_CHECKING:
    from filmroom.fhir.outcome import Issue

__all__ = ["validate"]


def validate(resource: dict[str, Any]) -> tuple[Issue, ...]:
    """Find everything that is wrong with a resource, in the order of its definition.

    Structure, primitive values, choices, references, contained resources, extensions, bindings and
    the rules of the definitions. The resources in a Bundle are checked each on its own; a type of
    which only the name is known has its form checked, and an issue that says so.

    Args:
        resource: as JSON has it, with whole numbers as int and others as Decimal or float.

    Returns:
        Nothing when all is well.

    Source: https://hl7.org/fhir/6.0.0-ballot4/validation.html
    """
    issues: list[Issue] = []
    check_root(resource, issues)
    return tuple(issues)

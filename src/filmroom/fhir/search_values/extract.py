"""The door to the search values of a resource.

Source: https://hl7.org/fhir/6.0.0-ballot4/search.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from filmroom.fhir.search_values.plan import plan_for

if TYPE_CHECKING:
    from filmroom.fhir.search_values.values import SearchValue

__all__ = ["search_values"]


def search_values(resource: dict[str, Any]) -> dict[str, tuple[SearchValue, ...]]:
    """Find what a resource can be found by: for each parameter's code its distinct values, in the resource's order.

    Codes without a value are left out, as are ``_id`` and ``_lastUpdated``, which the server keeps. What is malformed
    has no values; nothing raises.
    """
    name = resource.get("resourceType")
    return plan_for(name).run(resource) if type(name) is str else {}

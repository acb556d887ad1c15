"""Who refers to a resource."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from sqlalchemy import select

from filmroom.fhir.search_parameter import SearchType
from filmroom.fhir.search_parameters import all_search_parameters, parameter_number
from filmroom.store.tables import resource, term

if TYPE_CHECKING:
    from sqlalchemy import Connection

__all__ = ["find_referrer"]


def find_referrer(connection: Connection, resource_type: str, resource_id: str) -> str | None:
    """Return type and id of another resource that refers to one by a reference that can be searched; None for none."""
    statement = (
        select(resource.c.type, resource.c.id)
        .join(term, term.c.rid == resource.c.rid)
        .where(term.c.param.in_(_reference_numbers()), term.c.value == f"{resource_type}/{resource_id}")
        .where((resource.c.type != resource_type) | (resource.c.id != resource_id))
        .limit(1)
    )
    row = connection.execute(statement).first()
    return f"{row.type}/{row.id}" if row else None


@lru_cache(maxsize=1)
def _reference_numbers() -> tuple[int, ...]:
    listed = all_search_parameters()
    return tuple(parameter_number(one.base, one.code) for one in listed if one.type is SearchType.REFERENCE)

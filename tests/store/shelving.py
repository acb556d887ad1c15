"""Puts resources into a database as tests write them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from filmroom.store.resources import Kept, delete_resource, lock_resource, write_resource

if TYPE_CHECKING:
    from filmroom.store.database import Database

__all__ = ["NOON", "names", "put", "remove"]

NOON = 1_700_000_000_000_000  # 2023-11-14T22:13:20Z


def put(database: Database, *resources: dict[str, Any], now: int = NOON) -> tuple[Kept, ...]:
    """Write resources one after the other, each a second later."""
    with database.write() as connection:
        return tuple(
            write_resource(
                connection,
                one,
                method="PUT",
                present=lock_resource(connection, one["resourceType"], one["id"]),
                now=now + number * 1_000_000,
            )
            for number, one in enumerate(resources)
        )


def remove(database: Database, resource_type: str, resource_id: str) -> None:
    """Delete a resource that is there."""
    with database.write() as connection:
        present = lock_resource(connection, resource_type, resource_id)
        assert present is not None
        delete_resource(connection, present)


def names(resources: tuple[Kept, ...]) -> list[str]:
    """Name resources as ``Type/id``."""
    return [f"{one.type}/{one.id}" for one in resources]

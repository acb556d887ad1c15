"""Resources and their versions: read, written, deleted, never lost.

All functions work inside the transaction of the connection they are given.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import bindparam, select, update
from sqlalchemy.dialects import postgresql, sqlite

from filmroom.errors import SimultaneousWriteError
from filmroom.fhir.json_document import write_json
from filmroom.store.index_rows import drop_index_rows, index_rows, replace_index_rows
from filmroom.store.moments import format_moment, moment_now
from filmroom.store.tables import resource, version

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection

    from filmroom.store.database import Database

__all__ = [
    "Kept",
    "delete_resource",
    "find_many",
    "find_resource",
    "find_version",
    "lock_resource",
    "look_up_resource",
    "write_resource",
]

_DECODER = msgspec.json.Decoder(float_hook=Decimal)


class Kept(msgspec.Struct, frozen=True):
    """One version of a resource.

    Attributes:
        rid: its number in this database.
        updated: microseconds since 1970-01-01T00:00Z.
        method: of the request that made it: POST, PUT, PATCH or DELETE.
        content: JSON; None when this version says that the resource was deleted.
    """

    rid: int
    type: str
    id: str
    version: int
    updated: int
    method: str
    content: bytes | None

    @property
    def is_deleted(self) -> bool:
        """Whether this version is a tombstone."""
        return self.content is None

    @property
    def etag(self) -> str:
        """The weak entity tag of this version. Source: https://hl7.org/fhir/6.0.0-ballot4/http.html#versions"""
        return f'W/"{self.version}"'

    def parse(self) -> dict[str, Any]:
        """Return the content as a value, with numbers that are not whole as Decimal; ValueError for a tombstone."""
        if self.content is None:
            raise ValueError(f"{self.type}/{self.id} was deleted")
        content: dict[str, Any] = _DECODER.decode(self.content)
        return content


COLUMNS = tuple(resource.c[name] for name in Kept.__struct_fields__)
_VERSION_COLUMNS = tuple(version.c[name] for name in Kept.__struct_fields__)

_ONE = select(*COLUMNS).where(resource.c.type == bindparam("type_"), resource.c.id == bindparam("id_"))
_ONE_LOCKED = _ONE.with_for_update()
_ONE_VERSION = select(*_VERSION_COLUMNS).where(
    version.c.type == bindparam("type_"), version.c.id == bindparam("id_"), version.c.version == bindparam("number")
)


def find_resource(connection: Connection, resource_type: str, resource_id: str) -> Kept | None:
    """Return the present version of a resource, which may be a tombstone; None when there never was one."""
    row = connection.execute(_ONE, {"type_": resource_type, "id_": resource_id}).first()
    return Kept(*row) if row else None


def look_up_resource(database: Database, resource_type: str, resource_id: str) -> Kept | None:
    """Do as `find_resource`, outside a transaction."""
    row = database.look_up(_ONE, {"type_": resource_type, "id_": resource_id})
    return Kept(*row) if row else None


def find_many(connection: Connection, names: Sequence[tuple[str, str]]) -> dict[tuple[str, str], Kept]:
    """Return the present versions of several resources, by type and id; what is not there is missing."""
    found: dict[tuple[str, str], Kept] = {}
    by_type: dict[str, list[str]] = {}
    for resource_type, resource_id in names:
        by_type.setdefault(resource_type, []).append(resource_id)
    for resource_type, ids in by_type.items():
        for start in range(0, len(ids), 500):
            part = ids[start : start + 500]
            rows = connection.execute(select(*COLUMNS).where(resource.c.type == resource_type, resource.c.id.in_(part)))
            found.update(((row.type, row.id), Kept(*row)) for row in rows)
    return found


def lock_resource(connection: Connection, resource_type: str, resource_id: str) -> Kept | None:
    """Do as `find_resource`, and keep other writers away from it until the transaction ends."""
    row = connection.execute(_ONE_LOCKED, {"type_": resource_type, "id_": resource_id}).first()
    return Kept(*row) if row else None


def find_version(connection: Connection, resource_type: str, resource_id: str, number: int) -> Kept | None:
    """Return one version of a resource; None when there is none of that number."""
    present = find_resource(connection, resource_type, resource_id)
    if present is None or present.version == number:
        return present
    parameters = {"type_": resource_type, "id_": resource_id, "number": number}
    row = connection.execute(_ONE_VERSION, parameters).first()
    return Kept(*row) if row else None


def write_resource(
    connection: Connection, content: Mapping[str, Any], *, method: str, present: Kept | None, now: int | None = None
) -> Kept:
    """Write a new version of a resource: its id is in it, the number of the version and the moment come into it.

    Args:
        content: with ``resourceType`` and ``id``.
        method: of the request that makes it.
        present: what `lock_resource` found.
        now: None for the present moment.

    Raises:
        SimultaneousWriteError: another writer made it since ``present`` was looked for.
    """
    number = present.version + 1 if present else 1
    moment = max(now or moment_now(), present.updated + 1 if present else 0)
    stamped = _stamped(content, number, moment)
    made = Kept(
        rid=present.rid if present else 0,
        type=stamped["resourceType"],
        id=stamped["id"],
        version=number,
        updated=moment,
        method=method,
        content=write_json(stamped),
    )
    kept = _replace(connection, present, made) if present else _insert(connection, made)
    replace_index_rows(connection, kept.rid, index_rows(stamped), is_new=present is None)
    return kept


def delete_resource(connection: Connection, present: Kept, *, now: int | None = None) -> Kept:
    """Write a tombstone over a resource, which no search finds any more; its versions stay."""
    moment = max(now or moment_now(), present.updated + 1)
    tombstone = msgspec.structs.replace(
        present, version=present.version + 1, updated=moment, method="DELETE", content=None
    )
    drop_index_rows(connection, present.rid)
    return _replace(connection, present, tombstone)


def _stamped(content: Mapping[str, Any], number: int, moment: int) -> dict[str, Any]:
    meta = {**content.get("meta", {}), "versionId": str(number), "lastUpdated": format_moment(moment)}
    rest = {key: value for key, value in content.items() if key not in ("resourceType", "id", "meta")}
    return {"resourceType": content["resourceType"], "id": content["id"], "meta": meta, **rest}


def _insert(connection: Connection, made: Kept) -> Kept:
    row = msgspec.structs.asdict(made)
    del row["rid"]
    insert = (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(resource)
    statement = insert.values(row).on_conflict_do_nothing().returning(resource.c.rid)
    rid = connection.execute(statement).scalar_one_or_none()
    if rid is None:
        raise SimultaneousWriteError(f"{made.type}/{made.id}: somebody else made it at the same moment")
    return msgspec.structs.replace(made, rid=rid)


def _replace(connection: Connection, present: Kept, made: Kept) -> Kept:
    connection.execute(version.insert().values(msgspec.structs.asdict(present)))
    row = msgspec.structs.asdict(made)
    connection.execute(update(resource).where(resource.c.rid == present.rid).values(row))
    return made

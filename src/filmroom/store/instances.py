"""The rows of instances: what is kept, what was refused, and which studies wait to be settled.

All functions work inside the transaction of the connection they are given.
"""

from __future__ import annotations

from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import msgspec
from sqlalchemy import case, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from filmroom.store.facts_codec import decode_attributes, encode_attributes
from filmroom.store.tables import attribute_set, instance, refusal, study
from filmroom.study.facts import Attributes, InstanceFacts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import Connection, Table
    from sqlalchemy.dialects.postgresql import Insert as PostgresInsert
    from sqlalchemy.dialects.sqlite import Insert as SqliteInsert

__all__ = [
    "Added",
    "Arrival",
    "Fate",
    "KeptInstance",
    "add_instances",
    "find_instances",
    "mark_changed",
    "read_study_facts",
    "remove_instances",
]

T = TypeVar("T")

_AT_ONCE = 500  # values in one statement


class Arrival(msgspec.Struct, frozen=True):
    """An instance whose object is durable already, or is indexed in place.

    Attributes:
        sha256: of its bytes.
        received: microseconds since 1970-01-01T00:00Z.
        link: the file it stays in; None when the object store has it.
    """

    facts: InstanceFacts
    sha256: bytes
    size_bytes: int
    received: int
    link: str | None = None


class Fate(StrEnum):
    """What became of an instance that arrived."""

    KEPT = "kept"
    DUPLICATE = "duplicate"
    REFUSED = "refused"


class KeptInstance(msgspec.Struct, frozen=True):
    """Which instance is kept under a SOP Instance UID.

    Attributes:
        sha256: of its bytes; its key in the object store, in hexadecimal.
        link: the file it stays in; None when the object store has it.
    """

    sop_instance_uid: str
    study_uid: str
    series_uid: str
    sha256: bytes
    size_bytes: int
    transfer_syntax_uid: str
    link: str | None


_KEPT_COLUMNS = tuple(instance.c[name] for name in KeptInstance.__struct_fields__)


def find_instances(connection: Connection, uids: Sequence[str]) -> dict[str, KeptInstance]:
    """Return the instances that are kept under SOP Instance UIDs; those that are not are missing."""
    found: dict[str, KeptInstance] = {}
    for start in range(0, len(uids), _AT_ONCE):
        part = uids[start : start + _AT_ONCE]
        rows = connection.execute(select(*_KEPT_COLUMNS).where(instance.c.sop_instance_uid.in_(part)))
        found.update((row.sop_instance_uid, KeptInstance(*row)) for row in rows)
    return found


class Added(NamedTuple):
    """What became of an arrival.

    Attributes:
        kept_sha256: of the object that is kept under its SOP Instance UID now.
    """

    fate: Fate
    kept_sha256: bytes


def add_instances(connection: Connection, arrivals: Sequence[Arrival]) -> list[Added]:
    """Keep instances, mark their studies, and say what became of each.

    An object with the bytes of the one that is kept changes nothing. One with other bytes under the same
    SOP Instance UID is refused, and the refusal is recorded.
    """
    kept = find_instances(connection, [one.facts.sop_instance_uid for one in arrivals])
    fresh: dict[str, Arrival] = {}
    for one in arrivals:
        uid = one.facts.sop_instance_uid
        if uid not in kept:
            fresh.setdefault(uid, one)
    inserted = _insert_instances(connection, list(fresh.values()))
    missed = [uid for uid in fresh if uid not in inserted]
    if missed:  # somebody else has just kept them
        kept.update(find_instances(connection, missed))
    added = []
    refused = []
    for one in arrivals:
        uid = one.facts.sop_instance_uid
        holder = kept.get(uid)
        holder_sha256 = holder.sha256 if holder else fresh[uid].sha256
        if holder is None and fresh[uid] is one:
            fate = Fate.KEPT
        elif holder_sha256 == one.sha256:
            fate = Fate.DUPLICATE
        else:
            fate = Fate.REFUSED
            refused.append(_refusal_row(one, holder_sha256))
        added.append(Added(fate, holder_sha256))
    if refused:
        connection.execute(_insert(connection, refusal).on_conflict_do_nothing(), refused)
    _mark_studies(connection, [fresh[uid] for uid in inserted])
    return added


def remove_instances(connection: Connection, uids: Sequence[str], *, now: int) -> list[KeptInstance]:
    """Forget instances, mark their studies, and return what was kept of them; their objects can go then."""
    found = list(find_instances(connection, uids).values())
    for start in range(0, len(found), _AT_ONCE):
        part = [one.sop_instance_uid for one in found[start : start + _AT_ONCE]]
        connection.execute(delete(instance).where(instance.c.sop_instance_uid.in_(part)))
        connection.execute(delete(refusal).where(refusal.c.sop_instance_uid.in_(part)))
    mark_changed(connection, {one.study_uid for one in found}, now)
    return found


def read_study_facts(connection: Connection, study_uid: str) -> list[InstanceFacts]:
    """Return the facts of all instances of a study, in no order; those that they share come as one object."""
    shared: dict[int, Attributes] = {}
    numbers = select(instance.c.study_set, instance.c.series_set).where(instance.c.study_uid == study_uid).distinct()
    wanted = {number for row in connection.execute(numbers) for number in row}
    for part in _parts(sorted(wanted)):
        rows = connection.execute(
            select(attribute_set.c.id, attribute_set.c.content).where(attribute_set.c.id.in_(part))
        )
        shared.update((number, decode_attributes(content)) for number, content in rows)
    rows = connection.execute(
        select(
            instance.c.sop_instance_uid,
            instance.c.series_uid,
            instance.c.study_set,
            instance.c.series_set,
            instance.c.facts,
            instance.c.transfer_syntax_uid,
        ).where(instance.c.study_uid == study_uid)
    )
    return [
        InstanceFacts(
            study_uid,
            row.series_uid,
            row.sop_instance_uid,
            shared[row.study_set],
            shared[row.series_set],
            decode_attributes(row.facts),
            row.transfer_syntax_uid,
            "",
        )
        for row in rows
    ]


def mark_changed(connection: Connection, uids: Iterable[str], now: int) -> None:
    """Note that instances of studies came or went, so that the studies are settled anew."""
    rows = [{"uid": uid, "changes": 1, "settled": 0, "changed": now, "first_changed": now} for uid in sorted(uids)]
    if not rows:
        return
    insert = _insert(connection, study)
    is_settled = study.c.changes == study.c.settled
    connection.execute(
        insert.on_conflict_do_update(
            index_elements=[study.c.uid],
            set_={
                "changes": study.c.changes + 1,
                "changed": insert.excluded.changed,
                "first_changed": case((is_settled, insert.excluded.changed), else_=study.c.first_changed),
            },
        ),
        rows,
    )


def _insert_instances(connection: Connection, arrivals: Sequence[Arrival]) -> set[str]:
    """Insert rows, and return the SOP Instance UIDs of those that nobody else had inserted."""
    if not arrivals:
        return set()
    sets = _attribute_sets(connection, arrivals)
    rows = [
        {
            "sop_instance_uid": one.facts.sop_instance_uid,
            "study_uid": one.facts.study_instance_uid,
            "series_uid": one.facts.series_instance_uid,
            "sha256": one.sha256,
            "size_bytes": one.size_bytes,
            "transfer_syntax_uid": one.facts.transfer_syntax_uid,
            "study_set": sets[id(one.facts.study)],
            "series_set": sets[id(one.facts.series)],
            "facts": encode_attributes(one.facts.instance),
            "received": one.received,
            "link": one.link,
        }
        for one in arrivals
    ]
    inserted: set[str] = set()
    statement = _insert(connection, instance).on_conflict_do_nothing().returning(instance.c.sop_instance_uid)
    inserted.update(connection.execute(statement, rows).scalars())
    return inserted


def _attribute_sets(connection: Connection, arrivals: Sequence[Arrival]) -> dict[int, int]:
    """Return the numbers of the sets of studies and series, by the identity of the attributes; make those that lack."""
    contents: dict[int, tuple[bytes, bytes]] = {}
    for one in arrivals:
        for attributes in (one.facts.study, one.facts.series):
            if id(attributes) not in contents:
                content = encode_attributes(attributes)
                contents[id(attributes)] = (sha256(content).digest(), content)
    by_hash = dict(contents.values())
    numbers = _find_sets(connection, list(by_hash))
    lacking = [{"hash": key, "content": content} for key, content in by_hash.items() if key not in numbers]
    if lacking:
        connection.execute(_insert(connection, attribute_set).on_conflict_do_nothing(), lacking)
        numbers.update(_find_sets(connection, [one["hash"] for one in lacking]))
    return {identity: numbers[key] for identity, (key, _) in contents.items()}


def _find_sets(connection: Connection, hashes: Sequence[bytes]) -> dict[bytes, int]:
    found: dict[bytes, int] = {}
    for part in _parts(hashes):
        rows = connection.execute(
            select(attribute_set.c.hash, attribute_set.c.id).where(attribute_set.c.hash.in_(part))
        )
        found.update((bytes(key), number) for key, number in rows)
    return found


def _mark_studies(connection: Connection, arrivals: Iterable[Arrival]) -> None:
    arrived = list(arrivals)
    if arrived:
        mark_changed(
            connection, {one.facts.study_instance_uid for one in arrived}, max(one.received for one in arrived)
        )


def _refusal_row(arrival: Arrival, kept_sha256: bytes) -> dict[str, object]:
    return {
        "sop_instance_uid": arrival.facts.sop_instance_uid,
        "sha256": arrival.sha256,
        "size_bytes": arrival.size_bytes,
        "kept_sha256": kept_sha256,
        "received": arrival.received,
        "source": arrival.facts.source,
    }


def _insert(connection: Connection, table: Table) -> PostgresInsert | SqliteInsert:
    return postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)


def _parts(values: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(values), _AT_ONCE):
        yield values[start : start + _AT_ONCE]

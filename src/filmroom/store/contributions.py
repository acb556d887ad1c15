"""What studies say of resources: of their own ImagingStudy, and of those it refers to.

Several studies may say something of one patient; the first by rank counts. All functions work inside the transaction
of the connection they are given.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import delete, select

from filmroom.store.tables import contribution

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection

__all__ = ["contributed", "contributed_study", "replace_contributions"]


def contributed(connection: Connection, resource_type: str, resource_id: str) -> dict[str, Any] | None:
    """Return what DICOM says of a resource; None when it says nothing."""
    statement = (
        select(contribution.c.content)
        .where(contribution.c.type == resource_type, contribution.c.id == resource_id)
        .order_by(contribution.c.rank)
        .limit(1)
    )
    content = connection.execute(statement).scalar_one_or_none()
    return None if content is None else msgspec.json.decode(content)


def contributed_study(connection: Connection, resource_type: str, resource_id: str) -> str | None:
    """Return the Study Instance UID of a study that says something of a resource; None when there is none."""
    statement = select(contribution.c.study_uid).where(
        contribution.c.type == resource_type, contribution.c.id == resource_id
    )
    return connection.execute(statement.limit(1)).scalar_one_or_none()


def replace_contributions(
    connection: Connection, study_uid: str, rank: str, resources: Iterable[Mapping[str, Any]]
) -> dict[tuple[str, str], dict[str, Any] | None]:
    """Make these what a study says.

    Returns:
        By type and id, for all that the study says or said anything of: what DICOM said before; None for nothing.
    """
    statement = select(contribution.c.type, contribution.c.id, contribution.c.rank, contribution.c.content)
    said = {
        (row.type, row.id): (row.rank, row.content)
        for row in connection.execute(statement.where(contribution.c.study_uid == study_uid))
    }
    says = {(str(one["resourceType"]), str(one["id"])): (rank, msgspec.json.encode(one)) for one in resources}
    before = {name: contributed(connection, *name) for name in sorted({*said, *says})}
    for name in [name for name in said if says.get(name) != said[name]]:
        connection.execute(
            delete(contribution).where(
                contribution.c.type == name[0], contribution.c.id == name[1], contribution.c.study_uid == study_uid
            )
        )
    rows = [
        {"type": name[0], "id": name[1], "study_uid": study_uid, "rank": rank_, "content": content}
        for name, (rank_, content) in says.items()
        if said.get(name) != (rank_, content)
    ]
    if rows:
        connection.execute(contribution.insert(), rows)
    return before

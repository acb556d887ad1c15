"""What has to be true of an archive after whatever happened to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from filmroom.service.archive import ArchivePlace, open_archive
from filmroom.service.check import CheckService
from filmroom.store.instances import find_instances
from filmroom.store.tables import instance
from keeping import content

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from filmroom.service.archive import Archive

__all__ = ["check_archive", "check_counts", "check_kept", "count_instances"]


def check_archive(data: Path, acknowledged: Mapping[str, str]) -> int:
    """Check that what was acknowledged is kept, that all is sound, and that counts are exact; return the instances."""
    with open_archive(ArchivePlace(data=str(data)), threads=2) as archive:
        check_kept(archive, acknowledged)
        check_counts(archive)
        report = CheckService(archive.database, archive.objects, archive.settler).check()
    assert report.sound == report.instances, report  # orphans are all that there may be
    return report.instances


def check_kept(archive: Archive, acknowledged: Mapping[str, str]) -> None:
    """Check that every instance that was acknowledged has its row and, byte for byte, its object."""
    with archive.database.read() as connection:
        kept = find_instances(connection, list(acknowledged))
    assert {uid: one.sha256.hex() for uid, one in kept.items()} == acknowledged
    assert [uid for uid, key in acknowledged.items() if not archive.objects.verify(key)] == []


def check_counts(archive: Archive) -> None:
    """Check that settled studies show as many instances as there are rows."""
    while archive.settler.waiting():
        archive.settler.settle_due(everything=True)
    counted = select(instance.c.study_uid, func.count().label("instances")).group_by(instance.c.study_uid)
    with archive.database.read() as connection:
        rows = {row.study_uid: row.instances for row in connection.execute(counted)}
    assert {uid: content(archive, "ImagingStudy", uid)["numberOfInstances"] for uid in rows} == rows


def count_instances(data: Path) -> int:
    """Return how many instances are kept."""
    with open_archive(ArchivePlace(data=str(data)), threads=2) as archive, archive.database.read() as connection:
        return connection.execute(select(func.count()).select_from(instance)).scalar_one()

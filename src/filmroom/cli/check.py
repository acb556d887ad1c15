"""``filmroom check``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from filmroom.cli.progress import Bars
from filmroom.cli.status import Status
from filmroom.cli.streams import tell
from filmroom.cli.summary import counted
from filmroom.errors import UsageError
from filmroom.service.archive import ArchivePlace, default_data_folder, open_archive
from filmroom.service.check import CheckService
from filmroom.settings import MappingSettings, parse_time_zone

if TYPE_CHECKING:
    from filmroom.service.check_report import CheckReport

__all__ = ["check"]

_SHOWN_PROBLEMS = 20


def check(
    *,
    data: str = "",
    database: str = "",
    objects: str = "",
    repair: bool = False,
    timezone: str = "",
    report: Path | None = None,
) -> int:
    """Look at every object and every row of an archive, and say what is wrong.

    **Examples**

    - `filmroom check` verifies every object against its SHA-256, and every row against its object

    - `filmroom check --repair` also makes anew what follows from the objects

    Parameters
    ----------
    data
        The folder of the archive; by default one in your data directory.
    database
        The address of a PostgreSQL; by default SQLite in the folder.
    objects
        Where DICOM objects are kept; by default in the folder.
    repair
        Make rows, resources and what search looks at anew from the objects. Objects stay as they are.
    timezone
        The IANA time zone of instances that do not state their offset from UTC.
    report
        The file for a report of everything that was found, as JSON.
    """
    folder = Path(data) if data else default_data_folder()
    if not database and not (folder / "filmroom.db").exists():
        raise UsageError(f"{folder}: found no archive; expected the folder of one")
    place = ArchivePlace(data=str(folder), database=database, objects=objects)
    settings = MappingSettings(time_zone=parse_time_zone(timezone) if timezone else None)
    bars = Bars()
    with open_archive(place, settings, threads=2) as archive:
        try:
            service = CheckService(archive.database, archive.objects, archive.settler)
            result = service.check(repair=repair, progress=bars)
        finally:
            bars.stop()
    if report is not None:
        report.write_bytes(msgspec.json.format(msgspec.json.encode(result), indent=2) + b"\n")
    _summarise(result, repair=repair)
    is_sound = result.sound + (result.outdated if repair else 0) == result.instances
    return Status.FINE if is_sound else Status.INPUT


def _summarise(found: CheckReport, *, repair: bool) -> None:
    tell(
        f"{counted(found.instances, 'instance')} = {found.sound} sound + {found.missing} missing + "
        f"{found.damaged} damaged + {found.contradicting} contradicting + {found.outdated} outdated",
        f"{counted(found.objects, 'object')}, {counted(found.orphans, 'orphan')}; "
        f"{counted(found.unsettled, 'study', 'studies')} not settled",
        *(f"{one.problem}: {one.name}" for one in found.problems[:_SHOWN_PROBLEMS]),
    )
    if repair:
        tell(
            f"rebuilt {counted(found.rebuilt_studies, 'study', 'studies')} "
            f"({found.changed_studies} changed) and the index of {counted(found.rebuilt_resources, 'resource')}"
        )

"""``filmroom import``."""

from __future__ import annotations

from pathlib import Path

import msgspec

from filmroom.cli.paths import PathOrDash, require_paths
from filmroom.cli.progress import Bars
from filmroom.cli.status import Status
from filmroom.cli.streams import tell
from filmroom.cli.summary import counted
from filmroom.service.archive import ArchivePlace, default_data_folder, open_archive
from filmroom.service.import_journal import ImportJournal
from filmroom.service.importing import ImportReport, import_paths
from filmroom.settings import MappingSettings, parse_time_zone

__all__ = ["import_"]

_SHOWN_REASONS = 5


def import_(
    *paths: PathOrDash,
    data: str = "",
    database: str = "",
    objects: str = "",
    link: bool = False,
    timezone: str = "",
    report: Path | None = None,
) -> int:
    """Put DICOM into an archive.

    Every batch is on the disk before the next begins. A run that was cut off goes on where it stopped when it is
    started again with the same paths; what is kept already is recognised by its bytes.

    **Examples**

    - `filmroom import /archive` puts a folder into the archive of your data directory

    - `filmroom import study.zip --data /srv/filmroom`

    - `filmroom import /archive --link` indexes the files where they are, without copying

    Parameters
    ----------
    paths
        Files, folders, zip archives, DICOMDIRs.
    data
        The folder of the archive; by default one in your data directory.
    database
        The address of a PostgreSQL; by default SQLite in the folder.
    objects
        Where DICOM objects are kept; by default in the folder.
    link
        Index files where they are. They must stay there, unchanged.
    timezone
        The IANA time zone of instances that do not state their offset from UTC.
    report
        The file for a report of everything that was refused, as JSON.
    """
    require_paths("import", paths)
    place = ArchivePlace(data=data or str(default_data_folder()), database=database, objects=objects)
    settings = MappingSettings(time_zone=parse_time_zone(timezone) if timezone else None)
    bars = Bars()
    with open_archive(place, settings, threads=2) as archive:
        try:
            journal = ImportJournal(Path(place.data) / "imports", paths)
            result = import_paths(archive, paths, journal=journal, link=link, progress=bars)
            while archive.settler.settle_due(everything=True):
                bars("settling", result.seen - archive.settler.waiting(), None)
        finally:
            bars.stop()
    if report is not None:
        report.write_bytes(msgspec.json.format(msgspec.json.encode(result), indent=2) + b"\n")
    _summarise(result)
    return Status.INPUT if result.refused or not result.seen else Status.FINE


def _summarise(report: ImportReport) -> None:
    """Say in a few lines what became of the files."""
    before = f" + {report.done_before} done before" if report.done_before else ""
    tell(
        f"{report.seen} seen = {report.kept} kept + {counted(report.duplicates, 'duplicate')}{before} + "
        f"{report.not_dicom} not DICOM + {len(report.refused)} refused",
        *(f"refused {one.path}: {one.reason}" for one in report.refused[:_SHOWN_REASONS]),
    )
    if len(report.refused) > _SHOWN_REASONS:
        tell(f"… and {len(report.refused) - _SHOWN_REASONS} more")

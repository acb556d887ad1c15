"""``filmroom serve``."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from filmroom.cli.streams import tell
from filmroom.server.settings import ServerSettings
from filmroom.service.archive import ArchivePlace, default_data_folder, open_archive
from filmroom.service.import_journal import ImportJournal
from filmroom.service.importing import import_paths

if TYPE_CHECKING:
    from filmroom.service.archive import Archive

__all__ = ["serve"]

_MOST_THREADS = 8


def serve(  # noqa: PLR0913 (the options of the command)
    *,
    data: str = "",
    database: str = "",
    objects: str = "",
    host: str = "127.0.0.1",
    http_port: int = 8080,
    workers: int = 0,
    threads: int = 0,
    timezone: str = "",
    base_url: str = "",
    token_file: str = "",
    insecure: bool = False,
    trust_forwarded: bool = False,
    log_format: str = "console",
    log_level: str = "WARNING",
    demo: bool = False,
) -> int:
    """Keep studies, and serve them over FHIR.

    **Examples**

    - `filmroom serve` keeps everything in your data directory, and answers at http://127.0.0.1:8080/fhir

    - `filmroom serve --demo` begins with sample studies

    - `filmroom serve --database postgresql://me@db/filmroom --objects s3://bucket/filmroom --workers 8`

    - `filmroom serve --host 0.0.0.0 --token-file token.txt` lets others in who know the token

    Parameters
    ----------
    data
        The folder of the archive; by default one in your data directory.
    database
        The address of a PostgreSQL; by default SQLite in the folder.
    objects
        Where DICOM objects are kept: a folder, or s3://, gs://, az://; by default in the folder.
    host
        The address to listen on. Others than this machine's need --token-file, or --insecure.
    http_port
        The port of FHIR.
    workers
        How many processes answer; by default one for each processor.
    threads
        How many requests each of them answers at once; by default a few more than there are processors.
    timezone
        The IANA time zone of instances that do not state their offset from UTC.
    base_url
        The address at which clients see the server; by default what each request says.
    token_file
        The file of the bearer token that clients have to bring.
    insecure
        Listen beyond this machine without authentication: everybody may read and write everything.
    trust_forwarded
        Believe a proxy's Forwarded and X-Forwarded headers about the address.
    log_format
        console, or json: one object a line.
    log_level
        DEBUG, INFO (every request), WARNING or ERROR.
    demo
        Import sample studies first.
    """
    settings = ServerSettings(
        place=ArchivePlace(data=data or str(default_data_folder()), database=database, objects=objects),
        host=host,
        http_port=http_port,
        workers=workers or os.cpu_count() or 1,
        threads=threads or min(_MOST_THREADS, 2 * (os.cpu_count() or 1) + 1),
        insecure=insecure,
        token_file=token_file,
        base_url=base_url,
        trust_forwarded=trust_forwarded,
        time_zone=timezone,
        log_format=log_format,
        log_level=log_level,
    )
    settings.check()
    from filmroom.server.run import run_server  # noqa: PLC0415 (after the checks: it costs half a second)
    from filmroom.server.wsgi import mapping_settings  # noqa: PLC0415

    with open_archive(settings.place, mapping_settings(settings), threads=2) as archive:
        if demo:
            _import_samples(archive, Path(settings.place.data))
    tell(f"FHIR: {base_url or f'http://{host}:{http_port}'}/fhir", "Ctrl-C stops the server")
    run_server(settings)
    return 0


def _import_samples(archive: Archive, data_folder: Path) -> None:
    """Keep the studies that pydicom ships, which are of nobody."""
    from pydicom.data import get_testdata_file  # noqa: PLC0415 (slow to import)

    folder = str(Path(str(get_testdata_file("CT_small.dcm"))).parent)
    journal = ImportJournal(data_folder / "imports", [folder])
    report = import_paths(archive, [folder], journal=journal)
    archive.settler.settle_due(everything=True, limit=report.seen)
    tell(f"{report.kept} sample instances are new, {report.duplicates} were there")

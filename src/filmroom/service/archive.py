"""An archive: a database and a store of objects, opened together, and what can be done with them."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import platformdirs

from filmroom.errors import UsageError
from filmroom.service.ingest import Ingest
from filmroom.service.settle import Settler
from filmroom.settings import MappingSettings
from filmroom.store.database import Database, open_database
from filmroom.store.open_objects import open_objects

if TYPE_CHECKING:
    from collections.abc import Iterator

    from filmroom.store.objects import ObjectStore

__all__ = ["Archive", "ArchivePlace", "default_data_folder", "open_archive"]

_LEFT_OVER_SECONDS = 24 * 60 * 60
"""How old a file of an object that never arrived has to be to be removed."""


class ArchivePlace(msgspec.Struct, frozen=True, kw_only=True):
    """Where an archive is.

    Attributes:
        data: the folder of everything that has no place of its own.
        database: its address, such as ``postgresql://USER@HOST/NAME``; empty: SQLite in the folder.
        objects: the address of the store of objects, such as ``s3://BUCKET/PREFIX``; empty: in the folder.
    """

    data: str
    database: str = ""
    objects: str = ""

    @property
    def database_url(self) -> str:
        """The address of the database."""
        return self.database or f"sqlite:///{Path(self.data).absolute() / 'filmroom.db'}"

    @property
    def objects_address(self) -> str:
        """The address of the store of objects."""
        return self.objects or str(Path(self.data).absolute() / "objects")


class Archive:
    """An open archive, for all threads of a process.

    Attributes:
        database: its rows.
        objects: its objects.
        settler: makes resources of what arrived.
    """

    def __init__(self, database: Database, objects: ObjectStore, settings: MappingSettings) -> None:
        self.database = database
        self.objects = objects
        self.settler = Settler(database, settings)

    def new_ingest(self) -> Ingest:
        """Return what keeps instances that arrive; one for each thread."""
        return Ingest(self.database, self.objects)

    def close(self) -> None:
        """Close the connections."""
        self.database.dispose()


def default_data_folder() -> Path:
    """Return the folder of an archive that nobody gave a place: in the user's data directory."""
    return platformdirs.user_data_path("filmroom", appauthor=False)


@contextmanager
def open_archive(
    place: ArchivePlace, settings: MappingSettings | None = None, *, threads: int = 16
) -> Iterator[Archive]:
    """Open an archive, and make it if it is not there.

    Args:
        threads: how many will use it at once.

    Raises:
        UsageError: an address is not understood, or the folder cannot be made.
        DatabaseError: the database is away, or a later version of this program made it.
        StorageError: the store of objects is away, or full.
    """
    folder = Path(place.data)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{folder}: cannot be made: {error.strerror}") from None
    objects = open_objects(place.objects_address, spool=folder / "incoming")
    objects.sweep(_LEFT_OVER_SECONDS)
    archive = Archive(open_database(place.database_url, pool_size=threads), objects, settings or MappingSettings())
    try:
        yield archive
    finally:
        archive.close()

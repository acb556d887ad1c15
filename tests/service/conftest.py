"""An archive on SQLite and on PostgreSQL, with objects in a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from filmroom.service.archive import Archive
from filmroom.service.bundles import BundleService
from filmroom.service.deletion import DeletionService
from filmroom.service.resources import ResourceService
from filmroom.settings import MappingSettings
from filmroom.store.object_folder import FolderObjects

if TYPE_CHECKING:
    from pathlib import Path

    from filmroom.store.database import Database


@pytest.fixture
def archive(database: Database, tmp_path: Path) -> Archive:
    return Archive(database, FolderObjects(tmp_path / "objects"), MappingSettings())


@pytest.fixture
def resources(archive: Archive) -> ResourceService:
    return ResourceService(archive.database, archive.settler)


@pytest.fixture
def bundles(archive: Archive) -> BundleService:
    return BundleService(archive.database, archive.settler)


@pytest.fixture
def deletion(archive: Archive) -> DeletionService:
    return DeletionService(archive.database, archive.objects, archive.settler)

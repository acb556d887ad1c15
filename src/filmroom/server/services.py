"""What the doors are given of an archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from filmroom.rest.services import Services
from filmroom.service.bundles import BundleService
from filmroom.service.health import HealthService
from filmroom.service.resources import ResourceService
from filmroom.service.search import SearchService

if TYPE_CHECKING:
    from filmroom.service.archive import Archive

__all__ = ["archive_services"]


def archive_services(archive: Archive) -> Services:
    """Return the services of an archive."""
    return Services(
        resources=ResourceService(archive.database, archive.settler),
        search=SearchService(archive.database),
        bundles=BundleService(archive.database, archive.settler),
        health=HealthService(archive.database, archive.objects),
    )

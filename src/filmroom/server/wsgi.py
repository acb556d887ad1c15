"""The application of one HTTP worker, made in the worker's process."""

from __future__ import annotations

import atexit
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from filmroom.app import build_app
from filmroom.http.settings import HttpSettings, read_token_file
from filmroom.server.services import archive_services
from filmroom.server.settings import ServerSettings
from filmroom.service.archive import open_archive
from filmroom.settings import MappingSettings, parse_time_zone

if TYPE_CHECKING:
    import falcon

__all__ = ["make_app", "mapping_settings"]


def make_app() -> falcon.App[Any, Any]:
    """Return the application with the archive that the handed-on settings name."""
    settings = ServerSettings.handed_on()
    stack = ExitStack()
    archive = stack.enter_context(open_archive(settings.place, mapping_settings(settings), threads=settings.threads))
    atexit.register(stack.close)
    http = HttpSettings(
        base_url=settings.base_url,
        trust_forwarded=settings.trust_forwarded,
        token=read_token_file(settings.token_file) if settings.token_file else "",
        log_format=settings.log_format,
        log_level=settings.log_level,
    )
    return build_app(archive_services(archive), http)


def mapping_settings(settings: ServerSettings) -> MappingSettings:
    """Return what the mapping has to know that no file says."""
    return MappingSettings(time_zone=parse_time_zone(settings.time_zone) if settings.time_zone else None)

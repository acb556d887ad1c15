"""The settling process: settles studies that have been quiet for a while, until it is told to stop."""

from __future__ import annotations

import os
import signal
import threading
from typing import TYPE_CHECKING

from filmroom.errors import DatabaseError
from filmroom.http.logs import make_logger
from filmroom.server.wsgi import mapping_settings
from filmroom.service.archive import open_archive

if TYPE_CHECKING:
    from filmroom.server.settings import ServerSettings

__all__ = ["run_settling"]

_IDLE_SECONDS = 0.2
_AWAY_SECONDS = 1.0
_AT_ONCE = 20


def run_settling(settings: ServerSettings, parent: int) -> None:
    """Settle until SIGTERM, or until the process that started this one is gone.

    Args:
        parent: that process's id.
    """
    stopped = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stopped.set())
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt reaches the whole group; the server says when to stop
    logger = make_logger(settings.log_format, settings.log_level)
    with open_archive(settings.place, mapping_settings(settings), threads=2) as archive:
        while not stopped.is_set() and os.getppid() == parent:
            try:
                tried = archive.settler.settle_due(
                    limit=_AT_ONCE, failed=lambda fault: logger.error("a study rests", reason=type(fault).__name__)
                )
                pause = 0.0 if tried else _IDLE_SECONDS
            except DatabaseError as error:
                logger.warning("settling waits for the database", reason=type(error).__name__)
                pause = _AWAY_SECONDS
            stopped.wait(pause)

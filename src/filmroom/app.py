"""The server: all doors in one WSGI application."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import falcon

from filmroom.http.edge import Edge
from filmroom.http.gate import Gate
from filmroom.http.health import mount_health
from filmroom.http.logs import make_logger
from filmroom.http.metrics import Metrics
from filmroom.http.outcomes import install_error_handlers
from filmroom.http.settings import HttpSettings
from filmroom.rest.door import Door
from filmroom.rest.routes import mount_fhir

if TYPE_CHECKING:
    from collections.abc import Callable

    from filmroom.http.logs import Logger
    from filmroom.rest.services import Services

__all__ = ["build_app"]

_DEFAULTS = HttpSettings()


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def build_app(
    services: Services,
    settings: HttpSettings = _DEFAULTS,
    *,
    now: Callable[[], dt.datetime] = _now,
    logger: Logger | None = None,
) -> falcon.App[falcon.Request, falcon.Response]:
    """Build the application that a WSGI server runs; one for each process.

    Args:
        now: gives the present moment, aware.
        logger: None: one as the settings say, to standard error.
    """
    logger = logger or make_logger(settings.log_format, settings.log_level)
    metrics = Metrics()
    app = falcon.App(middleware=[Edge(settings, logger, metrics)])
    app.req_options.strip_url_path_trailing_slash = True
    install_error_handlers(app, logger)
    mount_health(app, services.health, metrics)
    mount_fhir(app, Door(services, settings, Gate(settings.concurrent_requests), now, now()))
    return app

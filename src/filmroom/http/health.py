"""What those ask who look after the server: is it alive, is it ready, what has it done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import falcon

from filmroom.http.metrics import EXPOSITION

if TYPE_CHECKING:
    from falcon import App, Request, Response

    from filmroom.http.metrics import Metrics

__all__ = ["HealthService", "mount_health"]


class HealthService(Protocol):
    """Who knows whether the server can do its work."""

    def is_ready(self) -> bool:
        """Say whether the stores answer."""


class _Live:
    def on_get(self, _request: Request, response: Response) -> None:
        response.media = {"status": "live"}

    on_head = on_get


class _Ready:
    def __init__(self, health: HealthService) -> None:
        self._health = health

    def on_get(self, _request: Request, response: Response) -> None:
        is_ready = self._health.is_ready()
        response.status = falcon.HTTP_200 if is_ready else falcon.HTTP_503
        response.media = {"status": "ready" if is_ready else "unavailable"}

    on_head = on_get


class _Exposed:
    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics

    def on_get(self, _request: Request, response: Response) -> None:
        response.content_type = EXPOSITION
        response.data = self._metrics.expose()


def mount_health(app: App[Request, Response], health: HealthService, metrics: Metrics) -> None:
    """Add ``/health/live``, ``/health/ready`` and ``/metrics``."""
    app.add_route("/health/live", _Live())
    app.add_route("/health/ready", _Ready(health))
    app.add_route("/metrics", _Exposed(metrics))

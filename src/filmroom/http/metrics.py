"""What the server counts: requests by route and status, and how long they take.

Numbers are those of one process, unless the environment names a folder in ``PROMETHEUS_MULTIPROC_DIR`` before the
program starts: then every process writes there and each answers for all.

Source: https://prometheus.github.io/client_python/multiprocess/
"""

from __future__ import annotations

import os
from typing import Final

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

__all__ = ["EXPOSITION", "METHODS", "Metrics"]

EXPOSITION: Final = CONTENT_TYPE_LATEST
"""The media type of what `Metrics.expose` writes."""

METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
"""The methods that are counted by their name; all others are one."""

_FOLDER: Final = "PROMETHEUS_MULTIPROC_DIR"
_SECONDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


class Metrics:
    """The counters of one server."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "filmroom_http_requests_total",
            "Requests that were answered.",
            ("method", "route", "status"),
            registry=self._registry,
        )
        self._seconds = Histogram(
            "filmroom_http_request_seconds",
            "From a request's arrival until its answer is ready, in seconds.",
            ("method", "route"),
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._found: dict[tuple[str, str, int], tuple[Counter, Histogram]] = {}

    def count(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count one answer.

        Args:
            route: the template, of which there are few; empty when no route fits.
        """
        key = (method, route, status)
        found = self._found.get(key)
        if found is None:
            method = method if method in METHODS else "other"
            found = (self._requests.labels(method, route, str(status)), self._seconds.labels(method, route))
            if method != "other":
                self._found[key] = found
        found[0].inc()
        found[1].observe(seconds)

    def expose(self) -> bytes:
        """Write all numbers in the text format of Prometheus."""
        if os.environ.get(_FOLDER):
            every = CollectorRegistry()
            MultiProcessCollector(every)  # type: ignore[no-untyped-call]
            return generate_latest(every)
        return generate_latest(self._registry)

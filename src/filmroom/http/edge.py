"""What happens to every request and every answer: a name, the token, compression, a line in the log, a count."""

from __future__ import annotations

import re
from functools import cache
from time import perf_counter
from typing import TYPE_CHECKING, Final

from filmroom.http.authentication import BearerToken
from filmroom.http.compression import choose_coding, compress, is_text
from filmroom.http.metrics import METHODS
from filmroom.http.request_ids import RequestIds

if TYPE_CHECKING:
    from falcon import Request, Response

    from filmroom.http.logs import Logger
    from filmroom.http.metrics import Metrics
    from filmroom.http.settings import HttpSettings

__all__ = ["Edge"]

_CONVERTER: Final = re.compile(r":\w+\}")

# Caches between client and server would keep what is about patients.
_HEADERS: Final = (
    ("cache-control", "private, no-cache"),
    ("vary", "Accept, Accept-Encoding"),
    ("x-content-type-options", "nosniff"),
)


@cache
def _readable(template: str) -> str:
    """Take the converters out of a route's template, of which there are few."""
    return _CONVERTER.sub("}", template)


class Edge:
    """Falcon's middleware; it is on the path of every request, so it does as little as it can."""

    def __init__(self, settings: HttpSettings, logger: Logger, metrics: Metrics) -> None:
        self._bearer = BearerToken(settings.token) if settings.token else None
        self._compress_from = settings.compress_from_bytes
        self._logger = logger
        self._metrics = metrics
        self._ids = RequestIds()

    def process_request(self, request: Request, response: Response) -> None:
        """Name the request, and let it in."""
        context = request.context
        context.started = perf_counter()
        context.request_id = self._ids.name(request.env.get("HTTP_X_REQUEST_ID"))
        response.set_headers((("x-request-id", context.request_id), *_HEADERS))
        if self._bearer is not None:
            self._bearer.require(request)

    def process_response(self, request: Request, response: Response, _resource: object, _is_success: bool) -> None:
        """Compress the answer, and write down that it was given."""
        data = response.data
        size = len(data) if data else 0
        if size >= self._compress_from and data:
            size = self._compress(request, response, data)
        context = request.context
        seconds = perf_counter() - context.started
        status = response.status_code
        route = _readable(request.uri_template or "")
        self._metrics.count(request.method, route, status, seconds)
        self._logger.info(
            "request",
            method=request.method if request.method in METHODS else "other",
            route=route,
            status=status,
            ms=round(seconds * 1000, 3),
            bytes=size,
            request_id=context.request_id,
            **({"error": context.error} if hasattr(context, "error") else {}),
        )

    def _compress(self, request: Request, response: Response, data: bytes) -> int:
        accepted = request.env.get("HTTP_ACCEPT_ENCODING")
        coding = choose_coding(accepted) if accepted else ""
        if coding and is_text(response.content_type or "") and not response.get_header("content-encoding"):
            smaller = compress(data, coding)
            response.data = smaller
            response.set_header("content-encoding", coding)
            return len(smaller)
        return len(data)

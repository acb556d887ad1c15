"""Structured logs: one event a line, with nothing in it that may be about a patient.

A request is logged by its route's template, never by its path or query; an exception by its type and the places
it went through, never by its message, which may quote what a client sent.
"""

from __future__ import annotations

import logging
import sys
import traceback
from typing import TYPE_CHECKING, Any, Protocol

import msgspec
import structlog

if TYPE_CHECKING:
    from typing import BinaryIO

__all__ = ["Logger", "describe_exception", "make_logger"]


class Logger(Protocol):
    """What events are told to."""

    def info(self, event: str, **fields: Any) -> Any:
        """Tell what went as it should."""

    def warning(self, event: str, **fields: Any) -> Any:
        """Tell what somebody may want to look at."""

    def error(self, event: str, **fields: Any) -> Any:
        """Tell what went wrong."""


def make_logger(form: str, level: str, stream: BinaryIO | None = None) -> Logger:
    """Make a logger.

    Args:
        form: ``json`` or ``console``.
        level: the least that is written: ``INFO``, ``WARNING``, ….
        stream: where to; None for standard error.
    """
    encoder = msgspec.json.Encoder()
    write_out: Any = _write_console if form == "console" else lambda _logger, _name, event: encoder.encode(event)
    logger: Logger = structlog.wrap_logger(
        structlog.BytesLogger(stream or sys.stderr.buffer),
        processors=[structlog.processors.add_log_level, structlog.processors.TimeStamper(fmt="iso"), write_out],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        cache_logger_on_first_use=True,
    )
    return logger


def describe_exception(error: BaseException) -> dict[str, Any]:
    """Say what an exception is and where it comes from, but not what it says."""
    frames = traceback.extract_tb(error.__traceback__)
    cause = error.__cause__ or error.__context__
    described: dict[str, Any] = {
        "exception": f"{type(error).__module__}.{type(error).__qualname__}",
        "traceback": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
    }
    if cause is not None:
        described["cause"] = f"{type(cause).__module__}.{type(cause).__qualname__}"
    return described


_CONSOLE = structlog.dev.ConsoleRenderer(colors=False)


def _write_console(logger: Any, name: str, event: structlog.typing.EventDict) -> bytes:
    return str(_CONSOLE(logger, name, event)).encode()

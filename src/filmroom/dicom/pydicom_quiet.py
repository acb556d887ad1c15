"""pydicom without its log and its warnings, both of which may quote values.

The log is kept still for the calling thread alone. Warnings have no such way before Python 3.14: their filters are
the process's, so our own readings take turns, and hold them no longer than pydicom reads.
"""

from __future__ import annotations

import logging
import warnings
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["kept_quiet"]

_is_reading: ContextVar[bool] = ContextVar("filmroom_reads_with_pydicom", default=False)
_turn = Lock()


class _NotWhileReading(logging.Filter):
    """Drops what is logged while we read; what anybody else does with pydicom is logged as ever."""

    def filter(self, record: logging.LogRecord) -> bool:  # noqa: ARG002 (the signature is logging's)
        return not _is_reading.get()


logging.getLogger("pydicom").addFilter(_NotWhileReading("filmroom"))


@contextmanager
def kept_quiet() -> Iterator[None]:
    """Keep pydicom's log and warnings to itself while it reads for us."""
    token = _is_reading.set(True)
    try:
        with _turn, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        _is_reading.reset(token)

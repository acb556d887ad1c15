"""A bound on how many expensive requests are worked on at once."""

from __future__ import annotations

from contextlib import contextmanager
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

import falcon

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Gate"]

_RETRY_SECONDS = 1


class Gate:
    """Lets so many in at once, and turns away the next rather than let it wait.

    Source: https://www.rfc-editor.org/rfc/rfc6585#section-4
    """

    def __init__(self, places: int) -> None:
        self._places = BoundedSemaphore(places)

    @contextmanager
    def entered(self) -> Iterator[None]:
        """Hold a place.

        Raises:
            falcon.HTTPTooManyRequests: all are taken.
        """
        if not self._places.acquire(blocking=False):
            raise falcon.HTTPTooManyRequests(
                description="Too many expensive requests at once, try again", retry_after=_RETRY_SECONDS
            )
        try:
            yield
        finally:
            self._places.release()

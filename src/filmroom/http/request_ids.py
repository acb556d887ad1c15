"""What tells one request from another, in answers and logs."""

from __future__ import annotations

import re
import secrets
from itertools import count
from typing import Final

__all__ = ["RequestIds"]

_LEGAL: Final = re.compile(r"[A-Za-z0-9._-]{1,64}")


class RequestIds:
    """Names for requests: the client's own, when it is harmless, or a new one."""

    def __init__(self) -> None:
        # A worker is forked after this is made, so the part before the number must be chosen at the first use.
        self._prefix = ""
        self._numbers = count(1)

    def name(self, given: str | None) -> str:
        """Return the name of a request.

        Args:
            given: the client's ``X-Request-Id``; None when there is none.
        """
        if given is not None and _LEGAL.fullmatch(given):
            return given
        if not self._prefix:
            self._prefix = secrets.token_hex(6)
        return f"{self._prefix}-{next(self._numbers):x}"

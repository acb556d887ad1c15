"""What every interaction has at hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Final

import msgspec

from filmroom.http.addresses import server_address
from filmroom.http.gate import Gate
from filmroom.http.settings import HttpSettings
from filmroom.query.limits import DEFAULT_SEARCH_LIMITS, SearchLimits
from filmroom.rest.services import Services

if TYPE_CHECKING:
    from falcon import Request

__all__ = ["BASE_PATH", "Door"]

BASE_PATH: Final = "/fhir"
"""Where the door is."""


class Door(msgspec.Struct, frozen=True):
    """The services and settings behind the FHIR door.

    Attributes:
        gate: what expensive interactions pass.
        now: gives the present moment, aware.
        started: when the program began to serve, aware.
    """

    services: Services
    settings: HttpSettings
    gate: Gate
    now: Callable[[], datetime]
    started: datetime
    limits: SearchLimits = DEFAULT_SEARCH_LIMITS

    def base(self, request: Request) -> str:
        """Return the address of the door as the client sees it, without a slash at its end.

        Raises:
            falcon.HTTPBadRequest: the request names a host that is none.
        """
        return server_address(request, self.settings) + BASE_PATH

"""The bearer token that clients bring.

Source: https://www.rfc-editor.org/rfc/rfc6750
"""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING, Final

import falcon

if TYPE_CHECKING:
    from falcon import Request

__all__ = ["OPEN_PATHS", "BearerToken"]

OPEN_PATHS: Final = frozenset({"/health/live", "/health/ready", "/fhir/metadata"})
"""What is answered without a token: none of it is about anybody."""

_SCHEME: Final = "bearer "
_CHALLENGE: Final = 'Bearer realm="filmroom"'


class BearerToken:
    """The one token that opens the server; compared in a time that tells nothing about it."""

    def __init__(self, token: str) -> None:
        self._token = token.encode("ascii")

    def require(self, request: Request) -> None:
        """Let a request pass.

        Raises:
            falcon.HTTPUnauthorized: it brings no token, or another.
        """
        if request.path in OPEN_PATHS:
            return
        header: str = request.env.get("HTTP_AUTHORIZATION", "")
        if not header.lower().startswith(_SCHEME):
            raise falcon.HTTPUnauthorized(description="Expected a bearer token", challenges=(_CHALLENGE,))
        given = header[len(_SCHEME) :].strip().encode("utf-8", "replace")
        if not hmac.compare_digest(given, self._token):
            raise falcon.HTTPUnauthorized(
                description="Found a bearer token that does not fit",
                challenges=(f'{_CHALLENGE}, error="invalid_token"',),
            )

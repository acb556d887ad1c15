"""The address at which a client sees the server, for the links in answers.

Source: https://hl7.org/fhir/6.0.0-ballot4/http.html#general and https://www.rfc-editor.org/rfc/rfc7239
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import falcon

if TYPE_CHECKING:
    from falcon import Request

    from filmroom.http.settings import HttpSettings

__all__ = ["server_address"]

# A name or an address with a port: what a client says is written into links, so it may be nothing else.
_HOST: Final = re.compile(r"(?:[A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?")


def server_address(request: Request, settings: HttpSettings) -> str:
    """Return the server's address without a slash at its end.

    Raises:
        falcon.HTTPBadRequest: the request names a host that is none.
    """
    if settings.base_url:
        return settings.base_url
    scheme, host = request.scheme, request.netloc
    if settings.trust_forwarded:
        scheme, host = request.forwarded_scheme, request.forwarded_host
    if scheme not in ("http", "https") or not _HOST.fullmatch(host):
        raise falcon.HTTPBadRequest(description="Host: expected a name or an address, and a port")
    return f"{scheme}://{host}"

"""``GET /metadata``: what the server can do.

Source: https://hl7.org/fhir/6.0.0-ballot4/http.html#capabilities
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from filmroom.errors import UsageError
from filmroom.fhir.json_document import write_json
from filmroom.rest.answers import answer_published
from filmroom.rest.capability_statement import capability_statement

if TYPE_CHECKING:
    from datetime import datetime

    from falcon import Request, Response

    from filmroom.rest.door import Door

__all__ = ["metadata"]

_MODES: Final = ("full", "normative", "terminology")


def metadata(door: Door, request: Request, response: Response) -> None:
    """Answer with the CapabilityStatement, whatever the mode, as servers may.

    Raises:
        UsageError: the mode is none.
    """
    if request.get_param("mode", default="full") not in _MODES:
        raise UsageError(f"Parameter 'mode': expected one of: {', '.join(_MODES)}")
    answer_published(request, response, *_written(door.base(request), door.started, bool(door.settings.token)))


@lru_cache(maxsize=16)
def _written(base: str, since: datetime, needs_token: bool) -> tuple[bytes, str]:
    content = write_json(capability_statement(base, since, needs_token=needs_token))
    return content, f'W/"{sha256(content).hexdigest()[:16]}"'

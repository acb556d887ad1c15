"""``GET /metadata``: what the server can do.

Source: https://hl7.org/fhir/6.0.0-ballot4/http.html#capabilities
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Final

from filmroom.errors import UsageError
from filmroom.fhir.json_document import write_json
from filmroom.rest.answers import answer_published
from filmroom.rest.capability_statement import capability_statement

if TYPE_CHECKING:
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
    statement = capability_statement(door.base(request), door.started, needs_token=bool(door.settings.token))
    content = write_json(statement)
    answer_published(request, response, content, f'W/"{sha256(content).hexdigest()[:16]}"')

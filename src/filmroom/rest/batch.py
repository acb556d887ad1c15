"""Several interactions in one request: batch and transaction.

Source: https://hl7.org/fhir/6.0.0-ballot4/http.html#transaction
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from filmroom.http.body import read_resource
from filmroom.http.prefer import Return, prefer
from filmroom.http.presentation import presentation_of
from filmroom.http.render import render
from filmroom.rest.conditions import require_type

if TYPE_CHECKING:
    from falcon import Request, Response

    from filmroom.rest.door import Door

__all__ = ["carry_out_bundle"]


def carry_out_bundle(door: Door, request: Request, response: Response) -> None:
    """Do what the entries of a Bundle ask, and answer with what became of each."""
    presentation, base, preferred = presentation_of(request), door.base(request), prefer(request)
    with door.gate.entered():
        bundle = read_resource(request, door.settings.body_bytes)
        require_type(bundle, "Bundle")
        answer = door.services.bundles.carry_out(
            bundle, strict=preferred.is_strict, prefer=preferred.content or Return.MINIMAL, base_address=base
        )
    response.content_type = presentation.content_type
    response.data = render(answer, presentation)

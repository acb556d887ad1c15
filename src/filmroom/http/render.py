"""Resources as the bytes of an answer."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

import msgspec

from filmroom.fhir.json_document import write_json
from filmroom.fhir.xml_document import write_xml
from filmroom.http.media_types import Format
from filmroom.http.subset import subset

if TYPE_CHECKING:
    from filmroom.http.presentation import Presentation

__all__ = ["embed", "parse_stored", "render", "render_stored"]

_DECODER: Final = msgspec.json.Decoder(float_hook=Decimal)


def render(resource: dict[str, Any], presentation: Presentation) -> bytes:
    """Write a resource, or a Bundle whose resources come from `embed`, with everything in it.

    Raises:
        FhirError: XML has no place for what is in it.
    """
    write = write_json if presentation.format is Format.JSON else write_xml
    return write(resource, pretty=presentation.is_pretty)


def render_stored(content: bytes, presentation: Presentation) -> bytes:
    """Write a resource of which the JSON is kept: the very bytes, where they are what the client wants.

    Raises:
        FhirError: XML has no place for what is in it.
    """
    if presentation.is_as_stored:
        return content
    if presentation.is_whole and presentation.format is Format.JSON:
        return msgspec.json.format(content, indent=2) + b"\n"
    return render(subset(parse_stored(content), presentation.summary, presentation.elements), presentation)


def embed(content: bytes, presentation: Presentation) -> Any:
    """Give a resource of which the JSON is kept as a Bundle holds it until `render` writes that."""
    if presentation.is_whole and presentation.format is Format.JSON:
        return msgspec.Raw(content)
    return subset(parse_stored(content), presentation.summary, presentation.elements)


def parse_stored(content: bytes) -> dict[str, Any]:
    """Read JSON that is kept; decimals keep their precision."""
    resource: dict[str, Any] = _DECODER.decode(content)
    return resource

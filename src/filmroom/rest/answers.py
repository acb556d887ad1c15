"""Answers with one resource: its version in the headers, and as much of it as the client wants.

Source: https://hl7.org/fhir/6.0.0-ballot4/http.html#ops and http.html#versioning
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import falcon

from filmroom.errors import GoneError
from filmroom.fhir.outcome import Issue
from filmroom.http.conditions import http_date, is_unchanged
from filmroom.http.outcomes import answer_outcome
from filmroom.http.prefer import Return, prefer
from filmroom.http.presentation import presentation_of
from filmroom.http.render import render_stored

if TYPE_CHECKING:
    from falcon import Request, Response

    from filmroom.http.presentation import Presentation
    from filmroom.rest.services import Written
    from filmroom.store.resources import Kept

__all__ = ["answer_kept", "answer_published", "answer_written", "describe_version", "inform"]


def answer_kept(request: Request, response: Response, kept: Kept) -> None:
    """Answer with a version, or with 304 when the client has it.

    Raises:
        GoneError: it says that the resource was deleted.
    """
    content = kept.content
    if content is None:
        raise GoneError(f"{kept.type}: this resource was deleted")
    presentation = presentation_of(request)
    etag = kept.etag
    response.set_headers((("etag", etag), ("last-modified", http_date(kept.updated))))
    if is_unchanged(request, etag, kept.updated):
        response.status = falcon.HTTP_304
        return
    response.content_type = presentation.content_type
    response.data = render_stored(content, presentation)


def answer_published(request: Request, response: Response, content: bytes, etag: str) -> None:
    """Answer with one of the server's own resources, or with 304 when the client has it.

    Args:
        content: JSON.
        etag: weak, the same for the same content.
    """
    presentation = presentation_of(request)
    response.set_header("etag", etag)
    tags = request.env.get("HTTP_IF_NONE_MATCH")
    if tags is not None and is_unchanged(request, etag, 0):
        response.status = falcon.HTTP_304
        return
    response.content_type = presentation.content_type
    response.data = render_stored(content, presentation)


def describe_version(response: Response, kept: Kept) -> None:
    """Put a version into the headers."""
    response.set_headers((("etag", kept.etag), ("last-modified", http_date(kept.updated))))


def answer_written(
    request: Request, response: Response, written: Written, *, base: str, presentation: Presentation
) -> None:
    """Answer to a change with its status, its headers, and what the client prefers to have back.

    Args:
        base: the address of the door, without a slash at its end.
        presentation: read before the change was made, so that no change is followed by an error.
    """
    kept = written.kept
    describe_version(response, kept)
    if written.is_new:
        response.status = falcon.HTTP_201
        response.set_header("location", f"{base}/{kept.type}/{kept.id}/_history/{kept.version}")
    wanted = prefer(request).content
    if wanted is Return.OUTCOME:
        done = "Made" if written.is_new else "Changed" if written.is_changed else "Found, and left as it was"
        inform(request, response, f"{done}: version {kept.version}")
    elif wanted is not Return.MINIMAL and kept.content is not None:
        response.content_type = presentation.content_type
        response.data = render_stored(kept.content, presentation)


def inform(request: Request, response: Response, text: str) -> None:
    """Answer with an OperationOutcome that only tells, and leave the status as it is unless it allows no body."""
    status = falcon.http_status_to_code(response.status)
    answer_outcome(
        request, response, 200 if status == 204 else status, (Issue("information", "informational", "", text),)
    )

"""Errors as answers: each with its status and an OperationOutcome.

Source: https://hl7.org/fhir/6.0.0-ballot4/http.html#Status-Codes and operationoutcome.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

import falcon

from filmroom.errors import FilmroomError, InvalidResourceError
from filmroom.fhir.outcome import Issue, operation_outcome
from filmroom.http.logs import describe_exception
from filmroom.http.media_types import FHIR_JSON, Format
from filmroom.http.presentation import Presentation, presentation_of
from filmroom.http.render import render

if TYPE_CHECKING:
    from collections.abc import Iterable

    from falcon import App, Request, Response

    from filmroom.http.logs import Logger

__all__ = ["answer_outcome", "install_error_handlers"]

# For errors of HTTP itself: the issue code of each status, and what is said when the error says nothing.
# Source: http://hl7.org/fhir/issue-type
_STATUSES: Final = {
    400: ("invalid", "The request is not one of HTTP, or not one of this server"),
    401: ("login", "Expected a bearer token"),
    403: ("forbidden", "Not allowed"),
    404: ("not-found", "Found an address that has no route or names no resource type, expected one of this server"),
    405: ("not-supported", "Found a method that this address does not have, expected one of those in Allow"),
    406: ("not-supported", "Found no media type of FHIR, expected one"),
    413: ("too-long", "Found a body that is too large, expected a smaller one"),
    415: ("not-supported", "Found another Content-Type, expected one of FHIR"),
    429: ("throttled", "Too many requests at once, try again"),
    501: ("not-supported", "Not supported"),
    503: ("transient", "Not available at the moment, try again"),
}
_OTHER: Final = ("processing", "The request cannot be carried out")
_UNEXPECTED: Final = "Something unexpected went wrong; the log has it under the request id"
_JSON: Final = Presentation(Format.JSON, f"{FHIR_JSON}; charset=utf-8")
_RETRY_SECONDS: Final = "1"


def answer_outcome(request: Request, response: Response, status: int, issues: Iterable[Issue]) -> None:
    """Answer with an OperationOutcome, in the form that the client wants, or in JSON when there is no such form."""
    presentation = _presentation(request)
    response.status = falcon.code_to_http_status(status)
    response.content_type = presentation.content_type
    response.data = render(operation_outcome(issues), presentation)
    response.text = response.stream = None


def _presentation(request: Request) -> Presentation:
    try:
        return presentation_of(request)
    except (falcon.HTTPError, FilmroomError):
        return _JSON


def install_error_handlers(app: App[Request, Response], logger: Logger) -> None:
    """Have every exception of a request answered by an OperationOutcome, the unexpected ones logged too."""

    def answer_unexpected(request: Request, response: Response, error: Exception, _parameters: dict[str, Any]) -> None:
        request_id = getattr(request.context, "request_id", "")
        logger.error("exception", request_id=request_id, route=request.uri_template or "", **describe_exception(error))
        request.context.error = type(error).__name__
        said = f"{_UNEXPECTED} {request_id}".rstrip()
        answer_outcome(request, response, 500, (Issue("fatal", "exception", "", said),))

    app.add_error_handler(Exception, answer_unexpected)
    app.add_error_handler(falcon.HTTPError, _answer_http_error)
    app.add_error_handler(FilmroomError, _answer_ours)


def _answer_ours(request: Request, response: Response, error: FilmroomError, _parameters: dict[str, Any]) -> None:
    request.context.error = type(error).__name__
    issues: tuple[Issue, ...] = ()
    if isinstance(error, InvalidResourceError):
        issues = cast("tuple[Issue, ...]", error.issues)
    if error.issue_code == "transient":
        response.set_header("Retry-After", _RETRY_SECONDS)
    answer_outcome(request, response, error.http_status, issues or (Issue("error", error.issue_code, "", str(error)),))


def _answer_http_error(
    request: Request, response: Response, error: falcon.HTTPError, _parameters: dict[str, Any]
) -> None:
    request.context.error = type(error).__name__
    code, said = _STATUSES.get(error.status_code, _OTHER)
    if error.headers:
        response.set_headers(error.headers)
    answer_outcome(request, response, error.status_code, (Issue("error", code, "", error.description or said),))

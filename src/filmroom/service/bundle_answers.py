"""What became of the entries of a batch or transaction, as entries of the Bundle that answers them.

Source: https://hl7.org/fhir/6.0.0-ballot4/http.html#transaction-response
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import msgspec

from filmroom.errors import FilmroomError, TransactionError
from filmroom.fhir.outcome import Issue, operation_outcome
from filmroom.service.bundle_errors import entry_issues
from filmroom.store.moments import format_moment
from filmroom.store.resources import Kept

if TYPE_CHECKING:
    from filmroom.service.interactions import Written

__all__ = ["Answer", "answer_deleted", "answer_entry", "answer_error", "answer_written"]


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one entry.

    Attributes:
        status: of HTTP.
        kept: the version that is there now; None where there is none.
        resource: what was read; None where something was written.
        said: what an OperationOutcome says, if one is wanted or something is wrong.
    """

    status: HTTPStatus
    kept: Kept | None = None
    resource: dict[str, Any] | None = None
    said: tuple[Issue, ...] = ()


def answer_written(written: Written) -> Answer:
    """Return the answer to a create, update or patch."""
    done = "Made" if written.is_new else "Changed" if written.is_changed else "Found, and left as it was"
    return Answer(
        status=HTTPStatus.CREATED if written.is_new else HTTPStatus.OK,
        kept=written.kept,
        said=(Issue("information", "informational", "", f"{done}: version {written.kept.version}"),),
    )


def answer_deleted(tombstone: Kept | None) -> Answer:
    """Return the answer to a delete."""
    said = "Deleted" if tombstone else "There was none, nothing is deleted"
    return Answer(status=HTTPStatus.NO_CONTENT, kept=tombstone, said=(Issue("information", "informational", "", said),))


def answer_error(error: FilmroomError, position: int) -> Answer:
    """Return the answer to an entry of a batch that cannot be carried out."""
    said = error.issues if isinstance(error, TransactionError) else entry_issues(error, position)
    issues = tuple(one for one in said if isinstance(one, Issue))
    return Answer(status=HTTPStatus(error.http_status), said=issues)


def answer_entry(answer: Answer, *, prefer: str, base_address: str) -> dict[str, Any]:
    """Write the entry of an answer.

    Args:
        prefer: ``minimal``, ``representation`` or ``OperationOutcome``: what comes back of a change.
        base_address: of this server, without a slash at its end; empty: addresses are relative.
    """
    entry: dict[str, Any] = {}
    kept = answer.kept
    is_error = answer.status >= HTTPStatus.BAD_REQUEST
    resource = answer.resource
    if resource is None and kept is not None and kept.content is not None and prefer == "representation":
        resource = kept.parse()
    if kept is not None and resource is not None and base_address:
        entry["fullUrl"] = f"{base_address}/{kept.type}/{kept.id}"
    if resource is not None and answer.status is not HTTPStatus.NOT_MODIFIED:
        entry["resource"] = resource
    response: dict[str, Any] = {"status": f"{answer.status.value} {answer.status.phrase}"}
    if kept is not None:
        name = f"{kept.type}/{kept.id}/_history/{kept.version}"
        response["location"] = f"{base_address}/{name}" if base_address else name
        response["etag"] = kept.etag
        response["lastModified"] = format_moment(kept.updated)
    if answer.said and (is_error or prefer == "OperationOutcome"):
        response["outcome"] = operation_outcome(answer.said)
    return {**entry, "response": response}

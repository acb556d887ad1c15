"""Conditions on versions: entity tags and moments of change.

Source: https://hl7.org/fhir/6.0.0-ballot4/http.html#cread and http.html#concurrency,
https://www.rfc-editor.org/rfc/rfc9110#section-13
"""

from __future__ import annotations

import re
from email.utils import formatdate, parsedate_to_datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import falcon

from filmroom.errors import PreconditionError

if TYPE_CHECKING:
    from falcon import Request

__all__ = ["http_date", "if_match", "is_creation_only", "is_unchanged"]

_TAG: Final = re.compile(r'(?:W/)?"([^"]*)"')
_NUMBER: Final = re.compile(r"[1-9][0-9]{0,17}")
_SECOND: Final = 1_000_000  # in microseconds


def http_date(moment: int) -> str:
    """Write a moment in microseconds since 1970-01-01T00:00Z as HTTP does, to the second."""
    return _second(moment // _SECOND)


@lru_cache(maxsize=4096)
def _second(second: int) -> str:
    return formatdate(second, usegmt=True)


def is_unchanged(request: Request, etag: str, updated: int) -> bool:
    """Say whether the client has this version already, so that 304 is the answer.

    Args:
        etag: of the version, weak.
        updated: when it was made, in microseconds since 1970-01-01T00:00Z.
    """
    tags = request.env.get("HTTP_IF_NONE_MATCH")
    if tags is not None:
        wanted = etag.removeprefix("W/").strip('"')
        return tags.strip() == "*" or wanted in _TAG.findall(tags)
    since = request.env.get("HTTP_IF_MODIFIED_SINCE")
    return since is not None and _is_not_after(updated, since)


def _is_not_after(updated: int, since: str) -> bool:
    """Compare to the second; a date that is none is passed over. Source: RFC 9110 section 13.1.3"""
    try:
        return updated // _SECOND <= parsedate_to_datetime(since).timestamp()
    except (ValueError, OverflowError):
        return False


def if_match(request: Request) -> int | None:
    """Return the version that a client says it changes; None when it does not say.

    Raises:
        falcon.HTTPBadRequest: the header is no entity tag.
        PreconditionError: it is one that no version here can have.
    """
    text = request.env.get("HTTP_IF_MATCH")
    if text is None:
        return None
    found = _TAG.fullmatch(text.strip())
    if found is None:
        raise falcon.HTTPBadRequest(description='If-Match: expected one entity tag, as in W/"3"')
    if not _NUMBER.fullmatch(found[1]):
        raise PreconditionError('If-Match: found an entity tag of no version, expected one as in W/"3"')
    return int(found[1])


def is_creation_only(request: Request) -> bool:
    """Say whether the client wants to write only what is not there yet: ``If-None-Match: *``."""
    return bool(request.env.get("HTTP_IF_NONE_MATCH", "").strip() == "*")

"""Which resources the entries of a transaction write, and under which addresses they stand.

Source: https://hl7.org/fhir/6.0.0-ballot4/http.html#trules and bundle.html#references
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, TypeVar
from uuid import uuid4

import msgspec

from filmroom.errors import PreconditionError, RequestError
from filmroom.service.bundle_errors import at_entry
from filmroom.service.conditions import find_match_id
from filmroom.service.names import require_id

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection

    from filmroom.service.bundle_entries import Entry

__all__ = ["Target", "find_targets", "new_addresses"]

_Key = TypeVar("_Key")

_RESTFUL: Final = re.compile(r"https?://\S+/([A-Z][A-Za-z]{1,63}/[A-Za-z0-9\-.]{1,64})")


class Target(msgspec.Struct, frozen=True):
    """The resource that an entry writes.

    Attributes:
        id: empty when a condition finds none, and none is made.
        is_new: whether nothing is there under the id, which was made up here or is empty.
        creates_only: whether nothing may be there, because a condition has not found it.
    """

    type: str
    id: str
    is_new: bool = False
    creates_only: bool = False


def find_targets(connection: Connection, entries: Sequence[Entry]) -> dict[int, Target]:
    """Return the target of every entry that writes, by position; conditions are looked up, and locked, in one order.

    Raises:
        TransactionError: a condition finds several, two entries have the same target or the same condition, or an id
            contradicts its condition.
    """
    conditional = sorted((one.type, one.query, one.position) for one in entries if one.query)
    found: dict[int, str | None] = {}
    asked: dict[tuple[str, str], int] = {}
    for resource_type, query, position in conditional:
        with at_entry(position):
            _claim(asked, (resource_type, query), position, "condition")
            found[position] = find_match_id(connection, resource_type, query)
    targets: dict[int, Target] = {}
    claimed: dict[tuple[str, str], int] = {}
    for entry in entries:
        with at_entry(entry.position):
            target = _target(entry, found.get(entry.position))
            if target.id:
                _claim(claimed, (target.type, target.id), entry.position, "resource")
        targets[entry.position] = target
    return targets


def new_addresses(entries: Sequence[Entry], targets: Mapping[int, Target]) -> dict[str, str]:
    """Return for the fullUrl of every entry, and for its relative form, where the resource stands from now on.

    Raises:
        TransactionError: two entries have the same fullUrl.
    """
    addresses: dict[str, str] = {}
    positions: dict[str, int] = {}
    for entry in entries:
        target = targets[entry.position]
        if not entry.full_url or not target.id or entry.method == "DELETE":
            continue
        with at_entry(entry.position):
            _claim(positions, entry.full_url, entry.position, "fullUrl")
        name = f"{target.type}/{target.id}"
        addresses[entry.full_url] = name
        relative = _RESTFUL.fullmatch(entry.full_url)
        if relative and relative[1] != name:
            addresses.setdefault(relative[1], name)
    return addresses


def _target(entry: Entry, match: str | None) -> Target:
    if entry.id:
        if entry.method != "PATCH":
            require_id(entry.id)
        return Target(entry.type, entry.id)
    if match is not None:
        given = entry.resource.get("id") if entry.resource and entry.method == "PUT" else None
        if given not in (None, match):
            raise RequestError(f"the condition finds {entry.type}/{match}; found another id in the resource")
        return Target(entry.type, match)
    if entry.method in ("DELETE", "PATCH"):
        return Target(entry.type, "", is_new=True)
    if entry.if_match is not None:
        raise PreconditionError(f"the condition finds no {entry.type}; expected version {entry.if_match} of one")
    given = entry.require_resource().get("id") if entry.method == "PUT" else None
    if given is not None:
        require_id(given)
        return Target(entry.type, given, creates_only=True)
    return Target(entry.type, str(uuid4()), is_new=True)


def _claim(claimed: dict[_Key, int], key: _Key, position: int, what: str) -> None:
    before = claimed.setdefault(key, position)
    if before != position:
        raise RequestError(f"found the same {what} as that of Bundle.entry[{before}]; expected another")

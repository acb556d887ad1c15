"""The interactions of FHIR on one resource, inside a transaction: on their own, or as entries of a Bundle.

Source: https://hl7.org/fhir/6.0.0-ballot4/http.html
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl
from uuid import uuid4

import jsonpatch
import msgspec

from filmroom.errors import (
    AmbiguousMatchError,
    ConflictError,
    GoneError,
    InvalidResourceError,
    NotFoundError,
    PreconditionError,
    RequestError,
)
from filmroom.fhir.outcome import has_errors
from filmroom.fhir.primitives import check_primitive
from filmroom.query.fhir_search import parse_criteria
from filmroom.service.ownership import undone_changes
from filmroom.service.references import check_references
from filmroom.store.contributions import contributed
from filmroom.store.locks import lock_condition
from filmroom.store.referrers import find_referrer
from filmroom.store.resources import Kept, delete_resource, lock_resource, write_resource
from filmroom.store.search_plan import matching_ids
from filmroom.validation.validate import validate

if TYPE_CHECKING:
    from sqlalchemy import Connection

__all__ = ["Interactions", "Written", "require_present"]


class Written(msgspec.Struct, frozen=True):
    """What a write made.

    Attributes:
        is_new: whether there was no such resource before, or only a tombstone.
        is_changed: whether there is a new version.
    """

    kept: Kept
    is_new: bool
    is_changed: bool


class Interactions:
    """Interactions in one transaction.

    Args:
        checks_references: whether a write is refused that refers to what is not here; a Bundle asks at its end.
    """

    def __init__(self, connection: Connection, *, checks_references: bool = True) -> None:
        self._connection = connection
        self._checks_references = checks_references

    def create(
        self, resource: dict[str, Any], *, if_none_exist: str | None = None, resource_id: str | None = None
    ) -> Written:
        """Make a resource under a new id; or return the one that a condition finds.

        Raises:
            InvalidResourceError: it is not valid, or refers to what is not here.
            AmbiguousMatchError: the condition finds several.
        """
        if if_none_exist is not None:
            present = self._matching(resource["resourceType"], if_none_exist)
            if present is not None:
                return Written(present, is_new=False, is_changed=False)
        made = {**resource, "id": resource_id or str(uuid4())}
        self._check(made)
        return Written(
            write_resource(self._connection, made, method="POST", present=None), is_new=True, is_changed=True
        )

    def update(
        self,
        resource_type: str,
        resource_id: str,
        resource: dict[str, Any],
        *,
        if_match: int | None = None,
        if_none_match: bool = False,
        method: str = "PUT",
    ) -> Written:
        """Make a resource be this; without one, make it.

        Args:
            if_match: the version it has to be in; None for any.
            if_none_match: whether it must not be there.

        Raises:
            RequestError: type or id in the resource are others than those asked for.
            PreconditionError: it is in another version, or there although it must not be.
            ConflictError: the change contradicts DICOM, which owns the element.
            InvalidResourceError: it is not valid, or refers to what is not here.
        """
        _require_name(resource_type, resource_id, resource)
        present = lock_resource(self._connection, resource_type, resource_id)
        _require_version(present, if_match)
        is_there = present is not None and not present.is_deleted
        if if_none_match and is_there:
            raise PreconditionError(f"{resource_type}/{resource_id} is there already")
        if present is not None and is_there and _is_same(present, resource):
            return Written(present, is_new=False, is_changed=False)
        self._check(resource)
        self._check_owner(resource)
        kept = write_resource(self._connection, resource, method=method, present=present)
        return Written(kept, is_new=not is_there, is_changed=True)

    def update_where(
        self, resource_type: str, query: str, resource: dict[str, Any], *, if_match: int | None = None
    ) -> Written:
        """Update the one resource that a condition finds; without one, make it. Raises: as `update`."""
        present = self._matching(resource_type, query)
        given = resource.get("id")
        if present is None:
            if given is None:
                return self.create(resource)
            return self.update(resource_type, given, resource, if_match=if_match, if_none_match=True)
        if given not in (None, present.id):
            raise RequestError(f"the condition finds {resource_type}/{present.id}; found another id in the resource")
        return self.update(resource_type, present.id, {**resource, "id": present.id}, if_match=if_match)

    def patch(
        self, resource_type: str, resource_id: str, operations: list[dict[str, Any]], *, if_match: int | None = None
    ) -> Written:
        """Apply a JSON Patch. Source: RFC 6902. Raises: as `update`, and NotFoundError, GoneError."""
        present = require_present(
            lock_resource(self._connection, resource_type, resource_id), resource_type, resource_id
        )
        _require_version(present, if_match)
        try:
            patched = jsonpatch.JsonPatch(operations).apply(present.parse())
        except jsonpatch.JsonPatchTestFailed:
            raise InvalidResourceError("the patch: a test of it fails on the present version") from None
        except (jsonpatch.JsonPatchException, jsonpatch.JsonPointerException, KeyError, TypeError) as error:
            raise RequestError(f"the patch cannot be applied: {type(error).__name__}") from None
        if not isinstance(patched, dict):
            raise InvalidResourceError("the patch: found no resource after it")
        return self.update(resource_type, resource_id, patched, method="PATCH")

    def patch_where(
        self, resource_type: str, query: str, operations: list[dict[str, Any]], *, if_match: int | None = None
    ) -> Written:
        """Apply a JSON Patch to the one resource that a condition finds. Raises: as `patch`."""
        present = self._matching(resource_type, query)
        if present is None:
            raise NotFoundError(f"the condition finds no {resource_type}")
        return self.patch(resource_type, present.id, operations, if_match=if_match)

    def delete(self, resource_type: str, resource_id: str, *, if_match: int | None = None) -> Kept | None:
        """Delete a resource; return its tombstone, or None when there is nothing to delete.

        Raises:
            PreconditionError: it is in another version.
            ConflictError: DICOM says it, or another resource refers to it.
        """
        present = lock_resource(self._connection, resource_type, resource_id)
        _require_version(present, if_match)
        if present is None or present.is_deleted:
            return present
        if contributed(self._connection, resource_type, resource_id) is not None:
            raise ConflictError(
                f"{resource_type}/{resource_id} is what kept DICOM instances say; delete the instances, and it follows"
            )
        tombstone = delete_resource(self._connection, present)
        if self._checks_references:
            self.check_unreferenced(tombstone)
        return tombstone

    def delete_where(self, resource_type: str, query: str) -> tuple[Kept, ...]:
        """Delete the one resource that a condition finds. Raises: as `delete`, and AmbiguousMatchError."""
        present = self._matching(resource_type, query)
        tombstone = self.delete(resource_type, present.id) if present else None
        return (tombstone,) if tombstone else ()

    def check_references(self, resource: dict[str, Any]) -> None:
        """Raise InvalidResourceError when a resource refers to what is not here."""
        missing = check_references(self._connection, resource)
        if missing:
            raise InvalidResourceError("the resource refers to what is not here", tuple(missing))

    def check_unreferenced(self, tombstone: Kept) -> None:
        """Raise ConflictError when another resource refers to one that was deleted."""
        referrer = find_referrer(self._connection, tombstone.type, tombstone.id)
        if referrer is not None:
            raise ConflictError(f"{tombstone.type}/{tombstone.id}: found {referrer} that refers to it")

    def _matching(self, resource_type: str, query: str) -> Kept | None:
        """Return the one resource that a condition finds."""
        parameters = parse_qsl(query, keep_blank_values=True)
        search = parse_criteria(resource_type, parameters, now=datetime.now(UTC))
        lock_condition(self._connection, resource_type, query)
        ids = matching_ids(self._connection, resource_type, search.criteria, 2)
        if len(ids) > 1:
            raise AmbiguousMatchError(f"the condition finds several {resource_type}; expected at most one")
        return lock_resource(self._connection, resource_type, ids[0]) if ids else None

    def _check(self, resource: dict[str, Any]) -> None:
        issues = validate(resource)
        if has_errors(issues):
            raise InvalidResourceError("the resource is not valid", issues)
        if self._checks_references:
            self.check_references(resource)

    def _check_owner(self, resource: dict[str, Any]) -> None:
        says = contributed(self._connection, resource["resourceType"], resource["id"])
        undone = list(undone_changes(says, resource)) if says else []
        if undone:
            raise ConflictError(
                f"{', '.join(undone)}: DICOM says what stands there, and would say it again when the study changes; "
                "expected it as it is"
            )


def require_present(kept: Kept | None, resource_type: str, resource_id: str) -> Kept:
    """Return what is there.

    Raises:
        NotFoundError: it never was.
        GoneError: it was deleted.
    """
    if kept is None:
        raise NotFoundError(f"{resource_type}/{resource_id} is not here")
    if kept.is_deleted:
        raise GoneError(f"{resource_type}/{resource_id} was deleted")
    return kept


def _require_name(resource_type: str, resource_id: str, resource: dict[str, Any]) -> None:
    if resource.get("resourceType") != resource_type:
        raise RequestError(f"found another resourceType in the resource; expected {resource_type}")
    if resource.get("id") != resource_id:
        raise RequestError("found another id in the resource, or none; expected that of the request")
    if check_primitive("id", resource_id) is not None:
        raise RequestError("the id: expected 1 to 64 letters, digits, hyphens and dots")


def _require_version(present: Kept | None, if_match: int | None) -> None:
    if if_match is not None and (present is None or present.version != if_match):
        found = f"version {present.version}" if present else "nothing"
        raise PreconditionError(f"found {found}; expected version {if_match}")


def _is_same(present: Kept, resource: dict[str, Any]) -> bool:
    return _without_version(present.parse()) == _without_version(resource)


def _without_version(resource: dict[str, Any]) -> dict[str, Any]:
    meta = {key: value for key, value in resource.get("meta", {}).items() if key not in ("versionId", "lastUpdated")}
    return {**resource, "meta": meta}

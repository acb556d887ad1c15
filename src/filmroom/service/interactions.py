"""The interactions of FHIR on one resource, inside a transaction: on their own, or as entries of a Bundle.

Source: https://hl7.org/fhir/6.0.0-ballot4/http.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

import msgspec

from filmroom.errors import (
    ConflictError,
    GoneError,
    InvalidResourceError,
    NotFoundError,
    PreconditionError,
    RequestError,
)
from filmroom.fhir.outcome import has_errors
from filmroom.service.conditions import find_match
from filmroom.service.json_patch import apply_patch
from filmroom.service.names import require_name
from filmroom.service.origin import is_said_by_instances
from filmroom.service.ownership import undone_changes
from filmroom.service.references import check_references
from filmroom.store.contributions import contributed
from filmroom.store.referrers import find_referrer
from filmroom.store.resources import Kept, delete_resource, find_resource, lock_resource, write_resource
from filmroom.validation.validate import validate

if TYPE_CHECKING:
    from sqlalchemy import Connection

__all__ = ["Interactions", "Written", "contradiction", "is_same", "require_present"]

_SORTED = msgspec.json.Encoder(order="sorted", decimal_format="number")


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

        Args:
            resource_id: the new id, when the caller has chosen it; None: chosen here.

        Raises:
            InvalidResourceError: it is not valid, or refers to what is not here.
            AmbiguousMatchError: the condition finds several.
            SearchError: the condition is none.
        """
        if if_none_exist is not None:
            present = find_match(self._connection, resource["resourceType"], if_none_exist)
            if present is not None:
                return Written(present, is_new=False, is_changed=False)
        made = {**resource, "id": resource_id or str(uuid4())}
        self._check(made)
        kept = write_resource(self._connection, made, method="POST", present=None)
        return Written(kept, is_new=True, is_changed=True)

    def found(self, resource_type: str, resource_id: str) -> Written:
        """Return a resource as the one that the condition of a create has found. Raises: as `require_present`."""
        present = find_resource(self._connection, resource_type, resource_id)
        return Written(require_present(present, resource_type, resource_id), is_new=False, is_changed=False)

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
        """Make a resource be this; without one, make it. What it is already makes no new version.

        Args:
            if_match: the version it has to be in; None for any.
            if_none_match: whether it must not be there.

        Raises:
            RequestError: type or id in the resource are others than those asked for.
            PreconditionError: it is in another version, or there although it must not be.
            ConflictError: the change contradicts DICOM, which owns the element.
            InvalidResourceError: it is not valid, or refers to what is not here.
        """
        require_name(resource_type, resource_id, resource)
        present = lock_resource(self._connection, resource_type, resource_id)
        _require_version(present, if_match)
        is_there = present is not None and not present.is_deleted
        if if_none_match and is_there:
            raise PreconditionError(f"{resource_type}/{resource_id} is there already")
        content = present.parse() if present is not None and is_there else None
        if present is not None and content is not None and is_same(content, resource):
            return Written(present, is_new=False, is_changed=False)
        self._check(resource)
        self._check_owner(content, resource)
        kept = write_resource(self._connection, resource, method=method, present=present)
        return Written(kept, is_new=not is_there, is_changed=True)

    def update_where(
        self, resource_type: str, query: str, resource: dict[str, Any], *, if_match: int | None = None
    ) -> Written:
        """Update the one resource that a condition finds; without one, make it. Raises: as `update` and `create`."""
        present = find_match(self._connection, resource_type, query)
        given = resource.get("id")
        if present is None:
            if if_match is not None:
                raise PreconditionError(f"the condition finds no {resource_type}; expected version {if_match} of one")
            if given is None:
                require_name(resource_type, None, resource)
                return self.create(resource)
            return self.update(resource_type, given, resource, if_none_match=True)
        if given not in (None, present.id):
            raise RequestError(f"the condition finds {resource_type}/{present.id}; found another id in the resource")
        return self.update(resource_type, present.id, {**resource, "id": present.id}, if_match=if_match)

    def patch(
        self, resource_type: str, resource_id: str, operations: list[dict[str, Any]], *, if_match: int | None = None
    ) -> Written:
        """Apply a JSON Patch.

        Raises:
            NotFoundError, GoneError: there is nothing to patch.
            FhirLimitError: the patch costs too much.
            RequestError, PreconditionError, ConflictError, InvalidResourceError: as `update`, and as `apply_patch`.
        """
        found = lock_resource(self._connection, resource_type, resource_id)
        _require_version(found, if_match)
        present = require_present(found, resource_type, resource_id)
        patched = apply_patch(present.parse(), operations)
        return self.update(resource_type, resource_id, patched, method="PATCH")

    def patch_where(
        self, resource_type: str, query: str, operations: list[dict[str, Any]], *, if_match: int | None = None
    ) -> Written:
        """Apply a JSON Patch to the one resource that a condition finds. Raises: as `patch` and `create`."""
        present = find_match(self._connection, resource_type, query)
        if present is None:
            raise NotFoundError(f"the condition finds no {resource_type}")
        return self.patch(resource_type, present.id, operations, if_match=if_match)

    def delete(self, resource_type: str, resource_id: str, *, if_match: int | None = None) -> Kept | None:
        """Delete a resource; return its tombstone, or None when there never was one.

        Raises:
            PreconditionError: it is in another version.
            ConflictError: kept instances say it, or another resource refers to it.
        """
        present = lock_resource(self._connection, resource_type, resource_id)
        _require_version(present, if_match)
        if present is None or present.is_deleted:
            return present
        if is_said_by_instances(self._connection, resource_type, resource_id):
            raise ConflictError(
                f"{resource_type}/{resource_id} is what kept DICOM instances say; found some, expected none: "
                "delete those first"
            )
        tombstone = delete_resource(self._connection, present)
        if self._checks_references:
            self.check_unreferenced(tombstone)
        return tombstone

    def delete_where(self, resource_type: str, query: str) -> tuple[Kept, ...]:
        """Delete the one resource that a condition finds; none is no error. Raises: as `delete` and `create`."""
        present = find_match(self._connection, resource_type, query)
        tombstone = self.delete(resource_type, present.id) if present else None
        return (tombstone,) if tombstone else ()

    def check_unreferenced(self, tombstone: Kept) -> None:
        """Raise ConflictError when another resource refers to one that was deleted."""
        referrer = find_referrer(self._connection, tombstone.type, tombstone.id)
        if referrer is not None:
            raise ConflictError(f"{tombstone.type}/{tombstone.id}: found {referrer} that refers to it")

    def _check(self, resource: dict[str, Any]) -> None:
        issues = validate(resource)
        if has_errors(issues):
            raise InvalidResourceError("the resource is not valid", issues)
        if self._checks_references:
            missing = check_references(self._connection, resource)
            if missing:
                raise InvalidResourceError("the resource refers to what is not here", tuple(missing))

    def _check_owner(self, present: dict[str, Any] | None, resource: dict[str, Any]) -> None:
        says = contributed(self._connection, resource["resourceType"], resource["id"])
        undone = list(undone_changes(says, present, resource)) if says else []
        if undone:
            raise ConflictError(contradiction(undone))


def contradiction(elements: list[str]) -> str:
    """Return what is said about elements that DICOM owns."""
    return (
        f"{', '.join(elements)}: DICOM says what stands there, and would say it again when the study changes; "
        "expected it as it is"
    )


def is_same(content: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two resources say the same, to the last digit; their versions do not count."""
    return _SORTED.encode(_without_version(content)) == _SORTED.encode(_without_version(other))


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


def _require_version(present: Kept | None, if_match: int | None) -> None:
    if if_match is not None and (present is None or present.version != if_match):
        found = f"version {present.version}" if present else "nothing"
        raise PreconditionError(f"found {found}; expected version {if_match}")


def _without_version(resource: dict[str, Any]) -> dict[str, Any]:
    meta = resource.get("meta", {})
    if not isinstance(meta, dict):
        return resource
    return {**resource, "meta": {key: meta[key] for key in meta if key not in ("versionId", "lastUpdated")}}

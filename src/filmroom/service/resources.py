"""The resources of an archive, one by one: read, written, deleted, and what they were."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from filmroom.query.cursor import decode_cursor, encode_cursor
from filmroom.service.interactions import Interactions, Written, require_present
from filmroom.service.validating import find_issues
from filmroom.service.writing import write
from filmroom.store.history import count_history, find_history
from filmroom.store.resources import Kept, find_resource, find_version, look_up_resource
from filmroom.store.study_state import is_unsettled, look_up_unsettled

if TYPE_CHECKING:
    from collections.abc import Callable

    from filmroom.fhir.outcome import Issue
    from filmroom.service.settle import Settler
    from filmroom.store.database import Database

__all__ = ["HistoryOfResources", "ResourceService", "Written"]

T = TypeVar("T")


class HistoryOfResources(msgspec.Struct, frozen=True):
    """A page of versions, the latest first.

    Attributes:
        next_cursor: for the next page; None when this is the last.
    """

    entries: tuple[Kept, ...]
    total: int
    next_cursor: str | None = None


class ResourceService:
    """Interactions on one resource, each in a transaction of its own; for any number of threads.

    Source: https://hl7.org/fhir/6.0.0-ballot4/http.html
    """

    def __init__(self, database: Database, settler: Settler) -> None:
        self._database = database
        self._settler = settler

    def read(self, resource_type: str, resource_id: str) -> Kept:
        """Return the present version; a study that instances came to is settled first.

        Raises:
            NotFoundError: it never was.
            GoneError: it was deleted.
        """
        kept = look_up_resource(self._database, resource_type, resource_id)
        if resource_type == "ImagingStudy" and look_up_unsettled(self._database, resource_id):
            self._settler.settle(resource_id)
            kept = look_up_resource(self._database, resource_type, resource_id)
        return require_present(kept, resource_type, resource_id)

    def read_version(self, resource_type: str, resource_id: str, number: int) -> Kept:
        """Return one version. Raises: as `read`, and for a version that is a tombstone GoneError."""
        self._settle(resource_type, resource_id)
        with self._database.read() as connection:
            kept = find_version(connection, resource_type, resource_id, number)
        return require_present(kept, resource_type, f"{resource_id}/_history/{number}")

    def create(self, resource: dict[str, Any], *, if_none_exist: str | None = None) -> Written:
        """Make a resource. Raises: as `Interactions.create`."""
        return self._write(lambda inner: inner.create(resource, if_none_exist=if_none_exist))

    def update(
        self,
        resource_type: str,
        resource_id: str,
        resource: dict[str, Any],
        *,
        if_match: int | None = None,
        if_none_match: bool = False,
    ) -> Written:
        """Make a resource be this. Raises: as `Interactions.update`."""
        self._settle(resource_type, resource_id)
        return self._write(
            lambda inner: inner.update(
                resource_type, resource_id, resource, if_match=if_match, if_none_match=if_none_match
            )
        )

    def update_where(
        self, resource_type: str, query: str, resource: dict[str, Any], *, if_match: int | None = None
    ) -> Written:
        """Update what a condition finds. Raises: as `Interactions.update_where`."""
        return self._write(lambda inner: inner.update_where(resource_type, query, resource, if_match=if_match))

    def patch(
        self, resource_type: str, resource_id: str, operations: list[dict[str, Any]], *, if_match: int | None = None
    ) -> Written:
        """Apply a JSON Patch. Raises: as `Interactions.patch`."""
        self._settle(resource_type, resource_id)
        return self._write(lambda inner: inner.patch(resource_type, resource_id, operations, if_match=if_match))

    def patch_where(
        self, resource_type: str, query: str, operations: list[dict[str, Any]], *, if_match: int | None = None
    ) -> Written:
        """Apply a JSON Patch to what a condition finds. Raises: as `Interactions.patch_where`."""
        return self._write(lambda inner: inner.patch_where(resource_type, query, operations, if_match=if_match))

    def delete(self, resource_type: str, resource_id: str, *, if_match: int | None = None) -> Kept | None:
        """Delete a resource; return its tombstone, None when it never was. Raises: as `Interactions.delete`."""
        self._settle(resource_type, resource_id)
        return self._write(lambda inner: inner.delete(resource_type, resource_id, if_match=if_match))

    def delete_where(self, resource_type: str, query: str) -> tuple[Kept, ...]:
        """Delete what a condition finds. Raises: as `Interactions.delete_where`."""
        return self._write(lambda inner: inner.delete_where(resource_type, query))

    def history(
        self,
        resource_type: str | None,
        resource_id: str | None,
        *,
        since: int | None,
        count: int,
        cursor: str | None,
    ) -> HistoryOfResources:
        """Return a page of versions, of one resource, a type, or everything.

        Args:
            since: only versions from this moment on, in microseconds since 1970-01-01T00:00Z.
            cursor: that of the page before; None for the first.

        Raises:
            NotFoundError: the resource never was.
            SearchError: the cursor is not of this history.
        """
        key = f"{resource_type}/{resource_id}/_history?{since}"
        place = decode_cursor(cursor, key) if cursor else None
        self._settle(resource_type, resource_id)
        with self._database.read() as connection:
            page = find_history(connection, resource_type, resource_id, since=since, count=count, cursor=place)
            total = count_history(connection, resource_type, resource_id, since=since)
            if resource_id is not None and resource_type is not None and not total:
                kept = find_resource(connection, resource_type, resource_id)
                if kept is None:
                    require_present(kept, resource_type, resource_id)
        return HistoryOfResources(page.versions, total, encode_cursor(page.next, key) if page.next else None)

    def validate(self, resource: dict[str, Any], *, mode: str | None, resource_id: str | None) -> tuple[Issue, ...]:
        """Return everything that is wrong with a resource, and with doing with it what ``mode`` says.

        Args:
            mode: create, update, delete, profile; None for the resource as such.
            resource_id: of the resource that is meant; None: of none that is here.
        """
        with self._database.read() as connection:
            return find_issues(connection, resource, mode=mode, resource_id=resource_id)

    def _settle(self, resource_type: str | None, resource_id: str | None) -> None:
        """Settle a study before anybody looks at it or changes it."""
        if resource_type != "ImagingStudy" or resource_id is None:
            return
        with self._database.read() as connection:
            must_settle = is_unsettled(connection, resource_id)
        if must_settle:
            self._settler.settle(resource_id)

    def _write(self, call: Callable[[Interactions], T]) -> T:
        return write(self._database, lambda connection: call(Interactions(connection)))

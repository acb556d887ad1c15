"""What the FHIR door needs done by others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import msgspec

if TYPE_CHECKING:
    from filmroom.fhir.outcome import Issue
    from filmroom.query.cursor import Cursor
    from filmroom.query.search import Search
    from filmroom.store.resources import Kept

__all__ = [
    "BundleService",
    "HealthService",
    "HistoryPage",
    "ResourceService",
    "SearchPage",
    "SearchService",
    "Services",
    "Written",
]


class Written(Protocol):
    """What became of a resource that was written."""

    @property
    def kept(self) -> Kept:
        """The version that is present now."""

    @property
    def is_new(self) -> bool:
        """Whether there was no such resource before."""

    @property
    def is_changed(self) -> bool:
        """Whether a version was made."""


class HistoryPage(Protocol):
    """Some versions, the latest first; the cursor of the next page is None on the last, the total where unknown."""

    @property
    def entries(self) -> tuple[Kept, ...]:
        """The versions."""

    @property
    def next_cursor(self) -> str | None:
        """Where the next page begins."""

    @property
    def total(self) -> int | None:
        """How many there are on all pages."""


class SearchPage(Protocol):
    """One page of a search; the total is None where it is not known, a cursor where there is no such page."""

    @property
    def matches(self) -> tuple[Kept, ...]:
        """What was searched for."""

    @property
    def included(self) -> tuple[Kept, ...]:
        """What comes along."""

    @property
    def total(self) -> int | None:
        """How many match on all pages."""

    @property
    def next(self) -> Cursor | None:
        """Where the next page begins."""

    @property
    def previous(self) -> Cursor | None:
        """Where the page before this one ends."""

    @property
    def problems(self) -> tuple[Issue, ...]:
        """What was not done as asked."""


class ResourceService(Protocol):
    """Resources one by one; what cannot be done is an exception of `filmroom.errors`."""

    def read(self, resource_type: str, resource_id: str) -> Kept:
        """Return the present version."""

    def read_version(self, resource_type: str, resource_id: str, number: int) -> Kept:
        """Return one version."""

    def create(self, resource: dict[str, Any], *, if_none_exist: str | None = None) -> Written:
        """Write a resource under a new id, unless one that meets the condition is there."""

    def update(
        self,
        resource_type: str,
        resource_id: str,
        resource: dict[str, Any],
        *,
        if_match: int | None = None,
        if_none_match: bool = False,
    ) -> Written:
        """Write a resource under its id, whether it is there or not."""

    def update_where(
        self, resource_type: str, query: str, resource: dict[str, Any], *, if_match: int | None = None
    ) -> Written:
        """Write the one resource that meets a condition, or a new one."""

    def patch(
        self, resource_type: str, resource_id: str, operations: list[dict[str, Any]], *, if_match: int | None = None
    ) -> Written:
        """Change a resource by a JSON Patch."""

    def patch_where(
        self, resource_type: str, query: str, operations: list[dict[str, Any]], *, if_match: int | None = None
    ) -> Written:
        """Change the one resource that meets a condition."""

    def delete(self, resource_type: str, resource_id: str, *, if_match: int | None = None) -> Kept | None:
        """Delete a resource; return its tombstone, or None when it was not there."""

    def delete_where(self, resource_type: str, query: str) -> tuple[Kept, ...]:
        """Delete what meets a condition; return the tombstones."""

    def history(
        self, resource_type: str | None, resource_id: str | None, *, since: int | None, count: int, cursor: str | None
    ) -> HistoryPage:
        """List versions of a resource, of a type, or of everything."""

    def validate(self, resource: dict[str, Any], *, mode: str | None, resource_id: str | None) -> tuple[Issue, ...]:
        """Say everything that is wrong with a resource, and with doing with it what ``mode`` says."""


class SearchService(Protocol):
    """Searches."""

    def search(self, search: Search) -> SearchPage:
        """Find one page of what a search asks for."""

    def everything(
        self, patient_id: str, *, count: int, cursor: Cursor | None, types: tuple[str, ...], since: int | None
    ) -> SearchPage:
        """Find one page of a patient and all that is about them."""


class BundleService(Protocol):
    """Batches and transactions."""

    def carry_out(self, bundle: dict[str, Any], *, strict: bool, prefer: str, base_address: str) -> dict[str, Any]:
        """Do what the entries ask, and return the Bundle that answers them."""


class HealthService(Protocol):
    """Who knows whether the stores answer."""

    def is_ready(self) -> bool:
        """Say whether they do."""


class Services(msgspec.Struct, frozen=True):
    """All of them."""

    resources: ResourceService
    search: SearchService
    bundles: BundleService
    health: HealthService

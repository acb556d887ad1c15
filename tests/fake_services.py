"""The services behind the doors, in memory: enough for what the doors do with their answers."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import msgspec

from filmroom.errors import GoneError, InvalidResourceError, NotFoundError, PreconditionError
from filmroom.fhir.json_document import write_json
from filmroom.query.cursor import Cursor
from filmroom.rest.services import Services
from filmroom.store.moments import format_moment
from filmroom.store.resources import Kept
from filmroom.validation import validate

if TYPE_CHECKING:
    from collections.abc import Callable

    from filmroom.fhir.outcome import Issue
    from filmroom.query.search import Search

__all__ = [
    "START",
    "FakeBundles",
    "FakeHealth",
    "FakeHistoryPage",
    "FakeResources",
    "FakeSearch",
    "FakeSearchPage",
    "fake_services",
]

START = 1_700_000_000_000_000
"""A second before the first version is made: 2023-11-14T22:13:20Z, in microseconds; a second lies between any two."""


class FakeWritten(msgspec.Struct, frozen=True):
    kept: Kept
    is_new: bool
    is_changed: bool


class FakeHistoryPage(msgspec.Struct, frozen=True):
    entries: tuple[Kept, ...] = ()
    next_cursor: str | None = None
    total: int | None = None


class FakeSearchPage(msgspec.Struct, frozen=True):
    matches: tuple[Kept, ...] = ()
    included: tuple[Kept, ...] = ()
    total: int | None = None
    next: Cursor | None = None
    previous: Cursor | None = None
    problems: tuple[Any, ...] = ()


class FakeResources:
    """Keeps every version; a condition finds what it is told to find.

    Attributes:
        calls: name and arguments of what was asked, in order, for calls that only pass something on.
        found: what a condition finds.
        failure: raised by the next reading, once.
    """

    def __init__(self) -> None:
        self.versions: dict[tuple[str, str], list[Kept]] = {}
        self.calls: list[tuple[Any, ...]] = []
        self.found: Kept | None = None
        self.failure: Exception | None = None
        self._ids = (f"made-{number}" for number in itertools.count(1))

    def keep(self, resource: dict[str, Any] | None, name: tuple[str, str], method: str = "PUT") -> Kept:
        known = self.versions.setdefault(name, [])
        number, moment = len(known) + 1, START + (1 + sum(map(len, self.versions.values()))) * 1_000_000
        content = None
        if resource is not None:
            meta = {**resource.get("meta", {}), "versionId": str(number), "lastUpdated": format_moment(moment)}
            rest = {key: each for key, each in resource.items() if key not in ("resourceType", "id", "meta")}
            content = write_json({"resourceType": name[0], "id": name[1], "meta": meta, **rest})
        known.append(Kept(1, *name, number, moment, method, content))
        return known[-1]

    def read(self, resource_type: str, resource_id: str) -> Kept:
        if self.failure is not None:
            failure, self.failure = self.failure, None
            raise failure
        known = self.versions.get((resource_type, resource_id))
        if not known:
            raise NotFoundError(f"{resource_type}: there is no such resource")
        if known[-1].content is None:
            raise GoneError(f"{resource_type}: this resource was deleted")
        return known[-1]

    def read_version(self, resource_type: str, resource_id: str, number: int) -> Kept:
        known = self.versions.get((resource_type, resource_id), [])
        if not 1 <= number <= len(known):
            raise NotFoundError(f"{resource_type}: there is no such version")
        return known[number - 1]

    def create(self, resource: dict[str, Any], *, if_none_exist: str | None = None) -> FakeWritten:
        self.calls.append(("create", if_none_exist))
        self._require_valid(resource)
        if if_none_exist is not None and self.found is not None:
            return FakeWritten(self.found, is_new=False, is_changed=False)
        return FakeWritten(self.keep(resource, (resource["resourceType"], next(self._ids)), "POST"), True, True)

    def update(
        self,
        resource_type: str,
        resource_id: str,
        resource: dict[str, Any],
        *,
        if_match: int | None = None,
        if_none_match: bool = False,
    ) -> FakeWritten:
        self.calls.append(("update", if_match, if_none_match))
        self._require_valid(resource)
        known = self.versions.get((resource_type, resource_id), [])
        if (if_match is not None and if_match != len(known)) or (if_none_match and known):
            raise PreconditionError(f"{resource_type}: found another version than the request expects")
        return FakeWritten(self.keep(resource, (resource_type, resource_id)), not known, True)

    def update_where(
        self, resource_type: str, query: str, resource: dict[str, Any], *, if_match: int | None = None
    ) -> FakeWritten:
        self.calls.append(("update_where", query, if_match))
        return self.update(resource_type, self.found.id if self.found else next(self._ids), resource)

    def patch(
        self, resource_type: str, resource_id: str, operations: list[dict[str, Any]], *, if_match: int | None = None
    ) -> FakeWritten:
        self.calls.append(("patch", operations, if_match))
        changed = {
            **self.read(resource_type, resource_id).parse(),
            **{each["path"][1:]: each["value"] for each in operations},
        }
        return FakeWritten(self.keep(changed, (resource_type, resource_id), "PATCH"), False, True)

    def patch_where(
        self, resource_type: str, query: str, operations: list[dict[str, Any]], *, if_match: int | None = None
    ) -> FakeWritten:
        self.calls.append(("patch_where", query, if_match))
        assert self.found is not None
        return self.patch(resource_type, self.found.id, operations)

    def delete(self, resource_type: str, resource_id: str, *, if_match: int | None = None) -> Kept | None:
        self.calls.append(("delete", if_match))
        known = self.versions.get((resource_type, resource_id))
        return self.keep(None, (resource_type, resource_id), "DELETE") if known and known[-1].content else None

    def delete_where(self, resource_type: str, query: str) -> tuple[Kept, ...]:
        self.calls.append(("delete_where", resource_type, query))
        return (self.keep(None, (resource_type, self.found.id), "DELETE"),) if self.found else ()

    def history(
        self, resource_type: str | None, resource_id: str | None, *, since: int | None, count: int, cursor: str | None
    ) -> FakeHistoryPage:
        self.calls.append(("history", resource_type, resource_id, since, count, cursor))
        every = [
            kept
            for (kind, name), known in self.versions.items()
            for kept in known
            if resource_type in (None, kind) and resource_id in (None, name)
        ]
        if resource_id is not None and not every:
            raise NotFoundError(f"{resource_type}: there is no such resource")
        every.sort(key=lambda kept: -kept.updated)
        return FakeHistoryPage(tuple(every[:count]), "further" if len(every) > count else None, len(every))

    def validate(self, resource: dict[str, Any], *, mode: str | None, resource_id: str | None) -> tuple[Issue, ...]:
        self.calls.append(("validate", mode, resource_id))
        return validate(resource)

    def _require_valid(self, resource: dict[str, Any]) -> None:
        issues = validate(resource)
        if any(each.severity == "error" for each in issues):
            raise InvalidResourceError("The resource is not valid", issues)


class FakeSearch:
    """Answers every search with the same page, and remembers what was asked.

    Attributes:
        meanwhile: done once, while a search is under way.
    """

    def __init__(self) -> None:
        self.meanwhile: Callable[[], None] | None = None
        self.page = FakeSearchPage()
        self.asked: list[Search] = []
        self.everything_asked: list[tuple[Any, ...]] = []

    def search(self, search: Search) -> FakeSearchPage:
        self.asked.append(search)
        meanwhile, self.meanwhile = self.meanwhile, None
        if meanwhile is not None:
            meanwhile()
        return self.page

    def everything(
        self, patient_id: str, *, count: int, cursor: Cursor | None, types: tuple[str, ...], since: int | None
    ) -> FakeSearchPage:
        self.everything_asked.append((patient_id, count, cursor, types, since))
        return self.page


class FakeBundles:
    """Answers every Bundle alike."""

    def __init__(self) -> None:
        self.asked: list[tuple[dict[str, Any], bool, str, str]] = []

    def carry_out(self, bundle: dict[str, Any], *, strict: bool, prefer: str, base_address: str) -> dict[str, Any]:
        self.asked.append((bundle, strict, prefer, base_address))
        return {"resourceType": "Bundle", "type": f"{bundle['type']}-response"}


class FakeHealth:
    def __init__(self) -> None:
        self.is_up = True

    def is_ready(self) -> bool:
        return self.is_up


def fake_services() -> Services:
    return Services(FakeResources(), FakeSearch(), FakeBundles(), FakeHealth())

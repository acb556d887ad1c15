"""The application in this process, over services in memory, with what it logged."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import msgspec
from falcon.testing import TestClient

from fake_services import FakeBundles, FakeHealth, FakeResources, FakeSearch
from filmroom.app import build_app
from filmroom.http.settings import HttpSettings
from filmroom.rest.services import Services

if TYPE_CHECKING:
    from collections.abc import Mapping

    from falcon.testing import Result

__all__ = ["BASE", "NOW", "Asking", "RecordingLogger", "outcome"]

BASE = "https://fhir.example.org/fhir"
NOW = dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.UTC)


class RecordingLogger:
    """Keeps events in place of writing them."""

    def __init__(self) -> None:
        self.events: list[dict[str, Any]] = []

    def info(self, event: str, **fields: Any) -> None:
        self.events.append({"level": "info", "event": event, **fields})

    def warning(self, event: str, **fields: Any) -> None:
        self.events.append({"level": "warning", "event": event, **fields})

    def error(self, event: str, **fields: Any) -> None:
        self.events.append({"level": "error", "event": event, **fields})


class Asking:
    """An application, its services, and short ways to ask it."""

    def __init__(self, settings: HttpSettings = HttpSettings(base_url="https://fhir.example.org")) -> None:  # noqa: B008 (frozen)
        self.resources = FakeResources()
        self.search = FakeSearch()
        self.bundles = FakeBundles()
        self.health = FakeHealth()
        self.logger = RecordingLogger()
        self.services = Services(self.resources, self.search, self.bundles, self.health)
        self.app = build_app(self.services, settings, now=lambda: NOW, logger=self.logger)
        self._client = TestClient(self.app)

    def ask(
        self,
        method: str,
        path: str,
        resource: Any = None,
        headers: Mapping[str, str] | None = None,
        *,
        body: bytes | None = None,
    ) -> Result:
        """Ask; a resource is sent as FHIR JSON, a body as it is; a query stands behind the path."""
        path, _, query = path.partition("?")
        sent = dict(headers or {})
        if resource is not None:
            body = msgspec.json.encode(resource)
            sent = {"Content-Type": "application/fhir+json", **sent}
        return self._client.simulate_request(method, path, query_string=query, body=body, headers=sent)

    def get(self, path: str, **headers: str) -> Result:
        """Ask by GET; underscores in header names stand for hyphens."""
        return self.ask("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})


def outcome(code: str, diagnostics: str, severity: str = "error") -> dict[str, Any]:
    """Write the OperationOutcome of one issue."""
    issue = {"severity": severity, "code": code, "diagnostics": diagnostics}
    return {"resourceType": "OperationOutcome", "issue": [issue]}

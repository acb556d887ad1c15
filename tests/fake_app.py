"""The application over services in memory, for Granian to run."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from fake_services import fake_services
from filmroom.app import build_app
from filmroom.http.settings import HttpSettings

if TYPE_CHECKING:
    import falcon

__all__ = ["make"]


def make() -> falcon.App[falcon.Request, falcon.Response]:
    settings = HttpSettings(token=os.environ.get("TOKEN", ""), body_bytes=1_000_000)
    return build_app(fake_services(), settings)

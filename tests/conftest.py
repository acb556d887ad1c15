"""What all tests share: how many examples hypothesis tries, and databases of both kinds."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from databases import new_postgres_database, postgres_server
from filmroom.store.database import Database, open_database

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.register_profile("torture", settings.get_profile("suite"), max_examples=20_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    with postgres_server() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Whatever needs a database is tested on both."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/filmroom.db"
        return
    with new_postgres_database(request.getfixturevalue("postgres")) as url:
        yield url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = open_database(database_url)
    yield opened
    opened.dispose()

"""Servers that run, one for each kind of database, for all tests of the session."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from databases import new_postgres_database
from filmroom.service.archive import ArchivePlace
from serving import ArchiveServer, Server, running_archive, running_server

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ArchiveServer]:
    """An archive that runs, on both databases; tests share it, so each keeps to resources of its own."""
    data = str(tmp_path_factory.mktemp("archive"))
    if request.param == "sqlite":
        with running_archive(ArchivePlace(data=data)) as running:
            yield running
        return
    with (
        new_postgres_database(request.getfixturevalue("postgres")) as url,
        running_archive(ArchivePlace(data=data, database=url)) as running,
    ):
        yield running


@pytest.fixture(scope="session")
def fake_server() -> Iterator[Server]:
    """The doors over services in memory, with a token."""
    with running_server("fake_app:make", {"TOKEN": "0123456789abcdef"}) as running:
        yield running

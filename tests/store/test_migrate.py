"""The migrations make the tables, once, and never over those of a later version."""

from __future__ import annotations

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import CheckConstraint, UniqueConstraint, inspect, text

from filmroom.errors import NewerDatabaseError
from filmroom.store.database import open_database
from filmroom.store.tables import METADATA

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from filmroom.store.database import Database


def test_the_migrations_make_exactly_the_tables(database: Database) -> None:
    with database.read() as connection:
        options = {"compare_type": True}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, METADATA) == []


def test_the_migrations_make_the_same_keys_and_constraints(database: Database) -> None:
    with database.read() as connection:
        assert {table: _keys(connection, table) for table in METADATA.tables} == {
            table.name: (
                [column.name for column in table.primary_key.columns],
                sorted(
                    [column.name for column in one.columns]
                    for one in table.constraints
                    if isinstance(one, UniqueConstraint)
                ),
            )
            for table in METADATA.tables.values()
        }
    assert not any(isinstance(one, CheckConstraint) for table in METADATA.tables.values() for one in table.constraints)


def _keys(connection: Connection, table: str) -> tuple[list[str], list[list[str]]]:
    found = inspect(connection)
    unique = [[str(name) for name in one["column_names"]] for one in found.get_unique_constraints(table)]
    return found.get_pk_constraint(table)["constrained_columns"], sorted(unique)


def test_opening_again_changes_nothing(database: Database, database_url: str) -> None:
    with database.write() as connection:
        connection.execute(text("INSERT INTO study VALUES ('1.2', 1, 0, 5, 5)"))
    again = open_database(database_url)
    with again.read() as connection:
        assert connection.execute(text("SELECT uid FROM study")).scalars().all() == ["1.2"]
    again.dispose()


def test_a_database_of_a_later_version_is_refused(database: Database, database_url: str) -> None:
    with database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerDatabaseError, match=r"found tables of revision 9999, made by a later version"):
        open_database(database_url)


def test_programs_that_start_at_once_make_the_tables_once(database_url: str) -> None:
    program = f"from filmroom.store.database import open_database; open_database({database_url!r}).dispose()"
    started = [subprocess.Popen([sys.executable, "-c", program], stderr=subprocess.PIPE) for _ in range(4)]
    told = [one.communicate()[1].decode() for one in started]
    assert [(one.returncode, text) for one, text in zip(started, told, strict=True)] == [(0, "")] * 4
    opened = open_database(database_url)
    with opened.read() as connection:
        assert connection.execute(text("SELECT count(*) FROM alembic_version")).scalar_one() == 1
    opened.dispose()


def test_threads_that_open_it_at_once_make_the_tables_once(database_url: str) -> None:
    start = threading.Barrier(6)

    def opened(_number: int) -> None:
        start.wait()
        open_database(database_url).dispose()

    with ThreadPoolExecutor(6) as threads:
        assert list(threads.map(opened, range(6))) == [None] * 6

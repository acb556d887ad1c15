"""The database: one state for a reader, all or nothing for a writer, limits of time, and away and back."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import make_url, select, text

from filmroom.errors import (
    DatabaseUnavailableError,
    MissingExtraError,
    QueryTooCostlyError,
    SimultaneousWriteError,
    UsageError,
)
from filmroom.store.database import Database, open_database
from filmroom.store.tables import study

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection

_ENDLESS = text(
    "WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < 2000000000) "
    "SELECT count(*) FROM number"
)


def _add(database: Database, uid: str) -> None:
    with database.write() as connection:
        connection.execute(study.insert().values(uid=uid, changes=1, settled=0, changed=1, first_changed=1))


def _uids(connection: Connection) -> list[str]:
    return list(connection.execute(select(study.c.uid).order_by(study.c.uid)).scalars())


def _read(database: Database) -> list[str]:
    with database.read() as connection:
        return _uids(connection)


def test_a_slow_query_is_cancelled_and_the_next_one_is_not(database: Database) -> None:
    start = time.monotonic()
    with pytest.raises(QueryTooCostlyError, match="took longer than allowed"), database.read(seconds=0.2) as connection:
        connection.execute(_ENDLESS)
    assert time.monotonic() - start < 5
    with database.read(seconds=5) as connection:
        assert _uids(connection) == []
    assert _read(database) == []


def test_the_limit_of_one_reader_is_not_that_of_the_next(database: Database) -> None:
    with database.read(seconds=0.001):
        pass
    some = text(str(_ENDLESS).replace("2000000000", "300000"))
    with database.read() as connection:
        assert connection.execute(some).scalar_one() == 300_000


def test_a_reader_sees_one_state(database: Database) -> None:
    _add(database, "1")
    with database.read() as connection:
        before = _uids(connection)
        _add(database, "2")
        assert (before, _uids(connection)) == (["1"], ["1"])
    assert _read(database) == ["1", "2"]


def test_a_writer_that_fails_leaves_nothing(database: Database) -> None:
    def write() -> None:
        with database.write() as connection:
            connection.execute(study.insert().values(uid="1", changes=1, settled=0, changed=1, first_changed=1))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write()
    assert _read(database) == []


def test_writers_at_once_are_all_done(database: Database) -> None:
    threads = [threading.Thread(target=_add, args=(database, f"{number:02}")) for number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert _read(database) == [f"{number:02}" for number in range(16)]


def test_of_two_writers_that_wait_for_each_other_one_is_told(database: Database) -> None:
    _add(database, "1")
    _add(database, "2")
    told: list[Exception] = []
    both = threading.Barrier(2)

    def write(first: str, second: str) -> None:
        try:
            with database.write() as connection:
                connection.execute(study.update().where(study.c.uid == first).values(changes=2))
                if not database.is_sqlite:  # of which only one is here at a time
                    both.wait()
                connection.execute(study.update().where(study.c.uid == second).values(changes=2))
        except SimultaneousWriteError as error:
            told.append(error)

    threads = [threading.Thread(target=write, args=pair) for pair in (("1", "2"), ("2", "1"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(told) == (0 if database.is_sqlite else 1)


def _administer(database_url: str, statement: str, *values: object) -> None:
    import psycopg

    maintenance = make_url(database_url).set(database="postgres").render_as_string(hide_password=False)
    with psycopg.connect(maintenance, autocommit=True) as connection:
        connection.execute(statement.encode(), values or None)


def _terminate(database_url: str) -> None:
    """Cut all connections to a database."""
    name = make_url(database_url).database
    _administer(database_url, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", name)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_connection_that_is_lost_is_told_and_replaced(database: Database, database_url: str) -> None:
    _add(database, "1")

    def read() -> None:
        with database.read() as connection:
            _uids(connection)
            _terminate(database_url)
            _uids(connection)

    def write() -> None:
        with database.write() as connection:
            connection.execute(study.insert().values(uid="2", changes=1, settled=0, changed=1, first_changed=1))
            _terminate(database_url)

    for lost in (read, write):
        with pytest.raises(DatabaseUnavailableError):
            lost()
        assert _read(database) == ["1"]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_database_that_comes_back_is_used_again(database: Database, database_url: str) -> None:
    _add(database, "1")
    name = make_url(database_url).database
    _administer(database_url, f"ALTER DATABASE {name} WITH ALLOW_CONNECTIONS false")
    _terminate(database_url)
    for _ in range(3):
        with pytest.raises(DatabaseUnavailableError):
            _read(database)
        with pytest.raises(DatabaseUnavailableError):
            _add(database, "2")
        with pytest.raises(DatabaseUnavailableError):
            open_database(database_url)
    _administer(database_url, f"ALTER DATABASE {name} WITH ALLOW_CONNECTIONS true")
    assert _read(database) == ["1"]
    _add(database, "2")
    assert _read(database) == ["1", "2"]


def test_sqlite_syncs_what_is_committed_and_writes_ahead(tmp_path: Path) -> None:
    opened = open_database(f"sqlite:///{tmp_path}/filmroom.db")
    with opened.read() as connection:
        found = [connection.execute(text(f"PRAGMA {name}")).scalar_one() for name in ("journal_mode", "synchronous")]
    opened.dispose()
    assert found == ["wal", 2]  # 2 is FULL


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_postgresql_syncs_what_is_committed(database: Database) -> None:
    with database.write() as connection:
        found = [connection.execute(text(f"SHOW {name}")).scalar_one() for name in ("synchronous_commit", "fsync")]
    assert found[0] == "on"


def test_a_folder_that_is_missing_is_told(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnavailableError, match="the database does not answer"):
        open_database(f"sqlite:///{tmp_path}/nowhere/filmroom.db")


def test_a_server_that_is_away_is_told() -> None:
    with pytest.raises(DatabaseUnavailableError, match="the database does not answer"):
        open_database("postgresql://nobody@127.0.0.1:1/none")


@pytest.mark.parametrize("url", ["mysql://a/b", "no address", "oracle://x"])
def test_other_databases_are_refused(url: str) -> None:
    with pytest.raises(UsageError, match="expected sqlite"):
        open_database(url)


def test_postgresql_without_its_driver_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_arguments: object, **_options: object) -> None:
        raise ModuleNotFoundError

    monkeypatch.setattr("filmroom.store.database.create_engine", missing)
    with pytest.raises(MissingExtraError, match="postgres extra"):
        open_database("postgresql://nobody@127.0.0.1:1/none")

"""Fills an empty database with a synthetic archive, past validation and transactions: the tables, in bulk."""

from __future__ import annotations

import sqlite3
import sys
import time
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import make_url
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex

from benchmarks.synthetic import resources
from filmroom.store.database import open_database
from filmroom.store.tables import date, resource, string, term

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Table

__all__ = ["fill"]

_AT_ONCE: Final = 2_000
_TABLES: Final = (resource, term, date, string)
_COLUMNS: Final = {
    resource: ("rid", "type", "id", "version", "updated", "method", "content"),
    term: ("param", "value", "moment", "rid", "system"),
    date: ("param", "low", "rid", "high"),
    string: ("param", "value", "rid", "exact"),
}


def fill(url: str, studies: int) -> None:
    """Make the tables at a URL, as `open_database` takes it, and fill them."""
    open_database(url).dispose()
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        _fill_sqlite(Path(str(address.database)), studies)
    else:
        _fill_postgres(url, studies)


def _batches(studies: int) -> Iterator[tuple[Sequence[tuple[Any, ...]], ...]]:
    """Give the rows of some resources at a time: of each table in turn."""
    found = resources(studies)
    while batch := list(islice(found, _AT_ONCE)):
        yield (
            [one.resource for one in batch],
            [row for one in batch for row in one.terms],
            [row for one in batch for row in one.dates],
            [row for one in batch for row in one.strings],
        )


def _fill_sqlite(path: Path, studies: int) -> None:
    """Write the rows as they come, then sort them into their tables, and index them last."""
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("synchronous = OFF", "journal_mode = OFF", "cache_size = -1048576", "temp_store = FILE"):
        connection.execute(f"PRAGMA {pragma}")
    indexes = [index for table in _TABLES for index in table.indexes]
    for index in indexes:
        connection.execute(f"DROP INDEX {index.name}")
    for table in _TABLES[1:]:
        connection.execute(f"CREATE TABLE staged_{table.name} ({', '.join(_COLUMNS[table])})")
    connection.execute("BEGIN")
    for batch in _batches(studies):
        for table, rows in zip(_TABLES, batch, strict=True):
            connection.executemany(_insert(table, "" if table is resource else "staged_"), rows)
    for table in _TABLES[1:]:
        names = ", ".join(_COLUMNS[table])
        sorted_rows = f"SELECT {names} FROM staged_{table.name} ORDER BY {names}"  # noqa: S608 (our own names)
        connection.execute(f"INSERT INTO {table.name} ({names}) {sorted_rows}")
    for table in _TABLES[1:]:
        connection.execute(f"DROP TABLE staged_{table.name}")
    for index in indexes:
        connection.execute(str(CreateIndex(index).compile(dialect=sqlite.dialect())))
    connection.execute("COMMIT")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.close()


def _insert(table: Table, prefix: str) -> str:
    names = _COLUMNS[table]
    places = ", ".join("?" * len(names))
    return f"INSERT INTO {prefix}{table.name} ({', '.join(names)}) VALUES ({places})"  # noqa: S608 (our own names)


def _fill_postgres(url: str, studies: int) -> None:
    import psycopg  # noqa: PLC0415 (not needed for SQLite)

    with psycopg.connect(url, autocommit=False) as connection, connection.cursor() as cursor:
        for batch in _batches(studies):
            for table, rows in zip(_TABLES, batch, strict=True):
                with cursor.copy(f"COPY {table.name} ({', '.join(_COLUMNS[table])}) FROM STDIN") as copy:
                    for row in rows:
                        copy.write_row(row)
        cursor.execute("SELECT setval(pg_get_serial_sequence('resource', 'rid'), (SELECT max(rid) FROM resource))")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")


if __name__ == "__main__":
    start = time.perf_counter()
    fill(sys.argv[1], int(sys.argv[2]))
    print(f"{int(sys.argv[2]) / (time.perf_counter() - start):,.0f} studies/s")

"""The database: opened by URL, brought up to date, read and written in transactions.

SQLite runs with a write-ahead log and ``synchronous=FULL``: what is committed is on the disk. PostgreSQL does
the same by its defaults.
"""

from __future__ import annotations

import sqlite3
import time
from collections import deque
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from filmroom.errors import (
    DatabaseUnavailableError,
    MissingExtraError,
    QueryTooCostlyError,
    SimultaneousWriteError,
    UsageError,
)
from filmroom.store.migrate import migrate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy import Select
    from sqlalchemy.engine import Dialect

__all__ = ["Database", "open_database"]

_BUSY_MILLISECONDS = 20_000
_LOG_RETRY_SECONDS = 0.01
_CHECK_EVERY_STEPS = 20_000  # of SQLite's virtual machine: some 100 us
_IMMEDIATE = "filmroom_immediate"
_CANCELLED_BY_DATABASE = "57014"  # query_canceled, PostgreSQL appendix A
_CANNOT_WRITE_NOW = frozenset({"40001", "40P01"})  # serialization_failure, deadlock_detected


class Database:
    """One database, for all threads of a process.

    Attributes:
        engine: SQLAlchemy's; the places that need SQL ask for a connection.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.is_sqlite = engine.dialect.name == "sqlite"
        self._idle: deque[sqlite3.Connection] = deque()

    def look_up(self, statement: Select[Any], values: Mapping[str, Any]) -> Sequence[Any] | None:
        """Return the first row of a short query, which sees one state by itself; None for no row.

        On SQLite it goes past SQLAlchemy: 10 us instead of 140.

        Args:
            values: of the statement's bound parameters, all of them.

        Raises:
            DatabaseUnavailableError: the database is away.
        """
        with self._told():
            if self.is_sqlite:
                text, names = _compiled(statement, self.engine.dialect)
                with self._plain_connection() as plain:
                    row: Sequence[Any] | None = plain.execute(text, [values[one] for one in names]).fetchone()
                return row
            with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                return connection.execute(statement, values).first()

    @contextmanager
    def _plain_connection(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection of the driver; one on which something failed is not lent again."""
        try:
            plain = self._idle.pop()
        except IndexError:
            made = self.engine.raw_connection()
            plain = cast("sqlite3.Connection", made.driver_connection)
            made.detach()
        yield plain
        self._idle.append(plain)

    @contextmanager
    def read(self, *, seconds: float | None = None) -> Iterator[Connection]:
        """Open a connection that sees one state of the database until it is closed.

        Args:
            seconds: how long its queries may take, on SQLite all together and on PostgreSQL each; None for as long as
                they need.

        Raises:
            QueryTooCostlyError: they took longer, and were cancelled.
            DatabaseUnavailableError: the database is away.
        """
        with self._told(), self.engine.connect() as connection:
            if not self.is_sqlite:
                connection.execution_options(isolation_level="REPEATABLE READ")
            if seconds is None:
                yield connection
                return
            with self._limited(connection, seconds):
                yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Open a transaction that writes; it is durable when this returns, and undone on an exception.

        Raises:
            SimultaneousWriteError: another transaction waits for this one, and this one for it; nothing was written.
            DatabaseUnavailableError: the database is away, full, or busy for too long; nothing was written.
        """
        with self._told(), self.engine.connect() as connection:
            writer = connection.execution_options(**{_IMMEDIATE: True})
            with writer.begin():
                yield writer

    def dispose(self) -> None:
        """Close all connections."""
        while self._idle:
            self._idle.pop().close()
        self.engine.dispose()

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Say in our words what the driver says."""
        try:
            yield
        except sqlite3.Error as error:
            raise DatabaseUnavailableError(f"the database does not answer ({type(error).__name__})") from error
        except (OperationalError, InterfaceError, PoolTimeoutError) as error:
            original = getattr(error, "orig", None)
            state = getattr(original, "sqlstate", None)
            if state == _CANCELLED_BY_DATABASE or "interrupted" in str(original):
                raise QueryTooCostlyError("the query took longer than allowed, and was cancelled") from None
            if state in _CANNOT_WRITE_NOW:
                raise SimultaneousWriteError(
                    "another write that this one met was faster; it can be tried again"
                ) from None
            raise DatabaseUnavailableError(
                f"the database does not answer ({type(original or error).__name__})"
            ) from error
        except DBAPIError as error:
            if error.connection_invalidated:
                raise DatabaseUnavailableError("the connection to the database was lost") from error
            raise

    @contextmanager
    def _limited(self, connection: Connection, seconds: float) -> Iterator[None]:
        if not self.is_sqlite:
            connection.exec_driver_sql(f"SET LOCAL statement_timeout = {max(int(seconds * 1000), 1)}")
            yield
            return
        driver: sqlite3.Connection = connection.connection.driver_connection  # type: ignore[assignment]
        deadline = time.monotonic() + seconds
        driver.set_progress_handler(lambda: time.monotonic() > deadline, _CHECK_EVERY_STEPS)
        try:
            yield
        finally:
            driver.set_progress_handler(None, 0)


@lru_cache(maxsize=64)
def _compiled(statement: Select[Any], dialect: Dialect) -> tuple[str, tuple[str, ...]]:
    """Return a statement as text, and the names of its parameters in their order."""
    compiled = statement.compile(dialect=dialect)
    return str(compiled), tuple(compiled.positiontup or ())


def open_database(url: str, *, pool_size: int = 16) -> Database:
    """Open a database and bring its tables up to date.

    Args:
        url: ``sqlite:///PATH`` or ``postgresql://USER@HOST/NAME``.
        pool_size: how many connections are kept.

    Raises:
        UsageError: the URL is none of these.
        MissingExtraError: PostgreSQL, without its driver.
        NewerDatabaseError: a later version of this program made the tables.
        DatabaseUnavailableError: it cannot be reached.
    """
    database = Database(_engine(url, pool_size))
    try:
        with database._told():  # noqa: SLF001 (its own module)
            migrate(database.engine)
    except BaseException:
        database.dispose()
        raise
    return database


def _engine(url: str, pool_size: int) -> Engine:
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise UsageError("the database: expected sqlite:///PATH or postgresql://USER@HOST/NAME") from None
    if parsed.get_backend_name() == "sqlite":
        engine = create_engine(
            parsed, connect_args={"timeout": _BUSY_MILLISECONDS / 1000}, pool_size=pool_size, max_overflow=pool_size
        )
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    if parsed.get_backend_name() != "postgresql":
        raise UsageError(f"the database: found {parsed.get_backend_name()}; expected sqlite or postgresql")
    try:
        return create_engine(
            parsed.set(drivername="postgresql+psycopg"), pool_size=pool_size, max_overflow=pool_size, pool_pre_ping=True
        )
    except ModuleNotFoundError:
        raise MissingExtraError("PostgreSQL needs the postgres extra: pip install 'filmroom[postgres]'") from None


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver would begin transactions on its own, and not before reading
    for pragma in (
        f"busy_timeout = {_BUSY_MILLISECONDS}",
        "synchronous = FULL",
        "cache_size = -65536",
        "mmap_size = 1073741824",
        "temp_store = MEMORY",
    ):
        connection.execute(f"PRAGMA {pragma}")
    _write_ahead(connection)


def _write_ahead(connection: Any) -> None:
    """Have a write-ahead log; who comes to a new database while another makes its log is refused without waiting."""
    deadline = time.monotonic() + _BUSY_MILLISECONDS / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(_LOG_RETRY_SECONDS)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    """Take the lock for writing at once where there will be writing: waiting for it later can fail."""
    is_writing = connection.get_execution_options().get(_IMMEDIATE)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing else "BEGIN")

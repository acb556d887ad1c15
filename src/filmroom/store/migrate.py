"""Brings the tables of a database up to date, one program at a time."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from filmroom.errors import NewerDatabaseError

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

__all__ = ["migrate"]

_ADVISORY_LOCK = 0x66696C6D  # any number that nobody else takes: "film"


def migrate(engine: Engine) -> None:
    """Run the migrations that a database lacks; who comes second waits, and finds nothing left to do.

    Raises:
        NewerDatabaseError: the database has seen migrations that this program does not know.
    """
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    scripts = ScriptDirectory.from_config(config)
    latest = scripts.get_current_head()
    with engine.connect() as connection:
        if _revision(connection) == latest:
            return
    with engine.connect().execution_options(filmroom_immediate=True) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_ADVISORY_LOCK})")
        found = _revision(connection)
        known = {script.revision for script in scripts.walk_revisions()}
        if found is not None and found not in known:
            raise NewerDatabaseError(
                f"the database: found tables of revision {found}, made by a later version of this program; "
                f"expected {latest} or earlier"
            )
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()

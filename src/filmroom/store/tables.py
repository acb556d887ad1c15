"""The tables, the same on SQLite and PostgreSQL.

Moments are microseconds since 1970-01-01T00:00Z. The rows of instances are the truth about DICOM; resources that come
from them, and everything that search looks at, can be made again from what these tables and the objects hold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import (
    BigInteger,
    Column,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite

if TYPE_CHECKING:
    from sqlalchemy.types import TypeEngine

__all__ = [
    "METADATA",
    "attribute_set",
    "contribution",
    "date",
    "instance",
    "quantity",
    "refusal",
    "resource",
    "string",
    "study",
    "term",
    "version",
]

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_Double: TypeEngine[float] = postgresql.DOUBLE_PRECISION().with_variant(sqlite.REAL(), "sqlite")
_Number = BigInteger().with_variant(sqlite.INTEGER(), "sqlite")
# Bytewise order on both: a prefix is then a range, and an index serves it.
_Bytewise = Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")


def _table(name: str, *columns: Column[object] | Index | UniqueConstraint, clustered: bool = False) -> Table:
    """Write down a table; ``clustered`` keeps its rows in the order of the primary key where the database can."""
    return Table(name, METADATA, *columns, sqlite_with_rowid=not clustered)


resource = _table(
    "resource",
    Column("rid", _Number, Identity(always=False), primary_key=True),
    Column("type", _Bytewise, nullable=False),
    Column("id", _Bytewise, nullable=False),
    Column("version", Integer, nullable=False),
    Column("updated", BigInteger, nullable=False),
    Column("method", String(8), nullable=False),
    Column("content", LargeBinary, comment="JSON as it is served; null when deleted"),
    UniqueConstraint("type", "id"),
    Index(None, "type", "updated", "rid"),
)
"""The present version of each resource, or its tombstone."""

version = _table(
    "version",
    Column("rid", BigInteger, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("type", _Bytewise, nullable=False),
    Column("id", _Bytewise, nullable=False),
    Column("updated", BigInteger, nullable=False),
    Column("method", String(8), nullable=False),
    Column("content", LargeBinary),
    Index(None, "type", "id", "version"),
    Index(None, "type", "updated", "rid"),
)
"""The versions before the present one."""

term = _table(
    "term",
    Column("param", Integer, primary_key=True),
    Column("value", _Bytewise, primary_key=True),
    Column("moment", BigInteger, primary_key=True),
    Column("rid", BigInteger, primary_key=True),
    Column("system", BigInteger, primary_key=True, comment="63 bits of a hash; 0 for none"),
    Index(None, "rid", "param", "value"),
    clustered=True,
)
"""What tokens, references and addresses are found by.

``moment`` is the chief date of the resource (see `filmroom.store.index_rows`), and stands in the key so that the newest
matches come first without sorting.
"""

date = _table(
    "date",
    Column("param", Integer, primary_key=True),
    Column("low", BigInteger, primary_key=True),
    Column("rid", BigInteger, primary_key=True),
    Column("high", BigInteger, primary_key=True),
    Index(None, "rid", "param"),
    Index(
        "ix_date_wide",
        "param",
        "low",
        "high",
        sqlite_where=text("high - low > 86400000000"),
        postgresql_where=text("high - low > 86400000000"),
    ),
    clustered=True,
)
"""What dates are found by: half open ranges."""

string = _table(
    "string",
    Column("param", Integer, primary_key=True),
    Column("value", _Bytewise, primary_key=True, comment="normalised"),
    Column("rid", BigInteger, primary_key=True),
    Column("exact", _Bytewise, primary_key=True),
    Index(None, "rid", "param"),
    clustered=True,
)
"""What strings are found by."""

quantity = _table(
    "quantity",
    Column("param", Integer, primary_key=True),
    Column("rid", BigInteger, primary_key=True),
    Column("low", _Double, primary_key=True),
    Column("high", _Double, primary_key=True),
    Column("least", _Double, nullable=False),
    Column("most", _Double, nullable=False),
    Column("system", BigInteger, primary_key=True, comment="63 bits of a hash; 0 for none"),
    Column("code", _Bytewise, primary_key=True),
    Index(None, "rid"),
    clustered=True,
)
"""What numbers and quantities are found by: the half open range that they stand for when they are compared by their
digits, and the number itself, twice, when they are compared exactly; "less than" and "more than" reach further."""

study = _table(
    "study",
    Column("uid", _Bytewise, primary_key=True),
    Column("changes", Integer, nullable=False, comment="how often instances came or went"),
    Column("settled", Integer, nullable=False, comment="the number of changes that the resources show"),
    Column("changed", BigInteger, nullable=False),
    Column("first_changed", BigInteger, nullable=False, comment="of the changes that are not settled"),
    Index(
        "ix_study_unsettled",
        "changed",
        sqlite_where=text("changes <> settled"),
        postgresql_where=text("changes <> settled"),
    ),
)
"""The studies that instances were ever kept of."""

attribute_set = _table(
    "attribute_set",
    Column("id", _Number, Identity(always=False), primary_key=True),
    Column("hash", LargeBinary(32), nullable=False, unique=True),
    Column("content", LargeBinary, nullable=False),
)
"""The attributes of studies and series that many instances share, each distinct set once."""

instance = _table(
    "instance",
    Column("sop_instance_uid", _Bytewise, primary_key=True),
    Column("study_uid", _Bytewise, nullable=False),
    Column("series_uid", _Bytewise, nullable=False),
    Column("sha256", LargeBinary(32), nullable=False),
    Column("size_bytes", BigInteger, nullable=False),
    Column("transfer_syntax_uid", _Bytewise, nullable=False),
    Column("study_set", BigInteger, nullable=False),
    Column("series_set", BigInteger, nullable=False),
    Column("facts", LargeBinary, nullable=False, comment="what is the instance's own"),
    Column("received", BigInteger, nullable=False),
    Column("link", Text, comment="the file of an instance that is indexed in place; null when it was copied"),
    Index(None, "study_uid", "series_uid"),
    Index(None, "sha256"),
)
"""The instances that are kept."""

refusal = _table(
    "refusal",
    Column("id", _Number, Identity(always=False), primary_key=True),
    Column("sop_instance_uid", _Bytewise, nullable=False),
    Column("sha256", LargeBinary(32), nullable=False),
    Column("size_bytes", BigInteger, nullable=False),
    Column("kept_sha256", LargeBinary(32), nullable=False),
    Column("received", BigInteger, nullable=False),
    Column("source", Text, nullable=False),
    UniqueConstraint("sop_instance_uid", "sha256"),
)
"""Objects that were refused because another one has their SOP Instance UID."""

contribution = _table(
    "contribution",
    Column("type", _Bytewise, primary_key=True),
    Column("id", _Bytewise, primary_key=True),
    Column("study_uid", _Bytewise, primary_key=True),
    Column("rank", _Bytewise, nullable=False, comment="the first by rank is what the resource says"),
    Column("content", LargeBinary, nullable=False),
    Index(None, "study_uid"),
    Index(None, "type", "id", "rank"),
)
"""What each study says of the resources it refers to, and of itself: what a rebuild puts there."""

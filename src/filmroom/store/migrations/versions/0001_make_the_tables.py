"""Make the tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them."""
    op.create_table(
        "attribute_set",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.INTEGER(), "sqlite"), sa.Identity(always=False), nullable=False
        ),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attribute_set")),
        sa.UniqueConstraint("hash", name=op.f("uq_attribute_set_hash")),
        sqlite_with_rowid=True,
    )
    op.create_table(
        "contribution",
        sa.Column("type", sa.Text().with_variant(sa.TEXT(collation="C"), "postgresql"), nullable=False),
        sa.Column("id", sa.Text().with_variant(sa.TEXT(collation="C"), "postgresql"), nullable=False),
        sa.Column("study_uid", sa.Text().with_variant(sa.TEXT(collation="C"), "postgresql"), nullable=False),
        sa.Column(
            "rank",
            sa.Text().with_variant(sa.TEXT(collation="C"), "postgresql"),
            nullable=False,
            comment="the first by rank is what the resource says",
        ),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("type", "id", "study_uid", name=op.f("pk_contribution")),
        sqlite_with_rowid=True,
    )
    with op.batch_alter_table("contribution", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contribution_study_uid"), ["study_uid"], unique=False)
        batch_op.create_index(batch_op.f("ix_contribution_type_id_rank"), ["type", "id", "rank"], unique=False)

    op.create_table(
        "date",
        sa.Column("param", sa.Integer(), nullable=False),
        sa.Column("low", sa.BigInteger(), nullable=False),
        sa.Column("rid", sa.BigInteger(), nullable=False),
        sa.Column("high", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("param", "low", "rid", "high", name=op.f("pk_date")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("date", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_date_rid_param"), ["rid", "param"], unique=False)
        batch_op.create_index(
            "ix_date_wide",
            ["param", "low", "high"],
            unique=False,
            sqlite_where=sa.text("high - low > 86400000000"),
            postgresql_where=sa.text("high - low > 86400000000"),
        )

    op.create_table(
        "instance",
        sa.Column("sop_instance_uid", sa.Text().with_variant(sa.TEXT(collation="C"), "postgresql"), nullable=False),
        sa.Column("study_uid", sa.Text().with_variant(sa.TEXT(collation="C"), "postgresql"), nullable=False),
        sa.Column("series_uid", sa.Text().with_variant(sa.TEXT(collation="C"), "postgresql"), nullable=False),
        sa.Column("sha256", sa.LargeBinary(length=32), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("transfer_syntax_uid", sa.Text().with_variant(sa.TEXT(collation="C"), "postgresql"), nullable=False),
        sa.Column("study_set", sa.BigInteger(), nullable=False),
        sa.Column("series_set", sa.BigInteger(), nullable=False),
        sa.Column("facts", sa.LargeBinary(), nullable=False, comment="what is the instance's own"),
        sa.Column("received", sa.BigInteger(), nullable=False),
        sa.Column(
            "link",
            sa.Text(),
            nullable=True,
            comment="the file of an instance that is indexed in place; null when it was copied",
        ),
        sa.PrimaryKeyConstraint("sop_instance_uid", name=op.f("pk_instance")),
        sqlite_with_rowid=True,
    )
    with op.batch_alter_table("instance", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_instance_sha256"), ["sha256"], unique=False)
        batch_op.create_index(batch_op.f("ix_instance_study_uid_series_uid"), ["study_uid", "series_uid"], unique=False)

    op.create_table(
        "quantity",
        sa.Column("param", sa.Integer(), nullable=False),
        sa.Column("rid", sa.BigInteger(), nullable=False),
        sa.Column("low", sa.DOUBLE_PRECISION().with_variant(sa.REAL(), "sqlite"), nullable=False),
        sa.Column("high", sa.DOUBLE_PRECISION().with_variant(sa.REAL(), "sqlite"), nullable=False),
        sa.Column("least", sa.DOUBLE_PRECISION().with_variant(sa.REAL(), "sqlite"), nullable=False),
        sa.Column("most", sa.DOUBLE_PRECISION().with_variant(sa.REAL(), "sqlite"), nullable=False),
        sa.Column("system", sa.BigInteger(), nullable=False, comment="63 bits of a hash; 0 for none"),
        sa.Column("code", sa.Text().with_variant(sa.TEXT(collation="C"), "postgresql"), nullable=False),
        sa.PrimaryKeyConstraint("param", "rid", "low", "high", "system", "code", name=op.f("pk_quantity")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("quantity", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_quantity_rid"), ["rid"], unique=False)

    op.create_table(
        "refusal",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.INTEGER(), "sqlite"), sa.Identity(always=False), nullable=False
        ),
        sa.Column("sop_instance_uid", sa.Text().with_variant(sa.TEXT(collation="C"), "postgresql"), nullable=False),
        sa.Column("sha256", sa.LargeBinary(length=32), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("kept_sha256", sa.LargeBinary(length=32), nullable=False),
        sa.Column("received", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refusal")),
        sa.UniqueConstraint("sop_instance_uid", "sha256", name=op.f("uq_refusal_sop_instance_uid_sha256")),
        sqlite_with_rowid=True,
    )
    op.create_table(
        "resource",
        sa.Column(
            "rid", sa.BigInteger().with_variant(sa.INTEGER(), "sqlite"), sa.Identity(always=False), nullable=False
        ),
        sa.Column("type", sa.Text().with_variant(sa.TEXT(collation="C"), "postgresql"), nullable=False),
        sa.Column("id", sa.Text().with_variant(sa.TEXT(collation="C"), "postgresql"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated", sa.BigInteger(), nullable=False),
        sa.Column("method", sa.String(length=8), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True, comment="JSON as it is served; null when deleted"),
        sa.PrimaryKeyConstraint("rid", name=op.f("pk_resource")),
        sa.UniqueConstraint("type", "id", name=op.f("uq_resource_type_id")),
        sqlite_with_rowid=True,
    )
    with op.batch_alter_table("resource", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_resource_type_updated_rid"), ["type", "updated", "rid"], unique=False)

    op.create_table(
        "string",
        sa.Column("param", sa.Integer(), nullable=False),
        sa.Column(
            "value", sa.Text().with_variant(sa.TEXT(collation="C"), "postgresql"), nullable=False, comment="normalised"
        ),
        sa.Column("rid", sa.BigInteger(), nullable=False),
        sa.Column("exact", sa.Text().with_variant(sa.TEXT(collation="C"), "postgresql"), nullable=False),
        sa.PrimaryKeyConstraint("param", "value", "rid", "exact", name=op.f("pk_string")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("string", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_string_rid_param"), ["rid", "param"], unique=False)

    op.create_table(
        "study",
        sa.Column("uid", sa.Text().with_variant(sa.TEXT(collation="C"), "postgresql"), nullable=False),
        sa.Column("changes", sa.Integer(), nullable=False, comment="how often instances came or went"),
        sa.Column("settled", sa.Integer(), nullable=False, comment="the number of changes that the resources show"),
        sa.Column("changed", sa.BigInteger(), nullable=False),
        sa.Column("first_changed", sa.BigInteger(), nullable=False, comment="of the changes that are not settled"),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_study")),
        sqlite_with_rowid=True,
    )
    with op.batch_alter_table("study", schema=None) as batch_op:
        batch_op.create_index(
            "ix_study_unsettled",
            ["changed"],
            unique=False,
            sqlite_where=sa.text("changes <> settled"),
            postgresql_where=sa.text("changes <> settled"),
        )

    op.create_table(
        "term",
        sa.Column("param", sa.Integer(), nullable=False),
        sa.Column("value", sa.Text().with_variant(sa.TEXT(collation="C"), "postgresql"), nullable=False),
        sa.Column("moment", sa.BigInteger(), nullable=False),
        sa.Column("rid", sa.BigInteger(), nullable=False),
        sa.Column("system", sa.BigInteger(), nullable=False, comment="63 bits of a hash; 0 for none"),
        sa.PrimaryKeyConstraint("param", "value", "moment", "rid", "system", name=op.f("pk_term")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("term", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_term_rid_param_value"), ["rid", "param", "value"], unique=False)

    op.create_table(
        "version",
        sa.Column("rid", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("type", sa.Text().with_variant(sa.TEXT(collation="C"), "postgresql"), nullable=False),
        sa.Column("id", sa.Text().with_variant(sa.TEXT(collation="C"), "postgresql"), nullable=False),
        sa.Column("updated", sa.BigInteger(), nullable=False),
        sa.Column("method", sa.String(length=8), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("rid", "version", name=op.f("pk_version")),
        sqlite_with_rowid=True,
    )
    with op.batch_alter_table("version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_version_type_id_version"), ["type", "id", "version"], unique=False)
        batch_op.create_index(batch_op.f("ix_version_type_updated_rid"), ["type", "updated", "rid"], unique=False)


def downgrade() -> None:
    """Drop them."""
    with op.batch_alter_table("version", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_version_type_updated_rid"))
        batch_op.drop_index(batch_op.f("ix_version_type_id_version"))

    op.drop_table("version")
    with op.batch_alter_table("term", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_term_rid_param_value"))

    op.drop_table("term")
    with op.batch_alter_table("study", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_study_unsettled",
            sqlite_where=sa.text("changes <> settled"),
            postgresql_where=sa.text("changes <> settled"),
        )

    op.drop_table("study")
    with op.batch_alter_table("string", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_string_rid_param"))

    op.drop_table("string")
    with op.batch_alter_table("resource", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_resource_type_updated_rid"))

    op.drop_table("resource")
    op.drop_table("refusal")
    with op.batch_alter_table("quantity", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_quantity_rid"))

    op.drop_table("quantity")
    with op.batch_alter_table("instance", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_instance_study_uid_series_uid"))
        batch_op.drop_index(batch_op.f("ix_instance_sha256"))

    op.drop_table("instance")
    with op.batch_alter_table("date", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_date_wide",
            sqlite_where=sa.text("high - low > 86400000000"),
            postgresql_where=sa.text("high - low > 86400000000"),
        )
        batch_op.drop_index(batch_op.f("ix_date_rid_param"))

    op.drop_table("date")
    with op.batch_alter_table("contribution", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contribution_type_id_rank"))
        batch_op.drop_index(batch_op.f("ix_contribution_study_uid"))

    op.drop_table("contribution")
    op.drop_table("attribute_set")

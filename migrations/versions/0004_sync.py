"""The server's log, what devices sent it, how they are let in, and how far a device has read."""

import sqlalchemy as sa
from alembic import op

from wset_desk.storage import types

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "change_log",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("centre_id", types.Id(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("tx", types.Id(), nullable=False),
        sa.Column("device_id", types.Id(), nullable=False),
        sa.Column("user_id", types.Id(), nullable=True),
        sa.Column("at", types.Instant(), nullable=False),
        sa.Column("entity", sa.String(length=40), nullable=False),
        sa.Column("row_id", types.Id(), nullable=False),
        sa.Column("op", sa.String(length=10), nullable=False),
        sa.Column("patch", sa.JSON(), nullable=False),
        sa.CheckConstraint("op IN ('insert', 'update', 'delete')", name=op.f("ck_change_log_op")),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centres.id"],
            name=op.f("fk_change_log_centre"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_log")),
        sa.UniqueConstraint("centre_id", "id", name=op.f("uq_change_log_centre_id_id")),
        sa.UniqueConstraint("centre_id", "seq", name=op.f("uq_change_log_centre_id_seq")),
    )
    op.create_index("ix_change_log_row", "change_log", ["centre_id", "row_id", "seq"], unique=False)

    op.create_table(
        "received_changes",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("centre_id", types.Id(), nullable=False),
        sa.Column("device_id", types.Id(), nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.Column("tx", types.Id(), nullable=False),
        sa.Column("entity", sa.String(length=40), nullable=False),
        sa.Column("row_id", types.Id(), nullable=False),
        sa.Column("op", sa.String(length=10), nullable=False),
        sa.Column("base_seq", sa.BigInteger(), nullable=True),
        sa.Column("patch", sa.JSON(), nullable=False),
        sa.Column("user_id", types.Id(), nullable=True),
        sa.Column("client_time", types.Instant(), nullable=False),
        sa.Column("received_at", types.Instant(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=True),
        sa.Column("code", sa.String(length=60), nullable=True),
        sa.Column("result", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "op IN ('insert', 'update', 'delete')", name=op.f("ck_received_changes_op")
        ),
        sa.CheckConstraint(
            "status IN ('applied', 'merged', 'conflict', 'rejected', 'blocked')",
            name=op.f("ck_received_changes_status"),
        ),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centres.id"],
            name=op.f("fk_received_changes_centre"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_received_changes")),
        sa.UniqueConstraint(
            "centre_id", "device_id", "n", name=op.f("uq_received_changes_centre_id_device_id_n")
        ),
        sa.UniqueConstraint("centre_id", "id", name=op.f("uq_received_changes_centre_id_id")),
    )
    op.create_index(
        "ix_received_changes_row", "received_changes", ["centre_id", "row_id"], unique=False
    )

    op.create_table(
        "sync_cursors",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("centre_id", types.Id(), nullable=False),
        sa.Column("scope", sa.String(length=60), nullable=False),
        sa.Column("seq", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("epoch", types.Id(), nullable=False),
        sa.Column("synced_at", types.Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centres.id"],
            name=op.f("fk_sync_cursors_centre"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sync_cursors")),
        sa.UniqueConstraint("centre_id", "id", name=op.f("uq_sync_cursors_centre_id_id")),
        sa.UniqueConstraint("centre_id", "scope", name=op.f("uq_sync_cursors_centre_id_scope")),
    )
    op.add_column("centre_counters", sa.Column("epoch", types.Id(), nullable=True))
    op.add_column(
        "centre_counters",
        sa.Column("epoch_seq", sa.BigInteger(), server_default="0", nullable=False),
    )

    op.add_column(
        "outbox", sa.Column("action", sa.String(length=80), server_default="", nullable=False)
    )
    op.add_column("outbox", sa.Column("reason", sa.String(length=500), nullable=True))
    op.add_column("outbox", sa.Column("code", sa.String(length=60), nullable=True))
    op.add_column("outbox", sa.Column("detail", sa.JSON(), nullable=True))
    op.add_column("outbox", sa.Column("settled_at", types.Instant(), nullable=True))
    op.create_index("ix_outbox_state", "outbox", ["centre_id", "state", "n"], unique=False)
    op.create_table(
        "enrolment_codes",
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("centre_id", types.Id(), nullable=True),
        sa.Column("expires_at", types.Instant(), nullable=False),
        sa.Column("used_at", types.Instant(), nullable=True),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_enrolment_codes")),
    )
    op.create_table(
        "device_credentials",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("centre_id", types.Id(), nullable=False),
        sa.Column("device_id", types.Id(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=True),
        sa.Column("expires_at", types.Instant(), nullable=False),
        sa.Column("adopts", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centres.id"],
            name=op.f("fk_device_credentials_centre"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device_credentials")),
        sa.UniqueConstraint("centre_id", "id", name=op.f("uq_device_credentials_centre_id_id")),
        sa.UniqueConstraint("device_id", name=op.f("uq_device_credentials_device_id")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_device_credentials_token_hash")),
    )
    op.create_index(
        "ix_device_credentials_previous_hash", "device_credentials", ["previous_hash"], unique=False
    )

    op.create_table(
        "server_links",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("centre_id", types.Id(), nullable=False),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("fingerprint", sa.String(length=40), nullable=False),
        sa.Column("token", sa.String(length=120), nullable=True),
        sa.Column("connected_at", types.Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centres.id"],
            name=op.f("fk_server_links_centre"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_server_links")),
        sa.UniqueConstraint("centre_id", "id", name=op.f("uq_server_links_centre_id_id")),
        sa.UniqueConstraint("centre_id", name=op.f("uq_server_links_centre_id")),
    )
    op.add_column("devices", sa.Column("fingerprint", sa.String(length=40), nullable=True))
    op.add_column("devices", sa.Column("approved_at", types.Instant(), nullable=True))


def downgrade() -> None:
    op.drop_column("devices", "approved_at")
    op.drop_column("devices", "fingerprint")

    op.drop_table("server_links")
    op.drop_index("ix_device_credentials_previous_hash", "device_credentials")

    op.drop_table("device_credentials")
    op.drop_table("enrolment_codes")
    op.drop_index("ix_outbox_state", "outbox")
    op.drop_column("outbox", "settled_at")
    op.drop_column("outbox", "detail")
    op.drop_column("outbox", "code")
    op.drop_column("outbox", "reason")
    op.drop_column("outbox", "action")

    op.drop_column("centre_counters", "epoch_seq")
    op.drop_column("centre_counters", "epoch")

    op.drop_table("sync_cursors")
    op.drop_index("ix_received_changes_row", "received_changes")

    op.drop_table("received_changes")
    op.drop_index("ix_change_log_row", "change_log")

    op.drop_table("change_log")

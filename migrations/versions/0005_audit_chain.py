"""Audit entries in a chain, personal values beside it; snapshots, what a sync did, whose a PC is."""

import sqlalchemy as sa
from alembic import op

from wset_desk.storage import types
from wset_desk.storage.audit_upgrade import chain_existing, unchain
from wset_desk.storage.outbox_upgrade import send_findings

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _add_audit_chain()
    _add_devices()
    _add_sync()
    chain_existing(op.get_bind())
    send_findings(op.get_bind())


def downgrade() -> None:
    unchain(op.get_bind())
    for table in ("snapshot_parts", "snapshots", "sync_runs", "audit_heads", "audit_personal"):
        op.drop_table(table)
    op.drop_column("device_credentials", "forked_from")
    for column in ("revoked_at", "device_id", "is_own", "pin"):
        op.drop_column("server_links", column)
    for column in ("signed_in_until", "sign_in_hash", "signed_in_id"):
        op.drop_column("device_credentials", column)
    op.drop_index("ix_candidates_erased", table_name="candidates")
    op.drop_column("candidates", "erased_at")
    for column in ("staff_id", "kind"):
        op.drop_column("enrolment_codes", column)
    with op.batch_alter_table("devices") as batch:
        batch.drop_constraint(op.f("ck_devices_kind"), type_="check")
        batch.drop_column("staff_id")
        batch.drop_column("kind")
    with op.batch_alter_table("audit_entries") as batch:
        batch.drop_constraint(op.f("uq_audit_entries_centre_id_n"), type_="unique")
        for column in ("hash", "sealed", "n"):
            batch.drop_column(column)


def _add_audit_chain() -> None:
    with op.batch_alter_table("audit_entries") as batch:
        batch.add_column(sa.Column("n", sa.BigInteger(), nullable=True))
        batch.add_column(sa.Column("sealed", sa.String(length=64), nullable=True))
        batch.add_column(sa.Column("hash", sa.String(length=64), nullable=True))
        batch.create_unique_constraint(op.f("uq_audit_entries_centre_id_n"), ["centre_id", "n"])
    op.create_table(
        "audit_personal",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("centre_id", types.Id(), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("changes", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centres.id"],
            name=op.f("fk_audit_personal_centre"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_personal")),
        sa.UniqueConstraint("centre_id", "id", name=op.f("uq_audit_personal_centre_id_id")),
    )
    op.create_table(
        "audit_heads",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("centre_id", types.Id(), nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("epoch", types.Id(), nullable=True),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("signature", sa.String(length=128), nullable=False),
        sa.Column("at", types.Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centres.id"],
            name=op.f("fk_audit_heads_centre"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.UniqueConstraint("centre_id", name=op.f("uq_audit_heads_centre_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_heads")),
        sa.UniqueConstraint("centre_id", "id", name=op.f("uq_audit_heads_centre_id_id")),
    )


def _add_devices() -> None:
    with op.batch_alter_table("devices") as batch:
        batch.add_column(
            sa.Column("kind", sa.String(length=20), server_default="desk", nullable=False)
        )
        batch.add_column(sa.Column("staff_id", types.Id(), nullable=True))
        batch.create_check_constraint(op.f("ck_devices_kind"), "kind IN ('desk', 'invigilator')")
    op.add_column(
        "enrolment_codes",
        sa.Column("kind", sa.String(length=20), server_default="desk", nullable=False),
    )
    op.add_column("enrolment_codes", sa.Column("staff_id", types.Id(), nullable=True))
    op.add_column("candidates", sa.Column("erased_at", types.Instant(), nullable=True))
    op.create_index(
        "ix_candidates_erased",
        "candidates",
        ["centre_id", "erased_at"],
        unique=False,
        sqlite_where=sa.text("erased_at IS NOT NULL"),
        postgresql_where=sa.text("erased_at IS NOT NULL"),
    )


def _add_sync() -> None:
    op.add_column("device_credentials", sa.Column("signed_in_id", types.Id(), nullable=True))
    op.add_column(
        "device_credentials", sa.Column("sign_in_hash", sa.String(length=64), nullable=True)
    )
    op.add_column(
        "device_credentials", sa.Column("signed_in_until", types.Instant(), nullable=True)
    )
    op.add_column("server_links", sa.Column("pin", sa.String(length=64), nullable=True))
    op.add_column("server_links", sa.Column("device_id", types.Id(), nullable=True))
    op.add_column("server_links", sa.Column("revoked_at", types.Instant(), nullable=True))
    op.add_column("device_credentials", sa.Column("forked_from", types.Id(), nullable=True))
    op.add_column(
        "server_links",
        sa.Column("is_own", sa.Boolean(), server_default=sa.text("false"), nullable=False),
    )
    op.create_table(
        "sync_runs",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("centre_id", types.Id(), nullable=False),
        sa.Column("started_at", types.Instant(), nullable=False),
        sa.Column("ended_at", types.Instant(), nullable=False),
        sa.Column("sent", sa.Integer(), server_default="0", nullable=False),
        sa.Column("received", sa.Integer(), server_default="0", nullable=False),
        sa.Column("not_taken", sa.Integer(), server_default="0", nullable=False),
        sa.Column("code", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centres.id"],
            name=op.f("fk_sync_runs_centre"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sync_runs")),
        sa.UniqueConstraint("centre_id", "id", name=op.f("uq_sync_runs_centre_id_id")),
    )
    op.create_index("ix_sync_runs_ended", "sync_runs", ["centre_id", "ended_at"], unique=False)
    op.create_table(
        "snapshots",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("centre_id", types.Id(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("epoch", types.Id(), nullable=False),
        sa.Column("made_at", types.Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centres.id"],
            name=op.f("fk_snapshots_centre"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snapshots")),
        sa.UniqueConstraint("centre_id", "id", name=op.f("uq_snapshots_centre_id_id")),
    )
    op.create_table(
        "snapshot_parts",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("centre_id", types.Id(), nullable=False),
        sa.Column("snapshot_id", types.Id(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("entity", sa.String(length=40), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centres.id"],
            name=op.f("fk_snapshot_parts_centre"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "snapshot_id"],
            ["snapshots.centre_id", "snapshots.id"],
            name=op.f("fk_snapshot_parts_snapshot"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.UniqueConstraint(
            "centre_id",
            "snapshot_id",
            "number",
            name=op.f("uq_snapshot_parts_centre_id_snapshot_id_number"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snapshot_parts")),
        sa.UniqueConstraint("centre_id", "id", name=op.f("uq_snapshot_parts_centre_id_id")),
    )

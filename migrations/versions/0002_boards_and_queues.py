"""Waiting lists, remote invigilation, notices, dated prices, merged records and imports kept."""

import sqlalchemy as sa
from alembic import op

from wset_desk.storage import types

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "black_outs",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("centre_id", types.Id(), nullable=False),
        sa.Column("starts_at", types.Instant(), nullable=False),
        sa.Column("ends_at", types.Instant(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=True),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.Column("deleted_at", types.Instant(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_black_outs_order")),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centres.id"],
            name=op.f("fk_black_outs_centre"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_black_outs")),
        sa.UniqueConstraint("centre_id", "id", name=op.f("uq_black_outs_centre_id_id")),
    )
    op.create_index(
        "ix_black_outs_starts_at", "black_outs", ["centre_id", "starts_at"], unique=False
    )
    op.create_table(
        "centre_images",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("centre_id", types.Id(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("media_type", sa.String(length=40), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.Column("deleted_at", types.Instant(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centres.id"],
            name=op.f("fk_centre_images_centre"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_centre_images")),
        sa.UniqueConstraint("centre_id", "id", name=op.f("uq_centre_images_centre_id_id")),
        sa.UniqueConstraint("centre_id", "name", name=op.f("uq_centre_images_centre_id_name")),
    )
    op.create_table(
        "candidate_merges",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("centre_id", types.Id(), nullable=False),
        sa.Column("kept_id", types.Id(), nullable=False),
        sa.Column("merged_id", types.Id(), nullable=False),
        sa.Column("merged_at", types.Instant(), nullable=False),
        sa.Column("merged_by_id", types.Id(), nullable=True),
        sa.Column("moved", sa.JSON(), nullable=False),
        sa.Column("undone_at", types.Instant(), nullable=True),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.Column("deleted_at", types.Instant(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["centre_id", "kept_id"],
            ["candidates.centre_id", "candidates.id"],
            name=op.f("fk_candidate_merges_kept"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "merged_by_id"],
            ["staff.centre_id", "staff.id"],
            name=op.f("fk_candidate_merges_merged_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "merged_id"],
            ["candidates.centre_id", "candidates.id"],
            name=op.f("fk_candidate_merges_merged"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centres.id"],
            name=op.f("fk_candidate_merges_centre"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_candidate_merges")),
        sa.UniqueConstraint("centre_id", "id", name=op.f("uq_candidate_merges_centre_id_id")),
    )
    op.create_index(
        "ix_candidate_merges_kept", "candidate_merges", ["centre_id", "kept_id"], unique=False
    )
    op.create_table(
        "import_runs",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("centre_id", types.Id(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("file_name", sa.String(length=260), nullable=False),
        sa.Column("imported_at", types.Instant(), nullable=False),
        sa.Column("imported_by_id", types.Id(), nullable=True),
        sa.Column("report", sa.JSON(), nullable=False),
        sa.Column("made", sa.JSON(), nullable=False),
        sa.Column("taken_out_at", types.Instant(), nullable=True),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.Column("deleted_at", types.Instant(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["centre_id", "imported_by_id"],
            ["staff.centre_id", "staff.id"],
            name=op.f("fk_import_runs_imported_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centres.id"],
            name=op.f("fk_import_runs_centre"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_runs")),
        sa.UniqueConstraint("centre_id", "id", name=op.f("uq_import_runs_centre_id_id")),
    )
    op.create_index(
        "ix_import_runs_imported_at", "import_runs", ["centre_id", "imported_at"], unique=False
    )
    op.create_table(
        "product_prices",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("centre_id", types.Id(), nullable=False),
        sa.Column("product_id", types.Id(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("price", types.Money(), nullable=False),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.Column("deleted_at", types.Instant(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("price >= 0", name=op.f("ck_product_prices_price")),
        sa.ForeignKeyConstraint(
            ["centre_id", "product_id"],
            ["products.centre_id", "products.id"],
            name=op.f("fk_product_prices_product"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centres.id"],
            name=op.f("fk_product_prices_centre"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_product_prices")),
        sa.UniqueConstraint("centre_id", "id", name=op.f("uq_product_prices_centre_id_id")),
    )
    op.create_index(
        "uq_product_prices_day",
        "product_prices",
        ["centre_id", "product_id", "valid_from"],
        unique=True,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_table(
        "staff_availability",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("centre_id", types.Id(), nullable=False),
        sa.Column("staff_id", types.Id(), nullable=False),
        sa.Column("starts_at", types.Instant(), nullable=False),
        sa.Column("ends_at", types.Instant(), nullable=False),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.Column("deleted_at", types.Instant(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_staff_availability_order")),
        sa.ForeignKeyConstraint(
            ["centre_id", "staff_id"],
            ["staff.centre_id", "staff.id"],
            name=op.f("fk_staff_availability_staff"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centres.id"],
            name=op.f("fk_staff_availability_centre"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_availability")),
        sa.UniqueConstraint("centre_id", "id", name=op.f("uq_staff_availability_centre_id_id")),
    )
    op.create_index(
        "ix_staff_availability_staff",
        "staff_availability",
        ["centre_id", "staff_id", "starts_at"],
        unique=False,
    )
    op.create_table(
        "notices",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("centre_id", types.Id(), nullable=False),
        sa.Column("candidate_id", types.Id(), nullable=False),
        sa.Column("exam_registration_id", types.Id(), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("recipient", sa.String(length=254), nullable=True),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("calendar", sa.Text(), nullable=True),
        sa.Column("state", sa.String(length=20), server_default="draft", nullable=False),
        sa.Column("method", sa.String(length=20), nullable=True),
        sa.Column("sent_at", types.Instant(), nullable=True),
        sa.Column("sent_by_id", types.Id(), nullable=True),
        sa.Column("failure", sa.String(length=500), nullable=True),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.Column("deleted_at", types.Instant(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('booking', 'move', 'cancellation', 'offer', 'makeup_invitation', 'window')",
            name=op.f("ck_notices_kind"),
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'queued', 'sent', 'failed', 'discarded')",
            name=op.f("ck_notices_state"),
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "candidate_id"],
            ["candidates.centre_id", "candidates.id"],
            name=op.f("fk_notices_candidate"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "exam_registration_id"],
            ["exam_registrations.centre_id", "exam_registrations.id"],
            name=op.f("fk_notices_exam_registration"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "sent_by_id"],
            ["staff.centre_id", "staff.id"],
            name=op.f("fk_notices_sent_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centres.id"],
            name=op.f("fk_notices_centre"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
        sa.UniqueConstraint("centre_id", "id", name=op.f("uq_notices_centre_id_id")),
    )
    op.create_index("ix_notices_candidate", "notices", ["centre_id", "candidate_id"], unique=False)
    op.create_index("ix_notices_state", "notices", ["centre_id", "state"], unique=False)
    op.create_table(
        "registration_tasks",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("centre_id", types.Id(), nullable=False),
        sa.Column("exam_registration_id", types.Id(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("due_at", types.Instant(), nullable=False),
        sa.Column("done_at", types.Instant(), nullable=True),
        sa.Column("done_by_id", types.Id(), nullable=True),
        sa.Column("detail", sa.String(length=500), nullable=True),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.Column("deleted_at", types.Instant(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('system_check', 'link')", name=op.f("ck_registration_tasks_kind")
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "done_by_id"],
            ["staff.centre_id", "staff.id"],
            name=op.f("fk_registration_tasks_done_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "exam_registration_id"],
            ["exam_registrations.centre_id", "exam_registrations.id"],
            name=op.f("fk_registration_tasks_exam_registration"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centres.id"],
            name=op.f("fk_registration_tasks_centre"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration_tasks")),
        sa.UniqueConstraint("centre_id", "id", name=op.f("uq_registration_tasks_centre_id_id")),
    )
    op.create_index(
        "ix_registration_tasks_registration",
        "registration_tasks",
        ["centre_id", "exam_registration_id"],
        unique=False,
    )
    op.create_table(
        "special_considerations",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("centre_id", types.Id(), nullable=False),
        sa.Column("exam_registration_id", types.Id(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("evidence_received_on", sa.Date(), nullable=True),
        sa.Column("status", sa.String(length=20), server_default="requested", nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=True),
        sa.Column("decided_by_id", types.Id(), nullable=True),
        sa.Column("decided_at", types.Instant(), nullable=True),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.Column("deleted_at", types.Instant(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "status IN ('requested', 'approved', 'refused')",
            name=op.f("ck_special_considerations_status"),
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "decided_by_id"],
            ["staff.centre_id", "staff.id"],
            name=op.f("fk_special_considerations_decided_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "exam_registration_id"],
            ["exam_registrations.centre_id", "exam_registrations.id"],
            name=op.f("fk_special_considerations_exam_registration"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centres.id"],
            name=op.f("fk_special_considerations_centre"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_special_considerations")),
        sa.UniqueConstraint("centre_id", "id", name=op.f("uq_special_considerations_centre_id_id")),
    )
    op.create_index(
        "ix_special_considerations_registration",
        "special_considerations",
        ["centre_id", "exam_registration_id"],
        unique=False,
    )
    op.create_table(
        "waiting_list_entries",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("centre_id", types.Id(), nullable=False),
        sa.Column("exam_session_id", types.Id(), nullable=False),
        sa.Column("candidate_id", types.Id(), nullable=False),
        sa.Column("course_enrollment_id", types.Id(), nullable=False),
        sa.Column("registration_type", sa.String(length=20), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=20), server_default="waiting", nullable=False),
        sa.Column("joined_at", types.Instant(), nullable=False),
        sa.Column("offered_at", types.Instant(), nullable=True),
        sa.Column("offer_expires_at", types.Instant(), nullable=True),
        sa.Column("exam_registration_id", types.Id(), nullable=True),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.Column("deleted_at", types.Instant(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "registration_type IN ('bundled', 'makeup', 'resit', 'remote_invigilation', 'standalone')",
            name=op.f("ck_waiting_list_entries_registration_type"),
        ),
        sa.CheckConstraint(
            "status <> 'offered' OR offer_expires_at IS NOT NULL",
            name=op.f("ck_waiting_list_entries_offer"),
        ),
        sa.CheckConstraint(
            "status IN ('waiting', 'offered', 'booked', 'withdrawn', 'expired')",
            name=op.f("ck_waiting_list_entries_status"),
        ),
        sa.CheckConstraint("position > 0", name=op.f("ck_waiting_list_entries_position")),
        sa.ForeignKeyConstraint(
            ["centre_id", "candidate_id"],
            ["candidates.centre_id", "candidates.id"],
            name=op.f("fk_waiting_list_entries_candidate"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "course_enrollment_id"],
            ["course_enrollments.centre_id", "course_enrollments.id"],
            name=op.f("fk_waiting_list_entries_course_enrollment"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "exam_registration_id"],
            ["exam_registrations.centre_id", "exam_registrations.id"],
            name=op.f("fk_waiting_list_entries_exam_registration"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "exam_session_id"],
            ["exam_sessions.centre_id", "exam_sessions.id"],
            name=op.f("fk_waiting_list_entries_exam_session"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centres.id"],
            name=op.f("fk_waiting_list_entries_centre"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiting_list_entries")),
        sa.UniqueConstraint("centre_id", "id", name=op.f("uq_waiting_list_entries_centre_id_id")),
    )
    op.create_index(
        "ix_waiting_list_entries_candidate",
        "waiting_list_entries",
        ["centre_id", "candidate_id"],
        unique=False,
    )
    op.create_index(
        "ix_waiting_list_entries_session",
        "waiting_list_entries",
        ["centre_id", "exam_session_id", "position"],
        unique=False,
    )
    op.create_index(
        "uq_waiting_list_entries_waiting",
        "waiting_list_entries",
        ["centre_id", "exam_session_id", "candidate_id"],
        unique=True,
        sqlite_where=sa.text("deleted_at IS NULL AND status IN ('waiting', 'offered')"),
        postgresql_where=sa.text("deleted_at IS NULL AND status IN ('waiting', 'offered')"),
    )
    op.create_index("ix_audit_entries_tx", "audit_entries", ["centre_id", "tx"], unique=False)
    op.add_column("candidates", sa.Column("time_zone", sa.String(length=64), nullable=True))
    op.add_column("centres", sa.Column("address", sa.Text(), nullable=True))
    op.add_column("centres", sa.Column("email", sa.String(length=254), nullable=True))
    op.add_column("centres", sa.Column("phone", sa.String(length=40), nullable=True))
    op.add_column(
        "exam_registrations", sa.Column("fee_override_reason", sa.String(length=500), nullable=True)
    )


def downgrade() -> None:
    op.drop_column("exam_registrations", "fee_override_reason")
    op.drop_column("centres", "phone")
    op.drop_column("centres", "email")
    op.drop_column("centres", "address")
    op.drop_column("candidates", "time_zone")
    op.drop_index("ix_audit_entries_tx", table_name="audit_entries")
    op.drop_index(
        "uq_waiting_list_entries_waiting",
        table_name="waiting_list_entries",
        sqlite_where=sa.text("deleted_at IS NULL AND status IN ('waiting', 'offered')"),
        postgresql_where=sa.text("deleted_at IS NULL AND status IN ('waiting', 'offered')"),
    )
    op.drop_index("ix_waiting_list_entries_session", table_name="waiting_list_entries")
    op.drop_index("ix_waiting_list_entries_candidate", table_name="waiting_list_entries")
    op.drop_table("waiting_list_entries")
    op.drop_index("ix_special_considerations_registration", table_name="special_considerations")
    op.drop_table("special_considerations")
    op.drop_index("ix_registration_tasks_registration", table_name="registration_tasks")
    op.drop_table("registration_tasks")
    op.drop_index("ix_notices_state", table_name="notices")
    op.drop_index("ix_notices_candidate", table_name="notices")
    op.drop_table("notices")
    op.drop_index("ix_staff_availability_staff", table_name="staff_availability")
    op.drop_table("staff_availability")
    op.drop_index(
        "uq_product_prices_day",
        table_name="product_prices",
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.drop_table("product_prices")
    op.drop_index("ix_import_runs_imported_at", table_name="import_runs")
    op.drop_table("import_runs")
    op.drop_index("ix_candidate_merges_kept", table_name="candidate_merges")
    op.drop_table("candidate_merges")
    op.drop_table("centre_images")
    op.drop_index("ix_black_outs_starts_at", table_name="black_outs")
    op.drop_table("black_outs")

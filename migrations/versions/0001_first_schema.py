"""All tables of both specifications, and what rules and sync need."""

import sqlalchemy as sa
from alembic import op

from wset_desk.storage import types

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "centres",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("centre_id", types.Id(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("time_zone", sa.String(length=64), nullable=False),
        sa.Column("currency", sa.String(length=3), server_default="GBP", nullable=False),
        sa.Column("is_sample", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.Column("deleted_at", types.Instant(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centres.id"],
            name=op.f("fk_centres_centre"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_centres")),
        sa.UniqueConstraint("centre_id", "id", name=op.f("uq_centres_centre_id_id")),
    )
    op.create_table(
        "audit_entries",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("centre_id", types.Id(), nullable=False),
        sa.Column("at", types.Instant(), nullable=False),
        sa.Column("tx", types.Id(), nullable=False),
        sa.Column("actor_id", types.Id(), nullable=True),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.Column("device_id", types.Id(), nullable=False),
        sa.Column("action", sa.String(length=80), nullable=False),
        sa.Column("entity", sa.String(length=40), nullable=False),
        sa.Column("row_id", types.Id(), nullable=False),
        sa.Column("op", sa.String(length=10), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=True),
        sa.CheckConstraint(
            "op IN ('insert', 'update', 'delete')", name=op.f("ck_audit_entries_op")
        ),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centres.id"],
            name=op.f("fk_audit_entries_centre"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entries")),
        sa.UniqueConstraint("centre_id", "id", name=op.f("uq_audit_entries_centre_id_id")),
    )
    op.create_index("ix_audit_entries_at", "audit_entries", ["centre_id", "at"], unique=False)
    op.create_index(
        "ix_audit_entries_row", "audit_entries", ["centre_id", "entity", "row_id"], unique=False
    )
    op.create_table(
        "candidates",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("centre_id", types.Id(), nullable=False),
        sa.Column("candidate_number", sa.String(length=40), nullable=True),
        sa.Column("first_name", sa.String(length=120), nullable=False),
        sa.Column("last_name", sa.String(length=120), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("phone", sa.String(length=40), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("extra_time_percent", sa.Integer(), server_default="0", nullable=False),
        sa.Column("rest_breaks", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("large_text", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("adjustment_notes", sa.Text(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.Column("deleted_at", types.Instant(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "extra_time_percent >= 0 AND extra_time_percent <= 300",
            name=op.f("ck_candidates_extra_time"),
        ),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centres.id"],
            name=op.f("fk_candidates_centre"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_candidates")),
        sa.UniqueConstraint("centre_id", "id", name=op.f("uq_candidates_centre_id_id")),
    )
    op.create_index(
        "ix_candidates_name", "candidates", ["centre_id", "last_name", "first_name"], unique=False
    )
    op.create_index(
        "uq_candidates_number",
        "candidates",
        ["centre_id", "candidate_number"],
        unique=True,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_table(
        "centre_counters",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("centre_id", types.Id(), nullable=False),
        sa.Column("seq", sa.BigInteger(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centres.id"],
            name=op.f("fk_centre_counters_centre"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_centre_counters")),
        sa.UniqueConstraint("centre_id", "id", name=op.f("uq_centre_counters_centre_id_id")),
        sa.UniqueConstraint("centre_id", name=op.f("uq_centre_counters_centre_id")),
    )
    op.create_table(
        "courses",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("centre_id", types.Id(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=16), server_default="en", nullable=False),
        sa.Column("is_premium", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("certificate_price", types.Money(), nullable=True),
        sa.Column("certificate_points", sa.Integer(), nullable=True),
        sa.Column("pool_course_id", types.Id(), nullable=True),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.Column("deleted_at", types.Instant(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("level > 0", name=op.f("ck_courses_level")),
        sa.ForeignKeyConstraint(
            ["centre_id", "pool_course_id"],
            ["courses.centre_id", "courses.id"],
            name=op.f("fk_courses_pool_course"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centres.id"],
            name=op.f("fk_courses_centre"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_courses")),
        sa.UniqueConstraint("centre_id", "id", name=op.f("uq_courses_centre_id_id")),
    )
    op.create_table(
        "devices",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("centre_id", types.Id(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("revoked", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.Column("deleted_at", types.Instant(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centres.id"],
            name=op.f("fk_devices_centre"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_devices")),
        sa.UniqueConstraint("centre_id", "id", name=op.f("uq_devices_centre_id_id")),
    )
    op.create_table(
        "outbox",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("centre_id", types.Id(), nullable=False),
        sa.Column("device_id", types.Id(), nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.Column("tx", types.Id(), nullable=False),
        sa.Column("entity", sa.String(length=40), nullable=False),
        sa.Column("row_id", types.Id(), nullable=False),
        sa.Column("op", sa.String(length=10), nullable=False),
        sa.Column("patch", sa.JSON(), nullable=False),
        sa.Column("base", sa.JSON(), nullable=True),
        sa.Column("base_seq", sa.BigInteger(), nullable=True),
        sa.Column("user_id", types.Id(), nullable=True),
        sa.Column("client_time", types.Instant(), nullable=False),
        sa.Column("state", sa.String(length=10), server_default="waiting", nullable=False),
        sa.CheckConstraint("op IN ('insert', 'update', 'delete')", name=op.f("ck_outbox_op")),
        sa.CheckConstraint(
            "state IN ('waiting', 'applied', 'merged', 'conflict', 'rejected', 'blocked')",
            name=op.f("ck_outbox_state"),
        ),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centres.id"],
            name=op.f("fk_outbox_centre"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("centre_id", "id", name=op.f("uq_outbox_centre_id_id")),
        sa.UniqueConstraint("device_id", "n", name=op.f("uq_outbox_device_id_n")),
    )
    op.create_table(
        "products",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("centre_id", types.Id(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("enquiry_type", sa.String(length=20), nullable=True),
        sa.Column("price", types.Money(), nullable=False),
        sa.Column("active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.Column("deleted_at", types.Instant(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "enquiry_type IN ('theory', 'tasting', 'both')", name=op.f("ck_products_enquiry_type")
        ),
        sa.CheckConstraint(
            "kind IN ('bundled', 'makeup', 'resit', 'remote_invigilation', 'enquiry')",
            name=op.f("ck_products_kind"),
        ),
        sa.CheckConstraint("price >= 0", name=op.f("ck_products_price")),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centres.id"],
            name=op.f("fk_products_centre"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_products")),
        sa.UniqueConstraint("centre_id", "id", name=op.f("uq_products_centre_id_id")),
    )
    op.create_table(
        "rooms",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("centre_id", types.Id(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.Column("deleted_at", types.Instant(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("seats >= 0", name=op.f("ck_rooms_seats")),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centres.id"],
            name=op.f("fk_rooms_centre"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rooms")),
        sa.UniqueConstraint("centre_id", "id", name=op.f("uq_rooms_centre_id_id")),
        sa.UniqueConstraint("centre_id", "name", name=op.f("uq_rooms_centre_id_name")),
    )
    op.create_table(
        "rule_profiles",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("centre_id", types.Id(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("rules", sa.JSON(), nullable=False),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.Column("deleted_at", types.Instant(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centres.id"],
            name=op.f("fk_rule_profiles_centre"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_profiles")),
        sa.UniqueConstraint("centre_id", "id", name=op.f("uq_rule_profiles_centre_id_id")),
        sa.UniqueConstraint("centre_id", "name", name=op.f("uq_rule_profiles_centre_id_name")),
    )
    op.create_table(
        "settings",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("centre_id", types.Id(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("scope_id", types.Id(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.Column("deleted_at", types.Instant(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centres.id"],
            name=op.f("fk_settings_centre"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_settings")),
        sa.UniqueConstraint("centre_id", "id", name=op.f("uq_settings_centre_id_id")),
    )
    op.create_index(
        "uq_settings_name",
        "settings",
        ["centre_id", "name", "scope_id"],
        unique=True,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_table(
        "staff",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("centre_id", types.Id(), nullable=False),
        sa.Column("username", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("password_hash", sa.String(length=255), nullable=True),
        sa.Column("active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.Column("deleted_at", types.Instant(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centres.id"],
            name=op.f("fk_staff_centre"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("centre_id", "id", name=op.f("uq_staff_centre_id_id")),
        sa.UniqueConstraint("centre_id", "username", name=op.f("uq_staff_centre_id_username")),
    )
    op.create_table(
        "this_device",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("centre_id", types.Id(), nullable=False),
        sa.Column("n", sa.BigInteger(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centres.id"],
            name=op.f("fk_this_device_centre"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_this_device")),
        sa.UniqueConstraint("centre_id", "id", name=op.f("uq_this_device_centre_id_id")),
    )
    op.create_table(
        "certificate_entitlements",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("centre_id", types.Id(), nullable=False),
        sa.Column("player_id", types.Id(), nullable=False),
        sa.Column("course_id", types.Id(), nullable=False),
        sa.Column("entitled", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("source", sa.String(length=30), nullable=False),
        sa.Column("price_paid", types.Money(), nullable=True),
        sa.Column("points_spent", sa.Integer(), nullable=True),
        sa.Column("entitled_at_iso", types.Instant(), nullable=True),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.Column("deleted_at", types.Instant(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "source IN ('PAID', 'POINTS', 'INCLUDED_IN_PREMIUM')",
            name=op.f("ck_certificate_entitlements_source"),
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "course_id"],
            ["courses.centre_id", "courses.id"],
            name=op.f("fk_certificate_entitlements_course"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "player_id"],
            ["candidates.centre_id", "candidates.id"],
            name=op.f("fk_certificate_entitlements_player"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centres.id"],
            name=op.f("fk_certificate_entitlements_centre"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate_entitlements")),
        sa.UniqueConstraint(
            "centre_id", "id", name=op.f("uq_certificate_entitlements_centre_id_id")
        ),
        sa.UniqueConstraint(
            "centre_id",
            "player_id",
            "course_id",
            name=op.f("uq_certificate_entitlements_centre_id_player_id_course_id"),
        ),
    )
    op.create_table(
        "final_exam_attempts",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("centre_id", types.Id(), nullable=False),
        sa.Column("player_id", types.Id(), nullable=False),
        sa.Column("course_id", types.Id(), nullable=False),
        sa.Column("question_ids", sa.JSON(), nullable=False),
        sa.Column("question_order", sa.JSON(), nullable=False),
        sa.Column("answer_order_by_question", sa.JSON(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("correct_count", sa.Integer(), nullable=True),
        sa.Column("score_percent_raw", types.Mark(), nullable=True),
        sa.Column("score_percent_integer", sa.Integer(), nullable=True),
        sa.Column("passed", sa.Boolean(), nullable=True),
        sa.Column("started_at_iso", types.Instant(), nullable=False),
        sa.Column("submitted_at_iso", types.Instant(), nullable=True),
        sa.Column("is_discarded", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("discard_reason", sa.String(length=40), nullable=True),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.Column("deleted_at", types.Instant(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["centre_id", "course_id"],
            ["courses.centre_id", "courses.id"],
            name=op.f("fk_final_exam_attempts_course"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "player_id"],
            ["candidates.centre_id", "candidates.id"],
            name=op.f("fk_final_exam_attempts_player"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centres.id"],
            name=op.f("fk_final_exam_attempts_centre"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_final_exam_attempts")),
        sa.UniqueConstraint("centre_id", "id", name=op.f("uq_final_exam_attempts_centre_id_id")),
    )
    op.create_index(
        "ix_final_exam_attempts_player",
        "final_exam_attempts",
        ["centre_id", "player_id", "course_id"],
        unique=False,
    )
    op.create_table(
        "offerings",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("centre_id", types.Id(), nullable=False),
        sa.Column("course_id", types.Id(), nullable=False),
        sa.Column("rule_profile_id", types.Id(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("wset_level", sa.Integer(), nullable=False),
        sa.Column("course_format", sa.String(length=20), nullable=False),
        sa.Column("product_id", types.Id(), nullable=True),
        sa.Column("active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.Column("deleted_at", types.Instant(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "course_format IN ('in_person', 'online')", name=op.f("ck_offerings_course_format")
        ),
        sa.CheckConstraint("wset_level > 0", name=op.f("ck_offerings_wset_level")),
        sa.ForeignKeyConstraint(
            ["centre_id", "course_id"],
            ["courses.centre_id", "courses.id"],
            name=op.f("fk_offerings_course"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "product_id"],
            ["products.centre_id", "products.id"],
            name=op.f("fk_offerings_product"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "rule_profile_id"],
            ["rule_profiles.centre_id", "rule_profiles.id"],
            name=op.f("fk_offerings_rule_profile"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centres.id"],
            name=op.f("fk_offerings_centre"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offerings")),
        sa.UniqueConstraint("centre_id", "id", name=op.f("uq_offerings_centre_id_id")),
    )
    op.create_table(
        "certificates",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("centre_id", types.Id(), nullable=False),
        sa.Column("player_id", types.Id(), nullable=False),
        sa.Column("course_id", types.Id(), nullable=False),
        sa.Column("verification_slug", sa.String(length=64), nullable=False),
        sa.Column("final_exam_score_percent_integer", sa.Integer(), nullable=False),
        sa.Column("last_attempt_id", types.Id(), nullable=False),
        sa.Column("issued_at_iso", types.Instant(), nullable=False),
        sa.Column("is_public", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("is_revoked", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("revoked_at_iso", types.Instant(), nullable=True),
        sa.Column("revoked_reason", sa.String(length=200), nullable=True),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.Column("deleted_at", types.Instant(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["centre_id", "course_id"],
            ["courses.centre_id", "courses.id"],
            name=op.f("fk_certificates_course"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "last_attempt_id"],
            ["final_exam_attempts.centre_id", "final_exam_attempts.id"],
            name=op.f("fk_certificates_last_attempt"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "player_id"],
            ["candidates.centre_id", "candidates.id"],
            name=op.f("fk_certificates_player"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centres.id"],
            name=op.f("fk_certificates_centre"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificates")),
        sa.UniqueConstraint("centre_id", "id", name=op.f("uq_certificates_centre_id_id")),
        sa.UniqueConstraint(
            "centre_id",
            "player_id",
            "course_id",
            name=op.f("uq_certificates_centre_id_player_id_course_id"),
        ),
        sa.UniqueConstraint("verification_slug", name=op.f("uq_certificates_verification_slug")),
    )
    op.create_table(
        "exam_templates",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("centre_id", types.Id(), nullable=False),
        sa.Column("course_offering_id", types.Id(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("exam_type", sa.String(length=20), nullable=False),
        sa.Column("duration_minutes", sa.Integer(), nullable=False),
        sa.Column("pass_mark_percentage", types.Mark(), nullable=False),
        sa.Column("max_score", sa.Integer(), server_default="100", nullable=False),
        sa.Column(
            "is_bundled_with_course", sa.Boolean(), server_default=sa.text("true"), nullable=False
        ),
        sa.Column("bundled_timing", sa.String(length=20), nullable=True),
        sa.Column(
            "can_schedule_independently",
            sa.Boolean(),
            server_default=sa.text("false"),
            nullable=False,
        ),
        sa.Column("scheduling_window_days", sa.Integer(), server_default="365", nullable=False),
        sa.Column("allows_resits", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("allows_enquiries", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.Column("deleted_at", types.Instant(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "bundled_timing IN ('same_day', 'final_day', 'separate_day')",
            name=op.f("ck_exam_templates_bundled_timing"),
        ),
        sa.CheckConstraint(
            "exam_type IN ('theory', 'tasting', 'combined')",
            name=op.f("ck_exam_templates_exam_type"),
        ),
        sa.CheckConstraint("duration_minutes > 0", name=op.f("ck_exam_templates_duration")),
        sa.CheckConstraint("max_score > 0", name=op.f("ck_exam_templates_max_score")),
        sa.CheckConstraint(
            "pass_mark_percentage >= 0 AND pass_mark_percentage <= 10000",
            name=op.f("ck_exam_templates_pass_mark"),
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "course_offering_id"],
            ["offerings.centre_id", "offerings.id"],
            name=op.f("fk_exam_templates_course_offering"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centres.id"],
            name=op.f("fk_exam_templates_centre"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exam_templates")),
        sa.UniqueConstraint("centre_id", "id", name=op.f("uq_exam_templates_centre_id_id")),
    )
    op.create_table(
        "sessions",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("centre_id", types.Id(), nullable=False),
        sa.Column("offering_id", types.Id(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("location", sa.String(length=200), nullable=True),
        sa.Column("room_id", types.Id(), nullable=True),
        sa.Column("max_capacity", sa.Integer(), nullable=False),
        sa.Column(
            "delivery_method", sa.String(length=20), server_default="in_person", nullable=False
        ),
        sa.Column("status", sa.String(length=20), server_default="scheduled", nullable=False),
        sa.Column("cancellation_reason", sa.String(length=500), nullable=True),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.Column("deleted_at", types.Instant(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "delivery_method IN ('in_person', 'remote_invigilation')",
            name=op.f("ck_sessions_delivery_method"),
        ),
        sa.CheckConstraint("status IN ('scheduled', 'cancelled')", name=op.f("ck_sessions_status")),
        sa.CheckConstraint("max_capacity > 0", name=op.f("ck_sessions_capacity")),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_sessions_days")),
        sa.ForeignKeyConstraint(
            ["centre_id", "offering_id"],
            ["offerings.centre_id", "offerings.id"],
            name=op.f("fk_sessions_offering"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "room_id"],
            ["rooms.centre_id", "rooms.id"],
            name=op.f("fk_sessions_room"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centres.id"],
            name=op.f("fk_sessions_centre"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
        sa.UniqueConstraint("centre_id", "id", name=op.f("uq_sessions_centre_id_id")),
    )
    op.create_index("ix_sessions_starts_on", "sessions", ["centre_id", "starts_on"], unique=False)
    op.create_table(
        "course_enrollments",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("centre_id", types.Id(), nullable=False),
        sa.Column("candidate_id", types.Id(), nullable=False),
        sa.Column("offering_id", types.Id(), nullable=False),
        sa.Column("session_id", types.Id(), nullable=True),
        sa.Column("start_date", sa.Date(), nullable=True),
        sa.Column("window_ends_on", sa.Date(), nullable=True),
        sa.Column("status", sa.String(length=20), server_default="enrolled", nullable=False),
        sa.Column("completed_at", types.Instant(), nullable=True),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.Column("deleted_at", types.Instant(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "status IN ('enrolled', 'cancelled')", name=op.f("ck_course_enrollments_status")
        ),
        sa.CheckConstraint(
            "session_id IS NOT NULL OR start_date IS NOT NULL",
            name=op.f("ck_course_enrollments_session_or_start"),
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "candidate_id"],
            ["candidates.centre_id", "candidates.id"],
            name=op.f("fk_course_enrollments_candidate"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "offering_id"],
            ["offerings.centre_id", "offerings.id"],
            name=op.f("fk_course_enrollments_offering"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "session_id"],
            ["sessions.centre_id", "sessions.id"],
            name=op.f("fk_course_enrollments_session"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centres.id"],
            name=op.f("fk_course_enrollments_centre"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_enrollments")),
        sa.UniqueConstraint("centre_id", "id", name=op.f("uq_course_enrollments_centre_id_id")),
    )
    op.create_index(
        "ix_course_enrollments_candidate",
        "course_enrollments",
        ["centre_id", "candidate_id"],
        unique=False,
    )
    op.create_index(
        "ix_course_enrollments_session",
        "course_enrollments",
        ["centre_id", "session_id"],
        unique=False,
    )
    op.create_index(
        "uq_course_enrollments_active",
        "course_enrollments",
        ["centre_id", "candidate_id", "session_id"],
        unique=True,
        sqlite_where=sa.text("deleted_at IS NULL AND status = 'enrolled'"),
        postgresql_where=sa.text("deleted_at IS NULL AND status = 'enrolled'"),
    )
    op.create_table(
        "exam_sessions",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("centre_id", types.Id(), nullable=False),
        sa.Column("exam_template_id", types.Id(), nullable=False),
        sa.Column("course_session_id", types.Id(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=True),
        sa.Column("exam_date", types.Instant(), nullable=False),
        sa.Column("exam_end_time", types.Instant(), nullable=True),
        sa.Column("location", sa.String(length=200), nullable=True),
        sa.Column("room_id", types.Id(), nullable=True),
        sa.Column("proctor", sa.String(length=200), nullable=True),
        sa.Column(
            "delivery_method", sa.String(length=20), server_default="in_person", nullable=False
        ),
        sa.Column("max_capacity", sa.Integer(), nullable=False),
        sa.Column("current_enrollment", sa.Integer(), server_default="0", nullable=False),
        sa.Column("session_type", sa.String(length=20), nullable=False),
        sa.Column("booking_enabled", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("registration_deadline", types.Instant(), nullable=True),
        sa.Column("product_id", types.Id(), nullable=True),
        sa.Column("status", sa.String(length=20), server_default="scheduled", nullable=False),
        sa.Column("cancellation_reason", sa.String(length=500), nullable=True),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.Column("deleted_at", types.Instant(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "delivery_method IN ('in_person', 'remote_invigilation')",
            name=op.f("ck_exam_sessions_delivery_method"),
        ),
        sa.CheckConstraint(
            "session_type IN ('bundled', 'makeup', 'resit', 'remote_invigilation', 'standalone')",
            name=op.f("ck_exam_sessions_session_type"),
        ),
        sa.CheckConstraint(
            "status IN ('scheduled', 'cancelled')", name=op.f("ck_exam_sessions_status")
        ),
        sa.CheckConstraint(
            "current_enrollment >= 0 AND current_enrollment <= max_capacity",
            name=op.f("ck_exam_sessions_never_over_capacity"),
        ),
        sa.CheckConstraint(
            "exam_end_time IS NULL OR exam_date < exam_end_time",
            name=op.f("ck_exam_sessions_order"),
        ),
        sa.CheckConstraint("max_capacity > 0", name=op.f("ck_exam_sessions_capacity")),
        sa.ForeignKeyConstraint(
            ["centre_id", "course_session_id"],
            ["sessions.centre_id", "sessions.id"],
            name=op.f("fk_exam_sessions_course_session"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "exam_template_id"],
            ["exam_templates.centre_id", "exam_templates.id"],
            name=op.f("fk_exam_sessions_exam_template"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "product_id"],
            ["products.centre_id", "products.id"],
            name=op.f("fk_exam_sessions_product"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "room_id"],
            ["rooms.centre_id", "rooms.id"],
            name=op.f("fk_exam_sessions_room"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centres.id"],
            name=op.f("fk_exam_sessions_centre"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exam_sessions")),
        sa.UniqueConstraint("centre_id", "id", name=op.f("uq_exam_sessions_centre_id_id")),
    )
    op.create_index(
        "ix_exam_sessions_course_session",
        "exam_sessions",
        ["centre_id", "course_session_id"],
        unique=False,
    )
    op.create_index(
        "ix_exam_sessions_exam_date", "exam_sessions", ["centre_id", "exam_date"], unique=False
    )
    op.create_table(
        "session_days",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("centre_id", types.Id(), nullable=False),
        sa.Column("session_id", types.Id(), nullable=False),
        sa.Column("starts_at", types.Instant(), nullable=False),
        sa.Column("ends_at", types.Instant(), nullable=False),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.Column("deleted_at", types.Instant(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_session_days_order")),
        sa.ForeignKeyConstraint(
            ["centre_id", "session_id"],
            ["sessions.centre_id", "sessions.id"],
            name=op.f("fk_session_days_session"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centres.id"],
            name=op.f("fk_session_days_centre"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_days")),
        sa.UniqueConstraint("centre_id", "id", name=op.f("uq_session_days_centre_id_id")),
    )
    op.create_index(
        "ix_session_days_session", "session_days", ["centre_id", "session_id"], unique=False
    )
    op.create_table(
        "exam_registrations",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("centre_id", types.Id(), nullable=False),
        sa.Column("candidate_id", types.Id(), nullable=False),
        sa.Column("exam_session_id", types.Id(), nullable=False),
        sa.Column("course_enrollment_id", types.Id(), nullable=True),
        sa.Column("registration_type", sa.String(length=20), nullable=False),
        sa.Column("registration_date", types.Instant(), nullable=False),
        sa.Column("status", sa.String(length=20), server_default="registered", nullable=False),
        sa.Column("seat", sa.String(length=20), nullable=True),
        sa.Column("starts_at", types.Instant(), nullable=True),
        sa.Column("ends_at", types.Instant(), nullable=True),
        sa.Column("theory_score", types.Mark(), nullable=True),
        sa.Column("theory_passed", sa.Boolean(), nullable=True),
        sa.Column("theory_state", sa.String(length=20), nullable=True),
        sa.Column("tasting_score", types.Mark(), nullable=True),
        sa.Column("tasting_passed", sa.Boolean(), nullable=True),
        sa.Column("tasting_state", sa.String(length=20), nullable=True),
        sa.Column("overall_passed", sa.Boolean(), nullable=True),
        sa.Column("result_date", types.Instant(), nullable=True),
        sa.Column("fee_amount", types.Money(), server_default="0", nullable=False),
        sa.Column("fee_paid", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("product_id", types.Id(), nullable=True),
        sa.Column("rescheduled_from_id", types.Id(), nullable=True),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.Column("deleted_at", types.Instant(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "registration_type IN ('bundled', 'makeup', 'resit', 'remote_invigilation', 'standalone')",
            name=op.f("ck_exam_registrations_registration_type"),
        ),
        sa.CheckConstraint(
            "status IN ('registered', 'completed', 'no_show', 'cancelled', 'rescheduled')",
            name=op.f("ck_exam_registrations_status"),
        ),
        sa.CheckConstraint(
            "tasting_state IN ('provisional', 'confirmed', 'released')",
            name=op.f("ck_exam_registrations_tasting_state"),
        ),
        sa.CheckConstraint(
            "theory_state IN ('provisional', 'confirmed', 'released')",
            name=op.f("ck_exam_registrations_theory_state"),
        ),
        sa.CheckConstraint("fee_amount >= 0", name=op.f("ck_exam_registrations_fee_amount")),
        sa.CheckConstraint("tasting_score >= 0", name=op.f("ck_exam_registrations_tasting_score")),
        sa.CheckConstraint("theory_score >= 0", name=op.f("ck_exam_registrations_theory_score")),
        sa.ForeignKeyConstraint(
            ["centre_id", "candidate_id"],
            ["candidates.centre_id", "candidates.id"],
            name=op.f("fk_exam_registrations_candidate"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "course_enrollment_id"],
            ["course_enrollments.centre_id", "course_enrollments.id"],
            name=op.f("fk_exam_registrations_course_enrollment"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "exam_session_id"],
            ["exam_sessions.centre_id", "exam_sessions.id"],
            name=op.f("fk_exam_registrations_exam_session"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "product_id"],
            ["products.centre_id", "products.id"],
            name=op.f("fk_exam_registrations_product"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "rescheduled_from_id"],
            ["exam_registrations.centre_id", "exam_registrations.id"],
            name=op.f("fk_exam_registrations_rescheduled_from"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centres.id"],
            name=op.f("fk_exam_registrations_centre"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exam_registrations")),
        sa.UniqueConstraint("centre_id", "id", name=op.f("uq_exam_registrations_centre_id_id")),
    )
    op.create_index(
        "ix_exam_registrations_candidate",
        "exam_registrations",
        ["centre_id", "candidate_id"],
        unique=False,
    )
    op.create_index(
        "ix_exam_registrations_enrollment",
        "exam_registrations",
        ["centre_id", "course_enrollment_id"],
        unique=False,
    )
    op.create_index(
        "uq_exam_registrations_active",
        "exam_registrations",
        ["centre_id", "exam_session_id", "candidate_id"],
        unique=True,
        sqlite_where=sa.text(
            "deleted_at IS NULL AND status IN ('registered', 'completed', 'no_show')"
        ),
        postgresql_where=sa.text(
            "deleted_at IS NULL AND status IN ('registered', 'completed', 'no_show')"
        ),
    )
    op.create_table(
        "session_staff",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("centre_id", types.Id(), nullable=False),
        sa.Column("staff_id", types.Id(), nullable=False),
        sa.Column("session_id", types.Id(), nullable=True),
        sa.Column("exam_session_id", types.Id(), nullable=True),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.Column("deleted_at", types.Instant(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "(session_id IS NULL) <> (exam_session_id IS NULL)",
            name=op.f("ck_session_staff_one_session"),
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "exam_session_id"],
            ["exam_sessions.centre_id", "exam_sessions.id"],
            name=op.f("fk_session_staff_exam_session"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "session_id"],
            ["sessions.centre_id", "sessions.id"],
            name=op.f("fk_session_staff_session"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "staff_id"],
            ["staff.centre_id", "staff.id"],
            name=op.f("fk_session_staff_staff"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centres.id"],
            name=op.f("fk_session_staff_centre"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_staff")),
        sa.UniqueConstraint("centre_id", "id", name=op.f("uq_session_staff_centre_id_id")),
    )
    op.create_index(
        "ix_session_staff_exam_session",
        "session_staff",
        ["centre_id", "exam_session_id"],
        unique=False,
    )
    op.create_index(
        "ix_session_staff_staff", "session_staff", ["centre_id", "staff_id"], unique=False
    )
    op.create_table(
        "exam_enquiries",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("centre_id", types.Id(), nullable=False),
        sa.Column("exam_registration_id", types.Id(), nullable=False),
        sa.Column("candidate_id", types.Id(), nullable=False),
        sa.Column("enquiry_type", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("enquiry_fee", types.Money(), nullable=False),
        sa.Column("status", sa.String(length=20), server_default="submitted", nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("score_change_theory", types.Mark(), nullable=True),
        sa.Column("score_change_tasting", types.Mark(), nullable=True),
        sa.Column("result_changed", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("fee_refunded", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("resolved_at", types.Instant(), nullable=True),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.Column("deleted_at", types.Instant(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "enquiry_type IN ('theory', 'tasting', 'both')",
            name=op.f("ck_exam_enquiries_enquiry_type"),
        ),
        sa.CheckConstraint(
            "outcome IN ('upheld', 'rejected', 'partial')", name=op.f("ck_exam_enquiries_outcome")
        ),
        sa.CheckConstraint(
            "status IN ('submitted', 'under_review', 'completed', 'rejected')",
            name=op.f("ck_exam_enquiries_status"),
        ),
        sa.CheckConstraint("enquiry_fee >= 0", name=op.f("ck_exam_enquiries_enquiry_fee")),
        sa.ForeignKeyConstraint(
            ["centre_id", "candidate_id"],
            ["candidates.centre_id", "candidates.id"],
            name=op.f("fk_exam_enquiries_candidate"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "exam_registration_id"],
            ["exam_registrations.centre_id", "exam_registrations.id"],
            name=op.f("fk_exam_enquiries_exam_registration"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centres.id"],
            name=op.f("fk_exam_enquiries_centre"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exam_enquiries")),
        sa.UniqueConstraint("centre_id", "id", name=op.f("uq_exam_enquiries_centre_id_id")),
    )
    op.create_index(
        "ix_exam_enquiries_registration",
        "exam_enquiries",
        ["centre_id", "exam_registration_id"],
        unique=False,
    )
    op.create_table(
        "result_versions",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("centre_id", types.Id(), nullable=False),
        sa.Column("exam_registration_id", types.Id(), nullable=False),
        sa.Column("component", sa.String(length=20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("score", types.Mark(), nullable=True),
        sa.Column("previous_score", types.Mark(), nullable=True),
        sa.Column("max_score", sa.Integer(), nullable=False),
        sa.Column("pass_mark_percentage", types.Mark(), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=True),
        sa.Column("entered_by_id", types.Id(), nullable=True),
        sa.Column("entered_at", types.Instant(), nullable=False),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.Column("deleted_at", types.Instant(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "component IN ('theory', 'tasting')", name=op.f("ck_result_versions_component")
        ),
        sa.CheckConstraint(
            "state IN ('provisional', 'confirmed', 'released')",
            name=op.f("ck_result_versions_state"),
        ),
        sa.CheckConstraint(
            "score >= 0 AND score <= max_score * 100", name=op.f("ck_result_versions_score")
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "entered_by_id"],
            ["staff.centre_id", "staff.id"],
            name=op.f("fk_result_versions_entered_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "exam_registration_id"],
            ["exam_registrations.centre_id", "exam_registrations.id"],
            name=op.f("fk_result_versions_exam_registration"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centres.id"],
            name=op.f("fk_result_versions_centre"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_result_versions")),
        sa.UniqueConstraint(
            "centre_id",
            "exam_registration_id",
            "component",
            "number",
            name="uq_result_versions_number",
        ),
        sa.UniqueConstraint("centre_id", "id", name=op.f("uq_result_versions_centre_id_id")),
    )
    op.create_table(
        "ledger_entries",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("centre_id", types.Id(), nullable=False),
        sa.Column("candidate_id", types.Id(), nullable=False),
        sa.Column("exam_registration_id", types.Id(), nullable=True),
        sa.Column("exam_enquiry_id", types.Id(), nullable=True),
        sa.Column("product_id", types.Id(), nullable=True),
        sa.Column("charge_id", types.Id(), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("amount", types.Money(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("method", sa.String(length=40), nullable=True),
        sa.Column("reference", sa.String(length=120), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=True),
        sa.Column("recorded_by_id", types.Id(), nullable=True),
        sa.Column("approved_by_id", types.Id(), nullable=True),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.Column("deleted_at", types.Instant(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('charge', 'payment', 'waiver', 'refund')", name=op.f("ck_ledger_entries_kind")
        ),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_ledger_entries_amount")),
        sa.ForeignKeyConstraint(
            ["centre_id", "approved_by_id"],
            ["staff.centre_id", "staff.id"],
            name=op.f("fk_ledger_entries_approved_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "candidate_id"],
            ["candidates.centre_id", "candidates.id"],
            name=op.f("fk_ledger_entries_candidate"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "charge_id"],
            ["ledger_entries.centre_id", "ledger_entries.id"],
            name=op.f("fk_ledger_entries_charge"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "exam_enquiry_id"],
            ["exam_enquiries.centre_id", "exam_enquiries.id"],
            name=op.f("fk_ledger_entries_exam_enquiry"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "exam_registration_id"],
            ["exam_registrations.centre_id", "exam_registrations.id"],
            name=op.f("fk_ledger_entries_exam_registration"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "product_id"],
            ["products.centre_id", "products.id"],
            name=op.f("fk_ledger_entries_product"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "recorded_by_id"],
            ["staff.centre_id", "staff.id"],
            name=op.f("fk_ledger_entries_recorded_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centres.id"],
            name=op.f("fk_ledger_entries_centre"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_entries")),
        sa.UniqueConstraint("centre_id", "id", name=op.f("uq_ledger_entries_centre_id_id")),
    )
    op.create_index(
        "ix_ledger_entries_candidate", "ledger_entries", ["centre_id", "candidate_id"], unique=False
    )
    op.create_index(
        "ix_ledger_entries_registration",
        "ledger_entries",
        ["centre_id", "exam_registration_id"],
        unique=False,
    )
    op.create_index(
        "uq_ledger_entries_one_refund",
        "ledger_entries",
        ["centre_id", "charge_id"],
        unique=True,
        sqlite_where=sa.text("kind = 'refund' AND charge_id IS NOT NULL"),
        postgresql_where=sa.text("kind = 'refund' AND charge_id IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_table("ledger_entries")
    op.drop_table("result_versions")
    op.drop_table("exam_enquiries")
    op.drop_table("session_staff")
    op.drop_table("exam_registrations")
    op.drop_table("session_days")
    op.drop_table("exam_sessions")
    op.drop_table("course_enrollments")
    op.drop_table("sessions")
    op.drop_table("exam_templates")
    op.drop_table("certificates")
    op.drop_table("offerings")
    op.drop_table("final_exam_attempts")
    op.drop_table("certificate_entitlements")
    op.drop_table("this_device")
    op.drop_table("staff")
    op.drop_table("settings")
    op.drop_table("rule_profiles")
    op.drop_table("rooms")
    op.drop_table("products")
    op.drop_table("outbox")
    op.drop_table("devices")
    op.drop_table("courses")
    op.drop_table("centre_counters")
    op.drop_table("candidates")
    op.drop_table("audit_entries")
    op.drop_table("centres")

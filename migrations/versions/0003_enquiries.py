"""Enquiries with their case files, marks by two people, holds, and the centre's own texts."""

import sqlalchemy as sa
from alembic import op
from alembic.operations import BatchOperations

from wset_desk.storage import types

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_NOTICE_KINDS = ("booking", "move", "cancellation", "offer", "makeup_invitation", "window")
_NEW_NOTICE_KINDS = ("seat_offer", "result", "enquiry_received", "enquiry_outcome")
_KINDS_AS_WERE = f"kind IN {_NOTICE_KINDS}"
_KINDS_AS_ARE = (
    "kind IN ('booking', 'move', 'cancellation', 'offer', 'seat_offer', 'makeup_invitation', 'window', "
    "'result', 'enquiry_received', 'enquiry_outcome')"
)
_REFERENCES = {
    "tasting_registration_id": "exam_registrations",
    "submitted_by_id": "staff",
    "reviewer_id": "staff",
    "resolved_by_id": "staff",
    "disputed_theory_version_id": "result_versions",
    "disputed_tasting_version_id": "result_versions",
    "appeal_of_id": "exam_enquiries",
}
_NOTICE_REFERENCES = {
    "exam_enquiry_id": "exam_enquiries",
    "waiting_list_entry_id": "waiting_list_entries",
}


def upgrade() -> None:
    op.create_table(
        "text_blocks",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("centre_id", types.Id(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.Column("deleted_at", types.Instant(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centres.id"],
            name=op.f("fk_text_blocks_centre"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text_blocks")),
        sa.UniqueConstraint("centre_id", "id", name=op.f("uq_text_blocks_centre_id_id")),
        sa.UniqueConstraint("centre_id", "name", name=op.f("uq_text_blocks_centre_id_name")),
    )
    op.create_table(
        "result_holds",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("centre_id", types.Id(), nullable=False),
        sa.Column("exam_registration_id", types.Id(), nullable=False),
        sa.Column("component", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("placed_at", types.Instant(), nullable=False),
        sa.Column("placed_by_id", types.Id(), nullable=True),
        sa.Column("lifted_at", types.Instant(), nullable=True),
        sa.Column("lifted_by_id", types.Id(), nullable=True),
        sa.Column("lift_reason", sa.String(length=500), nullable=True),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.Column("deleted_at", types.Instant(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "component IN ('theory', 'tasting')", name=op.f("ck_result_holds_component")
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "exam_registration_id"],
            ["exam_registrations.centre_id", "exam_registrations.id"],
            name=op.f("fk_result_holds_exam_registration"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "lifted_by_id"],
            ["staff.centre_id", "staff.id"],
            name=op.f("fk_result_holds_lifted_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "placed_by_id"],
            ["staff.centre_id", "staff.id"],
            name=op.f("fk_result_holds_placed_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centres.id"],
            name=op.f("fk_result_holds_centre"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_result_holds")),
        sa.UniqueConstraint("centre_id", "id", name=op.f("uq_result_holds_centre_id_id")),
    )
    op.create_index(
        "ix_result_holds_registration",
        "result_holds",
        ["centre_id", "exam_registration_id"],
        unique=False,
    )

    op.create_table(
        "mark_entries",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("centre_id", types.Id(), nullable=False),
        sa.Column("exam_registration_id", types.Id(), nullable=False),
        sa.Column("component", sa.String(length=20), nullable=False),
        sa.Column("part", sa.String(length=40), server_default="", nullable=False),
        sa.Column("mark", types.Mark(), nullable=False),
        sa.Column("entered_by_id", types.Id(), nullable=False),
        sa.Column("entered_at", types.Instant(), nullable=False),
        sa.Column("result_version_id", types.Id(), nullable=True),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.Column("deleted_at", types.Instant(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "component IN ('theory', 'tasting')", name=op.f("ck_mark_entries_component")
        ),
        sa.CheckConstraint("mark >= 0", name=op.f("ck_mark_entries_mark")),
        sa.ForeignKeyConstraint(
            ["centre_id", "entered_by_id"],
            ["staff.centre_id", "staff.id"],
            name=op.f("fk_mark_entries_entered_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "exam_registration_id"],
            ["exam_registrations.centre_id", "exam_registrations.id"],
            name=op.f("fk_mark_entries_exam_registration"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "result_version_id"],
            ["result_versions.centre_id", "result_versions.id"],
            name=op.f("fk_mark_entries_result_version"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centres.id"],
            name=op.f("fk_mark_entries_centre"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mark_entries")),
        sa.UniqueConstraint("centre_id", "id", name=op.f("uq_mark_entries_centre_id_id")),
    )
    op.create_index(
        "uq_mark_entries_person",
        "mark_entries",
        ["centre_id", "exam_registration_id", "component", "part", "entered_by_id"],
        unique=True,
        sqlite_where=sa.text("deleted_at IS NULL AND result_version_id IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL AND result_version_id IS NULL"),
    )

    op.create_table(
        "enquiry_events",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("centre_id", types.Id(), nullable=False),
        sa.Column("exam_enquiry_id", types.Id(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("happened_at", types.Instant(), nullable=False),
        sa.Column("recorded_by_id", types.Id(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("reference", sa.String(length=120), nullable=True),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.Column("deleted_at", types.Instant(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('submitted', 'review_started', 'reviewer_changed', 'forwarded', 'answered', 'note', 'completed', 'rejected')",
            name=op.f("ck_enquiry_events_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "exam_enquiry_id"],
            ["exam_enquiries.centre_id", "exam_enquiries.id"],
            name=op.f("fk_enquiry_events_exam_enquiry"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "recorded_by_id"],
            ["staff.centre_id", "staff.id"],
            name=op.f("fk_enquiry_events_recorded_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centres.id"],
            name=op.f("fk_enquiry_events_centre"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enquiry_events")),
        sa.UniqueConstraint("centre_id", "id", name=op.f("uq_enquiry_events_centre_id_id")),
    )
    op.create_index(
        "ix_enquiry_events_enquiry",
        "enquiry_events",
        ["centre_id", "exam_enquiry_id"],
        unique=False,
    )
    _tell_candidates_apart()
    _extend_enquiries()
    _extend_notices()


def downgrade() -> None:
    _shorten_notices()
    _shorten_enquiries()
    for table in (
        *("candidate_distinctions", "enquiry_events"),
        *("mark_entries", "result_holds", "text_blocks"),
    ):
        op.drop_table(table)


def _tell_candidates_apart() -> None:
    references = {
        "candidate_id": "candidates",
        "other_id": "candidates",
        "told_by_id": "staff",
    }
    op.create_table(
        "candidate_distinctions",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("centre_id", types.Id(), nullable=False),
        sa.Column("candidate_id", types.Id(), nullable=False),
        sa.Column("other_id", types.Id(), nullable=False),
        sa.Column("told_by_id", types.Id(), nullable=True),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.Column("deleted_at", types.Instant(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=True),
        *(
            sa.ForeignKeyConstraint(
                ["centre_id", column],
                [f"{table}.centre_id", f"{table}.id"],
                name=_key("candidate_distinctions", column),
                initially="DEFERRED",
                deferrable=True,
            )
            for column, table in references.items()
        ),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centres.id"],
            name=op.f("fk_candidate_distinctions_centre"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_candidate_distinctions")),
        sa.UniqueConstraint("centre_id", "id", name=op.f("uq_candidate_distinctions_centre_id_id")),
    )


def _extend_enquiries() -> None:
    op.add_column("exam_enquiries", sa.Column("submitted_at", types.Instant(), nullable=True))
    op.execute("UPDATE exam_enquiries SET submitted_at = created_at")
    with op.batch_alter_table("exam_enquiries") as batch:
        batch.alter_column("submitted_at", existing_type=types.Instant(), nullable=False)
        batch.add_column(sa.Column("consent_given_on", sa.Date(), nullable=True))
        batch.add_column(sa.Column("due_on", sa.Date(), nullable=True))
        batch.add_column(sa.Column("resolution", sa.Text(), nullable=True))
        for column, table in _REFERENCES.items():
            batch.add_column(sa.Column(column, types.Id(), nullable=True))
            _refer(batch, "exam_enquiries", column, table)
    op.create_index(
        "ix_exam_enquiries_candidate", "exam_enquiries", ["centre_id", "candidate_id"], unique=False
    )


def _shorten_enquiries() -> None:
    op.drop_index("ix_exam_enquiries_candidate", "exam_enquiries")
    with op.batch_alter_table("exam_enquiries") as batch:
        for column in _REFERENCES:
            batch.drop_constraint(_key("exam_enquiries", column), type_="foreignkey")
            batch.drop_column(column)
        for column in ("submitted_at", "consent_given_on", "due_on", "resolution"):
            batch.drop_column(column)


def _extend_notices() -> None:
    with op.batch_alter_table("notices") as batch:
        for column, table in _NOTICE_REFERENCES.items():
            batch.add_column(sa.Column(column, types.Id(), nullable=True))
            _refer(batch, "notices", column, table)
        _change_kinds(batch, _KINDS_AS_ARE)


def _shorten_notices() -> None:
    """Messages of kinds that weren't known before can't stay."""
    notices = sa.table("notices", sa.column("kind"))
    op.execute(notices.delete().where(notices.c.kind.in_(_NEW_NOTICE_KINDS)))
    with op.batch_alter_table("notices") as batch:
        for column in _NOTICE_REFERENCES:
            batch.drop_constraint(_key("notices", column), type_="foreignkey")
            batch.drop_column(column)
        _change_kinds(batch, _KINDS_AS_WERE)


def _change_kinds(batch: BatchOperations, condition: str) -> None:
    batch.drop_constraint(op.f("ck_notices_kind"), type_="check")
    batch.create_check_constraint(op.f("ck_notices_kind"), condition)


def _key(table: str, column: str) -> str:
    return op.f(f"fk_{table}_{column.removesuffix('_id')}")


def _refer(batch: BatchOperations, table: str, column: str, target: str) -> None:
    batch.create_foreign_key(
        _key(table, column),
        target,
        ["centre_id", column],
        ["centre_id", "id"],
        initially="DEFERRED",
        deferrable=True,
    )

"""Candidates, their enrolments, registrations and marks."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Boolean, Date, Index, Integer, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped

from wset_desk.domain.catalogue import Component
from wset_desk.domain.registrations import RegistrationStatus, RegistrationType
from wset_desk.domain.results import ResultState
from wset_desk.storage.base import Base, Synced, check, column, one_of, reference, scoped
from wset_desk.storage.types import Id, Instant, Mark, Money

ENROLLMENT_STATUSES = ("enrolled", "cancelled")
ACTIVE_REGISTRATION = text(
    "deleted_at IS NULL AND status IN ('registered', 'completed', 'no_show')"
)


class Candidate(Base, Synced):
    """A person who sits exams. `candidate_number` is the awarding body's, unique in the centre.

    Of one whose data was erased (`erased_at`) nothing personal is left.
    """

    __tablename__ = "candidates"
    __table_args__ = scoped(
        check("extra_time", "extra_time_percent >= 0 AND extra_time_percent <= 300"),
        Index(
            "uq_candidates_number",
            "centre_id",
            "candidate_number",
            unique=True,
            sqlite_where=text("deleted_at IS NULL"),
            postgresql_where=text("deleted_at IS NULL"),
        ),
        Index("ix_candidates_name", "centre_id", "last_name", "first_name"),
        Index(
            "ix_candidates_erased",
            "centre_id",
            "erased_at",
            sqlite_where=text("erased_at IS NOT NULL"),
            postgresql_where=text("erased_at IS NOT NULL"),
        ),
    )

    candidate_number: Mapped[str | None] = column("guard", String(40), personal=True)
    first_name: Mapped[str] = column("guard", String(120), personal=True)
    last_name: Mapped[str] = column("guard", String(120), personal=True)
    birth_date: Mapped[date | None] = column("guard", Date, personal=True)
    email: Mapped[str | None] = column("merge", String(254), personal=True)
    phone: Mapped[str | None] = column("merge", String(40), personal=True)
    address: Mapped[str | None] = column("merge", Text, personal=True)
    extra_time_percent: Mapped[int] = column(
        "guard", Integer, personal=True, default=0, server_default="0"
    )
    rest_breaks: Mapped[bool] = column(
        "guard", Boolean, personal=True, default=False, server_default=text("false")
    )
    large_text: Mapped[bool] = column(
        "guard", Boolean, personal=True, default=False, server_default=text("false")
    )
    time_zone: Mapped[str | None] = column("merge", String(64), personal=True)
    adjustment_notes: Mapped[str | None] = column("merge", Text, personal=True)
    notes: Mapped[str | None] = column("merge", Text, personal=True)
    search_text: Mapped[str] = column("server", Text, personal=True, default="")
    erased_at: Mapped[datetime | None] = column("guard", Instant)


class CandidateMerge(Base, Synced):
    """Two records of one person made one; `moved` is what the merge changed, so that it undoes.

    `moved` has the ids of the rows that went over, per table, and the kept record's old values.
    """

    __tablename__ = "candidate_merges"
    __table_args__ = scoped(
        reference("kept_id", "candidates"),
        reference("merged_id", "candidates"),
        reference("merged_by_id", "staff"),
        Index("ix_candidate_merges_kept", "centre_id", "kept_id"),
    )

    kept_id: Mapped[UUID] = column("append", Id)
    merged_id: Mapped[UUID] = column("append", Id)
    merged_at: Mapped[datetime] = column("append", Instant)
    merged_by_id: Mapped[UUID | None] = column("append", Id)
    moved: Mapped[dict[str, Any]] = column("append", JSON, personal=True)
    undone_at: Mapped[datetime | None] = column("guard", Instant)


class CandidateDistinction(Base, Synced):
    """Two records that look like one person's and aren't: no more proposed for a merge."""

    __tablename__ = "candidate_distinctions"
    __table_args__ = scoped(
        reference("candidate_id", "candidates"),
        reference("other_id", "candidates"),
        reference("told_by_id", "staff"),
    )

    candidate_id: Mapped[UUID] = column("append", Id)
    other_id: Mapped[UUID] = column("append", Id)
    told_by_id: Mapped[UUID | None] = column("append", Id)


class CourseEnrollment(Base, Synced):
    """A candidate in a course session (in person), or in an offering from a start date (online).

    `window_ends_on` is the last day on which an online candidate may sit.
    """

    __tablename__ = "course_enrollments"
    __table_args__ = scoped(
        reference("candidate_id", "candidates"),
        reference("offering_id", "offerings"),
        reference("session_id", "sessions"),
        one_of("status", ENROLLMENT_STATUSES),
        check("session_or_start", "session_id IS NOT NULL OR start_date IS NOT NULL"),
        Index("ix_course_enrollments_candidate", "centre_id", "candidate_id"),
        Index("ix_course_enrollments_session", "centre_id", "session_id"),
        Index(
            "uq_course_enrollments_active",
            "centre_id",
            "candidate_id",
            "session_id",
            unique=True,
            sqlite_where=text("deleted_at IS NULL AND status = 'enrolled'"),
            postgresql_where=text("deleted_at IS NULL AND status = 'enrolled'"),
        ),
    )

    candidate_id: Mapped[UUID] = column("guard", Id)
    offering_id: Mapped[UUID] = column("guard", Id)
    session_id: Mapped[UUID | None] = column("guard", Id)
    start_date: Mapped[date | None] = column("guard", Date)
    window_ends_on: Mapped[date | None] = column("guard", Date)
    status: Mapped[str] = column("guard", String(20), default="enrolled", server_default="enrolled")
    completed_at: Mapped[datetime | None] = column("guard", Instant)


class ExamRegistration(Base, Synced):
    """A candidate in an exam session (specification: `exam_registrations`).

    Marks are on their component's own scale. `starts_at` and `ends_at` are the candidate's own
    times where extra time gives them others than the session's.
    """

    __tablename__ = "exam_registrations"
    __table_args__ = scoped(
        reference("candidate_id", "candidates"),
        reference("exam_session_id", "exam_sessions"),
        reference("course_enrollment_id", "course_enrollments"),
        reference("rescheduled_from_id", "exam_registrations"),
        reference("product_id", "products"),
        one_of("registration_type", RegistrationType),
        one_of("status", RegistrationStatus),
        check("theory_score", "theory_score >= 0"),
        check("tasting_score", "tasting_score >= 0"),
        one_of("theory_state", ResultState),
        one_of("tasting_state", ResultState),
        check("fee_amount", "fee_amount >= 0"),
        Index(
            "uq_exam_registrations_active",
            "centre_id",
            "exam_session_id",
            "candidate_id",
            unique=True,
            sqlite_where=ACTIVE_REGISTRATION,
            postgresql_where=ACTIVE_REGISTRATION,
        ),
        Index("ix_exam_registrations_candidate", "centre_id", "candidate_id"),
        Index("ix_exam_registrations_enrollment", "centre_id", "course_enrollment_id"),
    )

    candidate_id: Mapped[UUID] = column("guard", Id)
    exam_session_id: Mapped[UUID] = column("guard", Id)
    course_enrollment_id: Mapped[UUID | None] = column("guard", Id)
    registration_type: Mapped[str] = column("guard", String(20))
    registration_date: Mapped[datetime] = column("append", Instant)
    status: Mapped[str] = column(
        "guard", String(20), default="registered", server_default="registered"
    )
    seat: Mapped[str | None] = column("guard", String(20))
    starts_at: Mapped[datetime | None] = column("guard", Instant, personal=True)
    ends_at: Mapped[datetime | None] = column("guard", Instant, personal=True)
    theory_score: Mapped[Decimal | None] = column("guard", Mark, personal=True)
    theory_passed: Mapped[bool | None] = column("server", Boolean, personal=True)
    theory_state: Mapped[str | None] = column("guard", String(20))
    tasting_score: Mapped[Decimal | None] = column("guard", Mark, personal=True)
    tasting_passed: Mapped[bool | None] = column("server", Boolean, personal=True)
    tasting_state: Mapped[str | None] = column("guard", String(20))
    overall_passed: Mapped[bool | None] = column("server", Boolean, personal=True)
    result_date: Mapped[datetime | None] = column("guard", Instant)
    fee_amount: Mapped[Decimal] = column("guard", Money, default=Decimal(0), server_default="0")
    fee_paid: Mapped[bool] = column("server", Boolean, default=False, server_default=text("false"))
    product_id: Mapped[UUID | None] = column("guard", Id)
    rescheduled_from_id: Mapped[UUID | None] = column("guard", Id)
    fee_override_reason: Mapped[str | None] = column("guard", String(500), personal=True)


class ResultVersion(Base, Synced):
    """One version of one paper's result. Append-only: a correction is the next `number`.

    A version without a score says that the mark was taken back. `max_score`,
    `pass_mark_percentage` and `parts` (mark per part, as text) are what held at the time.
    """

    __tablename__ = "result_versions"
    __table_args__ = scoped(
        reference("exam_registration_id", "exam_registrations"),
        reference("entered_by_id", "staff"),
        one_of("component", Component),
        one_of("state", ResultState),
        check("score", "score >= 0 AND score <= max_score * 100"),
        UniqueConstraint(
            "centre_id",
            "exam_registration_id",
            "component",
            "number",
            name="uq_result_versions_number",
        ),
    )

    exam_registration_id: Mapped[UUID] = column("append", Id)
    component: Mapped[str] = column("append", String(20))
    number: Mapped[int] = column("append", Integer)
    state: Mapped[str] = column("append", String(20))
    score: Mapped[Decimal | None] = column("append", Mark, personal=True)
    previous_score: Mapped[Decimal | None] = column("append", Mark, personal=True)
    max_score: Mapped[int] = column("append", Integer)
    pass_mark_percentage: Mapped[Decimal] = column("append", Mark)
    parts: Mapped[dict[str, Any] | None] = column("append", JSON, personal=True)
    reason: Mapped[str | None] = column("append", String(500), personal=True)
    entered_by_id: Mapped[UUID | None] = column("append", Id)
    entered_at: Mapped[datetime] = column("append", Instant)

"""People who wait: for a seat in a full exam session, or for a decision on why they were absent."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Date, Index, Integer, String, Text, text
from sqlalchemy.orm import Mapped

from wset_desk.domain.registrations import RegistrationType
from wset_desk.storage.base import Base, Synced, check, column, one_of, reference, scoped
from wset_desk.storage.types import Id, Instant

WAITING_STATUSES = ("waiting", "offered", "booked", "withdrawn", "expired")
CONSIDERATION_STATUSES = ("requested", "approved", "refused")
_STILL_WAITING = text("deleted_at IS NULL AND status IN ('waiting', 'offered')")


class WaitingListEntry(Base, Synced):
    """A candidate's place in the line for an exam session; `position` is its strict order.

    While it is `offered`, a seat is held for the candidate until `offer_expires_at`.
    """

    __tablename__ = "waiting_list_entries"
    __table_args__ = scoped(
        reference("exam_session_id", "exam_sessions"),
        reference("candidate_id", "candidates"),
        reference("course_enrollment_id", "course_enrollments"),
        reference("exam_registration_id", "exam_registrations"),
        one_of("registration_type", RegistrationType),
        one_of("status", WAITING_STATUSES),
        check("position", "position > 0"),
        check("offer", "status <> 'offered' OR offer_expires_at IS NOT NULL"),
        Index("ix_waiting_list_entries_session", "centre_id", "exam_session_id", "position"),
        Index("ix_waiting_list_entries_candidate", "centre_id", "candidate_id"),
        Index(
            "uq_waiting_list_entries_waiting",
            "centre_id",
            "exam_session_id",
            "candidate_id",
            unique=True,
            sqlite_where=_STILL_WAITING,
            postgresql_where=_STILL_WAITING,
        ),
    )

    exam_session_id: Mapped[UUID] = column("append", Id)
    candidate_id: Mapped[UUID] = column("guard", Id)
    course_enrollment_id: Mapped[UUID] = column("append", Id)
    registration_type: Mapped[str] = column("append", String(20))
    position: Mapped[int] = column("guard", Integer)
    status: Mapped[str] = column("guard", String(20), default="waiting", server_default="waiting")
    joined_at: Mapped[datetime] = column("append", Instant)
    offered_at: Mapped[datetime | None] = column("guard", Instant)
    offer_expires_at: Mapped[datetime | None] = column("guard", Instant)
    exam_registration_id: Mapped[UUID | None] = column("guard", Id)


class SpecialConsideration(Base, Synced):
    """Why a candidate missed an exam, and whether the makeup's fee is waived for it."""

    __tablename__ = "special_considerations"
    __table_args__ = scoped(
        reference("exam_registration_id", "exam_registrations"),
        reference("decided_by_id", "staff"),
        one_of("status", CONSIDERATION_STATUSES),
        Index("ix_special_considerations_registration", "centre_id", "exam_registration_id"),
    )

    exam_registration_id: Mapped[UUID] = column("append", Id)
    evidence: Mapped[str] = column("guard", Text, personal=True)
    evidence_received_on: Mapped[date | None] = column("guard", Date)
    status: Mapped[str] = column(
        "guard", String(20), default="requested", server_default="requested"
    )
    reason: Mapped[str | None] = column("guard", String(500), personal=True)
    decided_by_id: Mapped[UUID | None] = column("guard", Id)
    decided_at: Mapped[datetime | None] = column("guard", Instant)

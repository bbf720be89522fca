"""Results that are challenged, and the case file of each."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Boolean, Date, Index, String, Text, text
from sqlalchemy.orm import Mapped

from wset_desk.domain.enquiries import (
    EnquiryEventKind,
    EnquiryOutcome,
    EnquiryStatus,
    EnquiryType,
)
from wset_desk.storage.base import Base, Synced, check, column, one_of, reference, scoped
from wset_desk.storage.types import Id, Instant, Mark, Money


class ExamEnquiry(Base, Synced):
    """A challenged result (specification: `exam_enquiries`).

    One of `both` papers stands on the theory registration; `tasting_registration_id` then names the
    other. The disputed versions are what the candidate was told when they asked. `due_on` is the
    day by which the candidate is answered, `appeal_of_id` the enquiry that this one appeals.
    """

    __tablename__ = "exam_enquiries"
    __table_args__ = scoped(
        reference("exam_registration_id", "exam_registrations"),
        reference("tasting_registration_id", "exam_registrations"),
        reference("candidate_id", "candidates"),
        reference("submitted_by_id", "staff"),
        reference("reviewer_id", "staff"),
        reference("resolved_by_id", "staff"),
        reference("disputed_theory_version_id", "result_versions"),
        reference("disputed_tasting_version_id", "result_versions"),
        reference("appeal_of_id", "exam_enquiries"),
        one_of("enquiry_type", EnquiryType),
        one_of("status", EnquiryStatus),
        one_of("outcome", EnquiryOutcome),
        check("enquiry_fee", "enquiry_fee >= 0"),
        Index("ix_exam_enquiries_registration", "centre_id", "exam_registration_id"),
        Index("ix_exam_enquiries_candidate", "centre_id", "candidate_id"),
    )

    exam_registration_id: Mapped[UUID] = column("guard", Id)
    tasting_registration_id: Mapped[UUID | None] = column("guard", Id)
    candidate_id: Mapped[UUID] = column("guard", Id)
    enquiry_type: Mapped[str] = column("guard", String(20))
    reason: Mapped[str] = column("guard", Text, personal=True)
    enquiry_fee: Mapped[Decimal] = column("guard", Money)
    submitted_at: Mapped[datetime] = column("guard", Instant)
    submitted_by_id: Mapped[UUID | None] = column("guard", Id)
    consent_given_on: Mapped[date | None] = column("guard", Date)
    due_on: Mapped[date | None] = column("guard", Date)
    disputed_theory_version_id: Mapped[UUID | None] = column("append", Id)
    disputed_tasting_version_id: Mapped[UUID | None] = column("append", Id)
    appeal_of_id: Mapped[UUID | None] = column("append", Id)
    status: Mapped[str] = column(
        "guard", String(20), default="submitted", server_default="submitted"
    )
    reviewer_id: Mapped[UUID | None] = column("guard", Id)
    outcome: Mapped[str | None] = column("guard", String(20))
    score_change_theory: Mapped[Decimal | None] = column("guard", Mark, personal=True)
    score_change_tasting: Mapped[Decimal | None] = column("guard", Mark, personal=True)
    result_changed: Mapped[bool] = column(
        "guard", Boolean, default=False, server_default=text("false")
    )
    fee_refunded: Mapped[bool] = column(
        "server", Boolean, default=False, server_default=text("false")
    )
    resolved_at: Mapped[datetime | None] = column("guard", Instant)
    resolved_by_id: Mapped[UUID | None] = column("guard", Id)
    resolution: Mapped[str | None] = column("guard", Text, personal=True)


class EnquiryEvent(Base, Synced):
    """An entry of an enquiry's case file: who did what, when; what the awarding body was sent and
    answered. Append-only."""

    __tablename__ = "enquiry_events"
    __table_args__ = scoped(
        reference("exam_enquiry_id", "exam_enquiries"),
        reference("recorded_by_id", "staff"),
        one_of("kind", EnquiryEventKind),
        Index("ix_enquiry_events_enquiry", "centre_id", "exam_enquiry_id"),
    )

    exam_enquiry_id: Mapped[UUID] = column("append", Id)
    kind: Mapped[str] = column("append", String(20))
    happened_at: Mapped[datetime] = column("append", Instant)
    recorded_by_id: Mapped[UUID | None] = column("append", Id)
    text: Mapped[str | None] = column("append", Text, personal=True)
    reference: Mapped[str | None] = column("append", String(120), personal=True)

"""What candidates are told, and files that came in."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped

from wset_desk.storage.base import Base, Synced, column, one_of, reference, scoped
from wset_desk.storage.types import Id, Instant

NOTICE_KINDS = (
    "booking",
    "move",
    "cancellation",
    "offer",
    "seat_offer",
    "makeup_invitation",
    "window",
    "result",
    "enquiry_received",
    "enquiry_outcome",
)
NOTICE_STATES = ("draft", "queued", "sent", "failed", "discarded")


class Notice(Base, Synced):
    """A message to one candidate; nothing is sent before somebody has seen it.

    `body` and `calendar` (its iCalendar file) are kept here for good: the audit log does without.
    `method` says how it went out (smtp, mail_program, copied).
    """

    __tablename__ = "notices"
    __table_args__ = scoped(
        reference("candidate_id", "candidates"),
        reference("exam_registration_id", "exam_registrations"),
        reference("exam_enquiry_id", "exam_enquiries"),
        reference("waiting_list_entry_id", "waiting_list_entries"),
        reference("sent_by_id", "staff"),
        one_of("kind", NOTICE_KINDS),
        one_of("state", NOTICE_STATES),
        Index("ix_notices_candidate", "centre_id", "candidate_id"),
        Index("ix_notices_state", "centre_id", "state"),
    )

    candidate_id: Mapped[UUID] = column("guard", Id)
    exam_registration_id: Mapped[UUID | None] = column("append", Id)
    exam_enquiry_id: Mapped[UUID | None] = column("append", Id)
    waiting_list_entry_id: Mapped[UUID | None] = column("append", Id)
    kind: Mapped[str] = column("append", String(20))
    recipient: Mapped[str | None] = column("guard", String(254), personal=True)
    subject: Mapped[str] = column("guard", String(300), personal=True)
    body: Mapped[str] = column("guard", Text, personal=True, secret=True)
    calendar: Mapped[str | None] = column("guard", Text, personal=True, secret=True)
    state: Mapped[str] = column("guard", String(20), default="draft", server_default="draft")
    method: Mapped[str | None] = column("guard", String(20))
    sent_at: Mapped[datetime | None] = column("guard", Instant)
    sent_by_id: Mapped[UUID | None] = column("guard", Id)
    failure: Mapped[str | None] = column("guard", String(500), personal=True)


class TextBlock(Base, Synced):
    """What the centre says in a message or a letter, where it isn't what is shipped."""

    __tablename__ = "text_blocks"
    __table_args__ = scoped(UniqueConstraint("centre_id", "name"))

    name: Mapped[str] = column("guard", String(60))
    text: Mapped[str] = column("guard", Text)


class ImportRun(Base, Synced):
    """One file that was brought in, and what came of its rows.

    `report` is the reconciliation report; `made` names the transaction by which the audit log knows
    what was made.
    """

    __tablename__ = "import_runs"
    __table_args__ = scoped(
        reference("imported_by_id", "staff"),
        Index("ix_import_runs_imported_at", "centre_id", "imported_at"),
    )

    kind: Mapped[str] = column("append", String(20))
    file_name: Mapped[str] = column("append", String(260), personal=True)
    imported_at: Mapped[datetime] = column("append", Instant)
    imported_by_id: Mapped[UUID | None] = column("append", Id)
    report: Mapped[dict[str, Any]] = column("append", JSON, personal=True)
    made: Mapped[dict[str, Any]] = column("append", JSON)
    taken_out_at: Mapped[datetime | None] = column("guard", Instant)

"""Remote invigilation: when staff can watch, when nobody can, and what has to be done before."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped

from wset_desk.storage.base import Base, Synced, check, column, one_of, reference, scoped
from wset_desk.storage.types import Id, Instant

TASK_KINDS = ("system_check", "link")


class StaffAvailability(Base, Synced):
    """A stretch of time in which a member of staff can invigilate remotely."""

    __tablename__ = "staff_availability"
    __table_args__ = scoped(
        reference("staff_id", "staff"),
        check("order", "starts_at < ends_at"),
        Index("ix_staff_availability_staff", "centre_id", "staff_id", "starts_at"),
    )

    staff_id: Mapped[UUID] = column("guard", Id)
    starts_at: Mapped[datetime] = column("guard", Instant)
    ends_at: Mapped[datetime] = column("guard", Instant)


class BlackOut(Base, Synced):
    """A stretch of time in which the centre invigilates nothing remotely."""

    __tablename__ = "black_outs"
    __table_args__ = scoped(
        check("order", "starts_at < ends_at"),
        Index("ix_black_outs_starts_at", "centre_id", "starts_at"),
    )

    starts_at: Mapped[datetime] = column("guard", Instant)
    ends_at: Mapped[datetime] = column("guard", Instant)
    reason: Mapped[str | None] = column("guard", String(200))


class RegistrationTask(Base, Synced):
    """What has to be done before a remote exam; `detail` is the link, or what the check found."""

    __tablename__ = "registration_tasks"
    __table_args__ = scoped(
        reference("exam_registration_id", "exam_registrations"),
        reference("done_by_id", "staff"),
        one_of("kind", TASK_KINDS),
        Index("ix_registration_tasks_registration", "centre_id", "exam_registration_id"),
    )

    exam_registration_id: Mapped[UUID] = column("append", Id)
    kind: Mapped[str] = column("append", String(20))
    due_at: Mapped[datetime] = column("guard", Instant)
    done_at: Mapped[datetime | None] = column("guard", Instant)
    done_by_id: Mapped[UUID | None] = column("guard", Id)
    detail: Mapped[str | None] = column("guard", String(500), personal=True)

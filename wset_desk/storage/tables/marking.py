"""What happens to a mark before it is a result: independent entries of it, and holds."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Index, String, text
from sqlalchemy.orm import Mapped

from wset_desk.domain.catalogue import Component
from wset_desk.storage.base import Base, Synced, check, column, one_of, reference, scoped
from wset_desk.storage.types import Id, Instant, Mark

_UNSETTLED = text("deleted_at IS NULL AND result_version_id IS NULL")


class MarkEntry(Base, Synced):
    """A mark as one of two people typed it, where the centre has marks entered twice.

    `part` is empty for a paper that isn't marked by part. `result_version_id` names the version in
    which the entries ended, agreeing or decided by a third person; until then they are nobody's
    result. Who types their own anew deletes what they had typed.
    """

    __tablename__ = "mark_entries"
    __table_args__ = scoped(
        reference("exam_registration_id", "exam_registrations"),
        reference("entered_by_id", "staff"),
        reference("result_version_id", "result_versions"),
        one_of("component", Component),
        check("mark", "mark >= 0"),
        Index(
            "uq_mark_entries_person",
            "centre_id",
            "exam_registration_id",
            "component",
            "part",
            "entered_by_id",
            unique=True,
            sqlite_where=_UNSETTLED,
            postgresql_where=_UNSETTLED,
        ),
    )

    exam_registration_id: Mapped[UUID] = column("append", Id)
    component: Mapped[str] = column("append", String(20))
    part: Mapped[str] = column("append", String(40), default="", server_default="")
    mark: Mapped[Decimal] = column("append", Mark, personal=True)
    entered_by_id: Mapped[UUID] = column("append", Id)
    entered_at: Mapped[datetime] = column("append", Instant)
    result_version_id: Mapped[UUID | None] = column("guard", Id)


class ResultHold(Base, Synced):
    """A result that waits, for a reason: while its hold isn't lifted it is neither confirmed nor
    released."""

    __tablename__ = "result_holds"
    __table_args__ = scoped(
        reference("exam_registration_id", "exam_registrations"),
        reference("placed_by_id", "staff"),
        reference("lifted_by_id", "staff"),
        one_of("component", Component),
        Index("ix_result_holds_registration", "centre_id", "exam_registration_id"),
    )

    exam_registration_id: Mapped[UUID] = column("append", Id)
    component: Mapped[str] = column("append", String(20))
    reason: Mapped[str] = column("append", String(500), personal=True)
    placed_at: Mapped[datetime] = column("append", Instant)
    placed_by_id: Mapped[UUID | None] = column("append", Id)
    lifted_at: Mapped[datetime | None] = column("guard", Instant)
    lifted_by_id: Mapped[UUID | None] = column("guard", Id)
    lift_reason: Mapped[str | None] = column("guard", String(500), personal=True)

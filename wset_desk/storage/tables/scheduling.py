"""Course sessions with their days, and exam sessions."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Boolean, Date, Index, Integer, String, text
from sqlalchemy.orm import Mapped

from wset_desk.domain.catalogue import DeliveryMethod
from wset_desk.domain.registrations import SessionType
from wset_desk.storage.base import Base, Synced, check, column, one_of, reference, scoped
from wset_desk.storage.types import Id, Instant

SESSION_STATUSES = ("scheduled", "cancelled")


class CourseSession(Base, Synced):
    """A dated run of an offering (specification: `sessions`; SQLAlchemy has a Session of its own).

    `starts_on` and `ends_on` repeat the first and last course day, for lists.
    """

    __tablename__ = "sessions"
    __table_args__ = scoped(
        reference("offering_id", "offerings"),
        reference("room_id", "rooms"),
        one_of("delivery_method", DeliveryMethod),
        one_of("status", SESSION_STATUSES),
        check("capacity", "max_capacity > 0"),
        check("days", "starts_on <= ends_on"),
        Index("ix_sessions_starts_on", "centre_id", "starts_on"),
    )

    offering_id: Mapped[UUID] = column("guard", Id)
    name: Mapped[str] = column("guard", String(200))
    starts_on: Mapped[date] = column("guard", Date)
    ends_on: Mapped[date] = column("guard", Date)
    location: Mapped[str | None] = column("guard", String(200))
    room_id: Mapped[UUID | None] = column("guard", Id)
    max_capacity: Mapped[int] = column("guard", Integer)
    delivery_method: Mapped[str] = column(
        "guard",
        String(20),
        default=DeliveryMethod.IN_PERSON,
        server_default=DeliveryMethod.IN_PERSON.value,
    )
    status: Mapped[str] = column(
        "guard", String(20), default="scheduled", server_default="scheduled"
    )
    cancellation_reason: Mapped[str | None] = column("guard", String(500))


class SessionDay(Base, Synced):
    """One day of a course session."""

    __tablename__ = "session_days"
    __table_args__ = scoped(
        reference("session_id", "sessions"),
        check("order", "starts_at < ends_at"),
        Index("ix_session_days_session", "centre_id", "session_id"),
    )

    session_id: Mapped[UUID] = column("guard", Id)
    starts_at: Mapped[datetime] = column("guard", Instant)
    ends_at: Mapped[datetime] = column("guard", Instant)


class ExamSession(Base, Synced):
    """A scheduled exam, bundled or standing alone (specification: `exam_sessions`)."""

    __tablename__ = "exam_sessions"
    __table_args__ = scoped(
        reference("exam_template_id", "exam_templates"),
        reference("course_session_id", "sessions"),
        reference("room_id", "rooms"),
        reference("product_id", "products"),
        one_of("delivery_method", DeliveryMethod),
        one_of("session_type", SessionType),
        one_of("status", SESSION_STATUSES),
        check("order", "exam_end_time IS NULL OR exam_date < exam_end_time"),
        check("capacity", "max_capacity > 0"),
        check(
            "never_over_capacity",
            "current_enrollment >= 0 AND current_enrollment <= max_capacity",
        ),
        Index("ix_exam_sessions_exam_date", "centre_id", "exam_date"),
        Index("ix_exam_sessions_course_session", "centre_id", "course_session_id"),
    )

    exam_template_id: Mapped[UUID] = column("guard", Id)
    course_session_id: Mapped[UUID | None] = column("guard", Id)
    name: Mapped[str | None] = column("guard", String(200))
    exam_date: Mapped[datetime] = column("guard", Instant)
    exam_end_time: Mapped[datetime | None] = column("guard", Instant)
    location: Mapped[str | None] = column("guard", String(200))
    room_id: Mapped[UUID | None] = column("guard", Id)
    proctor: Mapped[str | None] = column("guard", String(200))
    delivery_method: Mapped[str] = column(
        "guard",
        String(20),
        default=DeliveryMethod.IN_PERSON,
        server_default=DeliveryMethod.IN_PERSON.value,
    )
    max_capacity: Mapped[int] = column("guard", Integer)
    current_enrollment: Mapped[int] = column("server", Integer, default=0, server_default="0")
    session_type: Mapped[str] = column("guard", String(20))
    booking_enabled: Mapped[bool] = column(
        "guard", Boolean, default=True, server_default=text("true")
    )
    registration_deadline: Mapped[datetime | None] = column("guard", Instant)
    product_id: Mapped[UUID | None] = column("guard", Id)
    status: Mapped[str] = column(
        "guard", String(20), default="scheduled", server_default="scheduled"
    )
    cancellation_reason: Mapped[str | None] = column("guard", String(500))

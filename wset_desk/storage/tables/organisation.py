"""The centre itself: its people, rooms and settings."""

from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Boolean, Index, Integer, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped

from wset_desk.storage.base import Base, Synced, check, column, reference, scoped
from wset_desk.storage.types import Id


class Centre(Base, Synced):
    """One exam centre; its `centre_id` is its own `id`. Currency is an ISO 4217 code."""

    __tablename__ = "centres"
    __table_args__ = scoped()

    name: Mapped[str] = column("guard", String(200))
    time_zone: Mapped[str] = column("guard", String(64))
    currency: Mapped[str] = column("guard", String(3), default="GBP", server_default="GBP")
    is_sample: Mapped[bool] = column("guard", Boolean, default=False, server_default=text("false"))
    address: Mapped[str | None] = column("guard", Text)
    email: Mapped[str | None] = column("guard", String(254))
    phone: Mapped[str | None] = column("guard", String(40))


class CentreImage(Base, Synced):
    """A picture of the centre's, such as its logo; `content` is its file in base64."""

    __tablename__ = "centre_images"
    __table_args__ = scoped(UniqueConstraint("centre_id", "name"))

    name: Mapped[str] = column("guard", String(40))
    media_type: Mapped[str] = column("guard", String(40))
    content: Mapped[str] = column("guard", Text, secret=True)


class Staff(Base, Synced):
    """A person who works at the centre; `roles` is a list of role names."""

    __tablename__ = "staff"
    __table_args__ = scoped(UniqueConstraint("centre_id", "username"))

    username: Mapped[str] = column("guard", String(64))
    name: Mapped[str] = column("guard", String(200), personal=True)
    email: Mapped[str | None] = column("merge", String(254), personal=True)
    roles: Mapped[list[str]] = column("guard", JSON)
    password_hash: Mapped[str | None] = column("guard", String(255), secret=True)
    active: Mapped[bool] = column("guard", Boolean, default=True, server_default=text("true"))


class Room(Base, Synced):
    __tablename__ = "rooms"
    __table_args__ = scoped(UniqueConstraint("centre_id", "name"), check("seats", "seats >= 0"))

    name: Mapped[str] = column("guard", String(120))
    seats: Mapped[int] = column("guard", Integer)
    active: Mapped[bool] = column("guard", Boolean, default=True, server_default=text("true"))


class SettingValue(Base, Synced):
    """What a centre, a person or a course has set; `scope_id` is the id of whichever it is."""

    __tablename__ = "settings"
    __table_args__ = scoped(
        Index(
            "uq_settings_name",
            "centre_id",
            "name",
            "scope_id",
            unique=True,
            sqlite_where=text("deleted_at IS NULL"),
            postgresql_where=text("deleted_at IS NULL"),
        )
    )

    name: Mapped[str] = column("guard", String(80))
    scope_id: Mapped[UUID] = column("guard", Id)
    value: Mapped[Any] = column("guard", JSON)


class SessionStaff(Base, Synced):
    """Who teaches a course session, or invigilates an exam session: exactly one of the two."""

    __tablename__ = "session_staff"
    __table_args__ = scoped(
        reference("staff_id", "staff"),
        reference("session_id", "sessions"),
        reference("exam_session_id", "exam_sessions"),
        check("one_session", "(session_id IS NULL) <> (exam_session_id IS NULL)"),
        Index("ix_session_staff_staff", "centre_id", "staff_id"),
        Index("ix_session_staff_exam_session", "centre_id", "exam_session_id"),
    )

    staff_id: Mapped[UUID] = column("guard", Id)
    session_id: Mapped[UUID | None] = column("guard", Id)
    exam_session_id: Mapped[UUID | None] = column("guard", Id)

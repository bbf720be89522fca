"""The final certification exam (specification: attempts, entitlements, certificates)."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Boolean, Index, Integer, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped

from wset_desk.storage.base import Base, Synced, column, one_of, reference, scoped
from wset_desk.storage.types import Id, Instant, Mark, Money

ENTITLEMENT_SOURCES = ("PAID", "POINTS", "INCLUDED_IN_PREMIUM")


class FinalExamAttempt(Base, Synced):
    """The frozen question set, order and scoring of one attempt; `id` is its `attemptId`."""

    __tablename__ = "final_exam_attempts"
    __table_args__ = scoped(
        reference("player_id", "candidates"),
        reference("course_id", "courses"),
        Index("ix_final_exam_attempts_player", "centre_id", "player_id", "course_id"),
    )

    player_id: Mapped[UUID] = column("server", Id)
    course_id: Mapped[UUID] = column("server", Id)
    question_ids: Mapped[list[str]] = column("server", JSON)
    question_order: Mapped[list[int]] = column("server", JSON)
    answer_order_by_question: Mapped[dict[str, Any]] = column("server", JSON)
    answers: Mapped[list[Any]] = column("server", JSON, personal=True)
    correct_count: Mapped[int | None] = column("server", Integer)
    score_percent_raw: Mapped[Decimal | None] = column("server", Mark)
    score_percent_integer: Mapped[int | None] = column("server", Integer)
    passed: Mapped[bool | None] = column("server", Boolean)
    started_at_iso: Mapped[datetime] = column("server", Instant)
    submitted_at_iso: Mapped[datetime | None] = column("server", Instant)
    is_discarded: Mapped[bool] = column(
        "server", Boolean, default=False, server_default=text("false")
    )
    discard_reason: Mapped[str | None] = column("server", String(40))


class CertificateEntitlement(Base, Synced):
    """Proof that a candidate may take a course's final exam."""

    __tablename__ = "certificate_entitlements"
    __table_args__ = scoped(
        reference("player_id", "candidates"),
        reference("course_id", "courses"),
        one_of("source", ENTITLEMENT_SOURCES),
        UniqueConstraint("centre_id", "player_id", "course_id"),
    )

    player_id: Mapped[UUID] = column("server", Id)
    course_id: Mapped[UUID] = column("server", Id)
    entitled: Mapped[bool] = column("server", Boolean, default=False, server_default=text("false"))
    source: Mapped[str] = column("server", String(30))
    price_paid: Mapped[Decimal | None] = column("server", Money)
    points_spent: Mapped[int | None] = column("server", Integer)
    entitled_at_iso: Mapped[datetime | None] = column("server", Instant)


class Certificate(Base, Synced):
    """An issued certificate; its public page is `/certificate/{verification_slug}`."""

    __tablename__ = "certificates"
    __table_args__ = scoped(
        reference("player_id", "candidates"),
        reference("course_id", "courses"),
        reference("last_attempt_id", "final_exam_attempts"),
        UniqueConstraint("verification_slug"),
        UniqueConstraint("centre_id", "player_id", "course_id"),
    )

    player_id: Mapped[UUID] = column("server", Id)
    course_id: Mapped[UUID] = column("server", Id)
    verification_slug: Mapped[str] = column("server", String(64))
    final_exam_score_percent_integer: Mapped[int] = column("server", Integer)
    last_attempt_id: Mapped[UUID] = column("server", Id)
    issued_at_iso: Mapped[datetime] = column("server", Instant)
    is_public: Mapped[bool] = column("server", Boolean, default=False, server_default=text("false"))
    is_revoked: Mapped[bool] = column(
        "server", Boolean, default=False, server_default=text("false")
    )
    revoked_at_iso: Mapped[datetime | None] = column("server", Instant)
    revoked_reason: Mapped[str | None] = column("server", String(200), personal=True)

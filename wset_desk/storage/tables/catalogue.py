"""Courses, the offerings in which they are sold, their exam templates, and products."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Boolean, Date, Index, Integer, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped

from wset_desk.domain.catalogue import BundledTiming, CourseFormat, ExamType
from wset_desk.domain.enquiries import EnquiryType
from wset_desk.domain.pricing import ProductKind
from wset_desk.storage.base import Base, Synced, check, column, one_of, reference, scoped
from wset_desk.storage.types import Id, Mark, Money


class Course(Base, Synced):
    """The catalogue. `pool_course_id` names the course whose question pool this one draws from."""

    __tablename__ = "courses"
    __table_args__ = scoped(reference("pool_course_id", "courses"), check("level", "level > 0"))

    title: Mapped[str] = column("guard", String(200))
    subject: Mapped[str] = column("guard", String(80))
    level: Mapped[int] = column("guard", Integer)
    language: Mapped[str] = column("guard", String(16), default="en", server_default="en")
    is_premium: Mapped[bool] = column("guard", Boolean, default=False, server_default=text("false"))
    certificate_price: Mapped[Decimal | None] = column("guard", Money)
    certificate_points: Mapped[int | None] = column("guard", Integer)
    pool_course_id: Mapped[UUID | None] = column("guard", Id)


class RuleProfileRecord(Base, Synced):
    """A rule profile as data: `rules` is `RuleProfile.to_dict()`."""

    __tablename__ = "rule_profiles"
    __table_args__ = scoped(UniqueConstraint("centre_id", "name"))

    name: Mapped[str] = column("guard", String(80))
    rules: Mapped[dict[str, Any]] = column("guard", JSON)


class Offering(Base, Synced):
    """A course sold in a format, under a rule profile."""

    __tablename__ = "offerings"
    __table_args__ = scoped(
        reference("course_id", "courses"),
        reference("rule_profile_id", "rule_profiles"),
        reference("product_id", "products"),
        one_of("course_format", CourseFormat),
        check("wset_level", "wset_level > 0"),
    )

    course_id: Mapped[UUID] = column("guard", Id)
    rule_profile_id: Mapped[UUID] = column("guard", Id)
    name: Mapped[str] = column("guard", String(200))
    wset_level: Mapped[int] = column("guard", Integer)
    course_format: Mapped[str] = column("guard", String(20))
    product_id: Mapped[UUID | None] = column("guard", Id)
    active: Mapped[bool] = column("guard", Boolean, default=True, server_default=text("true"))


class ExamTemplate(Base, Synced):
    """The structure of one exam of an offering (specification: `exam_templates`)."""

    __tablename__ = "exam_templates"
    __table_args__ = scoped(
        reference("course_offering_id", "offerings"),
        one_of("exam_type", ExamType),
        one_of("bundled_timing", BundledTiming),
        check("duration", "duration_minutes > 0"),
        check("pass_mark", "pass_mark_percentage >= 0 AND pass_mark_percentage <= 10000"),
        check("max_score", "max_score > 0"),
    )

    course_offering_id: Mapped[UUID] = column("guard", Id)
    name: Mapped[str] = column("guard", String(200))
    exam_type: Mapped[str] = column("guard", String(20))
    duration_minutes: Mapped[int] = column("guard", Integer)
    pass_mark_percentage: Mapped[Decimal] = column("guard", Mark)
    max_score: Mapped[int] = column("guard", Integer, default=100, server_default="100")
    is_bundled_with_course: Mapped[bool] = column(
        "guard", Boolean, default=True, server_default=text("true")
    )
    bundled_timing: Mapped[str | None] = column("guard", String(20))
    can_schedule_independently: Mapped[bool] = column(
        "guard", Boolean, default=False, server_default=text("false")
    )
    scheduling_window_days: Mapped[int] = column(
        "guard", Integer, default=365, server_default="365"
    )
    allows_resits: Mapped[bool] = column(
        "guard", Boolean, default=True, server_default=text("true")
    )
    allows_enquiries: Mapped[bool] = column(
        "guard", Boolean, default=True, server_default=text("true")
    )
    active: Mapped[bool] = column("guard", Boolean, default=True, server_default=text("true"))


class Product(Base, Synced):
    """Something that is charged. Bundled products belong to an offering, the others to a level."""

    __tablename__ = "products"
    __table_args__ = scoped(
        one_of("kind", ProductKind),
        one_of("enquiry_type", EnquiryType),
        check("price", "price >= 0"),
    )

    kind: Mapped[str] = column("guard", String(20))
    name: Mapped[str] = column("guard", String(200))
    level: Mapped[int | None] = column("guard", Integer)
    enquiry_type: Mapped[str | None] = column("guard", String(20))
    price: Mapped[Decimal] = column("guard", Money)
    active: Mapped[bool] = column("guard", Boolean, default=True, server_default=text("true"))


class ProductPrice(Base, Synced):
    """What a product costs from a day on; before its first one, the product's own `price`."""

    __tablename__ = "product_prices"
    __table_args__ = scoped(
        reference("product_id", "products"),
        check("price", "price >= 0"),
        Index(
            "uq_product_prices_day",
            "centre_id",
            "product_id",
            "valid_from",
            unique=True,
            sqlite_where=text("deleted_at IS NULL"),
            postgresql_where=text("deleted_at IS NULL"),
        ),
    )

    product_id: Mapped[UUID] = column("append", Id)
    valid_from: Mapped[date] = column("guard", Date)
    price: Mapped[Decimal] = column("guard", Money)

"""What is told of courses, offerings and exam templates, and how it is read from their rows."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from sqlalchemy import func, or_, select

from wset_desk.domain.catalogue import BundledTiming, CourseFormat, ExamType, RuleProfile
from wset_desk.domain.errors import DomainError
from wset_desk.domain.results import ResultState
from wset_desk.storage.schema import (
    Course,
    CourseEnrollment,
    CourseSession,
    ExamRegistration,
    ExamSession,
    ExamTemplate,
    Offering,
    Product,
    ResultVersion,
    RuleProfileRecord,
)
from wset_desk.storage.unit_of_work import UnitOfWork

SETTLED = (ResultState.CONFIRMED, ResultState.RELEASED)
"""The states in which a result can't be judged by other rules any more."""


@dataclass(frozen=True)
class CourseRow:
    id: UUID
    title: str
    subject: str
    level: int
    language: str
    is_premium: bool


@dataclass(frozen=True)
class TemplateRow:
    """One exam template. `pass_mark_percentage` is a percentage, `max_score` the marks there are.

    `result_confirmed`: its duration, pass mark, maximum and rule profile can't change any more.
    """

    id: UUID
    name: str
    exam_type: ExamType
    duration_minutes: int
    pass_mark_percentage: Decimal
    max_score: int
    is_bundled_with_course: bool
    bundled_timing: BundledTiming | None
    can_schedule_independently: bool
    scheduling_window_days: int
    allows_resits: bool
    allows_enquiries: bool
    active: bool
    result_confirmed: bool = False


@dataclass(frozen=True)
class OfferingRow:
    id: UUID
    name: str
    course_id: UUID
    course_title: str
    subject: str
    level: int
    course_format: CourseFormat
    rule_profile: str
    price: Decimal
    active: bool
    templates: tuple[TemplateRow, ...]


@dataclass(frozen=True)
class OfferingDetail(OfferingRow):
    """`profile` holds the rules behind `rule_profile`; `in_use` counts runs and enrolments."""

    profile: RuleProfile
    in_use: int


def course_row(course: Course) -> CourseRow:
    return CourseRow(
        course.id, course.title, course.subject, course.level, course.language, course.is_premium
    )


def template_row(template: ExamTemplate, *, result_confirmed: bool = False) -> TemplateRow:
    timing = template.bundled_timing
    return TemplateRow(
        id=template.id,
        name=template.name,
        exam_type=ExamType(template.exam_type),
        duration_minutes=template.duration_minutes,
        pass_mark_percentage=template.pass_mark_percentage,
        max_score=template.max_score,
        is_bundled_with_course=template.is_bundled_with_course,
        bundled_timing=None if timing is None else BundledTiming(timing),
        can_schedule_independently=template.can_schedule_independently,
        scheduling_window_days=template.scheduling_window_days,
        allows_resits=template.allows_resits,
        allows_enquiries=template.allows_enquiries,
        active=template.active,
        result_confirmed=result_confirmed,
    )


def offering_rows(uow: UnitOfWork) -> tuple[OfferingRow, ...]:
    """Every offering with its templates, by level and name."""
    rows = uow.session.execute(
        select(Offering, Course, RuleProfileRecord.name, Product.price)
        .join(Course, Course.id == Offering.course_id)
        .join(RuleProfileRecord, RuleProfileRecord.id == Offering.rule_profile_id)
        .join(Product, Product.id == Offering.product_id)
        .order_by(Offering.wset_level, Offering.name, Offering.id)
    ).all()
    templates = list(uow.session.scalars(select(ExamTemplate).order_by(ExamTemplate.id)))
    return tuple(
        OfferingRow(
            id=offering.id,
            name=offering.name,
            course_id=course.id,
            course_title=course.title,
            subject=course.subject,
            level=offering.wset_level,
            course_format=CourseFormat(offering.course_format),
            rule_profile=profile_name,
            price=price,
            active=offering.active,
            templates=tuple(
                template_row(each) for each in templates if each.course_offering_id == offering.id
            ),
        )
        for offering, course, profile_name, price in rows
    )


def offering_detail(uow: UnitOfWork, offering: Offering) -> OfferingDetail:
    course = uow.get(Course, offering.course_id)
    profile = profile_of(uow, offering)
    return OfferingDetail(
        id=offering.id,
        name=offering.name,
        course_id=course.id,
        course_title=course.title,
        subject=course.subject,
        level=offering.wset_level,
        course_format=CourseFormat(offering.course_format),
        rule_profile=profile.name,
        price=_price_of(uow, offering),
        active=offering.active,
        templates=tuple(
            template_row(each, result_confirmed=has_settled_result(uow, each))
            for each in templates_of(uow, offering.id)
        ),
        profile=profile,
        in_use=times_used(uow, offering),
    )


def _price_of(uow: UnitOfWork, offering: Offering) -> Decimal:
    if offering.product_id is None:
        return Decimal("0.00")
    return uow.get(Product, offering.product_id).price


def profile_of(uow: UnitOfWork, offering: Offering) -> RuleProfile:
    """The rules under which the offering is examined."""
    return RuleProfile.from_dict(uow.get(RuleProfileRecord, offering.rule_profile_id).rules)


def profile_record(uow: UnitOfWork, name: str) -> RuleProfileRecord:
    """The centre's rule profile of this name, or RULE_PROFILE_UNKNOWN."""
    record = uow.session.scalar(select(RuleProfileRecord).where(RuleProfileRecord.name == name))
    if record is None:
        raise DomainError("RULE_PROFILE_UNKNOWN", field="rule_profile", name=name)
    return record


def templates_of(uow: UnitOfWork, offering_id: UUID) -> tuple[ExamTemplate, ...]:
    """In the order in which they were made: that in which the papers are sat."""
    return tuple(
        uow.session.scalars(
            select(ExamTemplate)
            .where(ExamTemplate.course_offering_id == offering_id)
            .order_by(ExamTemplate.id)
        )
    )


def has_settled_result(uow: UnitOfWork, template: ExamTemplate) -> bool:
    """Whether a result of this template is confirmed, or was ever released.

    One that is being corrected stays with the rules by which its candidate was told.
    """
    released = select(ResultVersion.exam_registration_id).where(
        ResultVersion.state == ResultState.RELEASED
    )
    settled = or_(
        ExamRegistration.theory_state.in_(SETTLED),
        ExamRegistration.tasting_state.in_(SETTLED),
        ExamRegistration.id.in_(released),
    )
    found = uow.session.scalar(
        select(func.count(ExamRegistration.id))
        .join(ExamSession, ExamSession.id == ExamRegistration.exam_session_id)
        .where(ExamSession.exam_template_id == template.id, settled)
    )
    return bool(found)


def times_used(uow: UnitOfWork, offering: Offering) -> int:
    """How many course sessions, enrolments and exam sessions of its own the offering has."""
    used = (
        select(func.count(CourseSession.id)).where(CourseSession.offering_id == offering.id),
        select(func.count(CourseEnrollment.id)).where(CourseEnrollment.offering_id == offering.id),
        select(func.count(ExamSession.id))
        .join(ExamTemplate, ExamTemplate.id == ExamSession.exam_template_id)
        .where(ExamTemplate.course_offering_id == offering.id),
    )
    return sum(uow.session.scalar(each) or 0 for each in used)

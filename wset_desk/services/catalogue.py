"""Courses, and the offerings in which they are sold with their exam templates (rules 1 to 3)."""

from collections.abc import Iterable
from dataclasses import fields
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.catalogue import (
    LEVELS,
    CourseFormat,
    ExamTemplateSpec,
    RuleProfile,
    templates_for,
)
from wset_desk.domain.errors import DomainError
from wset_desk.domain.permissions import Permission
from wset_desk.domain.pricing import ProductKind
from wset_desk.services.catalogue_rows import (
    CourseRow,
    OfferingDetail,
    OfferingRow,
    course_row,
    offering_detail,
    offering_rows,
    profile_record,
    templates_of,
    times_used,
)
from wset_desk.services.contract import command, query
from wset_desk.storage.schema import Course, ExamTemplate, Offering, Product, RuleProfileRecord
from wset_desk.storage.unit_of_work import UnitOfWork


@query(Permission.VIEW_CATALOGUE)
def list_courses(uow: UnitOfWork) -> tuple[CourseRow, ...]:
    """The catalogue, by title."""
    rows = uow.session.scalars(select(Course).order_by(Course.title, Course.level))
    return tuple(course_row(course) for course in rows)


@command(Permission.MANAGE_CATALOGUE)
def create_course(
    uow: UnitOfWork,
    *,
    title: str,
    subject: str,
    level: int,
    language: str = "en",
    is_premium: bool = False,
) -> CourseRow:
    """Add a course to the catalogue. Refuses TITLE_MISSING, SUBJECT_MISSING, LEVEL_UNKNOWN."""
    course = new_course(uow, title, subject, level, language, is_premium=is_premium)
    return course_row(course)


@command(Permission.MANAGE_CATALOGUE)
def create_offering(
    uow: UnitOfWork,
    *,
    course_id: UUID,
    course_format: CourseFormat,
    name: str,
    rule_profile: str = "Seed",
    price: Decimal,
) -> OfferingDetail:
    """Sell a course in a format, with the exam templates and the product that go with it (rule 2).

    Refuses NAME_MISSING, AMOUNT_BELOW_ZERO, RULE_PROFILE_UNKNOWN.
    """
    course = uow.get(Course, course_id)
    return new_offering(
        uow,
        course,
        course_format=course_format,
        name=name,
        rule_profile=rule_profile,
        price=price,
    )


@command(Permission.MANAGE_CATALOGUE)
def create_course_with_offering(
    uow: UnitOfWork,
    *,
    title: str,
    subject: str,
    level: int,
    language: str = "en",
    course_format: CourseFormat,
    name: str,
    rule_profile: str = "Seed",
    price: Decimal,
) -> OfferingDetail:
    """`create_course` and `create_offering` in one: both, or neither."""
    course = new_course(uow, title, subject, level, language, is_premium=False)
    return new_offering(
        uow,
        course,
        course_format=course_format,
        name=name,
        rule_profile=rule_profile,
        price=price,
    )


def new_course(
    uow: UnitOfWork, title: str, subject: str, level: int, language: str, *, is_premium: bool
) -> Course:
    """`create_course`, for services of this layer."""
    if not title.strip():
        raise DomainError("TITLE_MISSING", field="title")
    if not subject.strip():
        raise DomainError("SUBJECT_MISSING", field="subject")
    if level not in LEVELS:
        raise DomainError("LEVEL_UNKNOWN", field="level", level=level)
    return uow.add(
        Course(
            title=title.strip(),
            subject=subject.strip(),
            level=level,
            language=language.strip() or "en",
            is_premium=is_premium,
        )
    )


def new_offering(
    uow: UnitOfWork,
    course: Course,
    *,
    course_format: CourseFormat,
    name: str,
    rule_profile: str,
    price: Decimal,
) -> OfferingDetail:
    """`create_offering`, for services of this layer."""
    rules = profile_record(uow, rule_profile)
    papers = templates_for(course.level, course_format, RuleProfile.from_dict(rules.rules))
    offering = add_offering(
        uow, course, rules, papers, course_format=course_format, name=name, price=price
    )
    uow.session.flush()
    return offering_detail(uow, offering)


def add_offering(
    uow: UnitOfWork,
    course: Course,
    rules: RuleProfileRecord,
    papers: Iterable[ExamTemplateSpec],
    *,
    course_format: CourseFormat,
    name: str,
    price: Decimal,
    active: bool = True,
) -> Offering:
    """An offering with its product and templates; asks nothing of the store."""
    _check_name_and_price(name, price)
    product = uow.add(
        Product(kind=ProductKind.BUNDLED, name=name.strip(), level=course.level, price=price)
    )
    offering = uow.add(
        Offering(
            course_id=course.id,
            rule_profile_id=rules.id,
            name=name.strip(),
            wset_level=course.level,
            course_format=CourseFormat(course_format),
            product_id=product.id,
            active=active,
        )
    )
    for spec in papers:
        values = {each.name: getattr(spec, each.name) for each in fields(spec)}
        uow.add(ExamTemplate(course_offering_id=offering.id, **values))
    return offering


def _check_name_and_price(name: str, price: Decimal) -> None:
    if not name.strip():
        raise DomainError("NAME_MISSING", field="name")
    if price < 0:
        raise DomainError("AMOUNT_BELOW_ZERO", field="price")


@command(Permission.MANAGE_CATALOGUE)
def edit_offering(
    uow: UnitOfWork, *, offering_id: UUID, name: str, price: Decimal, active: bool
) -> OfferingDetail:
    """Rename an offering, change its price (of what is sold from now on), or stop selling it.

    Refuses NAME_MISSING, AMOUNT_BELOW_ZERO.
    """
    _check_name_and_price(name, price)
    row = uow.get(Offering, offering_id)
    row.name, row.active = name.strip(), active
    if row.product_id is not None:
        product = uow.get(Product, row.product_id)
        product.name, product.price = name.strip(), price
    uow.session.flush()
    return offering_detail(uow, row)


@command(Permission.MANAGE_CATALOGUE)
def remove_offering(uow: UnitOfWork, *, offering_id: UUID, course_too: bool = False) -> None:
    """Take back an offering that nobody has used yet; OFFERING_IN_USE otherwise.

    `course_too`: its course as well, if that has no other offering.
    """
    offering = uow.get(Offering, offering_id)
    if times_used(uow, offering):
        raise DomainError("OFFERING_IN_USE")
    if offering.product_id is not None:
        uow.delete(uow.get(Product, offering.product_id))
    for template in templates_of(uow, offering_id):
        uow.delete(template)
    uow.delete(offering)
    others = select(Offering.id).where(
        Offering.course_id == offering.course_id, Offering.id != offering_id
    )
    if course_too and uow.session.scalar(others.limit(1)) is None:
        uow.delete(uow.get(Course, offering.course_id))


@query(Permission.VIEW_CATALOGUE)
def list_offerings(uow: UnitOfWork) -> tuple[OfferingRow, ...]:
    """Every offering with its templates, by level and name."""
    return offering_rows(uow)


@query(Permission.VIEW_CATALOGUE)
def offering(uow: UnitOfWork, *, offering_id: UUID) -> OfferingDetail:
    """One offering with its templates and rules, or NOT_FOUND."""
    return offering_detail(uow, uow.get(Offering, offering_id))


@query(Permission.VIEW_CATALOGUE)
def list_rule_profiles(uow: UnitOfWork) -> tuple[RuleProfile, ...]:
    """The centre's rule profiles, by name."""
    rows = uow.session.scalars(select(RuleProfileRecord).order_by(RuleProfileRecord.name))
    return tuple(RuleProfile.from_dict(row.rules) for row in rows)

"""Courses with their offerings, from files and into files."""

from collections.abc import Hashable, Iterator
from typing import ClassVar
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.catalogue import CourseFormat, RuleProfile
from wset_desk.domain.errors import DomainError
from wset_desk.domain.file_courses import COURSE_SPEC, CourseValues
from wset_desk.domain.file_fields import RecordSpec
from wset_desk.domain.names import fold
from wset_desk.services.catalogue import new_course, new_offering
from wset_desk.services.records.base import Known, Records
from wset_desk.storage.schema import Course, Offering, Product, RuleProfileRecord
from wset_desk.storage.unit_of_work import UnitOfWork

_CourseKey = tuple[str, str, int, str]


class CourseRecords(Records[CourseValues]):
    """Offerings by name and format; those of one title, subject, level and language share a
    course."""

    spec: ClassVar[RecordSpec[CourseValues]] = COURSE_SPEC
    identity = frozenset({"offering", "course_format"})
    fixed = frozenset({"title", "subject", "level", "language", "is_premium", "rule_profile"})

    def __init__(self, uow: UnitOfWork) -> None:
        super().__init__(uow)
        self._courses = {_course_key(each): each for each in uow.session.scalars(_COURSES)}
        rules = uow.session.scalars(select(RuleProfileRecord))
        self._profiles = {each.name: RuleProfile.from_dict(each.rules) for each in rules}

    def known(self) -> Iterator[Known[CourseValues]]:
        rows = self.uow.session.execute(
            select(Offering, Course, RuleProfileRecord.name, Product.price)
            .join(Course, Course.id == Offering.course_id)
            .join(RuleProfileRecord, RuleProfileRecord.id == Offering.rule_profile_id)
            .join(Product, Product.id == Offering.product_id)
            .order_by(Course.level, Offering.name, Offering.id)
        )
        for offering, course, rules, price in rows:
            values = CourseValues(
                offering=offering.name,
                course_format=CourseFormat(offering.course_format),
                title=course.title,
                subject=course.subject,
                level=course.level,
                language=course.language,
                is_premium=course.is_premium,
                rule_profile=rules,
                price=price,
                active=offering.active,
            )
            yield Known(offering.id, offering.name, values)

    def key(self, values: CourseValues) -> Hashable:
        return fold(values.offering), values.course_format

    def resolved(self, values: CourseValues) -> CourseValues:
        if values.rule_profile not in self._profiles:
            raise DomainError(
                "RULE_PROFILE_UNKNOWN", field="rule_profile", name=values.rule_profile
            )
        return values

    def accept(self, values: CourseValues) -> None:
        self._profiles[values.rule_profile].papers_of(values.level)

    def add(self, values: CourseValues) -> UUID:
        made = new_offering(
            self.uow,
            self._course_of(values),
            course_format=values.course_format,
            name=values.offering,
            rule_profile=values.rule_profile,
            price=values.price,
        )
        self.uow.get(Offering, made.id).active = values.active
        return made.id

    def change(self, record_id: UUID, before: CourseValues, after: CourseValues) -> None:
        offering = self.uow.get(Offering, record_id)
        offering.active = after.active
        if offering.product_id is not None:
            self.uow.get(Product, offering.product_id).price = after.price

    def finish(self) -> None:
        """Everything is settled row by row."""

    def _course_of(self, values: CourseValues) -> Course:
        key = (fold(values.title), fold(values.subject), values.level, fold(values.language))
        if key not in self._courses:
            self._courses[key] = new_course(
                self.uow,
                values.title,
                values.subject,
                values.level,
                values.language,
                is_premium=values.is_premium,
            )
        return self._courses[key]


_COURSES = select(Course)


def _course_key(course: Course) -> _CourseKey:
    return fold(course.title), fold(course.subject), course.level, fold(course.language)

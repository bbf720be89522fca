"""Courses with their offerings, from files and into files."""

from collections import defaultdict
from collections.abc import Hashable, Iterator
from dataclasses import fields, replace
from typing import ClassVar
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.catalogue import (
    BundledTiming,
    CourseFormat,
    ExamTemplateSpec,
    ExamType,
    RuleProfile,
    check_template_values,
    templates_for,
)
from wset_desk.domain.errors import DomainError
from wset_desk.domain.file_courses import COURSE_SPEC, CourseValues
from wset_desk.domain.file_fields import RecordSpec
from wset_desk.domain.file_papers import papers_text, papers_with
from wset_desk.domain.names import fold
from wset_desk.services.catalogue import add_offering, new_course
from wset_desk.services.records.base import Known, Records
from wset_desk.storage.schema import Course, ExamTemplate, Offering, Product, RuleProfileRecord
from wset_desk.storage.unit_of_work import UnitOfWork

_CourseKey = tuple[str, str, int, str]


class CourseRecords(Records[CourseValues]):
    """Offerings by name and format; those of one title, subject, level and language share a
    course."""

    spec: ClassVar[RecordSpec[CourseValues]] = COURSE_SPEC
    identity = frozenset({"offering", "course_format"})
    fixed = frozenset(
        {"title", "subject", "level", "language", "is_premium", "rule_profile", "papers"}
    )

    def __init__(self, uow: UnitOfWork) -> None:
        super().__init__(uow)
        self._courses = {_course_key(each): each for each in uow.session.scalars(_COURSES)}
        self._rules = {each.name: each for each in uow.session.scalars(_RULES)}
        self._profiles = {
            name: RuleProfile.from_dict(each.rules) for name, each in self._rules.items()
        }
        self._specs_of: dict[Hashable, tuple[ExamTemplateSpec, ...]] = {}
        self._texts: dict[tuple[ExamTemplateSpec, ...], str] = {}

    def known(self) -> Iterator[Known[CourseValues]]:
        rows = self.uow.session.execute(
            select(Offering, Course, RuleProfileRecord.name, Product.price)
            .join(Course, Course.id == Offering.course_id)
            .join(RuleProfileRecord, RuleProfileRecord.id == Offering.rule_profile_id)
            .join(Product, Product.id == Offering.product_id)
            .order_by(Course.level, Offering.name, Offering.id)
        )
        papers = self._papers()
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
                papers=papers_text(papers[offering.id]),
            )
            yield Known(offering.id, offering.name, values)

    def key(self, values: CourseValues) -> Hashable:
        return fold(values.offering), values.course_format

    def resolved(self, values: CourseValues) -> CourseValues:
        if values.rule_profile not in self._profiles:
            raise DomainError(
                "RULE_PROFILE_UNKNOWN", field="rule_profile", name=values.rule_profile
            )
        specs = self._specs(values)
        if specs not in self._texts:
            self._texts[specs] = papers_text(specs)
        return replace(values, papers=self._texts[specs])

    def accept(self, values: CourseValues) -> None:
        profile = self._profiles[values.rule_profile]
        for each in self._specs(values):
            if each.exam_type is ExamType.TASTING and each.can_schedule_independently:
                raise DomainError("TASTING_NOT_ALONE", field="papers")
            try:
                check_template_values(
                    profile.paper(values.level, each.exam_type),
                    duration_minutes=each.duration_minutes,
                    pass_mark_percentage=each.pass_mark_percentage,
                    max_score=each.max_score,
                )
            except DomainError as error:
                raise DomainError(error.code, **{**error.parameters, "field": "papers"}) from error

    def add(self, values: CourseValues) -> UUID:
        made = add_offering(
            self.uow,
            self._course_of(values),
            self._rules[values.rule_profile],
            self._specs(values),
            course_format=values.course_format,
            name=values.offering,
            price=values.price,
            active=values.active,
        )
        return made.id

    def change(self, record_id: UUID, before: CourseValues, after: CourseValues) -> None:
        offering = self.uow.get(Offering, record_id)
        offering.active = after.active
        if offering.product_id is not None:
            self.uow.get(Product, offering.product_id).price = after.price

    def finish(self) -> None:
        """Everything is settled row by row."""

    def _specs(self, values: CourseValues) -> tuple[ExamTemplateSpec, ...]:
        """Courses by the same rules have the same papers: each cell is read once."""
        key = (values.rule_profile, values.level, values.course_format, values.papers)
        if key not in self._specs_of:
            profile = self._profiles[values.rule_profile]
            specs = templates_for(values.level, values.course_format, profile)
            self._specs_of[key] = papers_with(values.papers, specs)
        return self._specs_of[key]

    def _papers(self) -> dict[UUID, list[ExamTemplateSpec]]:
        """By offering."""
        found: dict[UUID, list[ExamTemplateSpec]] = defaultdict(list)
        for row in self.uow.session.scalars(select(ExamTemplate)):
            values = {each.name: getattr(row, each.name) for each in fields(ExamTemplateSpec)}
            values["exam_type"] = ExamType(row.exam_type)
            values["bundled_timing"] = row.bundled_timing and BundledTiming(row.bundled_timing)
            found[row.course_offering_id].append(ExamTemplateSpec(**values))
        return found

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
_RULES = select(RuleProfileRecord)


def _course_key(course: Course) -> _CourseKey:
    return fold(course.title), fold(course.subject), course.level, fold(course.language)

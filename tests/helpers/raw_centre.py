"""A centre's rows as they lie in the store, and what reports say, counted from them by hand.

Nothing of the reports' own code is used: every row of a table is read, and counted in a loop.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

from sqlalchemy import select

from wset_desk.services.workspace import Workspace
from wset_desk.storage.base import Base
from wset_desk.storage.schema import (
    Course,
    CourseEnrollment,
    ExamEnquiry,
    ExamRegistration,
    ExamSession,
    ExamTemplate,
    Offering,
    ResultVersion,
    Room,
    RuleProfileRecord,
    SessionStaff,
    Staff,
)

Key = tuple[Any, ...]
SEATED = {"registered", "completed", "no_show"}


@dataclass(frozen=True)
class RawSitting:
    """A registration with the rows that it hangs on."""

    row: ExamRegistration
    exam: ExamSession
    template: ExamTemplate
    level: int
    subject: str
    day: date
    scores: tuple[Decimal | None, ...]
    passes: tuple[bool | None, ...]
    states: tuple[str | None, ...]

    @property
    def released(self) -> bool:
        return all(state == "released" for state in self.states) and None not in self.scores

    @property
    def passed(self) -> bool:
        return self.released and all(self.passes)

    @property
    def sat(self) -> bool:
        return self.row.status == "completed" or any(score is not None for score in self.scores)

    @property
    def percent(self) -> Fraction:
        total = sum(score for score in self.scores if score is not None)
        return Fraction(total) * 100 / (self.template.max_score * len(self.scores))

    @property
    def paper(self) -> Key:
        return (self.level, self.subject, self.template.exam_type)


class RawCentre:
    """Everything, by id."""

    def __init__(self, workspace: Workspace) -> None:
        self.now = workspace.store.clock.now()
        with workspace.store.unit_of_work(workspace.actor, write=False) as uow:
            self.zone = uow.zone
            self.tables = {
                entity: {row.id: row for row in uow.session.scalars(select(entity))}
                for entity in (
                    *(Course, CourseEnrollment, ExamEnquiry, ExamRegistration, ExamSession),
                    *(ExamTemplate, Offering, ResultVersion, Room, RuleProfileRecord),
                    *(SessionStaff, Staff),
                )
            }

    def rows(self, entity: type[Base]) -> Iterable[Any]:
        return self.tables[entity].values()

    def day(self, instant: datetime) -> date:
        return instant.astimezone(self.zone).date()

    def exams(
        self, first: date | None = None, last: date | None = None, level: int | None = None
    ) -> list[tuple[ExamSession, int]]:
        """The exam sessions that were held between the days, with their levels."""
        found = []
        for exam in self.rows(ExamSession):
            day, own = self.day(exam.exam_date), self._level(exam)
            held = exam.status == "scheduled" and exam.exam_date <= self.now
            inside = (first is None or day >= first) and (last is None or day <= last)
            if held and inside and level in (None, own):
                found.append((exam, own))
        return found

    def sittings(self, **period: Any) -> list[RawSitting]:
        exams = {exam.id for exam, _level in self.exams(**period)}
        return [
            self._sitting(row)
            for row in self.rows(ExamRegistration)
            if row.exam_session_id in exams and row.status in SEATED
        ]

    def educators(self, enrollment_id: UUID | None) -> set[str]:
        """The names of those who teach the course that somebody is enrolled in."""
        enrollment = self.tables[CourseEnrollment].get(enrollment_id)
        return {
            self.tables[Staff][row.staff_id].name
            for row in self.rows(SessionStaff)
            if enrollment is not None and row.session_id == enrollment.session_id is not None
        }

    def released_on(self, sitting: RawSitting) -> date | None:
        """When all of a paper had been released for the first time."""
        days: dict[str, date] = {}
        for version in self.rows(ResultVersion):
            if version.exam_registration_id == sitting.row.id and version.state == "released":
                day = self.day(version.entered_at)
                days[version.component] = min(day, days.get(version.component, day))
        return max(days.values()) if len(days) == len(sitting.scores) else None

    def _level(self, exam: ExamSession) -> int:
        template = self.tables[ExamTemplate][exam.exam_template_id]
        level: int = self.tables[Offering][template.course_offering_id].wset_level
        return level

    def _sitting(self, row: ExamRegistration) -> RawSitting:
        exam = self.tables[ExamSession][row.exam_session_id]
        template = self.tables[ExamTemplate][exam.exam_template_id]
        offering = self.tables[Offering][template.course_offering_id]
        rules = self.tables[RuleProfileRecord][offering.rule_profile_id].rules
        (names,) = (
            paper["components"]
            for paper in rules["papers"]
            if (paper["level"], paper["exam_type"]) == (offering.wset_level, template.exam_type)
        )
        return RawSitting(
            row,
            exam,
            template,
            offering.wset_level,
            self.tables[Course][offering.course_id].subject,
            self.day(exam.exam_date),
            scores=tuple(getattr(row, f"{name}_score") for name in names),
            passes=tuple(getattr(row, f"{name}_passed") for name in names),
            states=tuple(getattr(row, f"{name}_state") for name in names),
        )


def outcome(counted: Iterable[RawSitting]) -> Key:
    """Results, passed, failed, pass rate, awaited."""
    every = list(counted)
    released = sum(each.released for each in every)
    passed = sum(each.passed for each in every)
    awaited = sum(each.sat and not each.released for each in every)
    return released, passed, released - passed, share(passed, released), awaited


def share(part: int, whole: int) -> Fraction | None:
    return Fraction(part * 100, whole) if whole else None

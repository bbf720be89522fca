"""What reports count: the exams that were held in a period, and who was to sit them.

Of the store's rows only the columns that are counted are read.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select

from wset_desk.domain.catalogue import Component, DeliveryMethod, ExamType
from wset_desk.domain.paper_statistics import MarkedPaper
from wset_desk.domain.registrations import ACTIVE_STATUSES, RegistrationStatus, RegistrationType
from wset_desk.domain.results import ResultState
from wset_desk.services.days import day_after, midnight
from wset_desk.services.exams_held import SCHEDULED
from wset_desk.services.reports.tables import LevelPaper, ReportPeriod
from wset_desk.services.rule_profiles import profile_in
from wset_desk.storage.schema import (
    Course,
    ExamRegistration,
    ExamSession,
    ExamTemplate,
    Offering,
    Room,
    RuleProfileRecord,
)
from wset_desk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Exam:
    """An exam session that was held; `components` are what its paper examines."""

    id: UUID
    day: date
    name: str
    level: int
    subject: str
    exam_type: ExamType
    max_score: int
    components: tuple[Component, ...]
    place: str | None
    is_remote: bool
    capacity: int
    taken: int

    @property
    def paper(self) -> LevelPaper:
        return LevelPaper(self.level, self.subject, self.exam_type.value)

    @property
    def month(self) -> date:
        return self.day.replace(day=1)


class Mark(NamedTuple):
    """What is down for a component of a registration."""

    score: Decimal | None
    passed: bool | None
    state: str | None

    @property
    def is_released(self) -> bool:
        return self.score is not None and self.state == ResultState.RELEASED


@dataclass(frozen=True, slots=True)
class Sitting:
    """A registration that took a seat at an exam that was held."""

    registration_id: UUID
    candidate_id: UUID
    enrollment_id: UUID | None
    registration_type: RegistrationType
    status: RegistrationStatus
    exam: Exam
    theory: Mark
    tasting: Mark
    overall_passed: bool | None

    @property
    def is_absent(self) -> bool:
        return self.status is RegistrationStatus.NO_SHOW

    @property
    def was_sat(self) -> bool:
        return self.status is RegistrationStatus.COMPLETED or any(
            mark.score is not None for mark in self.marks
        )

    @property
    def is_resit(self) -> bool:
        return self.registration_type is RegistrationType.RESIT

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Of the components that the paper examines."""
        by_name = {Component.THEORY: self.theory, Component.TASTING: self.tasting}
        return tuple(by_name[component] for component in self.exam.components)

    @property
    def result(self) -> MarkedPaper | None:
        """The released result of the whole paper; None until every component's is released."""
        return self.marked if all(mark.is_released for mark in self.marks) else None

    @property
    def marked(self) -> MarkedPaper | None:
        """The result of the whole paper in whatever state; None until every component has one."""
        scores = [mark.score for mark in self.marks if mark.score is not None]
        if len(scores) < len(self.marks):
            return None
        passed = all(mark.passed is True for mark in self.marks)
        return MarkedPaper(sum(scores, Decimal(0)), self.exam.max_score * len(scores), passed)


def exams_held(uow: UnitOfWork, period: ReportPeriod) -> dict[UUID, Exam]:
    """The exam sessions of the period that have begun, by id, in the order of their days."""
    return _exams(uow, *_held(uow, period))


def sittings_of(uow: UnitOfWork, exam_session_ids: frozenset[UUID]) -> list[Sitting]:
    """Everybody who has a seat at these exam sessions, whenever they are."""
    exams = _exams(uow, ExamSession.id.in_(exam_session_ids))
    asked = _asked().where(ExamRegistration.exam_session_id.in_(exam_session_ids))
    return list(_sittings(uow, asked, exams))


def sittings(uow: UnitOfWork, period: ReportPeriod) -> list[Sitting]:
    """Everybody who had a seat at an exam that was held in the period."""
    exams = exams_held(uow, period)
    held = (
        select(ExamSession.id)
        .join(ExamTemplate, ExamTemplate.id == ExamSession.exam_template_id)
        .join(Offering, Offering.id == ExamTemplate.course_offering_id)
        .where(*_held(uow, period))
    )
    # once for all registrations: to join them one by one takes longer than to read them
    asked = _asked().where(ExamRegistration.exam_session_id.in_(held))
    return list(_sittings(uow, asked, exams))


def local_day(uow: UnitOfWork, instant: datetime) -> date:
    """The centre's day of an instant."""
    return instant.astimezone(uow.zone).date()


def within(uow: UnitOfWork, instant: Any, period: ReportPeriod) -> Iterator[ColumnElement[bool]]:
    """That a column of instants lies in the days of the period."""
    if period.first_day is not None:
        yield instant >= midnight(uow, period.first_day)
    if period.last_day is not None:
        yield instant < day_after(uow, period.last_day)


def _exams(uow: UnitOfWork, *conditions: ColumnElement[bool]) -> dict[UUID, Exam]:
    components = _components(uow)
    rows = uow.session.execute(
        select(
            *(ExamSession.id, ExamSession.exam_date, ExamSession.name, ExamTemplate.name),
            *(Offering.id, Offering.wset_level, ExamTemplate.exam_type, ExamTemplate.max_score),
            *(Room.name, ExamSession.location, ExamSession.delivery_method),
            *(ExamSession.max_capacity, ExamSession.current_enrollment, Course.subject),
        )
        .join(ExamTemplate, ExamTemplate.id == ExamSession.exam_template_id)
        .join(Offering, Offering.id == ExamTemplate.course_offering_id)
        .join(Course, Course.id == Offering.course_id)
        .outerjoin(Room, Room.id == ExamSession.room_id)
        .where(*conditions)
        .order_by(ExamSession.exam_date, ExamSession.id)
    )
    return {row[0]: _exam(uow, row, components) for row in rows}


def _held(uow: UnitOfWork, period: ReportPeriod) -> Iterator[ColumnElement[bool]]:
    yield ExamSession.status == SCHEDULED
    yield ExamSession.exam_date <= uow.now
    yield from within(uow, ExamSession.exam_date, period)
    if period.level is not None:
        yield Offering.wset_level == period.level


def _asked() -> Select[*tuple[Any, ...]]:
    return select(
        *(ExamRegistration.id, ExamRegistration.candidate_id),
        *(ExamRegistration.course_enrollment_id, ExamRegistration.registration_type),
        *(ExamRegistration.status, ExamRegistration.exam_session_id),
        *(ExamRegistration.theory_score, ExamRegistration.theory_passed),
        *(ExamRegistration.theory_state, ExamRegistration.tasting_score),
        *(ExamRegistration.tasting_passed, ExamRegistration.tasting_state),
        ExamRegistration.overall_passed,
    ).where(ExamRegistration.status.in_(ACTIVE_STATUSES))


def _sittings(
    uow: UnitOfWork, asked: Select[*tuple[Any, ...]], exams: dict[UUID, Exam]
) -> Iterator[Sitting]:
    for row in uow.session.execute(asked):
        yield Sitting(
            registration_id=row[0],
            candidate_id=row[1],
            enrollment_id=row[2],
            registration_type=RegistrationType(row[3]),
            status=RegistrationStatus(row[4]),
            exam=exams[row[5]],
            theory=Mark(*row[6:9]),
            tasting=Mark(*row[9:12]),
            overall_passed=row[12],
        )


Components = dict[tuple[UUID, ExamType], tuple[Component, ...]]


def _exam(uow: UnitOfWork, row: Any, components: Components) -> Exam:
    id_, start, own, name, offering_id, level, kind, maximum, room, location, *rest = row
    exam_type = ExamType(kind)
    delivery, capacity, taken, subject = rest
    return Exam(
        id=id_,
        day=local_day(uow, start),
        name=own or name,
        level=level,
        subject=subject,
        exam_type=exam_type,
        max_score=maximum,
        components=components[offering_id, exam_type],
        place=room or location,
        is_remote=delivery == DeliveryMethod.REMOTE_INVIGILATION,
        capacity=capacity,
        taken=taken,
    )


def _components(uow: UnitOfWork) -> Components:
    """What each paper of each offering examines."""
    rows = uow.session.execute(
        select(Offering.id, Offering.wset_level, RuleProfileRecord).join(
            RuleProfileRecord, RuleProfileRecord.id == Offering.rule_profile_id
        )
    )
    return {
        (offering_id, paper.exam_type): paper.components
        for offering_id, level, record in rows
        for paper in profile_in(record).papers_of(level)
    }

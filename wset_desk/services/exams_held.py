"""Exam sessions with what is said about them in results: paper, level, course, place."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select

from wset_desk.storage.schema import CourseSession, ExamSession, ExamTemplate, Offering, Room
from wset_desk.storage.unit_of_work import UnitOfWork

SCHEDULED = "scheduled"


@dataclass(frozen=True)
class ExamHeld:
    session: ExamSession
    template: ExamTemplate
    offering: Offering
    course_name: str | None
    room: str | None

    @property
    def name(self) -> str:
        return self.course_name or self.session.name or self.template.name


def exams_where(uow: UnitOfWork, *conditions: ColumnElement[bool]) -> list[ExamHeld]:
    rows = uow.session.execute(
        select(ExamSession, ExamTemplate, Offering, CourseSession.name, Room.name)
        .join(ExamTemplate, ExamTemplate.id == ExamSession.exam_template_id)
        .join(Offering, Offering.id == ExamTemplate.course_offering_id)
        .outerjoin(CourseSession, CourseSession.id == ExamSession.course_session_id)
        .outerjoin(Room, Room.id == ExamSession.room_id)
        .where(ExamSession.status == SCHEDULED, *conditions)
        .order_by(ExamSession.exam_date, ExamSession.id)
    )
    return [ExamHeld(*row) for row in rows]


def places_of(exams: Sequence[ExamHeld]) -> tuple[str, ...]:
    names = (exam.room or exam.session.location for exam in exams)
    return tuple(dict.fromkeys(name for name in names if name))

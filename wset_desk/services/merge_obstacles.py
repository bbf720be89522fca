"""What stands against two records being one person's, or against making them one now.

Nothing here is a service: whoever offers it declares who may call it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import product
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.candidates import full_name
from wset_desk.domain.errors import Refusal
from wset_desk.domain.registrations import ACTIVE_STATUSES
from wset_desk.domain.scheduling import overlaps
from wset_desk.services.person_rows import CERTIFICATION
from wset_desk.storage.schema import (
    Candidate,
    CourseEnrollment,
    CourseSession,
    ExamRegistration,
    ExamSession,
    ExamTemplate,
    Offering,
    WaitingListEntry,
)
from wset_desk.storage.unit_of_work import UnitOfWork

_IN_LINE = ("waiting", "offered")


@dataclass(frozen=True, slots=True)
class _Seat:
    """A seat that somebody has, with their own times."""

    exam_session_id: UUID
    exam: str
    start: datetime
    end: datetime


def obstacles(uow: UnitOfWork, kept: Candidate, merged: Candidate) -> Iterator[Refusal]:
    """Every reason against merging `merged` into `kept`; nothing: they can be merged."""
    yield from _of_exams(uow, kept.id, merged.id)
    yield from _of_courses(uow, kept.id, merged.id)
    yield from _of_lines(uow, kept.id, merged.id)
    yield from _of_certification(uow, merged)


def _of_exams(uow: UnitOfWork, kept_id: UUID, merged_id: UUID) -> Iterator[Refusal]:
    for one, other in product(_seats(uow, kept_id), _seats(uow, merged_id)):
        if one.exam_session_id == other.exam_session_id:
            yield Refusal("MERGE_SAME_EXAM", {"exam": one.exam, "day": _day(uow, one)})
        elif overlaps(one, other):
            names = {"exam": one.exam, "other": other.exam}
            yield Refusal("MERGE_EXAMS_OVERLAP", {**names, "day": _day(uow, one)})


def _day(uow: UnitOfWork, seat: _Seat) -> object:
    return seat.start.astimezone(uow.zone).date()


def _seats(uow: UnitOfWork, candidate_id: UUID) -> list[_Seat]:
    rows = uow.session.execute(
        select(ExamRegistration, ExamSession, ExamTemplate.name)
        .join(ExamSession, ExamSession.id == ExamRegistration.exam_session_id)
        .join(ExamTemplate, ExamTemplate.id == ExamSession.exam_template_id)
        .where(
            ExamRegistration.candidate_id == candidate_id,
            ExamRegistration.status.in_(ACTIVE_STATUSES),
            ExamSession.status != "cancelled",
        )
        .order_by(ExamSession.exam_date, ExamRegistration.id)
    )
    return [
        _Seat(
            exam.id,
            template,
            mine.starts_at or exam.exam_date,
            mine.ends_at or exam.exam_end_time or exam.exam_date,
        )
        for mine, exam, template in rows
    ]


def _of_courses(uow: UnitOfWork, kept_id: UUID, merged_id: UUID) -> Iterator[Refusal]:
    for (one, name), (other, _) in product(_courses(uow, kept_id), _courses(uow, merged_id)):
        together = one.session_id is not None and one.session_id == other.session_id
        if together or (one.offering_id == other.offering_id and _windows_meet(one, other)):
            yield Refusal("MERGE_SAME_COURSE", {"course": name})


def _courses(uow: UnitOfWork, candidate_id: UUID) -> list[tuple[CourseEnrollment, str]]:
    rows = uow.session.execute(
        select(CourseEnrollment, Offering.name, CourseSession.name)
        .join(Offering, Offering.id == CourseEnrollment.offering_id)
        .outerjoin(CourseSession, CourseSession.id == CourseEnrollment.session_id)
        .where(CourseEnrollment.candidate_id == candidate_id, CourseEnrollment.status == "enrolled")
        .order_by(CourseEnrollment.id)
    )
    return [(enrollment, session or offering) for enrollment, offering, session in rows]


def _windows_meet(one: CourseEnrollment, other: CourseEnrollment) -> bool:
    """Whether both are online and have days in common."""
    days = (one.start_date, one.window_ends_on, other.start_date, other.window_ends_on)
    if any(day is None for day in days):
        return False
    first, last, other_first, other_last = (day for day in days if day is not None)
    return first <= other_last and other_first <= last


def _of_lines(uow: UnitOfWork, kept_id: UUID, merged_id: UUID) -> Iterator[Refusal]:
    lines = {each: _lines(uow, each) for each in (kept_id, merged_id)}
    for exam_session_id in lines[kept_id].keys() & lines[merged_id].keys():
        yield Refusal("MERGE_SAME_LINE", {"exam": lines[kept_id][exam_session_id]})


def _lines(uow: UnitOfWork, candidate_id: UUID) -> dict[UUID, str]:
    """The exam sessions for which somebody waits, with the names of the exams."""
    rows = uow.session.execute(
        select(WaitingListEntry.exam_session_id, ExamTemplate.name)
        .join(ExamSession, ExamSession.id == WaitingListEntry.exam_session_id)
        .join(ExamTemplate, ExamTemplate.id == ExamSession.exam_template_id)
        .where(WaitingListEntry.candidate_id == candidate_id, WaitingListEntry.status.in_(_IN_LINE))
    )
    return {row[0]: row[1] for row in rows}


def _of_certification(uow: UnitOfWork, merged: Candidate) -> Iterator[Refusal]:
    for model in CERTIFICATION:
        found = uow.session.scalar(select(model.id).where(model.player_id == merged.id).limit(1))
        if found is not None:
            name = full_name(merged.first_name, merged.last_name)
            yield Refusal("MERGE_WITH_CERTIFICATION", {"name": name})
            return

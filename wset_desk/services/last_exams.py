"""The newest exam that candidates had a seat in (helpers of this layer)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, func, select

from wset_desk.domain.registrations import ACTIVE_STATUSES
from wset_desk.storage.schema import ExamRegistration, ExamSession, ExamTemplate, Offering
from wset_desk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class LastExam:
    """The newest exam that a candidate had a seat in."""

    name: str
    level: int
    starts_at: datetime


def newest_exams(now: datetime) -> Select[UUID, datetime]:
    """When each candidate's newest exam with a seat began."""
    return (
        select(
            ExamRegistration.candidate_id.label("candidate_id"),
            func.max(ExamSession.exam_date).label("newest"),
        )
        .join(ExamSession, ExamSession.id == ExamRegistration.exam_session_id)
        .where(ExamRegistration.status.in_(ACTIVE_STATUSES), ExamSession.exam_date <= now)
        .group_by(ExamRegistration.candidate_id)
    )


def last_exams(uow: UnitOfWork, ids: Collection[UUID]) -> dict[UUID, LastExam]:
    """The newest exam with a seat of each of these candidates, by their ids."""
    rows = uow.session.execute(
        select(
            ExamRegistration.candidate_id,
            ExamTemplate.name,
            Offering.wset_level,
            ExamSession.exam_date,
        )
        .join(ExamSession, ExamSession.id == ExamRegistration.exam_session_id)
        .join(ExamTemplate, ExamTemplate.id == ExamSession.exam_template_id)
        .join(Offering, Offering.id == ExamTemplate.course_offering_id)
        .where(
            ExamRegistration.candidate_id.in_(ids),
            ExamRegistration.status.in_(ACTIVE_STATUSES),
            ExamSession.exam_date <= uow.now,
        )
        .order_by(ExamSession.exam_date)
    )
    return {row[0]: LastExam(row[1], row[2], row[3]) for row in rows}

"""When candidates have exams to sit (helpers of this layer)."""

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from sqlalchemy import func, select

from wset_desk.domain.availability import BusyTime
from wset_desk.domain.registrations import RegistrationStatus
from wset_desk.storage.schema import ExamRegistration, ExamSession
from wset_desk.storage.unit_of_work import UnitOfWork


def busy_times(
    uow: UnitOfWork, candidate_ids: Collection[UUID], *, apart_from: UUID | None = None
) -> dict[UUID, tuple[BusyTime, ...]]:
    """The exams that the candidates are still to sit, their extra time included.

    `apart_from` is a registration that doesn't count.
    """
    if not candidate_ids:
        return {}
    end = func.coalesce(ExamRegistration.ends_at, ExamSession.exam_end_time, ExamSession.exam_date)
    rows = uow.session.execute(
        select(
            ExamRegistration.candidate_id,
            func.coalesce(ExamRegistration.starts_at, ExamSession.exam_date),
            end,
            ExamSession.course_session_id,
        )
        .join(ExamSession, ExamSession.id == ExamRegistration.exam_session_id)
        .where(
            ExamRegistration.candidate_id.in_(candidate_ids),
            ExamRegistration.status == RegistrationStatus.REGISTERED,
            end > uow.now,
            *([] if apart_from is None else [ExamRegistration.id != apart_from]),
        )
        .order_by(ExamSession.exam_date)
    )
    found: dict[UUID, list[BusyTime]] = defaultdict(list)
    for candidate_id, start, until, course_session_id in rows:
        found[candidate_id].append(BusyTime(start, until, course_session_id))
    return {key: tuple(times) for key, times in found.items()}

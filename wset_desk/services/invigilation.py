"""Who invigilates an exam session, and what speaks against it."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.permissions import Permission
from wset_desk.services.conflicts import Conflict, conflicts_at
from wset_desk.services.contract import query
from wset_desk.services.exam_session_details import end_of
from wset_desk.storage.schema import ExamSession, SessionStaff, Staff
from wset_desk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class InvigilatorAdvice:
    """Warnings, none of which forbids anything.

    `educators` taught the course whose exam it is; `conflicts` is where somebody else needs them.
    """

    educators: tuple[str, ...]
    conflicts: tuple[Conflict, ...]


@query(Permission.MANAGE_SESSIONS)
def invigilator_advice(
    uow: UnitOfWork, *, exam_session_id: UUID, staff_ids: tuple[UUID, ...]
) -> InvigilatorAdvice:
    """What to think of before letting these people invigilate."""
    row = uow.get(ExamSession, exam_session_id)
    educators = _educators(uow, row.course_session_id, staff_ids)
    itself = [row.id] if row.course_session_id is None else [row.id, row.course_session_id]
    conflicts = conflicts_at(
        uow, row.exam_date, end_of(row), staff_ids=staff_ids, apart_from=itself
    )
    return InvigilatorAdvice(educators, conflicts)


def set_invigilators(uow: UnitOfWork, row: ExamSession, staff_ids: Collection[UUID]) -> None:
    """Exactly these people, and `proctor` saying so in words."""
    uow.session.flush()
    current = {
        each.staff_id: each
        for each in uow.session.scalars(
            select(SessionStaff).where(SessionStaff.exam_session_id == row.id)
        )
    }
    for staff_id, assigned in current.items():
        if staff_id not in staff_ids:
            uow.delete(assigned)
    for staff_id in dict.fromkeys(staff_ids):
        if staff_id not in current:
            uow.add(SessionStaff(staff_id=staff_id, exam_session_id=row.id))
    names = [uow.get(Staff, staff_id).name for staff_id in staff_ids]
    row.proctor = ", ".join(sorted(names)) or None


def _educators(
    uow: UnitOfWork, course_session_id: UUID | None, staff_ids: Collection[UUID]
) -> tuple[str, ...]:
    return tuple(
        uow.session.scalars(
            select(Staff.name)
            .join(SessionStaff, SessionStaff.staff_id == Staff.id)
            .where(SessionStaff.session_id == course_session_id, Staff.id.in_(staff_ids))
            .order_by(Staff.name)
        )
    )

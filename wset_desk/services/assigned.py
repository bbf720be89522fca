"""Row-level access: an invigilator works only in the exam sessions that they are assigned to."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import ColumnElement, select, true

from wset_desk.domain.errors import DomainError
from wset_desk.domain.permissions import Permission
from wset_desk.storage.schema import ExamSession, SessionStaff
from wset_desk.storage.unit_of_work import UnitOfWork


def within_reach(uow: UnitOfWork, anywhere: Permission) -> ColumnElement[bool]:
    """The condition on exam sessions: all for who may `anywhere`, else those assigned."""
    if anywhere in uow.actor.permissions:
        return true()
    return ExamSession.id.in_(_assigned(uow))


def check_assigned(uow: UnitOfWork, exam_session_ids: Iterable[UUID], anywhere: Permission) -> None:
    """Refuse NOT_ASSIGNED unless all are assigned to the actor, or the actor may `anywhere`."""
    if anywhere in uow.actor.permissions:
        return
    if not set(exam_session_ids) <= set(_assigned(uow)):
        raise DomainError("NOT_ASSIGNED")


def _assigned(uow: UnitOfWork) -> list[UUID]:
    ids = uow.session.scalars(
        select(SessionStaff.exam_session_id).where(
            SessionStaff.staff_id == uow.actor.staff_id, SessionStaff.exam_session_id.is_not(None)
        )
    )
    return [found for found in ids if found is not None]

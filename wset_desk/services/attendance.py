"""Who did not come: a no-show has no marks, which is not a fail (rule 11)."""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.errors import DomainError
from wset_desk.domain.mark_entry import absence_refusal
from wset_desk.domain.permissions import Permission
from wset_desk.domain.registrations import RegistrationStatus, check_transition
from wset_desk.services.assigned import check_assigned
from wset_desk.services.contract import command
from wset_desk.services.derived import settle_results
from wset_desk.storage.schema import ExamRegistration, ExamSession
from wset_desk.storage.unit_of_work import UnitOfWork


@command(Permission.RECORD_ATTENDANCE, Permission.RECORD_ASSIGNED_ATTENDANCE)
def mark_no_show(uow: UnitOfWork, *, registration_ids: tuple[UUID, ...]) -> tuple[UUID, ...]:
    """Put candidates down as absent, from the exam's day on; answers those that weren't yet.

    All or none. Refuses NOT_ASSIGNED, NO_SHOW_BEFORE_EXAM, NO_SHOW_WITH_MARK,
    STATUS_CHANGE_NOT_ALLOWED.
    """
    changed = []
    today = uow.now.astimezone(uow.zone).date()
    for registration, exam in _sittings(uow, registration_ids):
        status = RegistrationStatus(registration.status)
        if status is RegistrationStatus.NO_SHOW:
            continue
        refusal = absence_refusal(
            status=status,
            has_mark=(registration.theory_score, registration.tasting_score) != (None, None),
            exam_day=exam.exam_date.astimezone(uow.zone).date(),
            today=today,
        )
        if refusal is not None:
            raise refusal.as_error()
        _change(uow, registration, RegistrationStatus.NO_SHOW)
        changed.append(registration.id)
    return tuple(changed)


@command(Permission.RECORD_ATTENDANCE, Permission.RECORD_ASSIGNED_ATTENDANCE)
def undo_no_show(uow: UnitOfWork, *, registration_ids: tuple[UUID, ...]) -> tuple[UUID, ...]:
    """The inverse of `mark_no_show`: they are registered again, and can be given marks.

    All or none. Refuses NOT_ASSIGNED, STATUS_CHANGE_NOT_ALLOWED for who isn't a no-show.
    """
    for registration, _ in _sittings(uow, registration_ids):
        if registration.status != RegistrationStatus.NO_SHOW:
            raise DomainError("STATUS_CHANGE_NOT_ALLOWED")
        _change(uow, registration, RegistrationStatus.REGISTERED)
    return registration_ids


def _sittings(
    uow: UnitOfWork, registration_ids: tuple[UUID, ...]
) -> Iterator[tuple[ExamRegistration, ExamSession]]:
    rows = uow.session.execute(
        select(ExamRegistration, ExamSession)
        .join(ExamSession, ExamSession.id == ExamRegistration.exam_session_id)
        .where(ExamRegistration.id.in_(registration_ids))
    )
    found = {registration.id: (registration, exam) for registration, exam in rows}
    if not found.keys() >= set(registration_ids):
        raise DomainError("NOT_FOUND", entity=ExamRegistration.__tablename__)
    sessions = {exam.id for _, exam in found.values()}
    check_assigned(uow, sessions, Permission.RECORD_ATTENDANCE)
    return (found[each] for each in dict.fromkeys(registration_ids))


def _change(uow: UnitOfWork, registration: ExamRegistration, status: RegistrationStatus) -> None:
    check_transition(RegistrationStatus(registration.status), status)
    registration.status = status
    settle_results(uow, registration)

"""Booking a remote exam: into a session with seats, or at a time at which somebody is free."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.catalogue import DeliveryMethod, SessionType
from wset_desk.domain.errors import DomainError
from wset_desk.domain.permissions import Permission
from wset_desk.domain.registrations import ACTIVE_STATUSES, RegistrationType
from wset_desk.services.board.rescheduling import give_old_place, give_other_place
from wset_desk.services.contract import command
from wset_desk.services.exam_places import book_place
from wset_desk.services.exam_sessions import schedule_exam
from wset_desk.services.invigilation import set_invigilators
from wset_desk.services.notices.drafting import (
    draft_bookings,
    draft_old_place,
    draft_other_place,
    draft_taken_back,
)
from wset_desk.services.remote.queue import case_of
from wset_desk.services.remote.rows import RemoteCase
from wset_desk.services.remote.slots import slot_at
from wset_desk.services.remote.tasks import drop_tasks, plan_tasks
from wset_desk.services.setting_values import centre_setting
from wset_desk.services.unbooking import check_not_built_upon, unbook
from wset_desk.settings import REMOTE_PARALLEL_EXAMS
from wset_desk.storage.schema import (
    CourseEnrollment,
    ExamRegistration,
    ExamSession,
    ExamTemplate,
)
from wset_desk.storage.unit_of_work import UnitOfWork

ONLINE = "Online"


@dataclass(frozen=True)
class SlotChoice:
    """A time that was chosen: a session, or `start` with the invigilator who is free then."""

    start: datetime
    exam_session_id: UUID | None = None
    staff_id: UUID | None = None


@dataclass(frozen=True)
class RemoteBooked:
    """A remote exam that was booked; `session_made`: its session was made for it."""

    registration_id: UUID
    exam_session_id: UUID
    session_made: bool


@command(Permission.ENROL)
def book_remote(
    uow: UnitOfWork,
    *,
    enrollment_id: UUID,
    choice: SlotChoice,
    override_reason: str | None = None,
) -> RemoteBooked:
    """Book a candidate's remote exam, charge its fee and plan what has to be done before it.

    With `override_reason` also after the deadline. Refuses NOT_AN_ONLINE_ENROLMENT, SLOT_GONE,
    and what `exam_places.book_place` refuses.
    """
    exam = session_for(uow, case_of(uow, enrollment_id), choice)
    registration = book_place(
        uow,
        exam_session_id=exam.id,
        enrollment_id=enrollment_id,
        registration_type=RegistrationType.REMOTE_INVIGILATION,
        override_reason=override_reason,
    )
    plan_tasks(uow, registration)
    draft_bookings(uow, [registration])
    return RemoteBooked(registration.id, exam.id, session_made=choice.exam_session_id is None)


@command(Permission.ENROL)
def undo_book_remote(uow: UnitOfWork, *, booked: RemoteBooked) -> None:
    """Take a booking back as if it had never been made, with a session that was made for it.

    Refuses what has been built upon, as `assigning.undo_assign` does.
    """
    registration = uow.get(ExamRegistration, booked.registration_id)
    check_not_built_upon(uow, registration)
    draft_taken_back(uow, [registration])
    drop_tasks(uow, registration)
    unbook(uow, [registration])
    if booked.session_made:
        drop_empty_session(uow, booked.exam_session_id)


@command(Permission.ENROL)
def move_remote(
    uow: UnitOfWork,
    *,
    enrollment_id: UUID,
    choice: SlotChoice,
    reason: str | None = None,
    fee_moves: bool | None = None,
) -> RemoteBooked:
    """Give a booked candidate another time; the tasks begin anew with it.

    Fees and reasons as in `rescheduling.reschedule`. Refuses NOT_BOOKED_REMOTELY, SLOT_GONE and
    what that refuses.
    """
    case = case_of(uow, enrollment_id)
    if case.booking is None:
        raise DomainError("NOT_BOOKED_REMOTELY")
    exam = session_for(uow, case, choice)
    old = uow.get(ExamRegistration, case.booking.registration_id)
    new = give_other_place(uow, old, exam.id, reason=reason, fee_moves=fee_moves)
    plan_tasks(uow, new)
    draft_other_place(uow, old, new)
    return RemoteBooked(new.id, exam.id, session_made=choice.exam_session_id is None)


@command(Permission.ENROL)
def undo_move_remote(uow: UnitOfWork, *, booked: RemoteBooked) -> None:
    """Give the old time back; refuses as `rescheduling.undo_reschedule` does."""
    new = uow.get(ExamRegistration, booked.registration_id)
    draft_old_place(uow, new)
    drop_tasks(uow, new)
    give_old_place(uow, new)
    if booked.session_made:
        drop_empty_session(uow, booked.exam_session_id)


def session_for(uow: UnitOfWork, case: RemoteCase, choice: SlotChoice) -> ExamSession:
    """The session chosen, or a new one at the time chosen. Refuses SLOT_GONE."""
    if choice.exam_session_id is not None:
        return uow.get(ExamSession, choice.exam_session_id)
    slot = slot_at(uow, case, choice.start)
    if slot is None or choice.staff_id not in {staff_id for staff_id, _name in slot.staff}:
        raise DomainError("SLOT_GONE", field="start")
    local = choice.start.astimezone(uow.zone)
    exam = schedule_exam(
        uow,
        _template_of(uow, case),
        SessionType.REMOTE_INVIGILATION,
        local.date(),
        local.time(),
        max_capacity=centre_setting(uow, REMOTE_PARALLEL_EXAMS),
        delivery_method=DeliveryMethod.REMOTE_INVIGILATION,
        location=ONLINE,
    )
    set_invigilators(uow, exam, (choice.staff_id,))
    uow.session.flush()
    return exam


def drop_empty_session(uow: UnitOfWork, exam_session_id: UUID) -> None:
    """Take away a session that was made for one booking, unless somebody else has a seat."""
    uow.session.flush()
    taken = select(ExamRegistration.id).where(
        ExamRegistration.exam_session_id == exam_session_id,
        ExamRegistration.status.in_(ACTIVE_STATUSES),
    )
    if uow.session.scalar(taken.limit(1)) is None:
        exam = uow.get(ExamSession, exam_session_id)
        set_invigilators(uow, exam, ())
        uow.delete(exam)


def _template_of(uow: UnitOfWork, case: RemoteCase) -> ExamTemplate:
    enrollment = uow.get(CourseEnrollment, case.key.enrollment_id)
    template = uow.session.scalar(
        select(ExamTemplate).where(
            ExamTemplate.course_offering_id == enrollment.offering_id,
            ExamTemplate.exam_type == case.key.exam_type,
            ExamTemplate.active,
        )
    )
    if template is None:
        raise DomainError("TEMPLATE_INACTIVE")
    return template

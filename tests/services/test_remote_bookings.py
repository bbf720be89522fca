"""Booking remote exams: seats, fee, tasks, and taking it back (scenario C 2; rules 8, 9, 12)."""

from datetime import date, time, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from tests.helpers.courses import make_candidate, make_offering
from tests.helpers.exam_centre import ExamCentre, london
from wset_desk.domain.catalogue import CourseFormat, DeliveryMethod, SessionType
from wset_desk.domain.errors import DomainError
from wset_desk.domain.fees import FeeState
from wset_desk.domain.remote import RemoteState, TaskKind
from wset_desk.services.catalogue import offering
from wset_desk.services.enrollments import enrol_online
from wset_desk.services.exam_places import take_payment
from wset_desk.services.exam_sessions import exam_session
from wset_desk.services.remote.availability import add_availability
from wset_desk.services.remote.bookings import (
    RemoteBooked,
    SlotChoice,
    book_remote,
    move_remote,
    undo_book_remote,
    undo_move_remote,
)
from wset_desk.services.remote.queue import remote_case
from wset_desk.services.remote.slots import slots
from wset_desk.services.remote.tasks import tick_task, untick_task
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import ExamRegistration
from wset_desk.system.clock import FixedClock

EVENING = date(2026, 9, 22)
SIX = london(EVENING, "18:00")


@pytest.fixture
def centre(workspace: Workspace) -> ExamCentre:
    return ExamCentre(workspace)


@pytest.fixture
def online(workspace: Workspace) -> UUID:
    return make_offering(workspace, level=1, course_format=CourseFormat.ONLINE).id


@pytest.fixture
def remote(workspace: Workspace, centre: ExamCentre, online: UUID) -> UUID:
    """Tuesday 22 September, 18:00, five seats."""
    (template,) = workspace.run(offering, offering_id=online).templates
    return centre.exam(
        template.id,
        EVENING,
        "18:00",
        session_type=SessionType.REMOTE_INVIGILATION,
        delivery_method=DeliveryMethod.REMOTE_INVIGILATION,
        max_capacity=5,
    ).id


def enrolled(workspace: Workspace, offering_id: UUID, n: int = 1) -> UUID:
    return workspace.call(
        enrol_online,
        offering_id=offering_id,
        candidate_id=make_candidate(workspace, n),
        start_date=date(2026, 3, 2),
    ).enrollment_id


def book(workspace: Workspace, enrollment_id: UUID, exam_session_id: UUID) -> RemoteBooked:
    choice = SlotChoice(SIX, exam_session_id)
    return workspace.call(book_remote, enrollment_id=enrollment_id, choice=choice)


def taken(workspace: Workspace, exam_session_id: UUID) -> int:
    return workspace.run(exam_session, exam_session_id=exam_session_id).taken


def test_ana_takes_the_last_seat_on_the_last_day_and_a_sixth_is_refused(
    workspace: Workspace, online: UUID, remote: UUID, clock: FixedClock
) -> None:
    ana, sixth, *others = (enrolled(workspace, online, n) for n in range(1, 7))
    for each in others:
        book(workspace, each, remote)
    assert taken(workspace, remote) == 4
    clock.instant = london(date(2026, 8, 24), "16:59")
    booked = book(workspace, ana, remote)
    assert taken(workspace, remote) == 5
    case = workspace.run(remote_case, enrollment_id=ana)
    assert case.booking is not None
    assert (case.booking.fee, case.booking.fee_state) == (Decimal("50.00"), FeeState.OWED)
    assert case.booking.registration_id == booked.registration_id
    with pytest.raises(DomainError, match="SESSION_FULL"):
        book(workspace, sixth, remote)


def test_a_day_later_it_takes_staff_with_a_reason(
    workspace: Workspace, online: UUID, remote: UUID, clock: FixedClock
) -> None:
    ana = enrolled(workspace, online)
    clock.instant = london(date(2026, 8, 25), "09:00")
    with pytest.raises(DomainError, match="DEADLINE_PASSED"):
        book(workspace, ana, remote)
    workspace.call(
        book_remote,
        enrollment_id=ana,
        choice=SlotChoice(SIX, remote),
        override_reason="Our mistake",
    )
    assert taken(workspace, remote) == 1


def test_a_free_time_becomes_a_session_with_its_invigilator(
    workspace: Workspace, centre: ExamCentre, online: UUID
) -> None:
    ana, kim = enrolled(workspace, online), centre.person("Kim Ode")
    workspace.call(add_availability, staff_id=kim, day=EVENING, start=time(18), end=time(19))
    (slot,) = workspace.run(slots, enrollment_id=ana, first_day=EVENING, last_day=EVENING).slots
    choice = SlotChoice(slot.start, staff_id=kim)
    booked = workspace.call(book_remote, enrollment_id=ana, choice=choice)
    made = workspace.run(exam_session, exam_session_id=booked.exam_session_id)
    assert booked.session_made
    assert (made.start, made.max_capacity, made.taken) == (SIX, 1, 1)
    assert [each.name for each in made.invigilators] == ["Kim Ode"]
    # nobody else gets Kim at that time
    other = enrolled(workspace, online, 2)
    with pytest.raises(DomainError, match="SLOT_GONE"):
        workspace.call(book_remote, enrollment_id=other, choice=choice)
    workspace.call(undo_book_remote, booked=booked)
    workspace.call(book_remote, enrollment_id=other, choice=choice)


def test_undoing_leaves_nothing_owed_and_nothing_to_do(
    workspace: Workspace, online: UUID, remote: UUID
) -> None:
    ana = enrolled(workspace, online)
    before = workspace.run(remote_case, enrollment_id=ana)
    booked = book(workspace, ana, remote)
    workspace.call(undo_book_remote, booked=booked)
    assert workspace.run(remote_case, enrollment_id=ana) == before
    assert taken(workspace, remote) == 0


def test_what_is_paid_is_not_undone(workspace: Workspace, online: UUID, remote: UUID) -> None:
    booked = book(workspace, enrolled(workspace, online), remote)
    with workspace.store.unit_of_work(workspace.actor, write=True) as uow:
        take_payment(uow, uow.get(ExamRegistration, booked.registration_id), "card")
        uow.commit()
    with pytest.raises(DomainError, match="ASSIGNMENT_PAID"):
        workspace.call(undo_book_remote, booked=booked)
    assert taken(workspace, remote) == 1


def test_a_booking_waits_for_its_checks(
    workspace: Workspace, online: UUID, remote: UUID, clock: FixedClock
) -> None:
    ana = enrolled(workspace, online)
    book(workspace, ana, remote)
    case = workspace.run(remote_case, enrollment_id=ana)
    assert case.state is RemoteState.CHECKS_MISSING
    assert case.booking is not None
    check, link = case.booking.tasks
    assert [each.kind for each in case.booking.tasks] == [TaskKind.SYSTEM_CHECK, TaskKind.LINK]
    assert SIX - check.due_at == timedelta(days=7)
    clock.instant = london(date(2026, 9, 10), "10:00")
    workspace.call(tick_task, task_id=check.id, detail="Camera and microphone work")
    with pytest.raises(DomainError, match="LINK_NOT_A_URL"):
        workspace.call(tick_task, task_id=link.id, detail="http://exam")
    workspace.call(tick_task, task_id=link.id, detail=" https://exam.example.org/ana ")
    done = workspace.run(remote_case, enrollment_id=ana)
    assert done.state is RemoteState.BOOKED
    assert done.booking is not None
    assert [each.detail for each in done.booking.tasks] == [
        "Camera and microphone work",
        "https://exam.example.org/ana",
    ]
    assert {each.done_at for each in done.booking.tasks} == {clock.instant}
    workspace.call(untick_task, task_id=link.id)
    assert workspace.run(remote_case, enrollment_id=ana).state is RemoteState.CHECKS_MISSING


def test_another_time_in_time_takes_the_paid_fee_along_and_is_taken_back(
    workspace: Workspace, centre: ExamCentre, online: UUID, remote: UUID
) -> None:
    ana, kim = enrolled(workspace, online), centre.person("Kim Ode")
    first = book(workspace, ana, remote)
    with workspace.store.unit_of_work(workspace.actor, write=True) as uow:
        take_payment(uow, uow.get(ExamRegistration, first.registration_id), "card")
        uow.commit()
    later = EVENING + timedelta(days=7)
    workspace.call(add_availability, staff_id=kim, day=later, start=time(18), end=time(19))
    choice = SlotChoice(london(later, "18:00"), staff_id=kim)
    moved = workspace.call(move_remote, enrollment_id=ana, choice=choice)
    booking = workspace.run(remote_case, enrollment_id=ana).booking
    assert booking is not None
    assert (booking.start, booking.fee_state) == (london(later, "18:00"), FeeState.PAID)
    assert [each.done_at for each in booking.tasks] == [None, None]
    assert taken(workspace, remote) == 0
    workspace.call(undo_move_remote, booked=moved)
    back = workspace.run(remote_case, enrollment_id=ana).booking
    assert back is not None
    assert (back.registration_id, back.fee_state) == (first.registration_id, FeeState.PAID)
    assert len(back.tasks) == 2
    assert taken(workspace, remote) == 1


def test_only_a_booking_moves(workspace: Workspace, online: UUID, remote: UUID) -> None:
    ana = enrolled(workspace, online)
    with pytest.raises(DomainError, match="NOT_BOOKED_REMOTELY"):
        workspace.call(move_remote, enrollment_id=ana, choice=SlotChoice(SIX, remote))


def test_who_has_a_booking_is_not_booked_again(
    workspace: Workspace, online: UUID, remote: UUID
) -> None:
    ana = enrolled(workspace, online)
    book(workspace, ana, remote)
    with pytest.raises(DomainError, match="ALREADY_REGISTERED"):
        book(workspace, ana, remote)

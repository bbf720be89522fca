"""Booking remote exams: seats, fee, tasks, and taking it back (scenario C 2; rules 8, 9, 12)."""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest

from tests.helpers.exam_centre import london
from tests.helpers.remote import EVENING, SIX, RemoteCentre
from wset_desk.domain.errors import DomainError
from wset_desk.domain.fees import FeeState
from wset_desk.domain.remote import RemoteState, TaskKind
from wset_desk.services.exam_places import take_payment
from wset_desk.services.exam_sessions import exam_session
from wset_desk.services.remote.availability import add_availability
from wset_desk.services.remote.bookings import (
    SlotChoice,
    book_remote,
    move_remote,
    undo_book_remote,
    undo_move_remote,
)
from wset_desk.services.remote.slots import slots
from wset_desk.services.remote.tasks import tick_task, untick_task
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import ExamRegistration
from wset_desk.system.clock import FixedClock


@pytest.fixture
def remote(workspace: Workspace) -> RemoteCentre:
    return RemoteCentre.of(workspace)


def test_ana_takes_the_last_seat_on_the_last_day_and_a_sixth_is_refused(
    workspace: Workspace, remote: RemoteCentre, clock: FixedClock
) -> None:
    exam = remote.exam()
    ana, sixth, *others = (remote.enrolled(n) for n in range(1, 7))
    for each in others:
        remote.book(each, exam)
    assert remote.taken(exam) == 4
    clock.instant = london(date(2026, 8, 24), "16:59")
    booked = remote.book(ana, exam)
    assert remote.taken(exam) == 5
    case = remote.case(ana)
    assert case.booking is not None
    assert (case.booking.fee, case.booking.fee_state) == (Decimal("50.00"), FeeState.OWED)
    assert case.booking.registration_id == booked.registration_id
    with pytest.raises(DomainError, match="SESSION_FULL"):
        remote.book(sixth, exam)


def test_a_day_later_it_takes_staff_with_a_reason(
    workspace: Workspace, remote: RemoteCentre, clock: FixedClock
) -> None:
    exam = remote.exam()
    ana = remote.enrolled()
    clock.instant = london(date(2026, 8, 25), "09:00")
    with pytest.raises(DomainError, match="DEADLINE_PASSED"):
        remote.book(ana, exam)
    workspace.call(
        book_remote,
        enrollment_id=ana,
        choice=SlotChoice(SIX, exam),
        override_reason="Our mistake",
    )
    assert remote.taken(exam) == 1


def test_a_free_time_becomes_a_session_with_its_invigilator(
    workspace: Workspace, remote: RemoteCentre
) -> None:
    ana, kim = remote.enrolled(), remote.centre.person("Kim Ode")
    workspace.call(add_availability, staff_id=kim, day=EVENING, start=time(18), end=time(19))
    (slot,) = workspace.run(slots, enrollment_id=ana, first_day=EVENING, last_day=EVENING).slots
    choice = SlotChoice(slot.start, staff_id=kim)
    booked = workspace.call(book_remote, enrollment_id=ana, choice=choice)
    made = workspace.run(exam_session, exam_session_id=booked.exam_session_id)
    assert booked.session_made
    assert (made.start, made.max_capacity, made.taken) == (SIX, 1, 1)
    assert [each.name for each in made.invigilators] == ["Kim Ode"]
    # nobody else gets Kim at that time
    other = remote.enrolled(2)
    with pytest.raises(DomainError, match="SLOT_GONE"):
        workspace.call(book_remote, enrollment_id=other, choice=choice)
    workspace.call(undo_book_remote, booked=booked)
    workspace.call(book_remote, enrollment_id=other, choice=choice)


def test_undoing_leaves_nothing_owed_and_nothing_to_do(
    workspace: Workspace, remote: RemoteCentre
) -> None:
    exam = remote.exam()
    ana = remote.enrolled()
    before = remote.case(ana)
    booked = remote.book(ana, exam)
    workspace.call(undo_book_remote, booked=booked)
    assert remote.case(ana) == before
    assert remote.taken(exam) == 0


def test_what_is_paid_is_not_undone(workspace: Workspace, remote: RemoteCentre) -> None:
    exam = remote.exam()
    booked = remote.book(remote.enrolled(), exam)
    with workspace.store.unit_of_work(workspace.actor, write=True) as uow:
        take_payment(uow, uow.get(ExamRegistration, booked.registration_id), "card")
        uow.commit()
    with pytest.raises(DomainError, match="ASSIGNMENT_PAID"):
        workspace.call(undo_book_remote, booked=booked)
    assert remote.taken(exam) == 1


def test_a_booking_waits_for_its_checks(
    workspace: Workspace, remote: RemoteCentre, clock: FixedClock
) -> None:
    exam = remote.exam()
    ana = remote.enrolled()
    remote.book(ana, exam)
    assert remote.case(ana).state is RemoteState.BOOKED
    clock.instant = london(date(2026, 9, 1), "18:00")
    case = remote.case(ana)
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
    done = remote.case(ana)
    assert done.state is RemoteState.BOOKED
    assert done.booking is not None
    assert [each.detail for each in done.booking.tasks] == [
        "Camera and microphone work",
        "https://exam.example.org/ana",
    ]
    assert {each.done_at for each in done.booking.tasks} == {clock.instant}
    workspace.call(untick_task, task_id=link.id)
    assert remote.case(ana).state is RemoteState.CHECKS_MISSING


def test_another_time_in_time_takes_the_paid_fee_along_and_is_taken_back(
    workspace: Workspace, remote: RemoteCentre
) -> None:
    exam = remote.exam()
    ana, kim = remote.enrolled(), remote.centre.person("Kim Ode")
    first = remote.book(ana, exam)
    with workspace.store.unit_of_work(workspace.actor, write=True) as uow:
        take_payment(uow, uow.get(ExamRegistration, first.registration_id), "card")
        uow.commit()
    later = EVENING + timedelta(days=7)
    workspace.call(add_availability, staff_id=kim, day=later, start=time(18), end=time(19))
    choice = SlotChoice(london(later, "18:00"), staff_id=kim)
    moved = workspace.call(move_remote, enrollment_id=ana, choice=choice)
    booking = remote.case(ana).booking
    assert booking is not None
    assert (booking.start, booking.fee_state) == (london(later, "18:00"), FeeState.PAID)
    assert [each.done_at for each in booking.tasks] == [None, None]
    assert remote.taken(exam) == 0
    workspace.call(undo_move_remote, booked=moved)
    back = remote.case(ana).booking
    assert back is not None
    assert (back.registration_id, back.fee_state) == (first.registration_id, FeeState.PAID)
    assert len(back.tasks) == 2
    assert remote.taken(exam) == 1


def test_only_a_booking_moves(workspace: Workspace, remote: RemoteCentre) -> None:
    exam = remote.exam()
    ana = remote.enrolled()
    with pytest.raises(DomainError, match="NOT_BOOKED_REMOTELY"):
        workspace.call(move_remote, enrollment_id=ana, choice=SlotChoice(SIX, exam))


def test_who_has_a_booking_is_not_booked_again(workspace: Workspace, remote: RemoteCentre) -> None:
    exam = remote.exam()
    ana = remote.enrolled()
    remote.book(ana, exam)
    with pytest.raises(DomainError, match="ALREADY_REGISTERED"):
        remote.book(ana, exam)

"""Any series of assigning, moving, cancelling, lining up and undoing keeps seats and fees right."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.helpers.board import OCTOBER_4, OCTOBER_25, School, held_course
from wset_desk.domain.errors import DomainError
from wset_desk.domain.registrations import ACTIVE_STATUSES, RegistrationStatus
from wset_desk.domain.seating import WaitingKey
from wset_desk.services.board.assigning import assign, undo_assign
from wset_desk.services.board.board import board
from wset_desk.services.board.cancelling import cancel_registration, undo_cancel_registration
from wset_desk.services.board.rescheduling import reschedule, undo_reschedule
from wset_desk.services.board.rows import AssignmentInput
from wset_desk.services.board.waiting_list import join_waiting_list, leave_waiting_list, take_offer
from wset_desk.services.centre_settings import change_setting
from wset_desk.services.exam_session_changes import cancel_exam_session, restore_exam_session
from wset_desk.services.fee_accounts import fee_accounts
from wset_desk.services.money.ledger_check import verify_ledger
from wset_desk.services.waiting_lines import IN_LINE, OFFERED, held_seats
from wset_desk.services.workspace import Workspace
from wset_desk.settings import WAITING_LIST_OFFER_HOURS
from wset_desk.storage.schema import ExamRegistration, ExamSession, WaitingListEntry
from wset_desk.storage.unit_of_work import UnitOfWork
from wset_desk.system.clock import FixedClock

PEOPLE = 6
NOTHING = Decimal("0.00")


class Office:
    """Staff who do one thing after the other; a refusal leaves everything as it was."""

    def __init__(self, uow: UnitOfWork, keys: list[WaitingKey], exams: list[UUID]) -> None:
        self.uow, self.keys, self.exams = uow, keys, exams

    def do(self, verb: str, one: int, other: int) -> None:
        try:
            with self.uow.session.begin_nested():
                getattr(self, verb)(one, other)
        except DomainError:
            self.uow.session.expire_all()

    def assign(self, one: int, other: int) -> None:
        pair = AssignmentInput(self._waiting(one), self.exams[other % len(self.exams)])
        assign(self.uow, assignments=(pair,))

    def undo(self, one: int, other: int) -> None:
        row = self._registration(one, RegistrationStatus.REGISTERED)
        try:
            undo_reschedule(self.uow, registration_id=row.id)
        except DomainError as refused:
            if refused.code != "STATUS_CHANGE_NOT_ALLOWED":
                raise
            undo_assign(self.uow, registration_ids=(row.id,))

    def move(self, one: int, other: int) -> None:
        row = self._registration(one, RegistrationStatus.REGISTERED)
        to = self.exams[other % len(self.exams)]
        reschedule(self.uow, registration_id=row.id, exam_session_id=to)

    def cancel(self, one: int, other: int) -> None:
        row = self._registration(one, RegistrationStatus.REGISTERED)
        cancel_registration(self.uow, registration_id=row.id)

    def uncancel(self, one: int, other: int) -> None:
        row = self._registration(one, RegistrationStatus.CANCELLED)
        undo_cancel_registration(self.uow, registration_id=row.id, fee_returned=True)

    def line_up(self, one: int, other: int) -> None:
        full = [each.id for each in board(self.uow).sessions if not each.facts.seats_left]
        exam = (full or self.exams)[other % len(full or self.exams)]
        join_waiting_list(self.uow, exam_session_id=exam, keys=(self._waiting(one),))

    def leave(self, one: int, other: int) -> None:
        leave_waiting_list(self.uow, entry_ids=(self._entry(one, IN_LINE),))

    def take(self, one: int, other: int) -> None:
        take_offer(self.uow, entry_id=self._entry(one, (OFFERED,)))

    def call_off(self, one: int, other: int) -> None:
        exam = self.exams[other % len(self.exams)]
        done = cancel_exam_session(self.uow, exam_session_id=exam, reason="Flood").value
        if one % 4:
            restore_exam_session(
                self.uow, exam_session_id=exam, registration_ids=done.registration_ids
            )

    def wait(self, one: int, other: int) -> None:
        self.uow.now += timedelta(hours=5 * one)

    def _registration(self, number: int, status: RegistrationStatus) -> ExamRegistration:
        found: ExamRegistration = self._any(
            number,
            select(ExamRegistration)
            .where(ExamRegistration.status == status)
            .order_by(ExamRegistration.id),
        )
        return found

    def _entry(self, number: int, statuses: Sequence[str]) -> UUID:
        found: WaitingListEntry = self._any(
            number,
            select(WaitingListEntry)
            .where(WaitingListEntry.status.in_(statuses))
            .order_by(WaitingListEntry.position),
        )
        return found.id

    def _waiting(self, number: int) -> WaitingKey:
        """Somebody who waits; now and then somebody who doesn't."""
        waiting = [person.key for person in board(self.uow).people]
        return (waiting or self.keys)[number % len(waiting or self.keys)]

    def _any(self, number: int, rows: Any) -> Any:
        found = self.uow.session.scalars(rows).all()
        if not found:
            raise DomainError("NOT_FOUND")
        return found[number % len(found)]


@pytest.fixture
def school(workspace: Workspace, clock: FixedClock) -> School:
    """Six people of whom four have all the seats of three sessions; offers last a day."""
    school = held_course(workspace, clock, people=PEOPLE)
    school.miss(*range(1, PEOPLE + 1))
    workspace.call(change_setting, name=WAITING_LIST_OFFER_HOURS.name, value=24)
    school.seat(school.exam(OCTOBER_4, seats=1), school.key(1))
    school.seat(school.exam(OCTOBER_25, seats=2), school.key(2), school.key(3))
    school.seat(school.exam(OCTOBER_25 + timedelta(days=7), seats=1), school.key(4))
    return school


VERBS = (
    *("assign", "undo", "move", "cancel", "uncancel", "line_up", "line_up", "take", "leave"),
    *("call_off", "wait"),
)
STEP = st.tuples(st.sampled_from(VERBS), st.integers(0, 11), st.integers(0, 11))


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(STEP, min_size=15, max_size=25))
def test_seats_stay_right_and_nobody_is_lost(
    school: School, steps: list[tuple[str, int, int]]
) -> None:
    """Each series begins anew: nothing is committed."""
    exams = [each.id for each in school.board().sessions]
    keys = [school.key(n) for n in range(1, PEOPLE + 1)]
    with school.workspace.store.unit_of_work(school.workspace.actor, write=True) as uow:
        office = Office(uow, keys, exams)
        for step in steps:
            office.do(*step)
            assert_seats_right(uow, exams)
            assert_nobody_lost(uow, keys)
        assert_money_right(uow)


def assert_seats_right(uow: UnitOfWork, exams: list[UUID]) -> None:
    held = held_seats(uow, exams)
    taken = Counter(
        uow.session.scalars(
            select(ExamRegistration.exam_session_id).where(
                ExamRegistration.status.in_(ACTIVE_STATUSES)
            )
        )
    )
    for exam in uow.session.scalars(select(ExamSession).where(ExamSession.id.in_(exams))):
        assert exam.current_enrollment == taken[exam.id]
        assert taken[exam.id] + held.get(exam.id, 0) <= exam.max_capacity


def assert_nobody_lost(uow: UnitOfWork, keys: list[WaitingKey]) -> None:
    """Everybody has one seat, or is on the board once."""
    seated = uow.session.scalars(
        select(ExamRegistration.course_enrollment_id).where(
            ExamRegistration.status == RegistrationStatus.REGISTERED
        )
    )
    places = Counter(seated)
    for person in board(uow).people:
        places[person.key.enrollment_id] += 1
    assert places == dict.fromkeys((key.enrollment_id for key in keys), 1)


def assert_money_right(uow: UnitOfWork) -> None:
    """What is owed is never below nothing, and `fee_paid` says whether anything is."""
    rows = uow.session.scalars(select(ExamRegistration)).all()
    accounts = fee_accounts(uow, [each.id for each in rows])
    for row in rows:
        assert accounts[row.id].owed >= NOTHING
        if row.status == RegistrationStatus.REGISTERED:
            assert row.fee_paid == (accounts[row.id].owed == NOTHING)
    assert verify_ledger(uow).findings == ()

"""A candidate who missed the level 2 exam of 6 September 2026, and bookings that are charged."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select

from tests.helpers.marking import ExamDay, at, exam_day
from wset_desk.domain.catalogue import Component, SessionType
from wset_desk.domain.pricing import Entry, LedgerKind, balance, net_received
from wset_desk.domain.registrations import RegistrationStatus, RegistrationType
from wset_desk.services.attendance import mark_no_show
from wset_desk.services.derived import recount_seats, settle_fee
from wset_desk.services.exam_places import book_place
from wset_desk.services.exam_sessions import create_exam_session
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import ExamRegistration, ExamSession, LedgerEntry
from wset_desk.storage.unit_of_work import UnitOfWork
from wset_desk.system.clock import FixedClock

T = TypeVar("T")
EXAM_DAY, MAKEUP_DAY = date(2026, 9, 6), date(2026, 10, 25)
LATER_DAY = date(2026, 11, 29)
FEE = Decimal("85.00")


@dataclass(frozen=True)
class Till:
    """The centre's money, about one candidate: Aoife Byrne, who was absent on 6 September."""

    workspace: Workspace
    exam: ExamDay
    missed: UUID
    candidate_id: UUID
    enrollment_id: UUID

    def within(self, work: Callable[[UnitOfWork], T]) -> T:
        """Run helpers of services in a unit of work, and commit."""
        with self.workspace.store.unit_of_work(self.workspace.actor, write=True) as uow:
            answer = work(uow)
            uow.commit()
        return answer

    def session(self, day: date = MAKEUP_DAY, start: str = "15:30", seats: int = 12) -> UUID:
        """A makeup session of the paper that was missed."""
        template = self.within(
            lambda uow: uow.get(ExamSession, self.exam.papers[Component.THEORY]).exam_template_id
        )
        made = self.workspace.call(
            create_exam_session,
            exam_template_id=template,
            session_type=SessionType.MAKEUP,
            day=day,
            start=time.fromisoformat(start),
            max_capacity=seats,
        )
        return made.id

    def makeup(self, day: date = MAKEUP_DAY) -> UUID:
        """A makeup for the candidate, charged; answers its registration."""
        session_id = self.session(day)
        return self.within(lambda uow: self.book(uow, session_id).id)

    def book(self, uow: UnitOfWork, session_id: UUID) -> ExamRegistration:
        return book_place(
            uow,
            exam_session_id=session_id,
            enrollment_id=self.enrollment_id,
            registration_type=RegistrationType.MAKEUP,
        )

    def move(self, registration_id: UUID, day: date = LATER_DAY) -> UUID:
        """Reschedule in time, rows only: the fee goes along; answers the new registration."""
        session_id = self.session(day)
        return self.within(lambda uow: moved(uow, registration_id, session_id).id)

    def set_status(self, registration_id: UUID, status: RegistrationStatus) -> None:
        def change(uow: UnitOfWork) -> None:
            registration = uow.get(ExamRegistration, registration_id)
            registration.status = status
            recount_seats(uow, uow.get(ExamSession, registration.exam_session_id))

        self.within(change)

    def fee_paid(self, registration_id: UUID) -> bool:
        return self.within(lambda uow: uow.get(ExamRegistration, registration_id).fee_paid)

    def rows(self, *registration_ids: UUID) -> list[Entry]:
        """The entries of these registrations as the store has them, the oldest first."""

        def read(uow: UnitOfWork) -> list[Entry]:
            found = uow.session.scalars(
                select(LedgerEntry)
                .where(LedgerEntry.exam_registration_id.in_(registration_ids))
                .order_by(LedgerEntry.created_at, LedgerEntry.id)
            )
            return [Entry(LedgerKind(e.kind), e.amount, e.charge_id is not None) for e in found]

        return self.within(read)

    def raw_balance(self, *registration_ids: UUID) -> Decimal:
        return balance(self.rows(*registration_ids))

    def raw_received(self, *registration_ids: UUID) -> Decimal:
        return net_received(self.rows(*registration_ids))


def moved(uow: UnitOfWork, registration_id: UUID, session_id: UUID) -> ExamRegistration:
    """A registration instead of another one, whose fee goes along."""
    old = uow.get(ExamRegistration, registration_id)
    old.status = RegistrationStatus.RESCHEDULED
    new = uow.add(
        ExamRegistration(
            candidate_id=old.candidate_id,
            exam_session_id=session_id,
            course_enrollment_id=old.course_enrollment_id,
            registration_type=old.registration_type,
            registration_date=uow.now,
            rescheduled_from_id=old.id,
            fee_amount=old.fee_amount,
            product_id=old.product_id,
        )
    )
    for each in (old, new):
        recount_seats(uow, uow.get(ExamSession, each.exam_session_id))
    settle_fee(uow, new)
    return new


def till(workspace: Workspace, clock: FixedClock, now: datetime | None = None) -> Till:
    """The centre two days after the exam; the first candidate was absent."""
    day = exam_day(workspace)
    missed = day.registrations[Component.THEORY][0]
    clock.instant = at(EXAM_DAY)
    workspace.call(mark_no_show, registration_ids=(missed,))
    clock.instant = now or at(date(2026, 9, 8), 9)
    with workspace.store.unit_of_work(workspace.actor, write=False) as uow:
        row = uow.get(ExamRegistration, missed)
        assert row.course_enrollment_id is not None
        return Till(workspace, day, missed, row.candidate_id, row.course_enrollment_id)

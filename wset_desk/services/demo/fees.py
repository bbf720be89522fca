"""What becomes of the sample's fees: paid at once or late, waived, refunded, or owed."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import count
from uuid import UUID

from wset_desk.domain.errors import DomainError
from wset_desk.domain.fees import PaymentMethod
from wset_desk.domain.registrations import RegistrationStatus
from wset_desk.services.board.cancelling import cancel_registration
from wset_desk.services.board.rescheduling import reschedule
from wset_desk.services.considerations import (
    approve_consideration,
    refuse_consideration,
    request_consideration,
)
from wset_desk.services.demo.school import ZONE, Deed, Exam, School, Sitter, at
from wset_desk.services.ledger import account_of
from wset_desk.services.money.payments import record_payment, refund_payment, take_back_payment
from wset_desk.services.money.waivers import override_fee, waive_fee
from wset_desk.storage.schema import ExamRegistration
from wset_desk.storage.unit_of_work import UnitOfWork

_PAYS_AT_ONCE = 0.85
_METHODS = (
    PaymentMethod.CARD,
    PaymentMethod.CARD,
    PaymentMethod.BANK_TRANSFER,
    PaymentMethod.CASH,
)
_REFUND_EVERY, _MISTAKE_EVERY, _CHANGE_EVERY = 23, 29, 19
"""Of so many bookings, one is refunded, was paid by somebody else, is given up or moved."""
_AT_THE_DOOR_EVERY = 3
_LATE_DAYS, _NO_TIME_DAYS = 9, 5
_EVIDENCE_EVERY, _REFUSED_EVERY = 5, 4
_EVIDENCE_DAYS, _DECISION_DAYS = 3, 2
_UNDECIDED_FROM = at(date(2026, 3, 5), 0)
_LETTERS = ("Doctor's letter, in the folder", "Train cancelled: confirmation by e-mail", "Funeral")
_PART = Decimal("30.00")


class FeeDesk:
    """Takes money for bookings, and does what a centre does where none comes."""

    def __init__(self, school: School) -> None:
        self._school = school
        self._paid, self._unpaid, self._absent = count(1), count(), count(1)

    def take(
        self, uow: UnitOfWork, exam: Exam, sitter: Sitter, registration: ExamRegistration
    ) -> None:
        """Mostly take the fee of a new booking at once."""
        if not registration.fee_amount:
            return
        source = self._school.source
        at_once = source.random() < _PAYS_AT_ONCE
        method = source.choice(_METHODS) if at_once else PaymentMethod.BANK_TRANSFER
        if registration.fee_paid:
            return
        if at_once:
            self._pay(uow, registration.id, method)
            self._afterwards(uow, exam, sitter, next(self._paid))
        else:
            self._chase(uow, exam, registration.id, next(self._unpaid))

    def excuse(self, uow: UnitOfWork, missed: Sitter) -> None:
        """Some who stayed away bring evidence, which is decided on some days later."""
        number = next(self._absent)
        if number % _EVIDENCE_EVERY:
            return
        asked_at = _days_from(uow, _EVIDENCE_DAYS)
        letter = _LETTERS[number % len(_LETTERS)]
        refused = number // _EVIDENCE_EVERY % _REFUSED_EVERY == 0

        def ask(uow: UnitOfWork) -> None:
            asked = request_consideration(
                uow,
                registration_id=missed.registration_id,
                evidence=letter,
                received_on=asked_at.date(),
            ).value
            if asked_at < _UNDECIDED_FROM:
                self._later(uow, _DECISION_DAYS, lambda uow: _decide(uow, asked.id, refused))

        self._school.agenda.add(asked_at, ask)

    def _pay(
        self, uow: UnitOfWork, registration_id: UUID, method: PaymentMethod, part: bool = False
    ) -> UUID | None:
        """Everything that is owed, or part of it."""
        owed = account_of(uow, uow.get(ExamRegistration, registration_id)).owed
        if owed <= 0:
            return None
        entered = record_payment(
            uow, registration_id=registration_id, amount=_PART if part else owed, method=method
        )
        return entered.value.entry_id

    def _afterwards(self, uow: UnitOfWork, exam: Exam, sitter: Sitter, number: int) -> None:
        """What happens to some bookings that were paid."""
        key = sitter.registration_id
        if number % _REFUND_EVERY == 0:
            self._later(uow, _LATE_DAYS, lambda uow: _refund(uow, key))
        elif number % _MISTAKE_EVERY == 0:
            self._later(uow, 1, lambda uow: self._put_right(uow, key))
        elif number % _CHANGE_EVERY == 0 and not exam.is_remote:
            moves = number // _CHANGE_EVERY % 2 == 0
            change = self._move if moves else self._give_up
            self._later(uow, _NO_TIME_DAYS, lambda uow: change(uow, exam, sitter))

    def _chase(self, uow: UnitOfWork, exam: Exam, key: UUID, number: int) -> None:
        """What is done about fees that aren't paid; some stay owed."""
        deeds = (
            lambda uow: self._pay(uow, key, PaymentMethod.BANK_TRANSFER),
            lambda uow: _waive(uow, key),
            lambda uow: self._pay(uow, key, PaymentMethod.INVOICE, part=True),
            lambda uow: None,
            lambda uow: self._pay(uow, key, PaymentMethod.ONLINE),
        )
        self._later(uow, _LATE_DAYS, deeds[number % len(deeds)])
        pays_at_the_door = number % _AT_THE_DOOR_EVERY == 0

        def morning(uow: UnitOfWork) -> None:
            if not pays_at_the_door:
                _let_in(uow, key)
            elif _is_expected(uow, key):
                self._pay(uow, key, PaymentMethod.CASH)

        self._school.agenda.add(at(exam.day, 8), morning)

    def _put_right(self, uow: UnitOfWork, key: UUID) -> None:
        """It was somebody else's money; theirs comes by another way."""
        paid = [
            line
            for line in account_of(uow, uow.get(ExamRegistration, key)).entries
            if line.kind == "payment"
        ]
        take_back_payment(uow, entry_id=paid[-1].id, reason="Entered for the wrong person")
        self._pay(uow, key, PaymentMethod.CASH)

    def _give_up(self, uow: UnitOfWork, exam: Exam, sitter: Sitter) -> None:
        """Cancel in time: the money goes back."""
        if sitter in exam.sitters and _is_in_time(uow, exam):
            cancel_registration(uow, registration_id=sitter.registration_id)
            exam.sitters.remove(sitter)

    def _move(self, uow: UnitOfWork, exam: Exam, sitter: Sitter) -> None:
        """Move in time: the fee goes along."""
        if sitter not in exam.sitters or not _is_in_time(uow, exam):
            return
        for place in self._school.open_exams(exam.paper, exam.session_type, uow.now):
            if place is exam:
                continue
            try:
                moved = reschedule(
                    uow, registration_id=sitter.registration_id, exam_session_id=place.id
                ).value
            except DomainError:
                continue
            exam.sitters.remove(sitter)
            place.sitters.append(Sitter(sitter.enrolled, moved.registration_id))
            return

    def _later(self, uow: UnitOfWork, days: int, deed: Deed) -> None:
        self._school.agenda.add(_days_from(uow, days), deed)


def _days_from(uow: UnitOfWork, days: int) -> datetime:
    day = uow.now.astimezone(ZONE).date() + timedelta(days=days)
    return at(day, 15, 30)


def _is_in_time(uow: UnitOfWork, exam: Exam) -> bool:
    return uow.now <= (exam.deadline or exam.start)


def _refund(uow: UnitOfWork, key: UUID) -> None:
    account = account_of(uow, uow.get(ExamRegistration, key))
    if account.received > 0:
        refund_payment(
            uow,
            registration_id=key,
            amount=account.received,
            reason="The heating failed during the exam",
            method=PaymentMethod.BANK_TRANSFER,
        )


def _waive(uow: UnitOfWork, key: UUID) -> None:
    if account_of(uow, uow.get(ExamRegistration, key)).owed > 0:
        waive_fee(uow, registration_id=key, reason="Our mistake: told the wrong day")


def _let_in(uow: UnitOfWork, key: UUID) -> None:
    if _is_expected(uow, key):
        override_fee(uow, registration_id=key, reason="Has promised to pay by Friday")


def _is_expected(uow: UnitOfWork, key: UUID) -> bool:
    """Whether somebody is to sit the exam and owes its fee."""
    registration = uow.get(ExamRegistration, key)
    return registration.status == RegistrationStatus.REGISTERED and not registration.fee_paid


def _decide(uow: UnitOfWork, consideration_id: UUID, refused: bool) -> None:
    if refused:
        refuse_consideration(
            uow, consideration_id=consideration_id, reason="Not evidence of that day"
        )
    else:
        approve_consideration(
            uow, consideration_id=consideration_id, reason="Seen, and returned to the candidate"
        )

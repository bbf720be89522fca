"""Whatever is done to a fee, in any order, the books add up (SQLite, nothing is committed)."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.helpers.money import MAKEUP_DAY, Till, moved, till
from tests.helpers.stores import NOW, found_test_centre, sqlite_store
from wset_desk.domain.errors import DomainError
from wset_desk.domain.fees import PaymentMethod
from wset_desk.domain.pricing import LedgerKind
from wset_desk.domain.registrations import RegistrationStatus
from wset_desk.services.ledger import account_of, charge, restore_fee, return_fee, withdraw_charge
from wset_desk.services.money.ledger_check import verify_ledger
from wset_desk.services.money.payments import record_payment, refund_payment, take_back_payment
from wset_desk.services.money.revenue import revenue
from wset_desk.services.money.waivers import take_back_waiver, waive_fee
from wset_desk.storage.schema import ExamRegistration, LedgerEntry
from wset_desk.storage.unit_of_work import UnitOfWork
from wset_desk.system.clock import FixedClock

MOVES = 3
FREE_DAYS = [date(2026, 11, 1 + 7 * n) for n in range(MOVES)]
CARD = PaymentMethod.CARD
amounts = st.integers(1, 9000).map(lambda pence: Decimal(pence) / 100)
steps = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["pay", "waive", "refund"]), amounts),
        st.tuples(
            st.sampled_from(
                [
                    *("pay all", "take back payment", "take back waiver", "withdraw"),
                    *("cancel", "undo cancel", "move", "charge anew"),
                ]
            ),
            st.just(Decimal(0)),
        ),
    ),
    max_size=12,
)


@pytest.fixture(scope="module")
def money(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[Till]:
    """One for all examples: nothing that they do is committed."""
    clock = FixedClock(NOW)
    store = sqlite_store(tmp_path_factory.mktemp("till") / "store.db", sqlite_template, clock)
    yield till(found_test_centre(store), clock)
    store.close()


@pytest.fixture(scope="module")
def sessions(money: Till) -> list[UUID]:
    return [money.session(day) for day in (MAKEUP_DAY, *FREE_DAYS)]


@dataclass
class Booking:
    """A booking and what happens to it; refusals change nothing."""

    uow: UnitOfWork
    registration: ExamRegistration
    free: list[UUID]
    all: list[ExamRegistration] = field(default_factory=list)

    def do(self, step: str, amount: Decimal) -> None:
        with suppress(DomainError):
            getattr(self, step.replace(" ", "_"))(amount)

    def pay(self, amount: Decimal) -> None:
        record_payment(self.uow, registration_id=self.registration.id, amount=amount, method=CARD)

    def pay_all(self, _amount: Decimal) -> None:
        self.pay(account_of(self.uow, self.registration).owed)

    def waive(self, amount: Decimal) -> None:
        waive_fee(self.uow, registration_id=self.registration.id, amount=amount, reason="Kind")

    def refund(self, amount: Decimal) -> None:
        refund_payment(
            self.uow,
            registration_id=self.registration.id,
            amount=amount,
            reason="Kind",
            method=CARD,
        )

    def take_back_payment(self, _amount: Decimal) -> None:
        take_back_payment(self.uow, entry_id=self._newest("payment"), reason="Mistake")

    def take_back_waiver(self, _amount: Decimal) -> None:
        take_back_waiver(self.uow, entry_id=self._newest("waiver"), reason="Mistake")

    def withdraw(self, _amount: Decimal) -> None:
        withdraw_charge(self.uow, self.registration, reason="Undone")

    def cancel(self, _amount: Decimal) -> None:
        return_fee(self.uow, self.registration, reason="Cancelled in time")
        self.registration.status = RegistrationStatus.CANCELLED

    def undo_cancel(self, _amount: Decimal) -> None:
        restore_fee(self.uow, self.registration, reason="undo")
        self.registration.status = RegistrationStatus.REGISTERED

    def move(self, _amount: Decimal) -> None:
        if self.free:
            self.registration = moved(self.uow, self.registration.id, self.free.pop())
            self.all.append(self.registration)

    def charge_anew(self, amount: Decimal) -> None:
        """Moved too late: the old fee stays, and another one is charged."""
        if self.free:
            self.move(amount)
            charge(self.uow, self.registration)

    def _newest(self, kind: str) -> UUID:
        lines = [
            each for each in account_of(self.uow, self.registration).entries if each.kind == kind
        ]
        if not lines:
            raise DomainError("NOT_FOUND")
        return lines[-1].id

    def check(self) -> None:
        checked = verify_ledger(self.uow)
        assert checked.findings == ()
        accounts = [account_of(self.uow, each) for each in self.all]
        for account, registration in zip(accounts, self.all, strict=True):
            assert account.owed >= 0
            assert account.received >= 0
            assert registration.fee_paid == (account.owed == 0)
        found = revenue(self.uow).total
        assert (found.owed, found.kept) == (checked.owed, checked.received)
        assert found.charged == found.owed + found.received + found.waived + found.withdrawn
        self._check_refunds()

    def _check_refunds(self) -> None:
        refunded = self.uow.session.scalars(
            select(LedgerEntry.charge_id).where(
                LedgerEntry.kind == LedgerKind.REFUND, LedgerEntry.charge_id.is_not(None)
            )
        ).all()
        assert len(refunded) == len(set(refunded))


@given(steps=steps)
@settings(max_examples=30)
def test_the_books_add_up_after_any_series_of_steps(
    money: Till, sessions: list[UUID], steps: list[tuple[str, Decimal]]
) -> None:
    first, *free = sessions
    with money.workspace.store.unit_of_work(money.workspace.actor, write=True) as uow:
        registration = money.book(uow, first)
        booking = Booking(uow, registration, free, [registration])
        booking.check()
        for step, amount in steps:
            booking.do(step, amount)
            booking.check()

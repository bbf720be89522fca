"""Revenue by product, level, month and session: everything adds up, and to the ledger's rows."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.helpers.enquiries import MARTA, enquiry_desk, refusal
from tests.helpers.money import EXAM_DAY, FEE, LATER_DAY, MAKEUP_DAY, Till, till
from wset_desk.domain.fees import PaymentMethod
from wset_desk.domain.pricing import LedgerKind, ProductKind
from wset_desk.services.enquiries.submitting import undo_submit_enquiry
from wset_desk.services.ledger import withdraw_charge
from wset_desk.services.money.candidate_accounts import candidate_account
from wset_desk.services.money.ledger_check import verify_ledger
from wset_desk.services.money.payments import record_payment, refund_payment, take_back_payment
from wset_desk.services.money.revenue import revenue
from wset_desk.services.money.revenue_rows import (
    Revenue,
    RevenueGroup,
    RevenueKey,
    RevenueSums,
)
from wset_desk.services.money.waivers import take_back_waiver, waive_fee
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import ExamRegistration, LedgerEntry
from wset_desk.system.clock import FixedClock

CARD = PaymentMethod.CARD
NOTHING = Decimal("0.00")


@pytest.fixture
def money(workspace: Workspace, clock: FixedClock) -> Till:
    """On 8 September 2026."""
    return till(workspace, clock)


def of(money: Till, **period: date) -> Revenue:
    return money.workspace.run(revenue, **period)


def pay(money: Till, registration_id: UUID, amount: str) -> Any:
    return money.workspace.call(
        record_payment, registration_id=registration_id, amount=Decimal(amount), method=CARD
    )


def sums(**amounts: str) -> RevenueSums:
    return RevenueSums(**{name: Decimal(amount) for name, amount in amounts.items()})


def test_nothing_yet(money: Till) -> None:
    found = of(money)
    assert found.total == RevenueSums()
    assert [found.rows(group) for group in RevenueGroup] == [(), (), (), ()]
    assert found.currency == "GBP"


def test_every_breakdown_adds_up(money: Till, clock: FixedClock) -> None:
    makeup = money.makeup()
    pay(money, makeup, "50.00")
    clock.instant = datetime(2026, 10, 3, 9, tzinfo=UTC)
    money.workspace.call(waive_fee, registration_id=makeup, amount=Decimal("10"), reason="Goodwill")
    money.workspace.call(
        refund_payment, registration_id=makeup, amount=Decimal("20"), reason="Kind", method=CARD
    )
    found = of(money)
    whole = sums(charged="85", received="50", waived="10", refunded="20", owed="25")
    assert found.total == whole
    assert found.total.kept == Decimal("30.00")
    (product,), (level,), (session,) = found.by_product, found.by_level, found.by_session
    assert (product.key, product.sums) == (RevenueKey(product="makeup"), whole)
    assert (level.key, level.sums) == (RevenueKey(level=2), whole)
    assert session.key.session is not None
    assert (session.key.session.day, session.sums) == (MAKEUP_DAY, whole)
    assert [(row.key.month, row.sums) for row in found.by_month] == [
        (date(2026, 9, 1), sums(charged="85", received="50", owed="35")),
        (date(2026, 10, 1), sums(waived="10", refunded="20", owed="25")),
    ]


def test_a_period_has_what_was_entered_in_it_and_what_is_owed_at_its_end(
    money: Till, clock: FixedClock
) -> None:
    makeup = money.makeup()
    clock.instant = datetime(2026, 11, 2, 9, tzinfo=UTC)
    pay(money, makeup, "85.00")
    first = of(money, last_day=date(2026, 9, 30))
    assert first.total == sums(charged="85", owed="85")
    later = of(money, first_day=date(2026, 10, 1))
    assert later.total == sums(received="85")
    assert [row.key.month for row in later.by_month] == [date(2026, 10, 1), date(2026, 11, 1)]
    assert later.by_month[0].sums == sums(owed="85")
    assert of(money, first_day=date(2026, 11, 3)).by_product == ()


def test_a_day_is_the_centres(money: Till, clock: FixedClock) -> None:
    clock.instant = datetime(2026, 9, 30, 23, 30, tzinfo=UTC)  # half past midnight in London
    money.makeup()
    assert of(money, last_day=date(2026, 9, 30)).total == RevenueSums()
    assert of(money, first_day=date(2026, 10, 1), last_day=date(2026, 10, 1)).total.charged == FEE


def test_what_is_taken_back_leaves_no_trace_in_the_sums(money: Till) -> None:
    makeup = money.makeup()
    paid = pay(money, makeup, "85.00")
    money.workspace.call(take_back_payment, entry_id=paid.entry_id, reason="Wrong person")
    waived = money.workspace.call(waive_fee, registration_id=makeup, reason="Goodwill")
    money.workspace.call(take_back_waiver, entry_id=waived.entry_id, reason="Wrong person")
    assert of(money).total == sums(charged="85", owed="85")


def test_a_withdrawn_charge_is_not_waived(money: Till) -> None:
    makeup = money.makeup()
    money.within(
        lambda uow: withdraw_charge(uow, uow.get(ExamRegistration, makeup), reason="Undone")
    )
    assert of(money).total == sums(charged="85", withdrawn="85")


def test_an_enquiry_that_was_taken_back_counts_as_withdrawn_where_its_result_was(
    workspace: Workspace, clock: FixedClock
) -> None:
    """The enquiry is gone, its entries stay: the books add up, and nobody owes it."""
    office = enquiry_desk(workspace, clock)
    before = workspace.run(revenue).total
    case = office.submit(MARTA)
    workspace.call(undo_submit_enquiry, enquiry_id=case.id)
    entries = entries_of(workspace, case.id)
    assert [each.kind for each in entries] == [LedgerKind.CHARGE, LedgerKind.WAIVER]

    found, withdrawn = workspace.run(revenue), sums(charged="50", withdrawn="50")
    assert (before, found.total) == (RevenueSums(), withdrawn)
    for group in RevenueGroup:
        assert [each.sums for each in found.rows(group)] == [withdrawn]
    (product,), (session,) = found.by_product, found.by_session
    assert product.key == RevenueKey(product=ProductKind.ENQUIRY)
    assert session.key.session is not None
    assert session.key.session.day == date(2026, 9, 20)

    checked = workspace.run(verify_ledger)
    assert checked.findings == ()
    assert (checked.owed, checked.received) == (NOTHING, NOTHING)
    account = workspace.run(candidate_account, candidate_id=office.school.people[MARTA - 1])
    assert account.total.owed == NOTHING
    assert account.enquiries == ()
    again = {"entry_id": entries[1].id, "reason": "Undone"}
    assert refusal(workspace, take_back_waiver, **again).code == "NOT_FOUND"

    office.pay(office.submit(MARTA))
    assert workspace.run(revenue).total == sums(charged="100", withdrawn="50", received="50")
    assert workspace.run(verify_ledger).findings == ()


def entries_of(workspace: Workspace, enquiry_id: UUID) -> list[LedgerEntry]:
    with workspace.store.unit_of_work(workspace.actor, write=False) as uow:
        mine = select(LedgerEntry).where(LedgerEntry.exam_enquiry_id == enquiry_id)
        return list(uow.session.scalars(mine.order_by(LedgerEntry.id)))


def test_a_fee_that_moved_along_counts_for_the_session_it_moved_to(money: Till) -> None:
    makeup = money.makeup()
    pay(money, makeup, "40.00")
    new = money.move(makeup)
    pay(money, new, "45.00")
    (session,) = of(money).by_session
    assert session.key.session is not None
    assert session.key.session.day == LATER_DAY
    assert session.sums == sums(charged="85", received="85")


def test_bundled_exams_have_no_revenue_of_their_own(money: Till) -> None:
    money.makeup()
    sessions = [row.key.session for row in of(money).by_session]
    assert [each.day for each in sessions if each is not None] == [MAKEUP_DAY]
    assert EXAM_DAY not in [each.day for each in sessions if each is not None]

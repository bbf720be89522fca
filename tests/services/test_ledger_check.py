"""`verify-ledger`: nothing is off after honest work; each kind of mistake in the rows is found."""

from collections.abc import Callable
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.helpers.enquiries import MARTA, Desk, enquiry_desk
from tests.helpers.money import FEE, Till, till
from wset_desk.domain.fees import PaymentMethod
from wset_desk.domain.pricing import LedgerKind, ProductKind
from wset_desk.services.ledger import enter, restore_fee, return_fee
from wset_desk.services.money.ledger_check import LedgerCheck, verify_ledger
from wset_desk.services.money.payments import record_payment
from wset_desk.services.money.waivers import take_back_waiver, waive_fee
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import (
    Candidate,
    ExamEnquiry,
    ExamRegistration,
    LedgerEntry,
    Product,
)
from wset_desk.storage.unit_of_work import UnitOfWork
from wset_desk.system.clock import FixedClock


@pytest.fixture
def money(workspace: Workspace, clock: FixedClock) -> Till:
    return till(workspace, clock)


@pytest.fixture
def makeup(money: Till) -> UUID:
    booked = money.makeup()
    money.workspace.call(
        record_payment, registration_id=booked, amount=Decimal("40"), method=PaymentMethod.CASH
    )
    return booked


def checked(money: Till) -> LedgerCheck:
    return money.workspace.run(verify_ledger)


def texts(money: Till) -> list[str]:
    return [each.text for each in checked(money).findings]


def test_honest_work_adds_up(money: Till, makeup: UUID) -> None:
    waived = money.workspace.call(
        waive_fee, registration_id=makeup, amount=Decimal("5"), reason="Goodwill"
    )
    money.workspace.call(take_back_waiver, entry_id=waived.entry_id, reason="Wrong person")
    new = money.move(makeup)

    def return_and_restore(uow: UnitOfWork) -> None:
        registration = uow.get(ExamRegistration, new)
        return_fee(uow, registration, reason="Cancelled in time")
        restore_fee(uow, registration, reason="undo")

    money.within(return_and_restore)
    found = checked(money)
    assert found.findings == ()
    assert (found.accounts, found.owed, found.received) == (1, Decimal("45.00"), Decimal("40.00"))


def fee_down_as_paid(_money: Till, _uow: UnitOfWork, row: ExamRegistration) -> None:
    row.fee_paid = True


def fee_raised_without_a_charge(_money: Till, _uow: UnitOfWork, row: ExamRegistration) -> None:
    row.fee_amount = Decimal("95.00")


def paid_too_much(_money: Till, uow: UnitOfWork, row: ExamRegistration) -> None:
    enter(uow, row, LedgerKind.PAYMENT, amount=FEE)
    row.fee_paid = True


def refunded_too_much(_money: Till, uow: UnitOfWork, row: ExamRegistration) -> None:
    enter(uow, row, LedgerKind.REFUND, amount=FEE)


def waived_without_a_reason(_money: Till, uow: UnitOfWork, row: ExamRegistration) -> None:
    enter(uow, row, LedgerKind.WAIVER, amount=Decimal("45"))
    row.fee_paid = True


def another_currency(_money: Till, uow: UnitOfWork, row: ExamRegistration) -> None:
    enter(uow, row, LedgerKind.PAYMENT, amount=Decimal("1")).currency = "EUR"


def another_product(_money: Till, uow: UnitOfWork, row: ExamRegistration) -> None:
    enter(uow, row, LedgerKind.PAYMENT, amount=Decimal("1")).product_id = None


def of_no_booking(money: Till, uow: UnitOfWork, row: ExamRegistration) -> None:
    entry = enter(uow, row, LedgerKind.PAYMENT, amount=Decimal("1"))
    entry.exam_registration_id = None


FORGERIES = (
    (fee_down_as_paid, "It is down as paid, and 45.00 is owed."),
    (fee_raised_without_a_charge, "The fee is 95.00, and 85.00 was charged."),
    (paid_too_much, "40.00 more came in than was charged."),
    (refunded_too_much, "45.00 more was refunded than came in."),
    (waived_without_a_reason, "45.00 is waived without a reason."),
    (another_currency, "An entry is in EUR."),
    (another_product, "Its entries leave -1.00 owed, its bookings 0.00."),
    (of_no_booking, "An entry belongs to no booking and to no enquiry."),
)


@pytest.mark.parametrize(
    ("forge", "text"), FORGERIES, ids=[forge.__name__ for forge, _ in FORGERIES]
)
def test_a_mistake_in_the_rows_is_found(
    money: Till,
    makeup: UUID,
    forge: Callable[[Till, UnitOfWork, ExamRegistration], None],
    text: str,
) -> None:
    money.within(lambda uow: forge(money, uow, uow.get(ExamRegistration, makeup)))
    assert text in texts(money)


def test_a_finding_names_the_booking(money: Till, makeup: UUID) -> None:
    def forge(uow: UnitOfWork) -> None:
        uow.get(ExamRegistration, makeup).fee_paid = True

    money.within(forge)
    (finding,) = checked(money).findings
    assert finding.subject == "Aoife Byrne, Level 2 Theory Exam, 2026-10-25"


def uncharged(office: Desk, uow: UnitOfWork, enquiry: ExamEnquiry) -> None:
    enquiry.enquiry_fee = Decimal("60.00")


def said_to_be_refunded(office: Desk, uow: UnitOfWork, enquiry: ExamEnquiry) -> None:
    enquiry.fee_refunded = True


def paid_twice(office: Desk, uow: UnitOfWork, enquiry: ExamEnquiry) -> None:
    enter(uow, enquiry, LedgerKind.PAYMENT, amount=Decimal("50.00"))


def put_down_to_a_resit(office: Desk, uow: UnitOfWork, enquiry: ExamEnquiry) -> None:
    resit = select(Product).where(Product.kind == ProductKind.RESIT, Product.level == 3)
    entry = enter(uow, enquiry, LedgerKind.REFUND, amount=Decimal("1.00"))
    entry.product_id = uow.session.scalars(resit).one().id


OF_ENQUIRIES = (
    (uncharged, "The fee is 60.00, and 50.00 was charged."),
    (said_to_be_refunded, "It isn't down as refunded as the entries say."),
    (paid_twice, "50.00 more came in than was charged."),
    (put_down_to_a_resit, "Its entries leave 1.00 owed, its bookings 0.00."),
)


@pytest.mark.parametrize(
    ("forge", "text"), OF_ENQUIRIES, ids=[forge.__name__ for forge, _ in OF_ENQUIRIES]
)
def test_a_mistake_about_an_enquiry_is_found(
    workspace: Workspace,
    clock: FixedClock,
    forge: Callable[[Desk, UnitOfWork, ExamEnquiry], None],
    text: str,
) -> None:
    office = enquiry_desk(workspace, clock)
    case = office.under_review(MARTA)
    assert workspace.run(verify_ledger).findings == ()
    with workspace.store.unit_of_work(workspace.actor, write=True) as uow:
        forge(office, uow, uow.get(ExamEnquiry, case.id))
        uow.commit()
    found = {each.text: each.subject for each in workspace.run(verify_ledger).findings}
    assert text in found
    if forge is not put_down_to_a_resit:
        assert found[text] == "Enquiry: Marta Candidate, Level 3 Tasting Exam, 2026-09-20"


def test_a_fee_that_moved_to_somebody_else_is_found(money: Till, makeup: UUID) -> None:
    new = money.move(makeup)

    def give_away(uow: UnitOfWork) -> None:
        other = uow.add(Candidate(first_name="Somebody", last_name="Else", search_text=""))
        uow.get(ExamRegistration, new).candidate_id = other.id

    money.within(give_away)
    assert "Its fee moved along to somebody else." in texts(money)


def test_a_refund_of_an_unknown_charge_is_found(money: Till, makeup: UUID) -> None:
    def forge(uow: UnitOfWork) -> None:
        row = uow.get(ExamRegistration, makeup)
        charge = uow.session.query(LedgerEntry).filter_by(kind="charge").one()
        enter(uow, row, LedgerKind.REFUND, amount=Decimal("1"), charge_id=charge.id)
        uow.session.flush()
        uow.delete(charge)

    money.within(forge)
    assert "An entry is about a charge that isn't there." in texts(money)

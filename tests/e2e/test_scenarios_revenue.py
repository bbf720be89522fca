"""Scenarios A and C in Revenue: their amounts, recomputed from the ledger's raw rows."""

from collections import defaultdict
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from tests.helpers.board import OCTOBER_4, OCTOBER_25, PRICE_2, School, held_course
from tests.helpers.remote import RemoteCentre
from wset_desk.services.board.assigning import undo_assign
from wset_desk.services.board.cancelling import cancel_registration
from wset_desk.services.considerations import approve_consideration, request_consideration
from wset_desk.services.money.ledger_check import verify_ledger
from wset_desk.services.money.payments import record_payment
from wset_desk.services.money.revenue import revenue
from wset_desk.services.money.revenue_rows import Revenue, RevenueSums
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import ExamRegistration, LedgerEntry, Product
from wset_desk.system.clock import FixedClock

REMOTE_1 = Decimal("50.00")
BOOKED_ON = datetime(2026, 8, 24, 9, tzinfo=UTC)
AMOUNTS = ("charged", "received", "waived", "withdrawn", "refunded", "owed")


def add_up(rows: list[LedgerEntry]) -> RevenueSums:
    """From raw rows alone; nothing here has been taken back."""
    sums = dict.fromkeys(AMOUNTS, Decimal("0.00"))
    for row in rows:
        kind = row.kind if row.method != "withdrawn" else "withdrawn"
        name = {
            "charge": "charged",
            "payment": "received",
            "waiver": "waived",
            "withdrawn": "withdrawn",
            "refund": "refunded",
        }[kind]
        sums[name] += row.amount
    sums["owed"] = sums["charged"] - sums["received"] - sums["waived"] - sums["withdrawn"]
    return RevenueSums(**sums)


def raw(workspace: Workspace) -> dict[str, list[LedgerEntry]]:
    """The entries by the kind of their product."""
    with workspace.store.unit_of_work(workspace.actor, write=False) as uow:
        found: dict[str, list[LedgerEntry]] = defaultdict(list)
        for row in uow.session.scalars(select(LedgerEntry)):
            assert row.product_id is not None
            found[uow.get(Product, row.product_id).kind].append(row)
    return found


def by_product(found: Revenue) -> dict[str | None, RevenueSums]:
    return {row.key.product: row.sums for row in found.by_product}


def pay(workspace: Workspace, registration_id: UUID, amount: Decimal) -> None:
    workspace.call(record_payment, registration_id=registration_id, amount=amount, method="card")


def anas_remote_exam(workspace: Workspace, clock: FixedClock) -> None:
    """Scenario C 2: booked and paid on 24 August; another one is booked and cancelled in time."""
    clock.instant = BOOKED_ON
    remote = RemoteCentre.of(workspace)
    exam = remote.exam()
    ana, other = remote.enrolled(21), remote.enrolled(22)
    pay(workspace, remote.book(ana, exam).registration_id, REMOTE_1)
    cancelled = remote.book(other, exam).registration_id
    pay(workspace, cancelled, REMOTE_1)
    workspace.call(cancel_registration, registration_id=cancelled)


def makeups(school: School) -> None:
    """Scenario A 6 and 7: one is paid, one waived, one taken back, and one is owed."""
    workspace = school.workspace
    school.miss(9, 10, 11, 12)
    paid, undone, owed = school.seat(school.exam(OCTOBER_25), *map(school.key, (12, 10, 9)))
    pay(workspace, paid.registration_id, PRICE_2)
    workspace.call(undo_assign, registration_ids=(undone.registration_id,))
    assert owed.fee == PRICE_2
    school.clock.instant = datetime(2026, 9, 11, 15, tzinfo=UTC)
    asked = workspace.call(
        request_consideration,
        registration_id=school.registration(11),
        evidence="Doctor's letter",
        received_on=date(2026, 9, 11),
    )
    workspace.call(approve_consideration, consideration_id=asked.id, reason="Ill")
    (waived,) = school.seat(school.exam(OCTOBER_4), school.key(11))
    assert waived.waived


def test_revenue_tells_what_the_rows_say(workspace: Workspace, clock: FixedClock) -> None:
    anas_remote_exam(workspace, clock)
    makeups(held_course(workspace, clock))
    found = workspace.run(revenue)
    rows = raw(workspace)
    assert by_product(found) == {kind: add_up(entries) for kind, entries in rows.items()}
    assert found.total == add_up([row for entries in rows.values() for row in entries])
    four = 4 * PRICE_2
    assert by_product(found)["makeup"] == RevenueSums(
        charged=four, received=PRICE_2, waived=PRICE_2, withdrawn=PRICE_2, owed=PRICE_2
    )
    assert by_product(found)["remote_invigilation"] == RevenueSums(
        charged=2 * REMOTE_1, received=2 * REMOTE_1, refunded=REMOTE_1
    )
    assert found.total.kept == PRICE_2 + REMOTE_1
    for breakdown in (found.by_level, found.by_session):
        for name in AMOUNTS:
            shown = sum((getattr(row.sums, name) for row in breakdown), start=Decimal(0))
            assert shown == getattr(found.total, name)
    assert [row.key.session for row in found.by_session].count(None) == 0
    assert [row.key.month for row in found.by_month] == [date(2026, 8, 1), date(2026, 9, 1)]


def test_the_books_add_up_afterwards(workspace: Workspace, clock: FixedClock) -> None:
    anas_remote_exam(workspace, clock)
    makeups(held_course(workspace, clock))
    checked = workspace.run(verify_ledger)
    assert checked.findings == ()
    assert (checked.owed, checked.received) == (PRICE_2, PRICE_2 + REMOTE_1)
    with workspace.store.unit_of_work(workspace.actor, write=False) as uow:
        unpaid = uow.session.scalars(
            select(ExamRegistration.fee_amount).where(~ExamRegistration.fee_paid)
        ).all()
    assert unpaid == [PRICE_2]

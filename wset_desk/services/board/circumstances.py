"""What surrounds those who wait: their other exams, fees, lines, and how urgent it is."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.availability import BusyTime, Paper, closed_reasons
from wset_desk.domain.catalogue import ExamType
from wset_desk.domain.fees import FeeState
from wset_desk.domain.pricing import LedgerKind, ProductKind, product_kind_of
from wset_desk.domain.registrations import RegistrationType, Waiting
from wset_desk.domain.seating import WaitingKey, WaitReason
from wset_desk.services.board.waits import OpenWait
from wset_desk.services.busy_times import busy_times
from wset_desk.services.exam_facts import ExamWithSeats
from wset_desk.services.exam_places import FEE_STANDS
from wset_desk.services.ledger import fee_accounts
from wset_desk.services.prices import level_prices, today
from wset_desk.storage.schema import (
    LedgerEntry,
    SpecialConsideration,
)
from wset_desk.storage.unit_of_work import UnitOfWork

NOT_URGENT = 10_000
"""Days: nothing is in sight that could be missed."""
_NO_FEE = Decimal("0.00")
_CHARGED = (ProductKind.MAKEUP, ProductKind.RESIT, ProductKind.REMOTE_INVIGILATION)


@dataclass(frozen=True, slots=True)
class Circumstances:
    """By candidate: `busy` and `owed`; by what is waited for: `lines` and `offers`."""

    busy: Mapping[UUID, tuple[BusyTime, ...]]
    owed: Mapping[UUID, Decimal]
    lines: Mapping[WaitingKey, tuple[UUID, ...]]
    offers: Mapping[WaitingKey, frozenset[UUID]]
    prices: Mapping[tuple[ProductKind, int], Decimal]
    fee_states: Mapping[UUID, FeeState]
    considered: Collection[UUID]
    closing: Mapping[tuple[Paper, bool], date]
    today: date

    def fee_of(self, wait: OpenWait) -> Decimal:
        """What a booking of what is waited for charges now."""
        if self._moves_along(wait):
            return _NO_FEE
        kind = product_kind_of(RegistrationType(wait.wait.waiting.value))
        return _NO_FEE if kind is None else self.prices.get((kind, wait.row.wset_level), _NO_FEE)

    def is_waived(self, wait: OpenWait) -> bool:
        return wait.wait.waiting is Waiting.MAKEUP and wait.no_show in self.considered

    def urgency_of(self, wait: OpenWait) -> int:
        """Days until the window is over or the next session with seats closes."""
        last_days = [wait.window.last if wait.window else None]
        if wait.wait.waiting is not Waiting.REMOTE_INVIGILATION:
            paper = Paper(wait.row.wset_level, wait.row.subject, wait.key.exam_type)
            last_days.append(self.closing.get((paper, wait.wait.waiting is Waiting.BUNDLED)))
        days = [(each - self.today).days for each in last_days if each is not None]
        return min(days, default=NOT_URGENT)

    def _moves_along(self, wait: OpenWait) -> bool:
        """The centre called the exam off: what was charged for it holds for the next one."""
        if wait.wait.reason is not WaitReason.EXAM_CANCELLED or wait.wait.after is None:
            return False
        return self.fee_states.get(wait.wait.after) in FEE_STANDS


def circumstances_of(
    uow: UnitOfWork, exams: Sequence[ExamWithSeats], waits: Sequence[OpenWait]
) -> Circumstances:
    """What surrounds these waits; a fixed number of queries, however many. `exams` by time."""
    candidates = {each.row.candidate_id for each in waits}
    lines, offers = _lines(exams)
    lost = {each.wait.after for each in waits if each.wait.reason is WaitReason.EXAM_CANCELLED}
    lost_ids = {each for each in lost if each is not None}
    day = today(uow)
    charged = _charged(uow, candidates)
    accounts = fee_accounts(uow, {*charged, *lost_ids})
    owed: dict[UUID, Decimal] = defaultdict(lambda: _NO_FEE)
    for registration_id, candidate_id in charged.items():
        if registration_id in accounts:
            owed[candidate_id] += max(_NO_FEE, accounts[registration_id].owed)
    return Circumstances(
        busy=busy_times(uow, candidates),
        owed=owed,
        lines=lines,
        offers=offers,
        prices=level_prices(uow, _CHARGED, day),
        fee_states={key: account.state for key, account in accounts.items()},
        considered=_considered(uow, waits),
        closing=_closing(uow, exams),
        today=day,
    )


def _charged(uow: UnitOfWork, candidates: Collection[UUID]) -> dict[UUID, UUID]:
    """The registrations of the candidates that were charged a fee of their own, with whose."""
    if not candidates:
        return {}
    rows = uow.session.execute(
        select(LedgerEntry.exam_registration_id, LedgerEntry.candidate_id).where(
            LedgerEntry.candidate_id.in_(candidates),
            LedgerEntry.kind == LedgerKind.CHARGE,
            LedgerEntry.charge_id.is_(None),
            LedgerEntry.exam_registration_id.is_not(None),
        )
    )
    return {row[0]: row[1] for row in rows if row[0] is not None}


def _lines(
    exams: Sequence[ExamWithSeats],
) -> tuple[dict[WaitingKey, tuple[UUID, ...]], dict[WaitingKey, frozenset[UUID]]]:
    """The sessions for which people stand in line, and those in which a seat is held for them."""
    lines: dict[WaitingKey, tuple[UUID, ...]] = {}
    offers: dict[WaitingKey, frozenset[UUID]] = {}
    for exam in exams:
        line = exam.line
        if line is None:
            continue
        for entry_id in (*line.line.offers, *line.line.waiting):
            enrollment_id = line.entries[entry_id].course_enrollment_id
            key = WaitingKey(enrollment_id, ExamType(exam.facts.exam_type))
            lines[key] = (*lines.get(key, ()), exam.facts.id)
            if entry_id in line.line.offers:
                offers[key] = offers.get(key, frozenset()) | {exam.facts.id}
    return lines, offers


def _considered(uow: UnitOfWork, waits: Sequence[OpenWait]) -> frozenset[UUID]:
    """The exams missed with evidence that was approved."""
    missed = {each.no_show for each in waits if each.no_show is not None}
    if not missed:
        return frozenset()
    return frozenset(
        uow.session.scalars(
            select(SpecialConsideration.exam_registration_id).where(
                SpecialConsideration.exam_registration_id.in_(missed),
                SpecialConsideration.status == "approved",
            )
        )
    )


def _closing(uow: UnitOfWork, exams: Sequence[ExamWithSeats]) -> dict[tuple[Paper, bool], date]:
    """The last day on which the next session of a paper that has a seat can be booked.

    By paper, for types of registration that mind the deadline and for those that don't.
    """
    found: dict[tuple[Paper, bool], date] = {}
    for exam in exams:
        facts = exam.facts
        against = {reason.code for reason in closed_reasons(facts, uow.now)}
        closes = {True: facts.start, False: facts.deadline or facts.start}
        for ignores, until in closes.items():
            if not against - ({"DEADLINE_PASSED"} if ignores else set()):
                found.setdefault((facts.paper, ignores), until.astimezone(uow.zone).date())
    return found

"""Fees of registrations and enquiries with everything that was entered for them, read in bulk.

Nothing here is a service: whoever offers it declares who may call it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import aliased

from wset_desk.domain import fees
from wset_desk.domain.fees import (
    BookedFee,
    FeeAccount,
    FeeState,
    Posting,
    Rank,
    fee_holders,
    posting,
)
from wset_desk.domain.pricing import LedgerKind
from wset_desk.domain.registrations import ACTIVE_STATUSES
from wset_desk.storage.schema import ExamEnquiry, ExamRegistration, LedgerEntry, Staff
from wset_desk.storage.unit_of_work import UnitOfWork

_POSTING = (
    LedgerEntry.kind,
    LedgerEntry.amount,
    LedgerEntry.method,
    LedgerEntry.charge_id,
)
Charged = ExamRegistration | ExamEnquiry
"""What a fee is charged for."""


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One entry of the ledger, as it is shown; of an enquiry's fee both ids are there."""

    id: UUID
    registration_id: UUID | None
    entered_at: datetime
    kind: LedgerKind
    posting: Posting
    amount: Decimal
    method: str | None
    reference: str | None
    reason: str | None
    charge_id: UUID | None
    recorded_by: str | None
    approved_by: str | None
    enquiry_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class FeeGroup:
    """The registrations that share a fee, and the entries made for it, the oldest first.

    An enquiry's fee is its own: none share it.
    """

    registration_ids: frozenset[UUID]
    account: FeeAccount
    lines: tuple[LedgerLine, ...]


def fee_accounts(uow: UnitOfWork, registration_ids: Collection[UUID]) -> dict[UUID, FeeAccount]:
    """The fee of each registration, two queries for however many.

    Flush first where this unit of work has changed any.
    """
    booked = _booked(uow, registration_ids)
    found = fees.fee_accounts(booked, _posted(uow, booked))
    return {each: found[each] for each in registration_ids if each in found}


@dataclass(frozen=True, slots=True)
class SharedFee:
    """A registration's fee, and all that share it."""

    account: FeeAccount
    registration_ids: frozenset[UUID]


def shared_fees(uow: UnitOfWork, registration_ids: Collection[UUID]) -> dict[UUID, SharedFee]:
    """The fee of each registration, two queries for however many.

    Flush first where this unit of work has changed any.
    """
    booked = _booked(uow, registration_ids)
    posted = _posted(uow, booked)
    accounts, holders = fees.fee_accounts(booked, posted), fee_holders(booked, posted)
    sharing: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for each, holder in holders.items():
        sharing[holder].add(each)
    return {
        each: SharedFee(accounts[each], frozenset(sharing[holders[each]]))
        for each in registration_ids
        if each in booked
    }


def fee_states(uow: UnitOfWork, registration_ids: Collection[UUID]) -> dict[UUID, FeeState]:
    """How the fee of each registration stands."""
    accounts = fee_accounts(uow, registration_ids)
    return {each: account.state for each, account in accounts.items()}


def enquiry_accounts(uow: UnitOfWork, enquiries: Collection[ExamEnquiry]) -> dict[UUID, FeeAccount]:
    """The fee of each enquiry, one query for however many. Flush first."""
    wanted = {each.id: each.enquiry_fee for each in enquiries}
    posted: dict[UUID, list[Posting]] = {each: [] for each in wanted}
    rows = uow.session.execute(
        select(LedgerEntry.exam_enquiry_id, *_POSTING).where(
            LedgerEntry.exam_enquiry_id.in_(wanted)
        )
    )
    for row in rows:
        if row[0] is not None:
            posted[row[0]].append(_posting(row[1], row[2], row[3], row[4]))
    return {each: fees.fee_account(fee, posted[each]) for each, fee in wanted.items()}


def fee_group(uow: UnitOfWork, charged: Charged) -> FeeGroup:
    """One fee with its entries. Flush first."""
    if isinstance(charged, ExamEnquiry):
        return _of_enquiry(uow, charged)
    return _of_booking(uow, charged)


def _of_enquiry(uow: UnitOfWork, enquiry: ExamEnquiry) -> FeeGroup:
    lines = ledger_lines(uow, LedgerEntry.exam_enquiry_id == enquiry.id)
    account = fees.fee_account(enquiry.enquiry_fee, [each.posting for each in lines])
    return FeeGroup(frozenset(), account, lines)


def _of_booking(uow: UnitOfWork, registration: ExamRegistration) -> FeeGroup:
    booked = _booked(uow, (registration.id,))
    lines = ledger_lines(uow, _of_bookings(booked))
    posted = [(each.registration_id, each.posting) for each in lines if each.registration_id]
    holders = fee_holders(booked, posted)
    shared = frozenset(each for each in booked if holders[each] == holders[registration.id])
    return FeeGroup(
        shared,
        fees.fee_accounts(booked, posted)[registration.id],
        tuple(each for each in lines if each.registration_id in shared),
    )


def ledger_lines(uow: UnitOfWork, which: ColumnElement[bool]) -> tuple[LedgerLine, ...]:
    """The entries that `which` (a condition on LedgerEntry) selects, the oldest first."""
    recorder, approver = aliased(Staff), aliased(Staff)
    rows = uow.session.execute(
        select(LedgerEntry, recorder.name, approver.name)
        .outerjoin(recorder, recorder.id == LedgerEntry.recorded_by_id)
        .outerjoin(approver, approver.id == LedgerEntry.approved_by_id)
        .where(which)
        .order_by(LedgerEntry.created_at, LedgerEntry.id)
    )
    return tuple(_line(*row) for row in rows)


def rank(registration: ExamRegistration) -> Rank:
    """Of those that share a fee, who has it: whoever takes a seat, then the newest."""
    stands = registration.deleted_at is None and registration.status in ACTIVE_STATUSES
    return stands, registration.registration_date


def _booked(uow: UnitOfWork, registration_ids: Collection[UUID]) -> dict[UUID, BookedFee[UUID]]:
    """All registrations of the candidates concerned: whatever one replaces is among them."""
    if not registration_ids:
        return {}
    wanted = aliased(ExamRegistration)
    people = select(wanted.candidate_id).where(wanted.id.in_(registration_ids))
    rows = uow.session.execute(
        select(
            ExamRegistration.id, ExamRegistration.fee_amount, ExamRegistration.rescheduled_from_id
        ).where(ExamRegistration.candidate_id.in_(people))
    )
    return {row[0]: BookedFee(row[1], row[2]) for row in rows}


def _of_bookings(registration_ids: Iterable[UUID]) -> ColumnElement[bool]:
    return LedgerEntry.exam_registration_id.in_(registration_ids) & (
        LedgerEntry.exam_enquiry_id.is_(None)
    )


def _posted(uow: UnitOfWork, registration_ids: Collection[UUID]) -> list[tuple[UUID, Posting]]:
    rows = uow.session.execute(
        select(LedgerEntry.exam_registration_id, *_POSTING).where(_of_bookings(registration_ids))
    )
    return [(row[0], _posting(row[1], row[2], row[3], row[4])) for row in rows if row[0]]


def _posting(kind: str, amount: Decimal, method: str | None, charge_id: UUID | None) -> Posting:
    return posting(LedgerKind(kind), amount, method, linked=charge_id is not None)


def _line(entry: LedgerEntry, recorded_by: str | None, approved_by: str | None) -> LedgerLine:
    return LedgerLine(
        id=entry.id,
        registration_id=entry.exam_registration_id,
        entered_at=entry.created_at,
        kind=LedgerKind(entry.kind),
        posting=_posting(entry.kind, entry.amount, entry.method, entry.charge_id),
        amount=entry.amount,
        method=entry.method,
        reference=entry.reference,
        reason=entry.reason,
        charge_id=entry.charge_id,
        recorded_by=recorded_by,
        approved_by=approved_by,
        enquiry_id=entry.exam_enquiry_id,
    )

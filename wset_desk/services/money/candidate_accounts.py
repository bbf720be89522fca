"""A candidate's account: the fees of bookings and enquiries, and every entry of the ledger."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain import fees
from wset_desk.domain.candidates import full_name
from wset_desk.domain.enquiries import EnquiryStatus, EnquiryType
from wset_desk.domain.errors import Refusal
from wset_desk.domain.fees import BookedFee, Effect, FeeAccount, fee_bearers, fee_holders
from wset_desk.domain.permissions import Permission
from wset_desk.domain.registrations import RegistrationStatus
from wset_desk.services.considerations import (
    Consideration,
    consideration_of,
    last_day_of_evidence,
)
from wset_desk.services.contract import query
from wset_desk.services.door import Door
from wset_desk.services.fee_accounts import LedgerLine, ledger_lines, rank
from wset_desk.storage.schema import (
    Candidate,
    ExamEnquiry,
    ExamRegistration,
    ExamSession,
    ExamTemplate,
    LedgerEntry,
    Offering,
    SpecialConsideration,
)
from wset_desk.storage.unit_of_work import UnitOfWork

_NOTHING = Decimal("0.00")


class _WithEntries:
    """A fee with the entries that were made for it, the oldest first."""

    __slots__ = ()
    fee: FeeAccount
    lines: tuple[LedgerLine, ...]

    @property
    def newest_payment(self) -> LedgerLine | None:
        """The payment that was entered last."""
        return _newest(self.lines, Effect.PAID)

    def can_take_back(self, line: LedgerLine) -> bool:
        """Whether it is the newest payment whose money is still here, or the newest waiver."""
        if line == self.newest_payment:
            return line.amount <= self.fee.received
        return line == _newest(self.lines, Effect.WAIVED)


@dataclass(frozen=True, slots=True)
class BookingFee(_WithEntries):
    """One registration with its fee.

    `moved_on`: the fee went along to another registration, which shows it. `blockers` are the
    reasons for which the candidate wouldn't be let in now.
    """

    registration_id: UUID
    exam_session_id: UUID
    exam_name: str
    level: int
    day: date
    registration_type: str
    status: RegistrationStatus
    fee: FeeAccount
    moved_on: bool
    override_reason: str | None
    lines: tuple[LedgerLine, ...]
    consideration: Consideration | None
    evidence_due: date | None
    blockers: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class EnquiryFee(_WithEntries):
    """An enquiry with its fee; `day` is the one on which it was submitted."""

    enquiry_id: UUID
    registration_id: UUID
    exam_name: str
    enquiry_type: EnquiryType
    status: EnquiryStatus
    day: date
    fee: FeeAccount
    lines: tuple[LedgerLine, ...]


@dataclass(frozen=True, slots=True)
class CandidateAccount:
    """All bookings of a candidate, the newest exam first, and all entries, the oldest first.

    `enquiries`: the newest first.
    """

    candidate_id: UUID
    name: str
    number: str | None
    currency: str
    bookings: tuple[BookingFee, ...]
    lines: tuple[LedgerLine, ...]
    exam_names: Mapping[UUID, str]
    enquiries: tuple[EnquiryFee, ...] = ()

    @property
    def total(self) -> FeeAccount:
        """Every fee counted once."""
        booked = [each.fee for each in self.bookings if not each.moved_on]
        return _sum([*booked, *(each.fee for each in self.enquiries)])


@query(Permission.VIEW_MONEY)
def candidate_account(uow: UnitOfWork, *, candidate_id: UUID) -> CandidateAccount:
    """What a candidate owes and has paid. Refuses NOT_FOUND."""
    candidate = uow.get(Candidate, candidate_id)
    rows = _registrations(uow, candidate_id)
    lines = ledger_lines(uow, LedgerEntry.candidate_id == candidate_id)
    considered = _considerations(uow, [row[0].id for row in rows])
    door = Door(uow)
    shared = _Shared([row[0] for row in rows], lines)
    names = {row[0].id: row[2] for row in rows}
    return CandidateAccount(
        candidate_id=candidate.id,
        name=full_name(candidate.first_name, candidate.last_name),
        number=candidate.candidate_number,
        currency=uow.centre.currency,
        bookings=tuple(_booking(uow, row, shared, considered, door) for row in rows),
        lines=lines,
        exam_names=names,
        enquiries=_enquiries(uow, candidate_id, names, lines),
    )


class _Shared:
    """Which registrations share a fee, which of them shows it, and what became of it."""

    def __init__(
        self, registrations: Sequence[ExamRegistration], lines: tuple[LedgerLine, ...]
    ) -> None:
        booked = {
            each.id: BookedFee(each.fee_amount, each.rescheduled_from_id) for each in registrations
        }
        self._lines = [
            each for each in lines if each.registration_id in booked and not each.enquiry_id
        ]
        posted = [(each.registration_id, each.posting) for each in self._lines]
        known = [(key, entry) for key, entry in posted if key is not None]
        self._holders = fee_holders(booked, known)
        self.accounts = fees.fee_accounts(booked, known)
        self._bearers = fee_bearers(self._holders, {each.id: rank(each) for each in registrations})

    def moved_on(self, key: UUID) -> bool:
        return self._bearers[key] != key

    def lines_of(self, key: UUID) -> tuple[LedgerLine, ...]:
        holder = self._holders[key]
        return tuple(
            each
            for each in self._lines
            if each.registration_id is not None and self._holders[each.registration_id] == holder
        )


def _registrations(uow: UnitOfWork, candidate_id: UUID) -> list[Any]:
    rows = uow.session.execute(
        select(ExamRegistration, ExamSession, ExamTemplate.name, Offering.wset_level)
        .join(ExamSession, ExamSession.id == ExamRegistration.exam_session_id)
        .join(ExamTemplate, ExamTemplate.id == ExamSession.exam_template_id)
        .join(Offering, Offering.id == ExamTemplate.course_offering_id)
        .where(ExamRegistration.candidate_id == candidate_id)
        .order_by(ExamSession.exam_date.desc(), ExamRegistration.registration_date.desc())
    )
    return list(rows)


def _enquiries(
    uow: UnitOfWork, candidate_id: UUID, names: Mapping[UUID, str], lines: Sequence[LedgerLine]
) -> tuple[EnquiryFee, ...]:
    rows = uow.session.scalars(
        select(ExamEnquiry)
        .where(ExamEnquiry.candidate_id == candidate_id)
        .order_by(ExamEnquiry.submitted_at.desc(), ExamEnquiry.id.desc())
    )
    return tuple(
        _enquiry(uow, row, names, [each for each in lines if each.enquiry_id == row.id])
        for row in rows
    )


def _enquiry(
    uow: UnitOfWork, row: ExamEnquiry, names: Mapping[UUID, str], lines: Sequence[LedgerLine]
) -> EnquiryFee:
    return EnquiryFee(
        enquiry_id=row.id,
        registration_id=row.exam_registration_id,
        exam_name=names.get(row.exam_registration_id, ""),
        enquiry_type=EnquiryType(row.enquiry_type),
        status=EnquiryStatus(row.status),
        day=row.submitted_at.astimezone(uow.zone).date(),
        fee=fees.fee_account(row.enquiry_fee, [each.posting for each in lines]),
        lines=tuple(lines),
    )


def _considerations(
    uow: UnitOfWork, registration_ids: Iterable[UUID]
) -> dict[UUID, SpecialConsideration]:
    """The newest request of each registration."""
    rows = uow.session.scalars(
        select(SpecialConsideration)
        .where(SpecialConsideration.exam_registration_id.in_(list(registration_ids)))
        .order_by(SpecialConsideration.created_at, SpecialConsideration.id)
    )
    return {row.exam_registration_id: row for row in rows}


def _booking(
    uow: UnitOfWork,
    row: tuple[ExamRegistration, ExamSession, str, int],
    shared: _Shared,
    considered: Mapping[UUID, SpecialConsideration],
    door: Door,
) -> BookingFee:
    registration, exam, exam_name, level = row
    missed = registration.status == RegistrationStatus.NO_SHOW
    request = considered.get(registration.id)
    start: datetime = registration.starts_at or exam.exam_date
    return BookingFee(
        registration_id=registration.id,
        exam_session_id=exam.id,
        exam_name=exam_name,
        level=level,
        day=start.astimezone(uow.zone).date(),
        registration_type=registration.registration_type,
        status=RegistrationStatus(registration.status),
        fee=shared.accounts[registration.id],
        moved_on=shared.moved_on(registration.id),
        override_reason=registration.fee_override_reason,
        lines=shared.lines_of(registration.id),
        consideration=None if request is None else consideration_of(request),
        evidence_due=last_day_of_evidence(uow, exam) if missed else None,
        blockers=door.blockers(registration, exam, shared.accounts[registration.id]),
    )


def _sum(accounts: Iterable[FeeAccount]) -> FeeAccount:
    """Of several fees. What was never charged counts as charged: it is owed all the same."""
    found = list(accounts)
    sums = {
        effect.value: sum((getattr(each, effect.value) for each in found), start=_NOTHING)
        for effect in Effect
    }
    charged = sum((max(each.fee, each.charged) for each in found), start=_NOTHING)
    fee = sum((each.fee for each in found), start=_NOTHING)
    return FeeAccount(fee, **{**sums, "charged": charged})


def _newest(lines: tuple[LedgerLine, ...], effect: Effect) -> LedgerLine | None:
    undone = {each.charge_id for each in lines}
    for line in reversed(lines):
        if line.posting.effect is effect and line.posting.amount > 0 and line.id not in undone:
            return line
    return None

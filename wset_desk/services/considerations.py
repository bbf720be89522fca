"""Special consideration: evidence of why somebody was absent, and the makeup's fee waived for it.

Evidence belongs to the no-show. Once it is approved, the fee of the makeup is waived: at once
where the makeup is booked, otherwise when it is.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.errors import DomainError
from wset_desk.domain.fees import Effect
from wset_desk.domain.permissions import Permission
from wset_desk.domain.pricing import LedgerKind
from wset_desk.domain.reasons import checked_reason
from wset_desk.domain.registrations import RegistrationStatus
from wset_desk.domain.working_days import working_days_after
from wset_desk.services.contract import command
from wset_desk.services.derived import settle_fee
from wset_desk.services.fee_accounts import LedgerLine
from wset_desk.services.ledger import account_of, enter, take_back
from wset_desk.services.money.missed_papers import makeup_after, missed_before
from wset_desk.services.setting_values import centre_setting
from wset_desk.settings import BANK_HOLIDAY_REGION, CONSIDERATION_WORKING_DAYS
from wset_desk.storage.schema import (
    ExamRegistration,
    ExamSession,
    LedgerEntry,
    SpecialConsideration,
)
from wset_desk.storage.unit_of_work import UnitOfWork


class ConsiderationStatus(StrEnum):
    REQUESTED = "requested"
    APPROVED = "approved"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Consideration:
    """A request, and what was decided; `waived` is what this decision took off the makeup."""

    id: UUID
    registration_id: UUID
    status: ConsiderationStatus
    evidence: str
    received_on: date | None
    reason: str | None
    decided_at: datetime | None
    waived: Decimal = Decimal("0.00")


@command(Permission.MANAGE_MONEY)
def request_consideration(
    uow: UnitOfWork,
    *,
    registration_id: UUID,
    evidence: str,
    received_on: date,
    reason: str = "",
) -> Consideration:
    """Take up evidence of why a candidate missed an exam; late evidence needs a reason.

    Refuses CONSIDERATION_NOT_NO_SHOW, CONSIDERATION_OPEN, EVIDENCE_MISSING, EVIDENCE_BEFORE_EXAM,
    EVIDENCE_IN_FUTURE, EVIDENCE_LATE, TEXT_TOO_LONG.
    """
    registration = uow.get(ExamRegistration, registration_id)
    _check_absence(uow, registration)
    _check_received(uow, registration, received_on, reason)
    if not evidence.strip():
        raise DomainError("EVIDENCE_MISSING", field="evidence")
    uow.reason = checked_reason(reason) if reason.strip() else None
    row = uow.add(
        SpecialConsideration(
            exam_registration_id=registration.id,
            evidence=evidence.strip(),
            evidence_received_on=received_on,
            status=ConsiderationStatus.REQUESTED,
            reason=uow.reason,
        )
    )
    return consideration_of(row)


@command(Permission.MANAGE_MONEY)
def take_back_request(uow: UnitOfWork, *, consideration_id: UUID) -> UUID:
    """The inverse of `request_consideration`. Refuses CONSIDERATION_DECIDED."""
    row = _undecided(uow, consideration_id)
    uow.delete(row)
    return row.exam_registration_id


@command(Permission.MANAGE_MONEY)
def approve_consideration(uow: UnitOfWork, *, consideration_id: UUID, reason: str) -> Consideration:
    """Waive the makeup's fee for it: now if the makeup is booked, otherwise once it is.

    What has been paid for the makeup stays paid; staff refund it if they want to. Refuses
    CONSIDERATION_DECIDED, REASON_MISSING, TEXT_TOO_LONG.
    """
    row = _undecided(uow, consideration_id)
    _decide(uow, row, ConsiderationStatus.APPROVED, reason)
    uow.session.flush()
    makeup = _makeup_after(uow, row)
    waiver = waive_considered(uow, makeup, row) if makeup is not None else None
    return consideration_of(row, waiver.amount if waiver is not None else Decimal("0.00"))


@command(Permission.MANAGE_MONEY)
def refuse_consideration(uow: UnitOfWork, *, consideration_id: UUID, reason: str) -> Consideration:
    """Let the makeup's fee stand. Refuses CONSIDERATION_DECIDED, REASON_MISSING, TEXT_TOO_LONG."""
    row = _undecided(uow, consideration_id)
    _decide(uow, row, ConsiderationStatus.REFUSED, reason)
    return consideration_of(row)


@command(Permission.MANAGE_MONEY)
def take_back_decision(uow: UnitOfWork, *, consideration_id: UUID, reason: str) -> Consideration:
    """The inverse of a decision: it is open again, and what it waived is owed again.

    Refuses CONSIDERATION_UNDECIDED, REASON_MISSING, TEXT_TOO_LONG.
    """
    row = uow.get(SpecialConsideration, consideration_id)
    if row.status == ConsiderationStatus.REQUESTED:
        raise DomainError("CONSIDERATION_UNDECIDED")
    uow.reason = checked_reason(reason)
    makeup = _makeup_after(uow, row)
    if makeup is not None and row.status == ConsiderationStatus.APPROVED:
        for line in _waived_for(uow, makeup, row):
            take_back(uow, makeup, line, reason=uow.reason)
        settle_fee(uow, makeup)
    row.status, row.reason = ConsiderationStatus.REQUESTED, None
    row.decided_at = row.decided_by_id = None
    return consideration_of(row)


def waive_if_considered(uow: UnitOfWork, makeup: ExamRegistration) -> LedgerEntry | None:
    """Waive what is owed of a makeup that was charged, where its no-show was considered.

    None where nothing was: no approved evidence of the exam missed before it, or nothing owed.
    """
    consideration = _approved_for(uow, makeup)
    if consideration is None:
        return None
    return waive_considered(uow, makeup, consideration)


def waive_considered(
    uow: UnitOfWork, makeup: ExamRegistration, consideration: SpecialConsideration
) -> LedgerEntry | None:
    """Waive what is owed of the makeup, signed by who approved; None where nothing is owed."""
    owed = account_of(uow, makeup).owed
    if owed <= 0:
        return None
    waiver = enter(
        uow,
        makeup,
        LedgerKind.WAIVER,
        amount=owed,
        reason=consideration.reason,
        approved_by_id=consideration.decided_by_id,
    )
    settle_fee(uow, makeup)
    return waiver


def consideration_of(row: SpecialConsideration, waived: Decimal = Decimal("0.00")) -> Consideration:
    """A request as everybody outside the storage sees it."""
    return Consideration(
        id=row.id,
        registration_id=row.exam_registration_id,
        status=ConsiderationStatus(row.status),
        evidence=row.evidence,
        received_on=row.evidence_received_on,
        reason=row.reason,
        decided_at=row.decided_at,
        waived=waived,
    )


def last_day_of_evidence(uow: UnitOfWork, missed: ExamSession) -> date:
    """The centre's day by which evidence of a missed exam is in time."""
    return working_days_after(
        missed.exam_date.astimezone(uow.zone).date(),
        centre_setting(uow, CONSIDERATION_WORKING_DAYS),
        centre_setting(uow, BANK_HOLIDAY_REGION),
    )


def _check_absence(uow: UnitOfWork, registration: ExamRegistration) -> None:
    if registration.status != RegistrationStatus.NO_SHOW:
        raise DomainError("CONSIDERATION_NOT_NO_SHOW")
    asked = uow.session.scalar(
        select(SpecialConsideration.id).where(
            SpecialConsideration.exam_registration_id == registration.id,
            SpecialConsideration.status != ConsiderationStatus.REFUSED,
        )
    )
    if asked is not None:
        raise DomainError("CONSIDERATION_OPEN")


def _check_received(
    uow: UnitOfWork, registration: ExamRegistration, day: date, reason: str
) -> None:
    missed = uow.get(ExamSession, registration.exam_session_id)
    exam_day = missed.exam_date.astimezone(uow.zone).date()
    if day < exam_day:
        raise DomainError("EVIDENCE_BEFORE_EXAM", field="received_on", day=exam_day)
    if day > uow.now.astimezone(uow.zone).date():
        raise DomainError("EVIDENCE_IN_FUTURE", field="received_on")
    last_day = last_day_of_evidence(uow, missed)
    if day > last_day and not reason.strip():
        raise DomainError("EVIDENCE_LATE", field="reason", last_day=last_day)


def _undecided(uow: UnitOfWork, consideration_id: UUID) -> SpecialConsideration:
    row = uow.get(SpecialConsideration, consideration_id)
    if row.status != ConsiderationStatus.REQUESTED:
        raise DomainError("CONSIDERATION_DECIDED")
    return row


def _decide(
    uow: UnitOfWork, row: SpecialConsideration, status: ConsiderationStatus, reason: str
) -> None:
    uow.reason = row.reason = checked_reason(reason)
    row.status, row.decided_at, row.decided_by_id = status, uow.now, uow.actor.staff_id


def _waived_for(
    uow: UnitOfWork, makeup: ExamRegistration, row: SpecialConsideration
) -> list[LedgerLine]:
    """The waivers that this decision made and nobody has taken back."""
    lines = account_of(uow, makeup).entries
    undone = {each.charge_id for each in lines}
    signed = set(
        uow.session.scalars(
            select(LedgerEntry.id).where(
                LedgerEntry.id.in_([each.id for each in lines]),
                LedgerEntry.approved_by_id == row.decided_by_id,
            )
        )
    )
    return [
        each
        for each in lines
        if each.kind is LedgerKind.WAIVER
        and each.posting.effect is Effect.WAIVED
        and each.reason == row.reason
        and each.id in signed - undone
    ]


def _makeup_after(uow: UnitOfWork, row: SpecialConsideration) -> ExamRegistration | None:
    return makeup_after(uow, uow.get(ExamRegistration, row.exam_registration_id))


def _approved_for(uow: UnitOfWork, makeup: ExamRegistration) -> SpecialConsideration | None:
    """The approved evidence of the exam that the makeup is for, if there is any."""
    return uow.session.scalar(
        select(SpecialConsideration).where(
            SpecialConsideration.exam_registration_id == missed_before(uow, makeup),
            SpecialConsideration.status == ConsiderationStatus.APPROVED,
        )
    )

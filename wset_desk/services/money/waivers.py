"""Letting candidates off a fee, or in without it (rule 18)."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.errors import DomainError
from wset_desk.domain.fees import Effect
from wset_desk.domain.permissions import Permission, Role, permissions_of
from wset_desk.domain.pricing import LedgerKind
from wset_desk.domain.reasons import checked_reason
from wset_desk.services.contract import command, query
from wset_desk.services.fee_accounts import LedgerLine
from wset_desk.services.ledger import BookingAccount, Charged, account_of, enter, take_back
from wset_desk.services.money.entries import (
    Entered,
    charged_by,
    charged_for,
    entry_of,
    settled,
    within_owed,
)
from wset_desk.storage.schema import ExamRegistration, Staff
from wset_desk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Approver:
    """Somebody who may sign for a waiver."""

    id: UUID
    name: str


@query(Permission.MANAGE_MONEY)
def approvers(uow: UnitOfWork) -> tuple[Approver, ...]:
    """Who may sign for a waiver, by name."""
    people = uow.session.scalars(select(Staff).where(Staff.active).order_by(Staff.name))
    return tuple(Approver(each.id, each.name) for each in people if _may_sign(each))


@command(Permission.MANAGE_MONEY)
def waive_fee(
    uow: UnitOfWork,
    *,
    reason: str,
    registration_id: UUID | None = None,
    enquiry_id: UUID | None = None,
    amount: Decimal | None = None,
    approver_id: UUID | None = None,
) -> Entered:
    """Let a candidate off what is owed of a booking or an enquiry, or `amount` of it.

    Whoever does it signs, unless told.

    Refuses NOTHING_OWED, WAIVER_ABOVE_OWED, APPROVER_NOT_ALLOWED, REASON_MISSING, TEXT_TOO_LONG
    and what `checked_amount` refuses.
    """
    charged = charged_for(uow, registration_id, enquiry_id)
    wanted = account_of(uow, charged).owed if amount is None else amount
    uow.reason = checked_reason(reason)
    entry = enter(
        uow,
        charged,
        LedgerKind.WAIVER,
        amount=within_owed(uow, charged, wanted, "WAIVER_ABOVE_OWED"),
        reason=uow.reason,
        approved_by_id=_checked_approver(uow, approver_id),
    )
    return settled(uow, charged, entry)


@command(Permission.MANAGE_MONEY)
def take_back_waiver(uow: UnitOfWork, *, entry_id: UUID, reason: str) -> Entered:
    """Take back a waiver: what it had taken off is owed again.

    Refuses TAKEN_BACK_ALREADY, REASON_MISSING, TEXT_TOO_LONG.
    """
    waiver = entry_of(uow, entry_id, LedgerKind.WAIVER)
    charged = charged_by(uow, waiver)
    uow.reason = checked_reason(reason)
    entry = take_back(uow, charged, _standing(uow, charged, entry_id), reason=uow.reason)
    return settled(uow, charged, entry)


@command(Permission.MANAGE_MONEY)
def override_fee(uow: UnitOfWork, *, registration_id: UUID, reason: str) -> BookingAccount:
    """Let somebody in though the fee is owed; it stays owed.

    Refuses NOTHING_OWED, REASON_MISSING, TEXT_TOO_LONG.
    """
    registration = uow.get(ExamRegistration, registration_id)
    account = account_of(uow, registration)
    if account.owed <= 0:
        raise DomainError("NOTHING_OWED")
    uow.reason = checked_reason(reason)
    registration.fee_override_reason = uow.reason
    return account


@command(Permission.MANAGE_MONEY)
def take_back_override(uow: UnitOfWork, *, registration_id: UUID) -> BookingAccount:
    """The inverse of `override_fee`: who owes the fee isn't let in."""
    registration = uow.get(ExamRegistration, registration_id)
    registration.fee_override_reason = None
    return account_of(uow, registration)


def _standing(uow: UnitOfWork, charged: Charged, waiver_id: UUID) -> LedgerLine:
    """The waiver, unless it is one that withdraws a charge or has been taken back."""
    lines = account_of(uow, charged).entries
    if any(line.charge_id == waiver_id for line in lines):
        raise DomainError("TAKEN_BACK_ALREADY")
    for line in lines:
        if line.id == waiver_id and line.posting.effect is Effect.WAIVED:
            return line
    raise DomainError("NOT_FOUND", entity="ledger_entries")


def _checked_approver(uow: UnitOfWork, approver_id: UUID | None) -> UUID | None:
    if approver_id is None or approver_id == uow.actor.staff_id:
        return uow.actor.staff_id
    person = uow.get(Staff, approver_id)
    if not (person.active and _may_sign(person)):
        raise DomainError("APPROVER_NOT_ALLOWED", field="approver_id", name=person.name)
    return person.id


def _may_sign(person: Staff) -> bool:
    return Permission.MANAGE_MONEY in permissions_of(Role(role) for role in person.roles)

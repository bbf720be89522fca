"""What payments and waivers have in common (helpers of this layer)."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from wset_desk.domain.errors import DomainError
from wset_desk.domain.fees import checked_amount
from wset_desk.domain.pricing import LedgerKind
from wset_desk.services.derived import settle_fee
from wset_desk.services.ledger import BookingAccount, account_of
from wset_desk.storage.schema import ExamRegistration, LedgerEntry
from wset_desk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Entered:
    """What was entered, and the account of the booking with it."""

    entry_id: UUID
    registration_id: UUID
    account: BookingAccount


def settled(uow: UnitOfWork, registration: ExamRegistration, entry: LedgerEntry) -> Entered:
    """Settle the fee after an entry, and tell how it stands."""
    settle_fee(uow, registration)
    return Entered(entry.id, registration.id, account_of(uow, registration))


def within_owed(
    uow: UnitOfWork, registration: ExamRegistration, amount: Decimal, above: str
) -> Decimal:
    """`amount`, checked. Refuses NOTHING_OWED and the code `above` where it's more than owed."""
    owed = account_of(uow, registration).owed
    if owed <= 0:
        raise DomainError("NOTHING_OWED")
    wanted = checked_amount(amount)
    if wanted > owed:
        raise DomainError(above, field="amount", owed=owed)
    return wanted


def entry_of(uow: UnitOfWork, entry_id: UUID, kind: LedgerKind) -> LedgerEntry:
    """The entry of this kind, or NOT_FOUND."""
    entry = uow.get(LedgerEntry, entry_id)
    if entry.kind != kind or entry.exam_registration_id is None:
        raise DomainError("NOT_FOUND", entity="ledger_entries")
    return entry


def registration_of(uow: UnitOfWork, entry: LedgerEntry) -> ExamRegistration:
    """The registration for which an entry was made, or NOT_FOUND."""
    if entry.exam_registration_id is None:
        raise DomainError("NOT_FOUND", entity="exam_registrations")
    return uow.get(ExamRegistration, entry.exam_registration_id)

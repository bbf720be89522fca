"""What payments and waivers have in common (helpers of this layer)."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from wset_desk.domain.errors import DomainError
from wset_desk.domain.fees import checked_amount
from wset_desk.domain.pricing import LedgerKind
from wset_desk.services.derived import settle_fee
from wset_desk.services.ledger import BookingAccount, Charged, account_of
from wset_desk.storage.schema import ExamEnquiry, ExamRegistration, LedgerEntry
from wset_desk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Entered:
    """What was entered, and the account of the booking or the enquiry with it."""

    entry_id: UUID
    registration_id: UUID
    account: BookingAccount
    enquiry_id: UUID | None = None


def charged_for(uow: UnitOfWork, registration_id: UUID | None, enquiry_id: UUID | None) -> Charged:
    """What a fee was charged for: the enquiry if one is named, else the booking. NOT_FOUND."""
    if enquiry_id is not None:
        return uow.get(ExamEnquiry, enquiry_id)
    if registration_id is None:
        raise DomainError("NOT_FOUND", entity="exam_registrations")
    return uow.get(ExamRegistration, registration_id)


def charged_by(uow: UnitOfWork, entry: LedgerEntry) -> Charged:
    """What an entry was made for, or NOT_FOUND."""
    return charged_for(uow, entry.exam_registration_id, entry.exam_enquiry_id)


def settled(uow: UnitOfWork, charged: Charged, entry: LedgerEntry) -> Entered:
    """Settle the fee after an entry, and tell how it stands."""
    settle_fee(uow, charged)
    account = account_of(uow, charged)
    if isinstance(charged, ExamEnquiry):
        return Entered(entry.id, charged.exam_registration_id, account, charged.id)
    return Entered(entry.id, charged.id, account)


def within_owed(uow: UnitOfWork, charged: Charged, amount: Decimal, above: str) -> Decimal:
    """`amount`, checked. Refuses NOTHING_OWED and the code `above` where it's more than owed."""
    owed = account_of(uow, charged).owed
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

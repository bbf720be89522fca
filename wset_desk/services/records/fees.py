"""What is owed of a booking's fee: from files into the ledger, and back (rule 18).

A fee that several bookings share, because a candidate was moved, stands with the one to which it
was charged.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.fees import BookedFee, Posting, fee_accounts, fee_holders
from wset_desk.domain.file_exams import BookingValues
from wset_desk.services.records.brought_in import (
    BroughtIn,
    ChargedTo,
    Opening,
    brought_in,
    payment_method,
    posting_of,
    summed_up,
)
from wset_desk.storage.schema import ExamRegistration, LedgerEntry
from wset_desk.storage.unit_of_work import UnitOfWork


def money_of(values: BookingValues) -> BroughtIn:
    """The money of a row; whoever was moved here has a fee that was charged before."""
    return brought_in(values, handed_on=bool(values.moved_from))


class Fees:
    """The fees of all bookings, those that are known and those that a file brings."""

    def __init__(self, uow: UnitOfWork, bookings: Iterable[ExamRegistration]) -> None:
        self._opening = Opening(uow)
        self._bookings = {each.id: each for each in bookings}
        self._entries: dict[UUID, list[LedgerEntry]] = defaultdict(list)
        statement = select(LedgerEntry).where(LedgerEntry.exam_enquiry_id.is_(None))
        for entry in uow.session.scalars(statement.order_by(LedgerEntry.created_at)):
            if entry.exam_registration_id is not None:
                self._entries[entry.exam_registration_id].append(entry)

    def known(self) -> Mapping[UUID, BroughtIn]:
        """By booking; nothing but a fee for one that shares the fee of an earlier one."""
        booked, posted = self._booked(), self._posted()
        holders = fee_holders(booked, posted)
        accounts = fee_accounts(booked, posted)
        return {
            key: summed_up(accounts[key], payment_method(self._entries.get(key, ())))
            if holders[key] == key
            else BroughtIn()
            for key in booked
        }

    def open_account(self, registration: ExamRegistration, values: BookingValues) -> None:
        """Give a new booking its fee, with the entries that say what has become of it."""
        registration.fee_amount = values.fee
        self._bookings[registration.id] = registration
        to = ChargedTo(
            registration.candidate_id,
            registration.id,
            registration.product_id,
            registration.registration_date,
        )
        self._entries[registration.id] += self._opening.entries(to, money_of(values))

    def settle(self, registrations: Iterable[ExamRegistration]) -> None:
        """`fee_paid` is true when nothing is owed (rule 8), however the booking came about."""
        accounts = fee_accounts(self._booked(), self._posted())
        for each in registrations:
            each.fee_paid = accounts[each.id].owed <= 0

    def _booked(self) -> dict[UUID, BookedFee[UUID]]:
        rows = self._bookings.values()
        return {each.id: BookedFee(each.fee_amount, each.rescheduled_from_id) for each in rows}

    def _posted(self) -> list[tuple[UUID, Posting]]:
        return [(key, posting_of(entry)) for key, of in self._entries.items() for entry in of]

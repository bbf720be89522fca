"""Recomputes the ledger from its raw rows: balances, `fee_paid`, totals of products.

It asks nothing of what keeps the books while people work, so that it would notice a mistake there.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.candidates import full_name
from wset_desk.domain.permissions import Permission
from wset_desk.domain.pricing import Entry, LedgerKind, balance, net_received
from wset_desk.i18n import _
from wset_desk.services.contract import query
from wset_desk.storage.schema import (
    Candidate,
    ExamEnquiry,
    ExamRegistration,
    ExamSession,
    ExamTemplate,
    LedgerEntry,
    Product,
)
from wset_desk.storage.unit_of_work import WITH_DELETED, UnitOfWork

_NOTHING = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class LedgerFinding:
    """Something that is off, in words: whose booking or which product, and what."""

    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class LedgerCheck:
    """How much was looked at, what is owed and was received in all, and what is off."""

    entries: int
    accounts: int
    owed: Decimal
    received: Decimal
    findings: tuple[LedgerFinding, ...]


@dataclass(slots=True)
class _Books:
    """The raw rows; an account is a fee with the registrations that it moved through.

    An enquiry has a fee of its own.
    """

    entries: Sequence[LedgerEntry]
    registrations: Mapping[UUID, ExamRegistration]
    subjects: Mapping[UUID, str]
    accounts: Mapping[UUID, list[ExamRegistration]]
    of_account: Mapping[UUID, list[LedgerEntry]]
    enquiries: Mapping[UUID, ExamEnquiry]
    of_enquiry: Mapping[UUID, list[LedgerEntry]]


@query(Permission.VIEW_MONEY)
def verify_ledger(uow: UnitOfWork) -> LedgerCheck:
    """Look through the whole ledger of the centre."""
    books = _read(uow)
    findings = [
        *_entries_off(uow, books),
        *(finding for root in books.accounts for finding in _account_off(books, root)),
        *(finding for row in books.enquiries.values() for finding in _enquiry_off(books, row)),
        *_products_off(uow, books),
    ]
    raw = [_raw(entry) for entry in books.entries]
    return LedgerCheck(
        entries=len(books.entries),
        accounts=sum(1 for root in books.accounts if books.of_account.get(root))
        + len(books.of_enquiry),
        owed=balance(raw),
        received=net_received(raw),
        findings=tuple(findings),
    )


def _read(uow: UnitOfWork) -> _Books:
    entries = list(
        uow.session.scalars(select(LedgerEntry).order_by(LedgerEntry.created_at, LedgerEntry.id))
    )
    found = uow.session.scalars(select(ExamRegistration), execution_options=WITH_DELETED)
    registrations = {row.id: row for row in found}
    charged = {
        entry.exam_registration_id
        for entry in entries
        if entry.kind == LedgerKind.CHARGE
        and entry.charge_id is None
        and entry.exam_enquiry_id is None
    }
    accounts: dict[UUID, list[ExamRegistration]] = defaultdict(list)
    root_of = {}
    for row in registrations.values():
        root = _root(row, registrations, charged)
        root_of[row.id] = root
        accounts[root].append(row)
    of_account: dict[UUID, list[LedgerEntry]] = defaultdict(list)
    for entry in entries:
        if entry.exam_registration_id in root_of and entry.exam_enquiry_id is None:
            of_account[root_of[entry.exam_registration_id]].append(entry)
    of_enquiry: dict[UUID, list[LedgerEntry]] = defaultdict(list)
    for entry in entries:
        if entry.exam_enquiry_id is not None:
            of_enquiry[entry.exam_enquiry_id].append(entry)
    asked = uow.session.scalars(select(ExamEnquiry), execution_options=WITH_DELETED)
    enquiries = {row.id: row for row in asked}
    subjects = _subjects(uow)
    return _Books(entries, registrations, subjects, accounts, of_account, enquiries, of_enquiry)


def _root(
    row: ExamRegistration, known: Mapping[UUID, ExamRegistration], charged: set[UUID | None]
) -> UUID:
    """Back through what was rescheduled, to where the fee was charged."""
    older = known.get(row.rescheduled_from_id or row.id)
    while row.id not in charged and older is not None and older is not row:
        row, older = older, known.get(older.rescheduled_from_id or older.id)
    return row.id


def _subjects(uow: UnitOfWork) -> dict[UUID, str]:
    rows = uow.session.execute(
        select(
            ExamRegistration.id,
            Candidate.first_name,
            Candidate.last_name,
            ExamTemplate.name,
            ExamSession.exam_date,
        )
        .join(Candidate, Candidate.id == ExamRegistration.candidate_id)
        .join(ExamSession, ExamSession.id == ExamRegistration.exam_session_id)
        .join(ExamTemplate, ExamTemplate.id == ExamSession.exam_template_id),
        execution_options=WITH_DELETED,
    )
    return {
        key: f"{full_name(first, last)}, {exam}, {day.astimezone(uow.zone):%Y-%m-%d}"
        for key, first, last, exam, day in rows
    }


def _entries_off(uow: UnitOfWork, books: _Books) -> Iterator[LedgerFinding]:
    known = {entry.id: entry for entry in books.entries}
    refunded: set[UUID] = set()
    for entry in books.entries:
        subject = books.subjects.get(entry.exam_registration_id or entry.id, str(entry.id))
        for text in _texts_about(uow, entry, known):
            yield LedgerFinding(subject, text)
        if entry.kind == LedgerKind.REFUND and entry.charge_id is not None:
            if entry.charge_id in refunded:
                yield LedgerFinding(subject, _("A charge has been refunded twice."))
            refunded.add(entry.charge_id)


def _texts_about(
    uow: UnitOfWork, entry: LedgerEntry, known: Mapping[UUID, LedgerEntry]
) -> Iterator[str]:
    if entry.currency != uow.centre.currency:
        yield _("An entry is in {currency}.").format(currency=entry.currency)
    if entry.charge_id is not None and entry.charge_id not in known:
        yield _("An entry is about a charge that isn't there.")
    if entry.kind == LedgerKind.WAIVER and not entry.reason:
        yield _("{amount} is waived without a reason.").format(amount=entry.amount)
    if entry.exam_registration_id is None and entry.exam_enquiry_id is None:
        yield _("An entry belongs to no booking and to no enquiry.")


def _account_off(books: _Books, root: UUID) -> Iterator[LedgerFinding]:
    """Of one fee: what was charged, what is owed, and whether that is what the bookings say."""
    entries = books.of_account.get(root, [])
    rows = books.accounts[root]
    raw = [_raw(entry) for entry in entries]
    subject = books.subjects.get(root, str(root))
    charges = _charged(entries)
    for text in _amounts_off(books.registrations[root].fee_amount, charges, raw):
        yield LedgerFinding(subject, text)
    owed = max(_NOTHING, books.registrations[root].fee_amount - charges) + balance(raw)
    if owed != 0 and all(row.deleted_at is not None for row in rows):
        text = _("It was taken back, and {owed} is owed.").format(owed=owed)
        yield LedgerFinding(subject, text)
    for row in rows:
        if row.candidate_id != books.registrations[root].candidate_id:
            yield LedgerFinding(subject, _("Its fee moved along to somebody else."))
        if row.deleted_at is None and row.fee_paid != (owed <= 0):
            said = _("paid") if row.fee_paid else _("unpaid")
            text = _("It is down as {said}, and {owed} is owed.").format(said=said, owed=owed)
            yield LedgerFinding(books.subjects.get(row.id, str(row.id)), text)


def _enquiry_off(books: _Books, row: ExamEnquiry) -> Iterator[LedgerFinding]:
    """Of an enquiry's fee: what was charged, and whether it is down as refunded rightly."""
    entries = books.of_enquiry.get(row.id, [])
    raw = [_raw(entry) for entry in entries]
    subject = _("Enquiry: {subject}").format(
        subject=books.subjects.get(row.exam_registration_id, str(row.id))
    )
    charged = _charged(entries)
    # one that was brought in from a file is charged nothing here
    fee = row.enquiry_fee if entries else _NOTHING
    for text in _amounts_off(fee, charged, raw):
        yield LedgerFinding(subject, text)
    if entries and row.fee_refunded != _went_back(entries):
        yield LedgerFinding(subject, _("It isn't down as refunded as the entries say."))


def _went_back(entries: Iterable[LedgerEntry]) -> bool:
    """Whether a charge was refunded and that wasn't taken back."""
    refunds = {e.id for e in entries if e.kind == LedgerKind.REFUND and e.charge_id is not None}
    return bool(refunds - {e.charge_id for e in entries if e.kind == LedgerKind.PAYMENT})


def _charged(entries: Iterable[LedgerEntry]) -> Decimal:
    """What was charged, without what takes another entry back."""
    amounts = (
        entry.amount
        for entry in entries
        if entry.kind == LedgerKind.CHARGE and entry.charge_id is None
    )
    return sum(amounts, start=_NOTHING)


def _amounts_off(fee: Decimal, charged: Decimal, raw: Sequence[Entry]) -> Iterator[str]:
    if charged != fee:
        yield _("The fee is {fee}, and {charged} was charged.").format(fee=fee, charged=charged)
    if balance(raw) < 0:
        yield _("{amount} more came in than was charged.").format(amount=-balance(raw))
    if net_received(raw) < 0:
        yield _("{amount} more was refunded than came in.").format(amount=-net_received(raw))


def _products_off(uow: UnitOfWork, books: _Books) -> Iterator[LedgerFinding]:
    """The entries of a product against those of the bookings that were charged for it."""
    products = list(uow.session.scalars(select(Product)))
    names = {row.id: row.name for row in products}
    of_enquiries = {row.enquiry_type: row.id for row in products if row.enquiry_type is not None}
    by_entry: dict[UUID | None, list[Entry]] = defaultdict(list)
    by_booking: dict[UUID | None, list[Entry]] = defaultdict(list)
    for entry in books.entries:
        by_entry[entry.product_id].append(_raw(entry))
        by_booking[_product_of(entry, books, of_enquiries)].append(_raw(entry))
    for product_id in sorted({*by_entry, *by_booking}, key=str):
        here, there = balance(by_entry[product_id]), balance(by_booking[product_id])
        if here != there:
            text = _("Its entries leave {here} owed, its bookings {there}.")
            name = names.get(product_id) if product_id is not None else None
            yield LedgerFinding(name or _("Without a product"), text.format(here=here, there=there))


def _product_of(entry: LedgerEntry, books: _Books, of_enquiries: Mapping[str, UUID]) -> UUID | None:
    """The product of what an entry is for."""
    enquiry = books.enquiries.get(entry.exam_enquiry_id or entry.id)
    if enquiry is not None:
        return of_enquiries.get(enquiry.enquiry_type)
    booking = books.registrations.get(entry.exam_registration_id or entry.id)
    return entry.product_id if booking is None else booking.product_id


def _raw(entry: LedgerEntry) -> Entry:
    return Entry(LedgerKind(entry.kind), entry.amount, entry.charge_id is not None)

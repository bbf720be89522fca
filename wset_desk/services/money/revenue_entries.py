"""The entries of the ledger with what each is put down to (helpers of this layer)."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from wset_desk.domain.fees import (
    BookedFee,
    Posting,
    fee_bearers,
    fee_holders,
    posting,
)
from wset_desk.domain.pricing import LedgerKind, ProductKind
from wset_desk.services.days import day_after
from wset_desk.services.fee_accounts import rank
from wset_desk.services.money.revenue_rows import RevenueSession
from wset_desk.storage.schema import (
    ExamEnquiry,
    ExamRegistration,
    ExamSession,
    ExamTemplate,
    LedgerEntry,
    Offering,
    Product,
)
from wset_desk.storage.unit_of_work import WITH_DELETED, UnitOfWork

_ENQUIRY = ProductKind.ENQUIRY.value
_SAT = (
    select(ExamRegistration, ExamSession, ExamTemplate.name, Offering.wset_level)
    .join(ExamSession, ExamSession.id == ExamRegistration.exam_session_id)
    .join(ExamTemplate, ExamTemplate.id == ExamSession.exam_template_id)
    .join(Offering, Offering.id == ExamTemplate.course_offering_id)
)


@dataclass(frozen=True, slots=True)
class RevenueEntry:
    """An entry of the ledger and what it is put down to; `day` is the centre's."""

    posting: Posting
    day: date
    product: str | None
    level: int | None
    session: RevenueSession | None


@dataclass(frozen=True, slots=True)
class _Booking:
    """What the entries of a registration, or of an enquiry about it, are put down to."""

    product: str
    level: int
    session: RevenueSession


def revenue_entries(uow: UnitOfWork, last_day: date | None) -> list[RevenueEntry]:
    """Everything that was entered until the end of `last_day`."""
    rows = uow.session.execute(_until(uow, last_day)).all()
    booked = [row for row in rows if row.exam_enquiry_id is None and row[0] is not None]
    bookings = _bookings(uow, [(row[0], _posting(row)) for row in booked])
    enquiries = _enquiries(uow)
    return [
        _entry(uow, row, enquiries.get(row.exam_enquiry_id) or bookings.get(row[0])) for row in rows
    ]


def _until(uow: UnitOfWork, last_day: date | None) -> Select[*tuple[Any, ...]]:
    asked = select(
        LedgerEntry.exam_registration_id,
        LedgerEntry.exam_enquiry_id,
        LedgerEntry.kind,
        LedgerEntry.amount,
        LedgerEntry.method,
        LedgerEntry.charge_id,
        LedgerEntry.created_at,
        Product.kind.label("product"),
        Product.level,
    ).outerjoin(Product, Product.id == LedgerEntry.product_id)
    if last_day is None:
        return asked
    return asked.where(LedgerEntry.created_at < day_after(uow, last_day))


def _entry(uow: UnitOfWork, row: Any, booking: _Booking | None) -> RevenueEntry:
    day = _day(uow, row.created_at)
    if booking is None:
        return RevenueEntry(_posting(row), day, row.product, row.level, None)
    product = row.product or booking.product
    return RevenueEntry(_posting(row), day, product, booking.level, booking.session)


def _posting(row: Any) -> Posting:
    linked = row.charge_id is not None
    return posting(LedgerKind(row.kind), row.amount, row.method, linked=linked)


def _bookings(uow: UnitOfWork, posted: list[tuple[UUID, Posting]]) -> dict[UUID, _Booking]:
    """By registration, those taken back too; a fee that moved along counts where it moved to."""
    rows = uow.session.execute(
        _SAT.where(ExamRegistration.fee_amount > 0), execution_options=WITH_DELETED
    ).all()
    booked = {row[0].id: BookedFee(row[0].fee_amount, row[0].rescheduled_from_id) for row in rows}
    known = [(key, entry) for key, entry in posted if key in booked]
    bearers = fee_bearers(fee_holders(booked, known), {row[0].id: rank(row[0]) for row in rows})
    own = {row[0].id: _booking(uow, *row) for row in rows}
    return {key: own[bearer] for key, bearer in bearers.items()}


def _enquiries(uow: UnitOfWork) -> dict[UUID, _Booking]:
    """By enquiry: it counts where the result was that it is about."""
    rows = uow.session.execute(
        _SAT.add_columns(ExamEnquiry.id).join(
            ExamEnquiry, ExamEnquiry.exam_registration_id == ExamRegistration.id
        ),
        execution_options=WITH_DELETED,
    )
    return {row[4]: replace(_booking(uow, *row[:4]), product=_ENQUIRY) for row in rows}


def _booking(
    uow: UnitOfWork, registration: ExamRegistration, exam: ExamSession, exam_name: str, level: int
) -> _Booking:
    session = RevenueSession(exam.id, exam.name or exam_name, _day(uow, exam.exam_date))
    return _Booking(registration.registration_type, level, session)


def _day(uow: UnitOfWork, instant: datetime) -> date:
    return instant.astimezone(uow.zone).date()

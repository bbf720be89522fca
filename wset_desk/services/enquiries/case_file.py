"""The case file of an enquiry: notes, and what the awarding body was sent and answered."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from wset_desk.domain.enquiries import OPEN_STATUSES, EnquiryEventKind, EnquiryStatus
from wset_desk.domain.errors import DomainError
from wset_desk.domain.permissions import Permission
from wset_desk.domain.reasons import LONGEST_STATEMENT, checked_reason
from wset_desk.services.contract import command
from wset_desk.services.days import midnight
from wset_desk.services.prices import today
from wset_desk.storage.schema import EnquiryEvent, ExamEnquiry
from wset_desk.storage.unit_of_work import UnitOfWork

LONGEST_REFERENCE = 120
_ABOUT_FORWARDING = (EnquiryEventKind.FORWARDED, EnquiryEventKind.ANSWERED)


@command(Permission.MANAGE_ENQUIRIES)
def add_note(uow: UnitOfWork, *, enquiry_id: UUID, text: str) -> UUID:
    """Put a note into the case file, of a closed enquiry too; answers the entry.

    Refuses REASON_MISSING and TEXT_TOO_LONG.
    """
    enquiry = uow.get(ExamEnquiry, enquiry_id)
    return record_event(uow, enquiry, EnquiryEventKind.NOTE, text=_checked(text)).id


@command(Permission.MANAGE_ENQUIRIES)
def record_forwarded(
    uow: UnitOfWork, *, enquiry_id: UUID, happened_on: date, reference: str = "", text: str = ""
) -> UUID:
    """The enquiry was sent to the awarding body; answers the entry.

    Refuses ENQUIRY_CLOSED, FORWARDED_IN_FUTURE, TEXT_TOO_LONG.
    """
    enquiry = _open(uow, enquiry_id)
    return record_event(
        uow,
        enquiry,
        EnquiryEventKind.FORWARDED,
        text=_checked(text) if text.strip() else None,
        reference=_checked_reference(reference),
        at=_instant(uow, happened_on),
    ).id


@command(Permission.MANAGE_ENQUIRIES)
def record_answer(
    uow: UnitOfWork, *, enquiry_id: UUID, happened_on: date, text: str, reference: str = ""
) -> UUID:
    """The awarding body answered; answers the entry.

    Refuses ENQUIRY_CLOSED, NOT_FORWARDED, FORWARDED_IN_FUTURE, REASON_MISSING, TEXT_TOO_LONG.
    """
    enquiry = _open(uow, enquiry_id)
    if not was_forwarded(uow, enquiry_id):
        raise DomainError("NOT_FORWARDED")
    return record_event(
        uow,
        enquiry,
        EnquiryEventKind.ANSWERED,
        text=_checked(text),
        reference=_checked_reference(reference),
        at=_instant(uow, happened_on),
    ).id


def record_event(
    uow: UnitOfWork,
    enquiry: ExamEnquiry,
    kind: EnquiryEventKind,
    *,
    text: str | None = None,
    reference: str | None = None,
    at: datetime | None = None,
) -> EnquiryEvent:
    """Put an entry into the case file (helper of this layer)."""
    return uow.add(
        EnquiryEvent(
            exam_enquiry_id=enquiry.id,
            kind=kind,
            happened_at=at or uow.now,
            recorded_by_id=uow.actor.staff_id,
            text=text,
            reference=reference,
        )
    )


def was_forwarded(uow: UnitOfWork, enquiry_id: UUID) -> bool:
    """Whether it was ever sent to the awarding body."""
    found = select(EnquiryEvent.id).where(
        EnquiryEvent.exam_enquiry_id == enquiry_id, EnquiryEvent.kind == EnquiryEventKind.FORWARDED
    )
    return uow.session.scalar(found.limit(1)) is not None


def with_awarding_body(uow: UnitOfWork) -> frozenset[UUID]:
    """The enquiries whose answer is awaited: the latest word of them is that they were sent."""
    rows = uow.session.execute(
        select(EnquiryEvent.exam_enquiry_id, EnquiryEvent.kind)
        .where(EnquiryEvent.kind.in_(_ABOUT_FORWARDING))
        .order_by(EnquiryEvent.created_at, EnquiryEvent.id)
    )
    latest = {row[0]: row[1] for row in rows}
    return frozenset(k for k, kind in latest.items() if kind == EnquiryEventKind.FORWARDED)


def _open(uow: UnitOfWork, enquiry_id: UUID) -> ExamEnquiry:
    enquiry = uow.get(ExamEnquiry, enquiry_id)
    if EnquiryStatus(enquiry.status) not in OPEN_STATUSES:
        raise DomainError("ENQUIRY_CLOSED")
    return enquiry


def _checked(text: str) -> str:
    return checked_reason(text, field="text", longest=LONGEST_STATEMENT)


def _checked_reference(reference: str) -> str | None:
    found = reference.strip()
    if len(found) > LONGEST_REFERENCE:
        raise DomainError("TEXT_TOO_LONG", field="reference", maximum=LONGEST_REFERENCE)
    return found or None


def _instant(uow: UnitOfWork, day: date) -> datetime:
    """Of today it is now; of an earlier day its beginning."""
    if day > today(uow):
        raise DomainError("FORWARDED_IN_FUTURE", field="happened_on")
    return uow.now if day == today(uow) else midnight(uow, day)

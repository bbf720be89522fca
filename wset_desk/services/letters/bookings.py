"""Confirmations of places in exams."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import ColumnElement, select

from wset_desk.domain.errors import DomainError
from wset_desk.domain.letters import LetterKind
from wset_desk.domain.notices import NoticeKind
from wset_desk.domain.permissions import Permission
from wset_desk.domain.registrations import RegistrationStatus
from wset_desk.i18n import N_, _
from wset_desk.services.candidate_order import BY_NAME
from wset_desk.services.contract import query
from wset_desk.services.letters import words
from wset_desk.services.letters.rows import Letter, LetterBatch
from wset_desk.services.letters.writing import batch_of, letter_to
from wset_desk.services.notices.phrases import clock_text, day_text
from wset_desk.services.notices.wording import Booking, booking_of, values_of
from wset_desk.services.syncing.provisional import provisional_seats
from wset_desk.storage.schema import Candidate, ExamRegistration, ExamSession
from wset_desk.storage.unit_of_work import UnitOfWork

_NOT_SURE = N_("This place is provisional until it is confirmed.")


@query(Permission.VIEW_CANDIDATES)
def booking_confirmations(uow: UnitOfWork, *, registration_ids: Collection[UUID]) -> LetterBatch:
    """That these people have their places, by name; of the lot, those that are still to be sat.

    Refuses LETTER_NOT_BOOKED where there is none.
    """
    return _confirmations(uow, ExamRegistration.id.in_(registration_ids))


@query(Permission.VIEW_CANDIDATES)
def booking_confirmations_of_sessions(
    uow: UnitOfWork, *, exam_session_ids: Collection[UUID]
) -> LetterBatch:
    """That everybody who is booked for these sessions has a place; a letter for each exam.

    Refuses LETTER_NOT_BOOKED.
    """
    return _confirmations(uow, ExamRegistration.exam_session_id.in_(exam_session_ids))


def _confirmations(uow: UnitOfWork, which: ColumnElement[bool]) -> LetterBatch:
    booked = uow.session.scalars(
        select(ExamRegistration)
        .join(ExamSession, ExamSession.id == ExamRegistration.exam_session_id)
        .join(Candidate, Candidate.id == ExamRegistration.candidate_id)
        .where(
            which,
            ExamRegistration.status == RegistrationStatus.REGISTERED,
            ExamSession.status != "cancelled",
            ExamSession.exam_date > uow.now,
        )
        .order_by(*BY_NAME, ExamSession.exam_date)
    )
    provisional = provisional_seats(uow)
    letters = [
        _letter(uow, booking_of(uow, each), is_provisional=each.id in provisional)
        for each in booked
    ]
    if not letters:
        raise DomainError("LETTER_NOT_BOOKED")
    return batch_of(uow, letters)


def _letter(uow: UnitOfWork, booking: Booking, *, is_provisional: bool) -> Letter:
    values = values_of(uow, booking, NoticeKind.BOOKING, None)
    facts = (
        (_("Exam"), booking.name),
        (_("Day"), day_text(booking.start, uow.zone)),
        (_("Time"), _times(uow, booking)),
        ("", values["own_zone"]),
        (_("Place"), values["place"]),
        (_("Seat"), booking.registration.seat or ""),
        (_("Fee"), values["fee"]),
        (_("Please note"), _(_NOT_SURE) if is_provisional else ""),
    )
    return letter_to(uow, booking.candidate, LetterKind.BOOKING_CONFIRMATION, values, facts=facts)


def _times(uow: UnitOfWork, booking: Booking) -> str:
    """ "15:30 – 16:45, with your extra time of 25 %"."""
    times = _("{start} – {end}").format(
        start=clock_text(booking.start, uow.zone), end=clock_text(booking.end, uow.zone)
    )
    extra = booking.candidate.extra_time_percent
    if not extra:
        return times
    share = words.percent_text(extra)
    return _("{times}, with your extra time of {share}").format(times=times, share=share)

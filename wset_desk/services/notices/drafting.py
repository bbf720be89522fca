"""Drafts of messages about places, made in the transaction that books, moves or cancels (helpers).

Called by commands that people give; imports draft nothing. Nothing is sent from here.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from wset_desk.domain.notices import OF_A_PLACE, TOLD, NoticeKind, NoticeState
from wset_desk.domain.registrations import RegistrationType
from wset_desk.services.calendar_files import calendar_text, moved_from
from wset_desk.services.notices.wording import booking_of, calendar_entry, values_of
from wset_desk.services.notices.writing import draft_to, withdraw
from wset_desk.services.waiting_lines import exam_type_of
from wset_desk.storage.schema import ExamRegistration, ExamSession, ExamTemplate, Notice
from wset_desk.storage.unit_of_work import UnitOfWork


def draft_bookings(uow: UnitOfWork, registrations: Iterable[ExamRegistration]) -> None:
    """A draft for each, saying that they have the place; what asked them to book it gives way."""
    for registration in registrations:
        _withdraw_invitations(uow, registration)
        _draft(uow, registration, NoticeKind.BOOKING)


def draft_other_place(uow: UnitOfWork, old: ExamRegistration, new: ExamRegistration) -> None:
    """A place was given instead of another: new to whom hasn't heard of the old one, else moved."""
    withdrawn = _withdraw(uow, old.id)
    if any(each.kind == NoticeKind.BOOKING for each in withdrawn):
        draft_bookings(uow, [new])
    else:
        _draft(uow, new, NoticeKind.MOVE, _known(withdrawn) or booking_of(uow, old).start)


def draft_moves(
    uow: UnitOfWork,
    registrations: Iterable[ExamRegistration],
    before: Mapping[UUID, datetime],
) -> None:
    """The exam was moved; `before` is when each registration began.

    Unsent drafts give way; whoever comes back to the time they know of is told nothing.
    """
    for registration in registrations:
        withdrawn = _withdraw(uow, registration.id)
        was = _known(withdrawn) or before[registration.id]
        if any(each.kind == NoticeKind.BOOKING for each in withdrawn):
            draft_bookings(uow, [registration])
        elif was != booking_of(uow, registration).start:
            _draft(uow, registration, NoticeKind.MOVE, was)


def draft_cancellations(uow: UnitOfWork, registrations: Iterable[ExamRegistration]) -> None:
    """A draft for each whose place is gone, instead of what wasn't sent of it."""
    for registration in registrations:
        _withdraw(uow, registration.id)
        _draft(uow, registration, NoticeKind.CANCELLATION)


def draft_restored(uow: UnitOfWork, registrations: Iterable[ExamRegistration]) -> None:
    """They have their place after all: an unsent cancellation is withdrawn, a sent one followed."""
    for registration in registrations:
        withdrawn = _withdraw(uow, registration.id)
        unheard = bool(withdrawn) and not _has(uow, registration.id, TOLD)
        discarded = (NoticeState.DISCARDED,)
        if (unheard and _has(uow, registration.id, discarded, NoticeKind.BOOKING)) or _has(
            uow, registration.id, TOLD, NoticeKind.CANCELLATION
        ):
            draft_bookings(uow, [registration])


def draft_taken_back(uow: UnitOfWork, registrations: Iterable[ExamRegistration]) -> None:
    """Places are about to be taken back: what was sent of them is followed by a cancellation."""
    for registration in registrations:
        _withdraw(uow, registration.id)
        if _has(uow, registration.id, TOLD):
            _draft(uow, registration, NoticeKind.CANCELLATION)


def draft_old_place(uow: UnitOfWork, new: ExamRegistration) -> None:
    """The place that `new` replaced is about to be given back."""
    if new.rescheduled_from_id is None:
        return
    old = uow.get(ExamRegistration, new.rescheduled_from_id)
    withdrawn = _withdraw(uow, new.id)
    if any(each.kind == NoticeKind.BOOKING for each in withdrawn):
        draft_bookings(uow, [old])
    elif _has(uow, new.id, TOLD):
        _draft(uow, old, NoticeKind.MOVE, booking_of(uow, new).start)


def starts_of(uow: UnitOfWork, registrations: Iterable[ExamRegistration]) -> dict[UUID, datetime]:
    """When each begins, as it stands: `before` of `draft_moves`."""
    return {each.id: booking_of(uow, each).start for each in registrations}


def _draft(
    uow: UnitOfWork, registration: ExamRegistration, kind: NoticeKind, was: datetime | None = None
) -> None:
    booking = booking_of(uow, registration)
    entry = calendar_entry(
        uow,
        booking,
        f"{_first_of_chain(uow, registration)}@wset-desk",
        _number_so_far(uow, booking.candidate.id),
        was,
        is_cancelled=kind is NoticeKind.CANCELLATION,
    )
    draft_to(
        uow,
        booking.candidate,
        kind,
        values_of(uow, booking, kind, was),
        registration_id=registration.id,
        calendar=calendar_text([entry]),
    )


def _withdraw(uow: UnitOfWork, registration_id: UUID) -> list[Notice]:
    """Discard what wasn't sent of this place, and answer it."""
    return withdraw(uow, OF_A_PLACE, Notice.exam_registration_id == registration_id)


def _withdraw_invitations(uow: UnitOfWork, booked: ExamRegistration) -> None:
    if booked.registration_type == RegistrationType.REMOTE_INVIGILATION:
        asked = (NoticeKind.OFFER, NoticeKind.WINDOW)
        withdraw(uow, asked, Notice.candidate_id == booked.candidate_id)
    elif booked.registration_type == RegistrationType.MAKEUP:
        earlier = (
            select(ExamRegistration.id)
            .join(ExamSession, ExamSession.id == ExamRegistration.exam_session_id)
            .join(ExamTemplate, ExamTemplate.id == ExamSession.exam_template_id)
            .where(
                ExamRegistration.course_enrollment_id == booked.course_enrollment_id,
                ExamTemplate.exam_type == exam_type_of(uow, booked.exam_session_id),
            )
        )
        missed = Notice.exam_registration_id.in_(earlier)
        withdraw(uow, [NoticeKind.MAKEUP_INVITATION], missed)


def _known(withdrawn: Iterable[Notice]) -> datetime | None:
    """The time that the person knows of, where they were never told of a move."""
    return next((moved for each in withdrawn if (moved := moved_from(each.calendar))), None)


def _has(
    uow: UnitOfWork,
    registration_id: UUID,
    states: Iterable[NoticeState],
    *kinds: NoticeKind,
) -> bool:
    found = select(Notice.id).where(
        Notice.exam_registration_id == registration_id,
        Notice.state.in_(tuple(states)),
        Notice.kind.in_(kinds or OF_A_PLACE),
    )
    return uow.session.scalar(found.limit(1)) is not None


def _first_of_chain(uow: UnitOfWork, registration: ExamRegistration) -> UUID:
    """The booking with which it began: moved along, it stays one entry in a calendar."""
    while registration.rescheduled_from_id is not None:
        registration = uow.get(ExamRegistration, registration.rescheduled_from_id)
    return registration.id


def _number_so_far(uow: UnitOfWork, candidate_id: UUID) -> int:
    """Of messages to a person: it only rises."""
    count = select(func.count()).select_from(Notice).where(Notice.candidate_id == candidate_id)
    return uow.session.scalar(count) or 0

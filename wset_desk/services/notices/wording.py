"""What a message says about a booking: its placeholders' values, and its calendar entry."""

from dataclasses import dataclass
from datetime import datetime

from wset_desk.domain.calendar_entries import CalendarEntry
from wset_desk.domain.notices import NoticeKind
from wset_desk.i18n import _
from wset_desk.services.exam_session_details import end_of
from wset_desk.services.ledger import account_of
from wset_desk.services.notices.phrases import (
    amount_text,
    clock_text,
    day_text,
    moment_text,
    own_zone_text,
    place_of,
    time_text,
)
from wset_desk.storage.schema import Candidate, ExamRegistration, ExamSession, ExamTemplate
from wset_desk.storage.unit_of_work import UnitOfWork

_REMINDER_HOURS = 24


@dataclass(frozen=True)
class Booking:
    """A registration with what its messages speak of."""

    registration: ExamRegistration
    exam: ExamSession
    candidate: Candidate
    name: str

    @property
    def start(self) -> datetime:
        """The candidate's own beginning."""
        return self.registration.starts_at or self.exam.exam_date

    @property
    def end(self) -> datetime:
        """The candidate's own end, with extra time."""
        return self.registration.ends_at or end_of(self.exam)


def booking_of(uow: UnitOfWork, registration: ExamRegistration) -> Booking:
    """The registration as it stands now."""
    exam = uow.get(ExamSession, registration.exam_session_id)
    name = exam.name or uow.get(ExamTemplate, exam.exam_template_id).name
    return Booking(registration, exam, uow.get(Candidate, registration.candidate_id), name)


def values_of(
    uow: UnitOfWork, booking: Booking, kind: NoticeKind, was: datetime | None
) -> dict[str, str]:
    """The placeholders' values; empty ones have nothing to say."""
    start, end = booking.start, booking.end
    return {
        "exam": booking.name,
        "when": time_text(start, end, uow.zone),
        "own_zone": own_zone_text(start, end, booking.candidate.time_zone, uow.zone),
        "place": place_of(uow, booking.exam),
        "was": _was(uow, was),
        "bring": _("Please bring an identity document with your photograph."),
        "deadline": _deadline(uow, booking.exam),
        "fee": "" if kind is NoticeKind.CANCELLATION else _fee(uow, booking.registration),
    }


def calendar_entry(
    uow: UnitOfWork,
    booking: Booking,
    uid: str,
    sequence: int,
    was: datetime | None,
    *,
    is_cancelled: bool,
) -> CalendarEntry:
    """The exam as the candidate's calendar has it; its alarm rings a day before."""
    return CalendarEntry(
        uid=uid,
        summary=booking.name,
        start=booking.start,
        end=booking.end,
        stamp=uow.now,
        sequence=sequence,
        location=place_of(uow, booking.exam),
        description=uow.centre.name,
        is_cancelled=is_cancelled,
        moved_from=was,
        reminder_hours=_REMINDER_HOURS,
    )


def _was(uow: UnitOfWork, was: datetime | None) -> str:
    if was is None:
        return ""
    return _("It was to begin on {day} at {time}.").format(
        day=day_text(was, uow.zone), time=clock_text(was, uow.zone)
    )


def _deadline(uow: UnitOfWork, exam: ExamSession) -> str:
    deadline = exam.registration_deadline
    if deadline is None or deadline <= uow.now:
        return ""
    return _("If you need another date, tell us by {moment}.").format(
        moment=moment_text(deadline, uow.zone)
    )


def _fee(uow: UnitOfWork, registration: ExamRegistration) -> str:
    owed = account_of(uow, registration).owed
    if owed <= 0:
        return ""
    return _("The fee of {amount} is still to be paid.").format(amount=amount_text(uow, owed))

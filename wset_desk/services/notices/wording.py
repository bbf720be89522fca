"""What a message says about a booking: its placeholders' values, and its calendar entry."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from babel.numbers import format_currency

from wset_desk.domain.calendar_text import CalendarEntry
from wset_desk.domain.candidates import full_name
from wset_desk.domain.catalogue import DeliveryMethod
from wset_desk.domain.notices import NoticeKind
from wset_desk.i18n import _, formatting_locale
from wset_desk.services.exam_session_details import end_of
from wset_desk.services.ledger import account_of
from wset_desk.storage.schema import Candidate, ExamRegistration, ExamSession, ExamTemplate, Room
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
    candidate = booking.candidate
    return {
        "name": full_name(candidate.first_name, candidate.last_name),
        "exam": booking.name,
        "when": time_text(booking.start, booking.end, uow.zone),
        "own_zone": _own_zone(uow, booking),
        "place": place_of(uow, booking.exam),
        "was": _was(uow, was),
        "bring": _("Please bring an identity document with your photograph."),
        "deadline": _deadline(uow, booking.exam),
        "fee": "" if kind is NoticeKind.CANCELLATION else _fee(uow, booking.registration),
        "centre": uow.centre.name,
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


def place_of(uow: UnitOfWork, exam: ExamSession) -> str:
    """ "Main Hall, 12 Vine Street"; an exam that is sat at home has none but that."""
    if exam.delivery_method == DeliveryMethod.REMOTE_INVIGILATION:
        return _("Online, watched remotely")
    room = uow.get(Room, exam.room_id).name if exam.room_id else ""
    return ", ".join(dict.fromkeys(part for part in (room, exam.location or "") if part))


def time_text(start: datetime, end: datetime, zone: ZoneInfo) -> str:
    """ "Sunday 4 October 2026, 15:30 – 16:30"."""
    times = [format_time(each, "HH:mm", zone, formatting_locale()) for each in (start, end)]
    return _("{day}, {start} – {end}").format(
        day=day_text(start, zone), start=times[0], end=times[1]
    )


def day_text(when: datetime, zone: ZoneInfo) -> str:
    """ "Sunday 4 October 2026"."""
    return date_text(when.astimezone(zone).date())


def date_text(day: date) -> str:
    """ "Sunday 4 October 2026"."""
    return format_date(day, "EEEE d MMMM y", formatting_locale())


def _own_zone(uow: UnitOfWork, booking: Booking) -> str:
    name = booking.candidate.time_zone
    if not name or name == uow.zone.key:
        return ""
    return _("That is {when} in your time zone ({zone}).").format(
        when=time_text(booking.start, booking.end, ZoneInfo(name)), zone=name
    )


def _was(uow: UnitOfWork, was: datetime | None) -> str:
    if was is None:
        return ""
    return _("It was to begin on {day} at {time}.").format(
        day=day_text(was, uow.zone), time=format_time(was, "HH:mm", uow.zone, formatting_locale())
    )


def _deadline(uow: UnitOfWork, exam: ExamSession) -> str:
    deadline = exam.registration_deadline
    if deadline is None or deadline <= uow.now:
        return ""
    return _("If you need another date, tell us by {day}, {time}.").format(
        day=day_text(deadline, uow.zone),
        time=format_time(deadline, "HH:mm", uow.zone, formatting_locale()),
    )


def _fee(uow: UnitOfWork, registration: ExamRegistration) -> str:
    owed = account_of(uow, registration).owed
    if owed <= 0:
        return ""
    amount = format_currency(owed, uow.centre.currency, locale=formatting_locale())
    return _("The fee of {amount} is still to be paid.").format(amount=amount)

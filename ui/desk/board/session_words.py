"""What the board says of a session: when, where, how many seats."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from ui.common import dates, labels
from ui.common.seats import seats_text
from ui.desk import exam_words
from ui.desk.board import paper_words
from wset_desk.domain.availability import SessionFacts
from wset_desk.i18n import _, ngettext
from wset_desk.services.board.rows import BoardSession


def session_heading(session: BoardSession, zone: ZoneInfo) -> str:
    """ "Thu 12 Mar"."""
    return dates.day_and_month(dates.local_day(session.facts.start, zone))


def session_times(session: BoardSession, zone: ZoneInfo) -> str:
    """ "10:30 – 11:30 · Cellar Room"."""
    span = dates.time_span(session.facts.start, session.facts.end, zone)
    return f"{span} · {session.place or exam_words.place(_Placeless(session.facts))}"


class _Placeless:
    """A session without a place, as :mod:`ui.desk.exam_words` reads it."""

    room_name = location = None

    def __init__(self, facts: SessionFacts) -> None:
        self.level = facts.level
        self.exam_type = facts.exam_type.value
        self.subject = facts.subject
        self.delivery_method = facts.delivery_method.value


def session_moment(session: BoardSession, zone: ZoneInfo) -> str:
    """ "Thu 12 Mar, 10:30"."""
    time = dates.local_time(session.facts.start, zone)
    return _("{day}, {time}").format(day=session_heading(session, zone), time=time)


def moment_text(instant: datetime, zone: ZoneInfo) -> str:
    """ "Thu 8 Oct, 17:00"."""
    day = dates.day_and_month(dates.local_day(instant, zone))
    return _("{day}, {time}").format(day=day, time=dates.local_time(instant, zone))


def taken_text(session: BoardSession) -> str:
    """ "9 of 12 seats", with those that are held for somebody, or provisional."""
    text = _("{taken} of {capacity} seats").format(
        taken=session.taken, capacity=session.max_capacity
    )
    parts = [text]
    if session.offered:
        offered = ngettext("{n} on offer", "{n} on offer", session.offered)
        parts.append(offered.format(n=session.offered))
    if session.provisional:
        parts.append(_provisional_text(session))
    return " · ".join(parts)


def _provisional_text(session: BoardSession) -> str:
    count = session.provisional
    return ngettext("{n} provisional", "{n} provisional", count).format(n=count)


def left_text(session: BoardSession) -> str:
    """ "3 left", "Full"."""
    left = session.facts.seats_left
    return _("Full") if left <= 0 else _("{n} left").format(n=left)


def coming_text(coming: int, left: int) -> str:
    """ "+2 → 1 left": what dropping would make of the seats."""
    return _("+{n} → {left} left").format(n=coming, left=max(0, left - coming))


def deadline_text(session: BoardSession, zone: ZoneInfo, now: datetime) -> str:
    """ "Booking closes Thu 8 Oct, 17:00"."""
    deadline = session.facts.deadline
    if not session.facts.booking_enabled:
        return _("Booking is switched off")
    if deadline is None:
        return _("Booking is open")
    text = _("Booking closed {moment}") if deadline < now else _("Booking closes {moment}")
    return text.format(moment=moment_text(deadline, zone))


def line_text(people: int) -> str:
    """ "3 on the waiting list"."""
    return ngettext("{n} on the waiting list", "{n} on the waiting list", people).format(n=people)


def session_lines(session: BoardSession, zone: ZoneInfo) -> list[str]:
    """A session's card in words, for tool tips and screen readers."""
    facts = session.facts
    day = dates.day_heading(dates.local_day(facts.start, zone))
    kind = labels.session_type(facts.session_type.value)
    parts = [
        f"{day}, {session_times(session, zone)}",
        f"{paper_words.paper_text(facts)}, {facts.subject}, {kind}",
        seats_text(session.max_capacity - facts.seats_left, session.max_capacity),
    ]
    if session.provisional:
        parts.append(_provisional_text(session))
    if session.line:
        parts.append(line_text(session.line))
    return parts

"""What the board says of people who wait: since when and why, with what they owe."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from ui.common import dates
from ui.common.typed import decimal_text
from ui.desk.board import paper_words
from wset_desk.domain.seating import WaitReason
from wset_desk.i18n import _, ngettext
from wset_desk.services.board.rows import WaitingPerson

_SOON = 14


def reason_line(person: WaitingPerson, zone: ZoneInfo, today: date) -> tuple[str, str]:
    """Why somebody waits, and the colour token: amber where it gets too late soon.

    A seat that is held for them comes before everything, for it is held for a while only.
    """
    if person.offers:
        return _("A seat is held"), "info"
    if person.last_day is not None and (person.last_day - today).days <= _SOON:
        closes = _("Window closes {day}").format(day=_short_day(person.last_day, today))
        return closes, "warning"
    why = why_waiting(person, zone, today)
    return (_("{why} · in line").format(why=why) if person.line_of else why), "text2"


def why_waiting(person: WaitingPerson, zone: ZoneInfo, today: date) -> str:
    """ "Missed 7 Mar", "Failed · 52 %"."""
    day = "" if person.since is None else _short_day(dates.local_day(person.since, zone), today)
    if person.reason is WaitReason.FAILED and person.last_mark is not None:
        return _("Failed · {mark} %").format(mark=decimal_text(person.last_mark))
    texts = {
        WaitReason.MISSED: _("Missed {day}"),
        WaitReason.FAILED: _("Failed {day}"),
        WaitReason.ONLINE: _("Enrolled online {day}"),
        WaitReason.EXAM_CANCELLED: _("Exam of {day} was cancelled"),
        WaitReason.WITHDRAWN_SEAT: _("Gave up the seat of {day}"),
        WaitReason.TRANSFER: _("Enrolled, never booked"),
    }
    return texts[person.reason].format(day=day).strip()


def _short_day(day: date, today: date) -> str:
    """ "7 Mar", and the year where it isn't this one."""
    return f"{day.day} {dates.month_name(day)}" if day.year == today.year else dates.day_short(day)


def person_lines(person: WaitingPerson, zone: ZoneInfo, today: date, owed: str) -> list[str]:
    """Somebody's card in words, for tool tips and screen readers."""
    reason = reason_line(person, zone, today)[0]
    parts = [person.name, person.number or "", paper_words.wait_text(person), reason, owed]
    return [part for part in parts if part]


def waiting_text(people: int) -> str:
    """ "14 waiting"."""
    return ngettext("{n} waiting", "{n} waiting", people).format(n=people)


def names_text(people: Sequence[WaitingPerson]) -> str:
    """ "Amelia Hart", or "2 candidates"."""
    if len(people) == 1:
        return people[0].name
    n = len(people)
    return ngettext("{n} candidate", "{n} candidates", n).format(n=n)

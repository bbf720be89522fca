"""How candidates, their needs and their marks are put into words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Protocol
from zoneinfo import ZoneInfo

from ui.common import dates, labels
from ui.common.labels import Look
from ui.common.typed import decimal_text
from wset_desk.domain.catalogue import Award
from wset_desk.domain.registrations import RegistrationStatus
from wset_desk.domain.results import ResultState
from wset_desk.i18n import _, ngettext
from wset_desk.services.candidate_history import PaperMark, QualificationRow, Sitting
from wset_desk.services.candidates import CandidateRow
from wset_desk.services.last_exams import LastExam

_LONGEST_WORD, _SYLLABLE = 24, 8


class _HasNeeds(Protocol):
    @property
    def extra_time_percent(self) -> int: ...
    @property
    def rest_breaks(self) -> bool: ...
    @property
    def large_text(self) -> bool: ...


def needs(person: _HasNeeds) -> Iterator[Look]:
    """A look for each adjustment that a candidate has."""
    if person.extra_time_percent:
        text = _("{percent} % extra time").format(percent=person.extra_time_percent)
        yield Look(text, "clock", "info", "infoSoft")
    if person.rest_breaks:
        yield Look(_("Rest breaks"), "history", "info", "infoSoft")
    if person.large_text:
        yield Look(_("Large text"), "text_size", "info", "infoSoft")


def needs_text(row: CandidateRow) -> str:
    """The needs in a line, for tool tips and screen readers."""
    return " · ".join(look.text for look in needs(row))


def needs_short(row: CandidateRow) -> str:
    """What fits a narrow column: the extra time, beside an icon."""
    if row.extra_time_percent:
        return _("{percent} %").format(percent=row.extra_time_percent)
    return _("Yes") if row.has_adjustments else ""


def last_exam(exam: LastExam | None, zone: ZoneInfo) -> str:
    """ "L2 · 12 Mar 2026"."""
    if exam is None:
        return ""
    day = dates.day_short(dates.local_day(exam.starts_at, zone))
    return _("{level} · {day}").format(level=labels.level_short(exam.level), day=day)


def paper(sitting: Sitting) -> str:
    return labels.exam_type(sitting.exam_type)


def mark(paper_mark: PaperMark) -> str:
    """ "51 of 100", with the percentage where the scale is another."""
    text = _("{score} of {maximum}").format(
        score=decimal_text(paper_mark.score), maximum=paper_mark.max_score
    )
    if paper_mark.percentage == paper_mark.score:
        return text
    share = decimal_text(paper_mark.percentage)
    return _("{mark} · {percent} %").format(mark=text, percent=share)


def mark_look(paper_mark: PaperMark) -> Look:
    """Pass or fail; a mark that isn't released yet looks provisional."""
    if paper_mark.passed is None:
        return Look(_("Marked"), "edit", "text2", "sunken")
    plain = Award.PASS if paper_mark.passed else Award.FAIL
    look = labels.outcome_look(paper_mark.award or plain)
    if paper_mark.state == ResultState.RELEASED or paper_mark.state is None:
        return look
    state = labels.result_state(paper_mark.state)
    text = _("{outcome} · {state}").format(outcome=look.text, state=state.lower())
    return Look(text, look.icon, look.fg, look.bg)


def overall_look(row: QualificationRow) -> Look:
    """The word for a qualification; it is open until every paper has a released result."""
    if row.enrolment.status == "cancelled":
        return Look(_("Withdrawn"), "x_circle", "text3", "sunken")
    if row.passed is None:
        return Look(_("Open"), "circle_dashed", "text2", "sunken")
    return labels.outcome_look(row.award or (Award.PASS if row.passed else Award.FAIL))


def days_to_go(day: date, today: date) -> str:
    """ "today", "in 8 days"."""
    days = (day - today).days
    if days <= 0:
        return _("today")
    if days == 1:
        return _("tomorrow")
    return ngettext("in {n} day", "in {n} days", days).format(n=days)


def when(sitting: Sitting, zone: ZoneInfo) -> str:
    """ "10:00 – 11:00", or the start alone."""
    if sitting.ends_at is None:
        return dates.local_time(sitting.starts_at, zone)
    return dates.time_span(sitting.starts_at, sitting.ends_at, zone)


def where(sitting: Sitting) -> str:
    place = sitting.place or labels.delivery_method(sitting.delivery_method)
    if sitting.seat is None:
        return place
    return _("{place}, seat {seat}").format(place=place, seat=sitting.seat)


def status_look(sitting: Sitting) -> Look | None:
    """What became of a place; nothing has to be said of one that is taken, or of an exam sat."""
    if sitting.status == RegistrationStatus.REGISTERED:
        return None
    if sitting.status == RegistrationStatus.COMPLETED and sitting.marks:
        return None
    look = labels.status_look(sitting.status)
    if sitting.status == RegistrationStatus.CANCELLED and sitting.is_cancelled_by_centre:
        return Look(_("Cancelled by the centre"), look.icon, look.fg, look.bg)
    return look


def identity(number: str | None, birth_date: date | None, email: str | None) -> str:
    """What tells somebody from others of their name: "W104 218 · born 5 Sep 1990"."""
    born = _("born {day}").format(day=dates.day_short(birth_date)) if birth_date else ""
    facts = (number, born, email)
    return " · ".join(fact for fact in facts if fact) or _("Nothing else is known")


def breakable(text: str) -> str:
    """The text with places to break it in words that are longer than a narrow panel."""
    parts = (_broken(word) if len(word) > _LONGEST_WORD else word for word in text.split(" "))
    return " ".join(parts)


def _broken(word: str) -> str:
    return "\u200b".join(word[n : n + _SYLLABLE] for n in range(0, len(word), _SYLLABLE))

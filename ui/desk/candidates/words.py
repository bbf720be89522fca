"""How candidates, their needs and their marks are put into words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol
from zoneinfo import ZoneInfo

from ui.common import dates, labels
from ui.common.labels import Look
from ui.common.typed import decimal_text
from wset_desk.domain.results import ResultState
from wset_desk.i18n import _
from wset_desk.services.candidate_history import PaperMark, Sitting
from wset_desk.services.candidates import CandidateRow
from wset_desk.services.last_exams import LastExam


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
    look = labels.outcome_look("pass" if paper_mark.passed else "fail")
    if paper_mark.state == ResultState.RELEASED or paper_mark.state is None:
        return look
    state = labels.result_state(paper_mark.state)
    text = _("{outcome} · {state}").format(outcome=look.text, state=state.lower())
    return Look(text, look.icon, look.fg, look.bg)


def when(sitting: Sitting, zone: ZoneInfo) -> str:
    """ "10:00 – 11:00", or the start alone."""
    if sitting.ends_at is None:
        return dates.local_time(sitting.starts_at, zone)
    return dates.time_span(sitting.starts_at, sitting.ends_at, zone)


def where(sitting: Sitting) -> str:
    return sitting.place or labels.delivery_method(sitting.delivery_method)

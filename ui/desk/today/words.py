"""What the Today page says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from ui.common import dates
from ui.common.labels import Look
from wset_desk.i18n import _, ngettext
from wset_desk.services.attention import Attention, Case, Concern
from wset_desk.services.today import Phase, TodayView

_NOON = 12
_EVENING = 18
_CASES_NAMED = 2


@dataclass(frozen=True)
class Sign:
    """A concern's icon, its colours and what its link says."""

    icon: str
    ink: str
    ground: str
    link: str


def greeting(name: str, hour: int) -> str:
    """ "Good morning, Alex": by the centre's hour, with the first of the person's names."""
    first = name.split(maxsplit=1)[0] if name.split() else name
    if hour < _NOON:
        return _("Good morning, {name}").format(name=first)
    if hour < _EVENING:
        return _("Good afternoon, {name}").format(name=first)
    return _("Good evening, {name}").format(name=first)


def summary(view: TodayView) -> str:
    """ "Thursday 12 March 2026 · 6 exams, 29 candidates · 1 course"."""
    parts = [dates.day_long(view.day)]
    if view.exams:
        exams = ngettext("{n} exam", "{n} exams", len(view.exams)).format(n=len(view.exams))
        parts.append(f"{exams}, {candidates(view.candidates)}")
    if view.courses:
        parts.append(courses(len(view.courses)))
    return " · ".join(parts)


def candidates(count: int) -> str:
    """ "12 candidates"."""
    return ngettext("{n} candidate", "{n} candidates", count).format(n=count)


def courses(count: int) -> str:
    """ "2 courses"."""
    return ngettext("{n} course", "{n} courses", count).format(n=count)


def phase_look(phase: Phase) -> Look | None:
    """How a phase is shown; what comes later needs no word."""
    looks = {
        Phase.DONE: Look(_("Done"), "check", "text2", "sunken"),
        Phase.NOW: Look(_("Now"), "clock", "textOnAccent", "accent"),
        Phase.NEXT: Look(_("Next"), "arrow_right", "accentText", "accentSoft"),
    }
    return looks.get(phase)


def headline(attention: Attention) -> str:
    """ "34 marks are missing"."""
    n = attention.count
    texts = {
        Concern.RESULTS_MISSING: ngettext("{n} mark is missing", "{n} marks are missing", n),
        Concern.MARKS_DIFFER: ngettext(
            "{n} mark was typed in two ways", "{n} marks were typed in two ways", n
        ),
        Concern.SEAT_MISSING: ngettext("{n} waits for a seat", "{n} wait for a seat", n),
        Concern.CHECKS_OVERDUE: ngettext(
            "{n} remote exam isn't prepared", "{n} remote exams aren't prepared", n
        ),
        Concern.FEE_OWED: ngettext(
            "{n} owes the fee of an exam soon", "{n} owe the fee of an exam soon", n
        ),
        Concern.ENQUIRY_DUE: ngettext(
            "{n} enquiry is due for an answer", "{n} enquiries are due for an answer", n
        ),
        Concern.ENQUIRY_TO_REVIEW: ngettext(
            "{n} enquiry waits for its review", "{n} enquiries wait for their review", n
        ),
        Concern.BOOKING_NEEDLESS: ngettext(
            "{n} booking isn't needed any more", "{n} bookings aren't needed any more", n
        ),
        Concern.CONSIDERATION_OPEN: ngettext(
            "{n} special consideration to decide", "{n} special considerations to decide", n
        ),
        Concern.RESULT_HELD: ngettext("{n} result is on hold", "{n} results are on hold", n),
        Concern.INVIGILATOR_MISSING: ngettext(
            "{n} exam without an invigilator", "{n} exams without an invigilator", n
        ),
        Concern.PLACE_MISSING: ngettext(
            "{n} course without a place", "{n} courses without a place", n
        ),
        Concern.BIRTH_DATE_MISSING: ngettext(
            "{n} candidate without a date of birth", "{n} candidates without a date of birth", n
        ),
        Concern.WINDOW_ENDING: ngettext(
            "{n} online window ends soon", "{n} online windows end soon", n
        ),
        Concern.DEADLINE_NEAR: ngettext(
            "{n} registration closes this week", "{n} registrations close this week", n
        ),
    }
    return texts[attention.concern].format(n=n)


def detail(cases: Sequence[Case], zone: ZoneInfo) -> str:
    """The first cases with their days."""
    return " · ".join(
        _("{name}, {day}").format(name=case.name, day=_day(case, zone))
        for case in cases[:_CASES_NAMED]
    )


def sign(concern: Concern) -> Sign:
    """How a concern looks."""
    signs = {
        Concern.RESULTS_MISSING: Sign("clock", "danger", "dangerSoft", _("Enter")),
        Concern.MARKS_DIFFER: Sign("warning", "danger", "dangerSoft", _("Decide")),
        Concern.SEAT_MISSING: Sign("seat", "warning", "warningSoft", _("Assign")),
        Concern.CHECKS_OVERDUE: Sign("video", "danger", "dangerSoft", _("Check")),
        Concern.FEE_OWED: Sign("money", "warning", "warningSoft", _("Show")),
        Concern.ENQUIRY_DUE: Sign("flag", "danger", "dangerSoft", _("Show")),
        Concern.ENQUIRY_TO_REVIEW: Sign("flag", "warning", "warningSoft", _("Review")),
        Concern.BOOKING_NEEDLESS: Sign("seat", "warning", "warningSoft", _("Show")),
        Concern.CONSIDERATION_OPEN: Sign("file", "warning", "warningSoft", _("Decide")),
        Concern.RESULT_HELD: Sign("pause", "warning", "warningSoft", _("Show")),
        Concern.INVIGILATOR_MISSING: Sign("user", "warning", "warningSoft", _("Choose")),
        Concern.PLACE_MISSING: Sign("pin", "warning", "warningSoft", _("Choose")),
        Concern.BIRTH_DATE_MISSING: Sign("id_card", "info", "infoSoft", _("Complete")),
        Concern.WINDOW_ENDING: Sign("video", "info", "infoSoft", _("Show")),
        Concern.DEADLINE_NEAR: Sign("flag", "info", "infoSoft", _("Show")),
    }
    return signs[concern]


def _day(case: Case, zone: ZoneInfo) -> str:
    day = dates.local_day(case.when, zone) if isinstance(case.when, datetime) else case.when
    return dates.day_and_month(day)

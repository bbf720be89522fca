"""What the Courses screen says about dates, seats, statuses, money and rules."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel.numbers import format_decimal

from ui.common import dates, labels
from ui.common.labels import Look
from wset_desk.domain.catalogue import ExamType
from wset_desk.i18n import _, formatting_locale
from wset_desk.services.conflicts import Conflict
from wset_desk.services.course_rows import CourseSessionRow, RegistrationRow


def days_span(first: date, last: date) -> str:
    """ "Sat 5 – Sun 6 Sept 2026", as short as the two days allow."""
    if first == last:
        return _with_year(last)
    shown = dates.day_and_month(first)
    if (first.year, first.month) == (last.year, last.month):
        shown = f"{dates.weekday_short(first)} {first.day}"
    elif first.year != last.year:
        shown = _with_year(first)
    return f"{shown} – {_with_year(last)}"


def _with_year(day: date) -> str:
    return f"{dates.weekday_short(day)} {dates.day_short(day)}"


def exam_dates(row: CourseSessionRow, zone: ZoneInfo) -> str:
    """The days on which a course session's exams are, each once."""
    days = dict.fromkeys(dates.local_day(each, zone) for each in row.exam_dates)
    return ", ".join(dates.day_and_month(day) for day in days)


def day_and_times(start: datetime, end: datetime, zone: ZoneInfo) -> str:
    """ "Sun 6 Sept, 15:30 – 16:30"."""
    day = dates.day_and_month(dates.local_day(start, zone))
    return f"{day}, {dates.time_span(start, end, zone)}"


def day_and_time(moment: datetime, zone: ZoneInfo) -> str:
    """ "Sun 6 Sept, 15:30"."""
    day = dates.day_and_month(dates.local_day(moment, zone))
    return _("{day}, {time}").format(day=day, time=dates.local_time(moment, zone))


def deadline_text(deadline: datetime | None, zone: ZoneInfo, now: datetime) -> str:
    """ "Booking closes Wed 19 Aug, 17:00", or closed."""
    if deadline is None:
        return _("Booking doesn't close")
    text = _("Booking closed {moment}") if deadline < now else _("Booking closes {moment}")
    return text.format(moment=day_and_time(deadline, zone))


def level_look(level: int) -> Look:
    return Look(labels.level(level), "", "text2", "sunken")


def session_look(row: CourseSessionRow, today: date) -> Look:
    """Whether a course session is ahead, running, over or cancelled."""
    if row.status == "cancelled":
        return Look(_("Cancelled"), "x_circle", "text3", "sunken")
    if row.ends_on < today:
        return Look(_("Finished"), "check", "text2", "sunken")
    if row.starts_on <= today:
        return Look(_("Running"), "clock", "info", "infoSoft")
    if row.enrolled >= row.max_capacity:
        return Look(_("Full"), "users", "danger", "dangerSoft")
    return Look(_("Open"), "circle", "success", "successSoft")


def conflict_text(conflict: Conflict, zone: ZoneInfo) -> str:
    """ "Main Hall: Level 3 Wines, Sat 5 Sept, 09:30 – 16:30"."""
    when = day_and_times(conflict.start, conflict.end, zone)
    return _("{who}: {session}, {when}").format(
        who=conflict.who, session=conflict.session, when=when
    )


def conflict_lines(conflicts: Sequence[Conflict], zone: ZoneInfo) -> list[str]:
    """A line that says what this is, then a line a conflict; nothing where there are none."""
    lines = [conflict_text(each, zone) for each in conflicts]
    return [_("Taken at that time:"), *lines] if lines else []


def mark_text(row: RegistrationRow, exam_type: ExamType) -> str:
    """The paper's mark as it was entered; both where a paper has two."""
    theory, tasting = row.theory_score, row.tasting_score
    wanted = [tasting] if exam_type is ExamType.TASTING else [theory]
    if exam_type is ExamType.COMBINED and tasting is not None:
        wanted = [theory, tasting]
    return " / ".join(number_text(mark) for mark in wanted if mark is not None)


def number_text(number: Decimal) -> str:
    """ "54.99", "55": as many decimals as there are."""
    return format_decimal(number.normalize(), "#,##0.##", locale=formatting_locale())


def percent_text(number: Decimal) -> str:
    """ "55 %"."""
    return _("{number} %").format(number=number_text(number))


def extra_time_text(percent: int) -> str:
    return _("{number} %").format(number=percent) if percent else ""


def course_title(name: str, offering_name: str) -> str:
    """A course session's name, with the offering's where that says more."""
    return name if name == offering_name else f"{name} · {offering_name}"

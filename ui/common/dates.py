"""Dates and times as the windows write them, in the current language."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from ui.common.typed import locale, to_qdate

_ISOLATE = "\u2066"
_POP = "\u2069"


def day_text(day: date) -> str:
    """ "Thu 5 March 2026"."""
    return locale().toString(to_qdate(day), "ddd d MMMM yyyy")


def day_long(day: date) -> str:
    """ "Thursday 5 March 2026"."""
    return locale().toString(to_qdate(day), "dddd d MMMM yyyy")


def day_heading(day: date) -> str:
    """ "Thursday 5 March"."""
    return locale().toString(to_qdate(day), "dddd d MMMM")


def day_short(day: date) -> str:
    """ "5 Mar 2026"."""
    return locale().toString(to_qdate(day), "d MMM yyyy")


def day_and_month(day: date) -> str:
    """ "Thu 5 Mar"."""
    return locale().toString(to_qdate(day), "ddd d MMM")


def month_text(day: date) -> str:
    """ "March 2026"."""
    return locale().toString(to_qdate(day), "MMMM yyyy")


def month_name(day: date) -> str:
    """ "Mar"."""
    return locale().toString(to_qdate(day), "MMM")


def weekday_short(day: date) -> str:
    """ "Thu"."""
    return locale().toString(to_qdate(day), "ddd")


def time_text(moment: time | datetime) -> str:
    """ "09:30"; a datetime is shown as it is, so convert it to the centre's zone first."""
    return f"{moment:%H:%M}"


def local_time(instant: datetime, zone: ZoneInfo) -> str:
    """ "09:30" in the centre's zone, of an aware instant."""
    return time_text(instant.astimezone(zone))


def local_day(instant: datetime, zone: ZoneInfo) -> date:
    """The centre's calendar day of an aware instant."""
    return instant.astimezone(zone).date()


def time_span(start: datetime, end: datetime, zone: ZoneInfo) -> str:
    """ "18:00 – 19:00" in the centre's zone, kept in order in right-to-left text too."""
    return f"{_ISOLATE}{local_time(start, zone)} – {local_time(end, zone)}{_POP}"


def moment_text(instant: datetime, zone: ZoneInfo) -> str:
    """ "Thu 5 March 2026, 09:30" in the centre's zone."""
    local = instant.astimezone(zone)
    return f"{day_text(local.date())}, {time_text(local)}"

"""Periods that a page can be about, and which days they have."""

from __future__ import annotations

from datetime import date, timedelta

from ui.common import dates
from wset_desk.i18n import N_, _

THIS_MONTH, LAST_MONTH, THIS_YEAR, LAST_YEAR = "month", "last_month", "year", "last_year"
TWELVE_MONTHS, ANY_TIME, BETWEEN = "twelve_months", "any", "between"
PERIODS = {
    THIS_MONTH: N_("This month"),
    LAST_MONTH: N_("Last month"),
    TWELVE_MONTHS: N_("Last 12 months"),
    THIS_YEAR: N_("This year"),
    LAST_YEAR: N_("Last year"),
    ANY_TIME: N_("Any time"),
    BETWEEN: N_("Between two days"),
}
Days = tuple[date | None, date | None]


def days_of(period: str, today: date) -> Days:
    """The first and the last day of a period; None is open."""
    month = today.replace(day=1)
    year = today.replace(month=1, day=1)
    return {
        THIS_MONTH: (month, today),
        LAST_MONTH: (_month_before(month), month - timedelta(days=1)),
        TWELVE_MONTHS: (_months_before(month, 11), today),
        THIS_YEAR: (year, today),
        LAST_YEAR: (year.replace(year=year.year - 1), year - timedelta(days=1)),
    }.get(period, (None, None))


def period_text(days: Days) -> str:
    """ "1 Jan 2026 – 22 Mar 2026"."""
    first, last = (dates.day_short(day) if day else "" for day in days)
    if first and last:
        return _("{start} – {last}").format(start=first, last=last)
    if first:
        return _("From {day}").format(day=first)
    return _("Until {day}").format(day=last) if last else _("All that was ever entered")


def _month_before(month: date) -> date:
    return (month - timedelta(days=1)).replace(day=1)


def _months_before(month: date, count: int) -> date:
    for _step in range(count):
        month = _month_before(month)
    return month

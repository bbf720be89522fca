"""What the rows of a breakdown are called, and which days a period has."""

from __future__ import annotations

from datetime import date, timedelta

from ui.common import dates, labels
from wset_desk.i18n import N_, _
from wset_desk.services.money.revenue_rows import RevenueGroup, RevenueKey

PRODUCTS = {
    "bundled": N_("Course with exam"),
    "makeup": N_("Makeup"),
    "resit": N_("Resit"),
    "remote_invigilation": N_("Remote invigilation"),
    "enquiry": N_("Enquiry"),
    "standalone": N_("Standalone exam"),
}
GROUPS = {
    RevenueGroup.PRODUCT: N_("Product"),
    RevenueGroup.LEVEL: N_("Level"),
    RevenueGroup.MONTH: N_("Month"),
    RevenueGroup.SESSION: N_("Session"),
}
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


def key_name(key: RevenueKey, group: RevenueGroup) -> str:
    """ "Makeup", "Level 2", "October 2026", "25 Oct 2026 · Level 2 Theory Exam"."""
    match group:
        case RevenueGroup.PRODUCT:
            return _(PRODUCTS[key.product]) if key.product in PRODUCTS else _("Without a product")
        case RevenueGroup.LEVEL:
            return labels.level(key.level) if key.level else _("Without a level")
        case RevenueGroup.MONTH:
            return dates.month_text(key.month) if key.month else ""
        case RevenueGroup.SESSION:
            if key.session is None:
                return _("Without a session")
            return f"{dates.day_short(key.session.day)} · {key.session.name}"


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

"""What the rows of a breakdown are called."""

from __future__ import annotations

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

"""What the price table says."""

from __future__ import annotations

from collections.abc import Mapping

from ui.common import dates, labels
from wset_desk.domain.enquiries import EnquiryType
from wset_desk.domain.pricing import ProductKind
from wset_desk.i18n import N_, _
from wset_desk.services.price_list import ProductPrices

KINDS: Mapping[ProductKind, str] = {
    ProductKind.MAKEUP: N_("Makeup"),
    ProductKind.RESIT: N_("Resit"),
    ProductKind.REMOTE_INVIGILATION: N_("Remote invigilation"),
    ProductKind.ENQUIRY: N_("Enquiry"),
    ProductKind.BUNDLED: N_("Course with its exams"),
}
CHALLENGES: Mapping[EnquiryType, str] = {
    EnquiryType.THEORY: N_("Theory"),
    EnquiryType.TASTING: N_("Tasting"),
    EnquiryType.BOTH: N_("Theory and tasting"),
}


def kind_text(row: ProductPrices) -> str:
    return _(KINDS[row.kind])


def of_text(row: ProductPrices) -> str:
    """Of which level, of what, or which course."""
    if row.kind is ProductKind.BUNDLED:
        return row.name
    if row.enquiry_type is not None:
        return _(CHALLENGES[row.enquiry_type])
    return "" if row.level is None else labels.level(row.level)


def title_text(row: ProductPrices) -> str:
    """ "Resit, Level 2"."""
    return _("{kind}, {what}").format(kind=kind_text(row), what=of_text(row))


def since_text(row: ProductPrices) -> str:
    return _("From the start") if row.since is None else dates.day_short(row.since)

"""Four figures at the head of the page."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtWidgets import QWidget

from ui.common.figure import Figure
from ui.common.layouts import row
from ui.common.money import money_text
from wset_desk.i18n import _
from wset_desk.services.money.revenue_rows import Revenue


class Figures(QWidget):
    """Charged, received, let off, owed."""

    def __init__(self) -> None:
        super().__init__()
        self.charged = Figure(_("Charged"))
        self.received = Figure(_("Received"))
        self.let_off = Figure(_("Waived"))
        self.owed = Figure(_("Owed"))
        cards = (self.charged, self.received, self.let_off, self.owed)
        layout = row(*cards, gap=3)
        for number in range(len(cards)):
            layout.setStretch(number, 1)
        self.setLayout(layout)

    def show_revenue(self, found: Revenue) -> None:
        def text(amount: Decimal) -> str:
            return money_text(amount, found.currency)

        total = found.total
        withdrawn = _("{amount} withdrawn").format(amount=text(total.withdrawn))
        refunded = _("{amount} refunded").format(amount=text(total.refunded))
        self.charged.show_amount(text(total.charged), withdrawn)
        self.received.show_amount(text(total.received), refunded)
        self.let_off.show_amount(text(total.waived), _("with a reason"))
        open_now = total.owed > 0
        note = _("still to come in") if open_now else _("everything is settled")
        self.owed.show_amount(text(total.owed), note, "warning" if open_now else "success")

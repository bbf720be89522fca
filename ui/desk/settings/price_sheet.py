"""What something costs and from when on: its history, and a new or corrected price."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.common import dates
from ui.common.buttons import Button
from ui.common.forms import DateField, Form
from ui.common.layouts import column, row
from ui.common.money import money_text
from ui.common.sheet import Sheet
from ui.common.text import Label
from ui.common.typed_fields import AmountField
from ui.desk.settings.price_actions import PriceActions
from ui.desk.settings.price_words import title_text
from wset_desk.i18n import _
from wset_desk.services.price_list import DatedPrice, ProductPrices

_ONE_DAY = timedelta(days=1)


class PriceSheet(Sheet):
    """One line of the price table; without `manages` it is only shown."""

    def __init__(
        self,
        owner: QWidget,
        actions: PriceActions,
        prices: ProductPrices,
        currency: str,
        *,
        manages: bool,
    ) -> None:
        self._owner = owner
        self._actions = actions
        self._prices = prices
        self._currency = currency
        self._manages = manages
        self.correct_buttons: list[Button] = []
        form = Form()
        super().__init__(
            owner,
            title_text(prices),
            form,
            subtitle=_("Charged is the price of the day on which a booking is made."),
            save_text=_("Add the price"),
            on_save=self._add if manages else None,
        )
        form.add_widget(self._history())
        if manages:
            form.section(_("A new price"))
            form.add_row(DateField("valid_from", _("From"), required=True), price_field(currency))
            form.set_values({"valid_from": self._suggested_day()})

    def _history(self) -> QWidget:
        """The newest first; the price that holds today stands out."""
        shown = column(gap=2)
        for each in reversed(self._prices.dated):
            since = _("From {day}").format(day=dates.day_short(each.valid_from))
            held = each.valid_from == self._prices.since
            shown.addLayout(self._line(since, each.price, today=held, change=each))
        shown.addLayout(
            self._line(
                _("From the start"),
                self._prices.first_price,
                today=self._prices.since is None,
                change=None,
            )
        )
        if self._prices.charged_on is not None:
            day = dates.day_short(self._prices.charged_on)
            said = _("Last charged on {day}: prices until then stay as they are.")
            shown.addWidget(Label(said.format(day=day), "label", tone="text2", wrap=True))
        held_in = QWidget()
        held_in.setLayout(shown)
        return held_in

    def _line(
        self, since: str, price: Decimal, *, today: bool, change: DatedPrice | None
    ) -> QHBoxLayout:
        weight = 600 if today else None
        text = _("{since} · today").format(since=since) if today else since
        shown = row(Label(text, weight=weight), None, gap=2)
        fixed = self._prices.charged_on is not None if change is None else change.fixed
        if self._manages and not fixed:
            self._add_verbs(shown, since, change)
        shown.addWidget(Label(money_text(price, self._currency), weight=weight, tabular=True))
        return shown

    def _add_verbs(self, shown: QHBoxLayout, since: str, change: DatedPrice | None) -> None:
        correct = Button(_("Correct…"), kind="link", on_click=partial(self._correct, change))
        correct.setAccessibleName(_("Correct the price: {since}").format(since=since))
        self.correct_buttons.append(correct)
        shown.addWidget(correct)
        if change is not None:
            remove = Button(_("Take out"), kind="link", on_click=partial(self._remove, change))
            remove.setAccessibleName(_("Take out the price: {since}").format(since=since))
            shown.addWidget(remove)

    def _suggested_day(self) -> date:
        """The first of next month: prices mostly change with one."""
        later = self._prices.as_of.replace(day=28) + 4 * _ONE_DAY
        return later.replace(day=1)

    def _add(self) -> None:
        if self.form is not None:
            values = self.form.values()
            self._actions.add(self, self._prices, values["valid_from"], values["price"])

    def _correct(self, change: DatedPrice | None) -> None:
        self.close_now()
        PriceCorrection(self._owner, self._actions, self._prices, self._currency, change).open()

    def _remove(self, change: DatedPrice) -> None:
        self._actions.remove(self, self._prices, change)


class PriceCorrection(Sheet):
    """Corrects a price at which nothing was charged yet; without `change`, the first one."""

    def __init__(
        self,
        owner: QWidget,
        actions: PriceActions,
        prices: ProductPrices,
        currency: str,
        change: DatedPrice | None,
    ) -> None:
        self._actions, self._prices, self._change = actions, prices, change
        self.fields = form = Form()
        if change is not None:
            form.add(DateField("valid_from", _("From"), required=True))
        form.add(price_field(currency))
        price = prices.first_price if change is None else change.price
        day = {} if change is None else {"valid_from": change.valid_from}
        form.set_values({"price": price, **day})
        super().__init__(owner, title_text(prices), form, on_save=self._save)

    def _save(self) -> None:
        values = self.fields.values()
        if self._change is None:
            self._actions.set_first(self, self._prices, values["price"])
        else:
            self._actions.edit(self, self._prices, self._change, **values)


def price_field(currency: str) -> AmountField:
    return AmountField("price", _("Price in {currency}").format(currency=currency), required=True)

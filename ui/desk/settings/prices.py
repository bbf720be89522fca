"""The price table: what is charged today, and what is to come."""

from __future__ import annotations

from collections.abc import Sequence

from ui.common import dates
from ui.common.fitting_table import FittingTable
from ui.common.money import money_text
from ui.common.table_model import Column, RowsModel
from ui.desk.context import DeskContext
from ui.desk.settings import price_words as words
from ui.desk.settings.price_actions import PriceActions
from ui.desk.settings.price_sheet import PriceSheet
from ui.desk.settings.section import Entry, SettingsSection, opening_button, table_layout, table_top
from wset_desk.i18n import N_, _
from wset_desk.services.price_list import ProductPrices


def columns(currency: str) -> tuple[Column[ProductPrices], ...]:
    def coming(row: ProductPrices) -> str:
        if row.coming is None:
            return ""
        return _("{price} from {day}").format(
            price=money_text(row.coming.price, currency), day=dates.day_short(row.coming.valid_from)
        )

    return (
        Column[ProductPrices]("kind", N_("Product"), words.kind_text, strong=True, width=180),
        Column[ProductPrices]("what", N_("For"), words.of_text, stretch=True),
        Column[ProductPrices](
            "price",
            N_("Today"),
            lambda row: money_text(row.price, currency),
            align="right",
            tabular=True,
            sort_key=lambda row: row.price,
            width=110,
        ),
        Column[ProductPrices]("since", N_("Since"), words.since_text, width=120),
        Column[ProductPrices]("coming", N_("Next"), coming, tabular=True, width=210),
    )


class PricesSection(SettingsSection):
    """Enter or a double click opens a line; a course opens where it is sold."""

    def __init__(self, context: DeskContext) -> None:
        super().__init__(context)
        self._actions = PriceActions(context, self)
        self._currency = context.session.currency
        self.model = RowsModel(columns(self._currency))
        self.table = FittingTable(_("Prices"), self.model, ("since", "coming"))
        self.table.activated_row.connect(self.open_line)
        note = _("A price holds from its day on; what was charged before stays as it was.")
        words = _("Change the price…") if self.manages else _("Open")
        self.open_button = opening_button(words, self.table, self.open_line)
        top = table_top(note, self.open_button)
        self.setLayout(table_layout(self.table, top, locked=not self.manages))

    def refresh(self) -> None:
        self._actions.load(self._show)

    def entries(self) -> list[Entry]:
        return [
            Entry(words.title_text(r), money_text(r.price, self._currency), str(r.product_id))
            for r in self.model.rows
        ]

    def open_entry(self, key: str) -> None:
        row = next((r for r in self.model.rows if str(r.product_id) == key), None)
        if row is not None:
            self.open_line(row)

    def open_line(self, row: ProductPrices) -> None:
        """The sheet of one line."""
        if row.offering_id is not None:
            self._actions.open_offering(row.offering_id)
            return
        sheet = PriceSheet(self, self._actions, row, self._currency, manages=self.manages)
        sheet.open()

    def _show(self, rows: Sequence[ProductPrices]) -> None:
        self.model.set_rows(rows)
        self.loaded.emit()

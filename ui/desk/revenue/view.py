"""Revenue: what was charged, received, waived and refunded, as a picture and as a table."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.common.badges import Segmented
from ui.common.buttons import Button
from ui.common.cards import Card, EmptyState, PageHeader, SectionHeader
from ui.common.commands import Command
from ui.common.data_table import framed
from ui.common.fitting_table import FittingTable
from ui.common.folding import FoldingRow
from ui.common.layouts import column
from ui.common.scrolling import scrolling
from ui.common.table_model import RowsModel
from ui.common.text import Label
from ui.common.theme import theme
from ui.desk import period_days
from ui.desk.context import DeskContext
from ui.desk.period import PeriodChoice
from ui.desk.revenue import words
from ui.desk.revenue.actions import RevenueActions
from ui.desk.revenue.chart import MonthBars, RevenueChart
from ui.desk.revenue.figures import Figures
from ui.desk.revenue.model import revenue_columns
from ui.desk.screen import Screen
from wset_desk.i18n import _, ngettext
from wset_desk.services.money.revenue_rows import Revenue, RevenueGroup, RevenueRow

_MOST_MONTHS = 36
_LEAST_ROWS, _MOST_ROWS = 3, 14


class BreakdownTable(FittingTable):
    """As high as its rows: the page scrolls, not the table, until there are many."""

    def __init__(self, group: RevenueGroup, currency: str) -> None:
        self.breakdown: RowsModel[RevenueRow] = RowsModel(revenue_columns(group, currency))
        super().__init__(
            words.GROUPS[group], self.breakdown, ("withdrawn", "waived", "refunded", "received")
        )
        self.setAccessibleName(_(words.GROUPS[group]))
        self.set_empty(_("Nothing was entered in this period."), icon="chart")
        theme().changed.connect(self._fit_rows)

    def show_rows(self, rows: tuple[RevenueRow, ...]) -> None:
        self.breakdown.set_rows(rows)
        self._fit_rows()

    def _fit_rows(self) -> None:
        rows = min(max(self.breakdown.rowCount(), _LEAST_ROWS), _MOST_ROWS)
        height = self.verticalHeader().defaultSectionSize()
        head = self.horizontalHeader().height() + 2 * self.frameWidth()
        self.setFixedHeight(head + rows * height)


class RevenueView(Screen):
    """Four figures, bars by month, and a breakdown that can be exported."""

    tables: ClassVar[frozenset[str]] = frozenset(
        {"exam_registrations", "exam_sessions", "ledger_entries", "products"}
    )

    def __init__(self, context: DeskContext) -> None:
        super().__init__(context)
        self._asked = 0
        self._revenue: Revenue | None = None
        self._actions = RevenueActions(self, context)
        self.export_button = Button(_("Export…"), icon="download", on_click=self.export)
        self.header = PageHeader(_("Revenue"), actions=[self.export_button])
        self.period = PeriodChoice()
        self.period.changed.connect(self.refresh)
        self.figures = Figures()
        self.chart = RevenueChart(context.session.currency)
        names = {group.value: _(text) for group, text in words.GROUPS.items()}
        self.group = Segmented(_("Breakdown"), names, RevenueGroup.PRODUCT.value)
        self.group.chosen.connect(lambda _group: self._show_group())
        self._tables = QStackedWidget()
        self._arrange()

    @property
    def table(self) -> BreakdownTable:
        """The breakdown that is shown."""
        return self._all[RevenueGroup(self.group.current)]

    def refresh(self) -> None:
        self._asked += 1
        asked = self._asked
        days = self.period.days(self.context.session.today())
        self.header.set_title(_("Revenue"), period_days.period_text(days))
        self._actions.add_up(
            days, lambda found: self._show(found) if asked == self._asked else None
        )

    def commands(self) -> list[Command]:
        return [Command(_("Export revenue"), self.export, "download")]

    def focus_filter(self) -> None:
        self.period.period.setFocus()

    def export(self) -> None:
        """Write the breakdown that is shown to a file."""
        if self._revenue is not None:
            self._actions.export(self._revenue, RevenueGroup(self.group.current))

    def _arrange(self) -> None:
        currency = self.context.session.currency
        self._all = {group: BreakdownTable(group, currency) for group in RevenueGroup}
        self._frames = {group: framed(table) for group, table in self._all.items()}
        for group, frame in self._frames.items():
            self._tables.addWidget(frame)
            self._all[group].activated_row.connect(self._actions.open_session)
        inner = QWidget()
        inner.setLayout(
            column(self.figures, self._picture(), self._heading(), self._tables, None, gap=4)
        )
        body = scrolling(inner)
        layout = column(self.header, self.period, gap=3, margins=(5, 4, 5, 5))
        layout.addWidget(body, 1)
        self.setLayout(layout)

    def _picture(self) -> QWidget:
        card = Card(gap=2)
        self._about_picture = Label("", "label", tone="text2", wrap=True)
        self._nothing = EmptyState(_("Nothing was entered in this period."), icon="chart")
        card.body.addWidget(SectionHeader(_("By month")))
        card.body.addWidget(self._about_picture)
        card.body.addWidget(self.chart)
        card.body.addWidget(self._nothing)
        return card

    def _heading(self) -> QWidget:
        heading = FoldingRow()
        heading.set_parts(column(SectionHeader(_("Breakdown")), gap=0), column(self.group, gap=0))
        return heading

    def _show(self, found: Revenue) -> None:
        self._revenue = found
        self.figures.show_revenue(found)
        months = found.by_month[-_MOST_MONTHS:]
        self.chart.show_months(
            [
                MonthBars(row.key.month, row.sums.charged, row.sums.kept)
                for row in months
                if row.key.month is not None
            ]
        )
        self.chart.setVisible(bool(months))
        self._nothing.setVisible(not months)
        self._describe_picture(len(months), len(found.by_month))
        for group, table in self._all.items():
            table.show_rows(found.rows(group))
        self._show_group()

    def _describe_picture(self, shown: int, whole: int) -> None:
        note = _("In {currency}. Grey: charged. Colour: received, without what was refunded.")
        parts = [note.format(currency=self.context.session.currency)]
        if shown < whole:
            last = ngettext("The last {n} month.", "The last {n} months.", shown)
            parts.append(last.format(n=shown))
        self._about_picture.setText(" ".join(parts))

    def _show_group(self) -> None:
        group = RevenueGroup(self.group.current)
        self._tables.setCurrentWidget(self._frames[group])
        self._tables.setFixedHeight(self._frames[group].sizeHint().height())

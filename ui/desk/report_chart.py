"""A chart of a report on a card: its picture, or the numbers behind it as a table."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.common.buttons import IconButton
from ui.common.cards import Card, EmptyState
from ui.common.charts import ChartView, Picture, Place, Shape
from ui.common.data_table import DataTable
from ui.common.layouts import column, row
from ui.common.table_model import Column, RowsModel
from ui.common.text import ElidedLabel
from ui.common.theme import theme
from wset_desk.i18n import N_, _
from wset_desk.services.reports.charts import top_of
from wset_desk.services.reports.tables import CellKind, Chart, ChartPoint, ChartShape
from wset_desk.services.reports.wording import cell_text, scale_text, short_text

_SHAPES = {
    ChartShape.BARS: Shape.BARS,
    ChartShape.STACK: Shape.STACK,
    ChartShape.LINE: Shape.LINE,
}
_NUMBERS = 110
_LABELS = {
    CellKind.LEVEL: N_("Level"),
    CellKind.MONTH: N_("Month"),
    CellKind.BIN: N_("Mark"),
}


def picture_of(chart: Chart) -> Picture:
    """The chart in words and shapes."""
    return Picture(
        _SHAPES[chart.shape],
        [_place(chart, point) for point in chart.points],
        top_of(chart),
        lambda number: scale_text(chart.kind, number),
        long_names=chart.shape is ChartShape.BARS,
    )


class ChartCard(Card):
    """Shows any chart that it is given."""

    def __init__(self) -> None:
        super().__init__(gap=2)
        self.title, self.about = ElidedLabel("", "title"), ElidedLabel("", "label", tone="text2")
        self.flip = IconButton("table", _("Show the numbers"), on_click=self._flip)
        self.view = ChartView("")
        self.nothing = EmptyState(_("Nothing to show for this period."), icon="chart")
        self.table: DataTable | None = None
        self._chart: Chart | None = None
        self._stack = QStackedWidget()
        for page in (self.view, self.nothing):
            self._stack.addWidget(page)
        head = row(column(self.title, self.about, gap=0), self.flip, gap=2)
        head.setStretch(0, 1)
        self.body.addLayout(head)
        self.body.addWidget(self._stack)
        theme().changed.connect(self._fit)

    @property
    def shows_numbers(self) -> bool:
        return self.table is not None and self._stack.currentWidget() is self.table

    def show_chart(self, chart: Chart) -> None:
        """Show its picture, or its numbers where those were on show."""
        numbers = self.shows_numbers
        self._chart = chart
        self._drop_table()
        self.title.setText(_(chart.title))
        self.about.setText(_(chart.about))
        self.view.setAccessibleName(_(chart.title))
        self.view.show_picture(picture_of(chart))
        empty = not any(value for point in chart.points for value in point.values)
        self.flip.setEnabled(not empty)
        self._show_page(self.nothing if empty else self._numbers() if numbers else self.view)

    def _flip(self) -> None:
        self._show_page(self.view if self.shows_numbers else self._numbers())

    def _show_page(self, page: QWidget) -> None:
        self._stack.setCurrentWidget(page)
        numbers = self.shows_numbers
        name = _("Show the picture") if numbers else _("Show the numbers")
        self.flip.set_icon("chart" if numbers else "table")
        self.flip.setAccessibleName(name)
        self.flip.setToolTip(name)

    def _numbers(self) -> QWidget:
        """The table, made when somebody wants to see it."""
        if self._chart is None:
            return self.nothing
        if self.table is None:
            model: RowsModel[ChartPoint] = RowsModel(_columns(self._chart), self._chart.points)
            self.table = DataTable(_(self._chart.title), model)
            self._fit()
            self._stack.addWidget(self.table)
        return self.table

    def _drop_table(self) -> None:
        if self.table is not None:
            self._stack.removeWidget(self.table)
            self.table.deleteLater()
            self.table = None

    def _fit(self) -> None:
        """Numbers take as much room as the picture."""
        if self.table is not None:
            self.table.setFixedHeight(self.view.sizeHint().height())


def _columns(chart: Chart) -> tuple[Column[ChartPoint], ...]:
    def series(number: int, name: str) -> Column[ChartPoint]:
        return Column(
            f"series {number}",
            name,
            lambda point: cell_text(chart.kind, point.values[number]),
            align="right",
            tabular=True,
            sort_key=lambda point: sort_key(point.values[number]),
            width=_NUMBERS,
        )

    label = Column[ChartPoint](
        "label",
        _LABELS.get(chart.label_kind, N_("Name")),
        lambda point: cell_text(chart.label_kind, point.label),
        stretch=True,
        strong=True,
        sort_key=lambda point: sort_key(point.label),
    )
    return (label, *(series(number, name) for number, name in enumerate(chart.series)))


def sort_key(value: object) -> tuple[bool, object]:
    """Nothing comes before everything."""
    return (value is not None, value if value is not None else 0)


def _place(chart: Chart, point: ChartPoint) -> Place:
    label = cell_text(chart.label_kind, point.label)
    values = [cell_text(chart.kind, value) for value in point.values]
    if len(values) == 1:
        told = _("{label}: {value}").format(label=label, value=values[0])
    else:
        pairs = zip(chart.series, values, strict=True)
        each = ", ".join(
            _("{series} {value}").format(series=_(name), value=value) for name, value in pairs
        )
        told = _("{label}: {value}").format(label=label, value=each)
    shown = "" if point.values[-1] is None else values[-1]
    return Place(short_text(chart.label_kind, point.label), told, point.values, shown)

"""Which column of the file holds what: recognised, and open to correction."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from ui.common.cards import SectionHeader
from ui.common.inputs import Choice, Combo
from ui.common.layouts import clear, column
from ui.common.scrolling import scrolling
from ui.common.text import ElidedLabel, Label
from ui.desk.bring_in import words
from wset_desk.domain.file_fields import FileKind
from wset_desk.domain.written_dates import ColumnOrder, DateOrder
from wset_desk.exchange.columns import FileColumn, RecognisedColumns
from wset_desk.exchange.kinds import HEADINGS
from wset_desk.i18n import _


class MappingPanel(QFrame):
    """``changed()`` when a person maps a column otherwise; ``order_chosen(DateOrder | None)``."""

    changed = Signal()
    order_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.combos: dict[int, Combo] = {}
        self._taken: dict[int, tuple[int, str | None]] = {}
        self._columns = column(gap=4)
        self._order = _OrderChoice()
        self._order.chosen.connect(self.order_chosen)
        inner = QWidget()
        inner.setLayout(
            column(
                SectionHeader(_("Columns")),
                Label(_("What does each column hold?"), tone="text2", wrap=True),
                self._order,
                self._columns,
                None,
                gap=3,
                margins=(5, 4, 5, 4),
            )
        )
        self.setLayout(column(scrolling(inner), gap=0))

    def show_columns(self, kind: FileKind, recognised: RecognisedColumns) -> None:
        """Build the choices anew for another file."""
        clear(self._columns)
        self._order.forget()
        self.combos, self._taken = {}, {}
        for each in recognised.columns:
            combo = self._combo(kind, each, recognised.mapping.get(each.position))
            samples = " · ".join(each.samples) or _("empty")
            items = (
                ElidedLabel(each.heading, "bodyStrong"),
                ElidedLabel(samples, "label", tone="text2"),
                combo,
            )
            self._columns.addLayout(column(*items, gap=1))

    def mapping(self) -> dict[int, str]:
        chosen = ((position, combo.value()) for position, combo in self.combos.items())
        return {position: kind for position, kind in chosen if kind is not None}

    def show_order(self, order: ColumnOrder | None) -> None:
        """Say how dates are read where that can be doubted."""
        self._order.show_order(order)

    def _combo(self, kind: FileKind, file_column: FileColumn, field: str | None) -> Combo:
        choices = [Choice(None, _("Not imported"))]
        choices += [Choice(each, words.field(kind, each)) for each in HEADINGS[kind].labels]
        name = _("What {heading} holds").format(heading=file_column.heading)
        combo = Combo(name, choices, field)
        combo.chosen.connect(lambda value: self._choose(file_column.position, value))
        self.combos[file_column.position] = combo
        return combo

    def _choose(self, position: int, kind: str | None) -> None:
        """Each kind stands once: whoever had it gives it up, until this column moves on.

        Going through the choices with the arrow keys therefore takes nothing from other columns.
        """
        self._give_back(position)
        for other, combo in self.combos.items():
            if kind is not None and other != position and combo.value() == kind:
                combo.set_value(None)
                self._taken[position] = (other, kind)
        self.changed.emit()

    def _give_back(self, position: int) -> None:
        other, kind = self._taken.pop(position, (position, None))
        if kind is not None and self.combos[other].value() is None:
            self.combos[other].set_value(kind)


class _OrderChoice(QWidget):
    """Day or month first, asked only where the values themselves don't tell."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._why = Label(wrap=True)
        choices = [
            Choice(None, _("Choose…")),
            Choice(DateOrder.DAY_FIRST, _("Day first")),
            Choice(DateOrder.MONTH_FIRST, _("Month first")),
        ]
        self.combo = Combo(_("Order in dates"), choices, None)
        self.combo.chosen.connect(self._choose)
        self._asked = False
        self.setLayout(column(self._why, self.combo, gap=2))
        self.hide()

    def show_order(self, order: ColumnOrder | None) -> None:
        self._asked = self._asked or (order is not None and not order.certain)
        self.setVisible(self._asked and order is not None)
        if order is not None and not order.certain:
            text = _("Dates such as {example} can be read in two ways. Which comes first?")
            self._why.setText(text.format(example=order.example))

    def forget(self) -> None:
        """Another file: what was in doubt isn't any more."""
        self._asked = False
        self.combo.set_value(None)

    def _choose(self, order: DateOrder | None) -> None:
        self.chosen.emit(None if order is None else DateOrder(order))

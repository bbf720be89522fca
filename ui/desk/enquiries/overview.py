"""All enquiries: on a board by state, or in a table; filtered, counted, exported."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.common.badges import Segmented
from ui.common.buttons import Button
from ui.common.cards import PageHeader
from ui.common.data_table import framed
from ui.common.fitting_table import FittingTable
from ui.common.layouts import column, hide_unless
from ui.common.table_model import ROW_ROLE, RowsModel
from ui.desk.context import DeskContext
from ui.desk.enquiries.board import EnquiryBoard
from ui.desk.enquiries.card_delegate import EnquiryWords
from ui.desk.enquiries.filters import EnquiryFilters
from ui.desk.enquiries.model import EXPENDABLE, Layout, columns, shown
from wset_desk.domain.permissions import Permission
from wset_desk.i18n import _, ngettext
from wset_desk.services.enquiries.rows import EnquiryRow

_REMEMBERED = "enquiries_layout"


class Overview(QWidget):
    """``opened(row)`` when somebody wants to see a case."""

    opened = Signal(object)

    def __init__(
        self, context: DeskContext, others: list[QWidget], on_new: Callable[[], object]
    ) -> None:
        super().__init__()
        self._context = context
        self.rows: tuple[EnquiryRow, ...] = ()
        session = context.session
        self.layouts = Segmented(_("Laid out as"), _layout_texts(), self._remembered().value)
        self.new_button = Button(_("New enquiry…"), kind="primary", icon="plus", on_click=on_new)
        self.new_button.setToolTip(_("Ctrl+N"))
        hide_unless(session.may(Permission.MANAGE_ENQUIRIES), self.new_button)
        self.header = PageHeader(_("Enquiries"), "", [*others, self.new_button])
        self.header.beside_title.addWidget(self.layouts)
        self.filters = EnquiryFilters(session.staff_id)
        self.board = EnquiryBoard(EnquiryWords(session.zone, session.currency))
        self.model: RowsModel[EnquiryRow] = RowsModel(columns(session.zone, session.currency))
        self.table = FittingTable(_("Enquiries"), self.model, EXPENDABLE)
        self.table.set_empty(_("There is no enquiry here."), icon="flag")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.board)
        self._stack.addWidget(framed(self.table))
        layout = column(self.header, self.filters, self._stack, gap=3)
        layout.setStretch(2, 1)
        self.setLayout(layout)
        self._connect()
        self.set_layout(self._remembered().value)

    @property
    def layout_shown(self) -> Layout:
        return Layout(self.layouts.current)

    @property
    def on_show(self) -> tuple[EnquiryRow, ...]:
        """Those that the filters let through, in the order shown."""
        return tuple(shown(self.rows, self.filters.wanted))

    def set_layout(self, name: str) -> None:
        """Board or table; remembered on this computer."""
        self.layouts.set_current(name)
        self._stack.setCurrentIndex(list(Layout).index(Layout(name)))
        if self._context.memory is not None:
            self._context.memory.set(_REMEMBERED, name)

    def show_rows(self, rows: tuple[EnquiryRow, ...]) -> None:
        self.rows = rows
        self.header.set_title(_("Enquiries"), _counted(rows))
        self.filters.count(rows)
        self._filter()

    def show_overdue(self) -> None:
        """Only what should have been answered by now."""
        self.filters.clear()
        self.filters.overdue.setChecked(True)
        self._filter()

    def give_keyboard(self, enquiry_id: UUID | None = None) -> None:
        """To the case that was shown, or to the first."""
        if self.layout_shown is Layout.BOARD:
            self.board.choose(enquiry_id)
            return
        self.table.setFocus()
        ids = [each.id for each in self.model.rows]
        if ids:
            self.table.selectRow(ids.index(enquiry_id) if enquiry_id in ids else 0)

    def _connect(self) -> None:
        self.layouts.chosen.connect(self.set_layout)
        self.filters.changed.connect(self._filter)
        self.board.opened.connect(self.opened)
        self.table.activated_row.connect(self.opened)
        self.table.clicked.connect(lambda index: self.opened.emit(index.data(ROW_ROLE)))

    def _filter(self) -> None:
        rows = self.on_show
        self.board.show_rows(rows, self.rows)
        self.model.set_rows(rows)

    def _remembered(self) -> Layout:
        memory = self._context.memory
        stored = memory.get(_REMEMBERED) if memory is not None else None
        return Layout.TABLE if stored == Layout.TABLE.value else Layout.BOARD


def _layout_texts() -> dict[str, str]:
    return {Layout.BOARD.value: _("Board"), Layout.TABLE.value: _("Table")}


def _counted(rows: tuple[EnquiryRow, ...]) -> str:
    """ "5 open · 1 overdue"."""
    open_, late = sum(each.is_open for each in rows), sum(each.is_overdue for each in rows)
    parts = [ngettext("{n} open", "{n} open", open_).format(n=open_)]
    if late:
        parts.append(ngettext("{n} overdue", "{n} overdue", late).format(n=late))
    return " · ".join(parts)

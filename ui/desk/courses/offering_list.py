"""The list of offerings."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ui.common.data_table import framed
from ui.common.fitting_table import FittingTable
from ui.common.layouts import column
from ui.common.table_model import ROW_ROLE, RowsModel
from ui.desk.context import DeskContext
from ui.desk.courses.model import offering_columns
from ui.desk.courses.offering_actions import OfferingActions
from wset_desk.i18n import _
from wset_desk.services.catalogue_rows import OfferingRow


class OfferingList(QWidget):
    """``opened(row)`` when a person picks an offering, ``counted(n)`` after each look."""

    opened = Signal(object)
    counted = Signal(int)

    def __init__(
        self, context: DeskContext, actions: OfferingActions, create: Callable[[], object]
    ) -> None:
        super().__init__()
        self._actions = actions
        self.model = RowsModel(offering_columns(context.session.currency))
        self.table = FittingTable(_("Offerings"), self.model, ("templates", "profile", "format"))
        self.table.set_empty(_("No offerings yet."), _("New offering"), create, icon="layers")
        self.table.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.table.activated_row.connect(self.opened)
        self.table.clicked.connect(lambda index: self.opened.emit(index.data(ROW_ROLE)))
        self.setLayout(column(framed(self.table)))

    def refresh(self) -> None:
        self._actions.list(self._show)

    def _show(self, rows: Sequence[OfferingRow]) -> None:
        self.model.set_rows(rows)
        self.counted.emit(len(rows))

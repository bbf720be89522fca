"""A table whose rows are ticked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent

from ui.common.fitting_table import FittingTable
from ui.common.table_model import ROW_ROLE, RowsModel

TICKED, OPEN = "check_circle", "circle"
"""The icons of a row that is ticked, and of one that isn't."""


class PickTable(FittingTable):
    """Space, Enter and a click tick a row: ``toggled(row)``.

    Where there is little room, the columns of ``expendable`` are left out, the first named first.
    """

    toggled = Signal(object)

    def __init__(self, name: str, model: RowsModel[Any], expendable: Sequence[str] = ()) -> None:
        super().__init__(name, model, expendable)
        self.clicked.connect(self._toggle)
        self.activated_row.connect(self.toggled)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self._toggle(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _toggle(self, index: QModelIndex) -> None:
        self.toggled.emit(index.data(ROW_ROLE))

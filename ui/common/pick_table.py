"""A table whose rows are ticked."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent

from ui.common.data_table import DataTable
from ui.common.table_model import ROW_ROLE, RowsModel

TICKED, OPEN = "check_circle", "circle"
"""The icons of a row that is ticked, and of one that isn't."""


class PickTable(DataTable):
    """Space, Enter and a click tick a row: ``toggled(row)``."""

    toggled = Signal(object)

    def __init__(self, name: str, model: RowsModel[Any]) -> None:
        super().__init__(name, model)
        self.clicked.connect(self._toggle)
        self.activated_row.connect(self.toggled)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self._toggle(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _toggle(self, index: QModelIndex) -> None:
        self.toggled.emit(index.data(ROW_ROLE))

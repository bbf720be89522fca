"""A table that leaves out what matters least where it is narrow, or its text large."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtGui import QResizeEvent

from ui.common.data_table import DataTable
from ui.common.table_model import RowsModel
from ui.common.theme import theme

_LEAST_STRETCH = 170


class FittingTable(DataTable):
    """Hides columns of ``expendable``, the first named first, until the stretching one has room."""

    def __init__(
        self,
        name: str,
        model: RowsModel[Any],
        expendable: Sequence[str],
        *,
        multi_select: bool = False,
    ) -> None:
        super().__init__(name, model, multi_select=multi_select)
        self._columns = model.columns
        self._expendable = tuple(expendable)
        theme().changed.connect(self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        header = self.horizontalHeader()
        wanted = {
            column.key: max(
                theme().px(column.width), header.sectionSizeHint(number) + theme().px(8)
            )
            for number, column in enumerate(self._columns)
            if not column.stretch
        }
        stretching = (column.width for column in self._columns if column.stretch)
        room = self.viewport().width() - theme().px(max(_LEAST_STRETCH, *stretching))
        for key in self._expendable:
            fits = sum(wanted.values()) <= room
            self.setColumnHidden([each.key for each in self._columns].index(key), not fits)
            if not fits:
                del wanted[key]

"""A bare table of strings, to measure the results grid against."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView

from tests.benchmarks.grid_window import SIZE, Painted, focused, press
from tests.benchmarks.measure import timed

_NOWHERE = QModelIndex()
_SHOWN = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole)
Index = QModelIndex | QPersistentModelIndex


class _Strings(QAbstractTableModel):
    def __init__(self, rows: int, columns: int) -> None:
        super().__init__()
        self._columns = columns
        self._rows = [[f"{n * 7919 % rows} {c}" for c in range(columns)] for n in range(rows)]

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self._columns

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        return self._rows[index.row()][index.column()] if role in _SHOWN else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def setData(self, index: Index, value: Any, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        self._rows[index.row()][index.column()] = value
        self.dataChanged.emit(index, index)
        return True

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.layoutAboutToBeChanged.emit()
        self._rows.sort(key=lambda row: row[column])
        self.layoutChanged.emit()


class BareGrid:
    """Qt's own view and editor over lists of strings; times in milliseconds."""

    def __init__(self, rows: int, columns: int) -> None:
        self._model = _Strings(rows, columns)
        self._table = QTableView()

    def open(self) -> float:
        self._table = QTableView()
        self._table.resize(*SIZE)
        self._painted = Painted(self._table)

        def show() -> None:
            self._table.setModel(self._model)
            self._table.show()

        return self._timed(show)

    def sort(self, column: int) -> float:
        return self._timed(lambda: self._model.sort(column))

    def edit(self, text: str) -> float:
        self._table.activateWindow()
        self._table.setFocus()
        self._table.setCurrentIndex(self._model.index(5, 4))
        for letter in text:
            QTest.keyClick(focused(), letter)
        QApplication.processEvents()
        return self._timed(lambda: press(Qt.Key.Key_Return))

    def _timed(self, action: Callable[[], object]) -> float:
        self._painted.begin()

        def run() -> None:
            action()
            self._painted.wait()

        return timed(run)

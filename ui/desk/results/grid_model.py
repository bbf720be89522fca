"""The Qt model over a sheet of marks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal

from ui.common.table_model import LOOK_ROLE, ROW_ROLE, Index
from ui.common.theme import theme
from ui.desk.results.cells import CellKey, Kind, Problem
from ui.desk.results.grid_layout import MARKS
from ui.desk.results.mark_sheet import MarkSheet
from wset_desk.domain.errors import DomainError
from wset_desk.services.mark_sheet import SavedMark
from wset_desk.services.results_rows import ResultsGrid

FACE_ROLE = int(Qt.ItemDataRole.UserRole) + 10
KIND_ROLE = FACE_ROLE + 1
_NOWHERE = QModelIndex()
_ALIGNMENTS = {
    Kind.MARK: Qt.AlignmentFlag.AlignTrailing,
    Kind.TOTAL: Qt.AlignmentFlag.AlignTrailing,
    Kind.LINE: Qt.AlignmentFlag.AlignHCenter,
    Kind.SEAT: Qt.AlignmentFlag.AlignHCenter,
}


class GridModel(QAbstractTableModel):
    """``typed(entries)`` carries [(key, text)] when a person changed cells, all at once."""

    typed = Signal(object)
    shown_changed = Signal()

    def __init__(
        self, describe: Callable[[DomainError], str], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.sheet = MarkSheet(describe)

    def show_grid(self, grid: ResultsGrid) -> None:
        """Take a fresh answer; the same candidates keep selection, scrolling and open editor."""
        if self.sheet.looks_like(grid):
            self.sheet.take(grid)
        else:
            self.beginResetModel()
            self.sheet.take(grid)
            self.endResetModel()
        self._repaint()

    def show_saving(self, entries: Iterable[tuple[CellKey, str]]) -> None:
        for key, text in entries:
            self.sheet.saving[key] = text
            self.sheet.problems.pop(key, None)
        self._repaint()

    def end_saving(self, keys: Iterable[CellKey]) -> None:
        for key in keys:
            self.sheet.saving.pop(key, None)
        self._repaint()

    def show_saved(self, marks: Collection[SavedMark]) -> None:
        self.sheet.take_saved(marks)
        self._repaint()

    def add_problems(self, problems: dict[CellKey, Problem]) -> None:
        """Keep what couldn't be saved, with the reason, until it is typed again."""
        self.sheet.problems.update(problems)
        self._repaint()

    def drop_problems(self, keys: Iterable[CellKey]) -> None:
        for key in keys:
            self.sheet.problems.pop(key, None)
        self._repaint()

    def problems(self) -> list[tuple[QModelIndex, Problem]]:
        """Those of the candidates shown, from the top, along each row."""
        places = self.sheet.places_of_problems()
        return [(self.index(row, column), problem) for row, column, problem in places]

    def key_at(self, index: Index) -> CellKey | None:
        return self.sheet.key(index.row(), index.column()) if index.isValid() else None

    def is_editable(self, index: Index) -> bool:
        return index.isValid() and self.sheet.is_editable(index.row(), index.column())

    def type_marks(self, entries: Sequence[tuple[Index, str]]) -> None:
        """Take typed or pasted texts; what says what is saved already is left alone."""
        changed = [
            (key, text)
            for index, text in entries
            if (key := self.key_at(index)) is not None
            and self.sheet.would_change(index.row(), index.column(), text)
        ]
        if changed:
            self.typed.emit(changed)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.sheet.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.sheet.layout)

    def flags(self, index: Index) -> Qt.ItemFlag:
        found = super().flags(index)
        return found | Qt.ItemFlag.ItemIsEditable if self.is_editable(index) else found

    def setData(self, index: Index, value: Any, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        if role != Qt.ItemDataRole.EditRole or not self.is_editable(index):
            return False
        self.type_marks([(index, str(value).strip())])
        return True

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = int(Qt.ItemDataRole.DisplayRole),
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < self.columnCount():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.sheet.title(section)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(self.sheet.kind(section))
        return theme().font("label", 600) if role == Qt.ItemDataRole.FontRole else None

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        reader = _READERS.get(role)
        if reader is None or not index.isValid():
            return None
        return reader(self.sheet, index.row(), index.column())

    def _repaint(self) -> None:
        if self.rowCount():
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        self.shown_changed.emit()


def _alignment(kind: Kind) -> Qt.AlignmentFlag:
    across = _ALIGNMENTS.get(kind, Qt.AlignmentFlag.AlignLeading)
    return across | Qt.AlignmentFlag.AlignVCenter


def _face(sheet: MarkSheet, row: int, column: int) -> Any:
    return sheet.mark_face(row, column) if sheet.kind(column) in MARKS else None


_READERS: dict[int, Callable[[MarkSheet, int, int], Any]] = {
    int(Qt.ItemDataRole.DisplayRole): MarkSheet.text,
    int(Qt.ItemDataRole.EditRole): MarkSheet.text,
    int(Qt.ItemDataRole.AccessibleTextRole): MarkSheet.spoken,
    int(Qt.ItemDataRole.ToolTipRole): lambda sheet, row, column: sheet.note(row, column) or None,
    int(Qt.ItemDataRole.TextAlignmentRole): lambda sheet, _row, column: _alignment(
        sheet.kind(column)
    ),
    LOOK_ROLE: MarkSheet.look,
    FACE_ROLE: _face,
    KIND_ROLE: lambda sheet, _row, column: sheet.kind(column),
    ROW_ROLE: lambda sheet, row, _column: sheet.rows[row],
}

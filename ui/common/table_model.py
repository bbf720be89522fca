"""A Qt model over the frozen rows of a query, described by its columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.common.icons import icon
from ui.common.labels import Look
from ui.common.theme import theme
from wset_desk.i18n import _

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()

ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
LOOK_ROLE = int(Qt.ItemDataRole.UserRole) + 2

_ALIGNMENTS = {
    "left": Qt.AlignmentFlag.AlignLeading,
    "right": Qt.AlignmentFlag.AlignTrailing,
    "center": Qt.AlignmentFlag.AlignHCenter,
}


@dataclass(frozen=True)
class Column(Generic[Row]):
    """How one column reads a row.

    ``title`` is marked with ``N_`` and translated when shown. ``tone`` answers a colour token,
    ``icon`` an icon's name, ``look`` a :class:`~ui.common.labels.Look` painted as a pill.
    ``width`` is in pixels at 100 %; 0 fits the title and ``stretch`` takes what is left.
    """

    key: str
    title: str
    value: Callable[[Row], str]
    align: str = "left"
    tabular: bool = False
    strong: bool = False
    tooltip: Callable[[Row], str] | None = None
    icon: Callable[[Row], str] | None = None
    tone: Callable[[Row], str] | None = None
    look: Callable[[Row], Look | None] | None = None
    sort_key: Callable[[Row], Any] | None = None
    sortable: bool = True
    width: int = 120
    stretch: bool = False


class RowsModel(QAbstractTableModel, Generic[Row]):
    """Rows and columns for a table view.

    With ``on_sort(key, descending)`` sorting asks a query again; without it the rows at hand are
    sorted here, which is meant for a thousand at most.
    """

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        rows: Sequence[Row] = (),
        *,
        on_sort: Callable[[str, bool], object] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._rows: list[Row] = list(rows)
        self._on_sort = on_sort
        self._sorted_by: tuple[int, Qt.SortOrder] | None = None

    @property
    def rows(self) -> tuple[Row, ...]:
        return tuple(self._rows)

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Replace all rows, keeping the order a person chose."""
        self.beginResetModel()
        self._rows = list(rows)
        if self._sorted_by is not None and self._on_sort is None:
            self._sort_rows(*self._sorted_by)
        self.endResetModel()

    def append_rows(self, rows: Sequence[Row]) -> None:
        """Show more rows below those at hand, in the query's order."""
        if rows:
            first = len(self._rows)
            self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
            self._rows.extend(rows)
            self.endInsertRows()

    def replace_row(self, number: int, row: Row) -> None:
        """Show another version of one row without touching selection or scrolling."""
        self._rows[number] = row
        last = len(self.columns) - 1
        self.dataChanged.emit(self.index(number, 0), self.index(number, last))

    def row_at(self, index: Index | int) -> Row:
        return self._rows[index if isinstance(index, int) else index.row()]

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid():
            return None
        reader = _READERS.get(role)
        column, row = self.columns[index.column()], self._rows[index.row()]
        return reader(column, row) if reader is not None else None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = int(Qt.ItemDataRole.DisplayRole),
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return _(column.title) if column.title else ""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGNMENTS[column.align] | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.FontRole:
            return theme().font("label", 600)
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if not 0 <= column < len(self.columns) or not self.columns[column].sortable:
            return
        self._sorted_by = (column, order)
        if self._on_sort is not None:
            self._on_sort(self.columns[column].key, order is Qt.SortOrder.DescendingOrder)
            return
        self.layoutAboutToBeChanged.emit()
        before = [(index, self._rows[index.row()]) for index in self.persistentIndexList()]
        self._sort_rows(column, order)
        positions = {id(row): number for number, row in enumerate(self._rows)}
        for index, row in before:
            moved = self.index(positions[id(row)], index.column())
            self.changePersistentIndex(index, moved)
        self.layoutChanged.emit()

    def _sort_rows(self, number: int, order: Qt.SortOrder) -> None:
        column = self.columns[number]
        key = column.sort_key or (lambda row: column.value(row).casefold())
        self._rows.sort(key=key, reverse=order is Qt.SortOrder.DescendingOrder)


def _text(column: Column[Any], row: Any) -> str:
    if column.look is not None and (look := column.look(row)) is not None:
        return look.text
    return column.value(row)


def _tool_tip(column: Column[Any], row: Any) -> str | None:
    return column.tooltip(row) if column.tooltip else None


def _decoration(column: Column[Any], row: Any) -> Any:
    name = column.icon(row) if column.icon else ""
    return icon(name, _tone(column, row) or "text2", 16) if name else None


def _tone(column: Column[Any], row: Any) -> str:
    return column.tone(row) if column.tone else ""


def _ink(column: Column[Any], row: Any) -> Any:
    tone = _tone(column, row)
    return theme().color(tone) if tone else None


def _font(column: Column[Any], _row: Any) -> Any:
    if not column.strong and not column.tabular:
        return None
    return theme().font("body", 600 if column.strong else None, tabular=column.tabular)


def _alignment(column: Column[Any], _row: Any) -> Any:
    return _ALIGNMENTS[column.align] | Qt.AlignmentFlag.AlignVCenter


_READERS: dict[int, Callable[[Column[Any], Any], Any]] = {
    int(Qt.ItemDataRole.DisplayRole): _text,
    int(Qt.ItemDataRole.AccessibleTextRole): _text,
    int(Qt.ItemDataRole.ToolTipRole): _tool_tip,
    int(Qt.ItemDataRole.DecorationRole): _decoration,
    int(Qt.ItemDataRole.ForegroundRole): _ink,
    int(Qt.ItemDataRole.FontRole): _font,
    int(Qt.ItemDataRole.TextAlignmentRole): _alignment,
    LOOK_ROLE: lambda column, row: column.look(row) if column.look else None,
    ROW_ROLE: lambda _column, row: row,
}

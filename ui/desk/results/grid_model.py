"""The Qt model over a sheet of marks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal

from ui.common.table_model import ROW_ROLE, Index
from ui.common.theme import theme
from ui.desk.results.cells import CellKey, Kind, Problem
from ui.desk.results.grid_layout import layout_of
from ui.desk.results.mark_sheet import MarkSheet
from ui.desk.results.sheet_words import SheetWords
from ui.desk.results.sorting import BY_NAME, Sorting, sort_key
from wset_desk.domain.errors import DomainError
from wset_desk.services.mark_sheet import SavedMark
from wset_desk.services.marking.typed_marks import EntryChange
from wset_desk.services.results_rows import PaperColumn, ResultsGrid, ResultsRow

_NOWHERE = QModelIndex()
_READ = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
_TYPED = _READ | Qt.ItemFlag.ItemIsEditable
_ALIGNMENTS = {
    Kind.MARK: Qt.AlignmentFlag.AlignTrailing,
    Kind.TOTAL: Qt.AlignmentFlag.AlignTrailing,
    Kind.PERCENT: Qt.AlignmentFlag.AlignTrailing,
    Kind.LINE: Qt.AlignmentFlag.AlignHCenter,
    Kind.SEAT: Qt.AlignmentFlag.AlignHCenter,
}


class GridModel(QAbstractTableModel):
    """``typed(entries)`` carries [(key, text)] when a person changed cells, all at once.

    ``shown_changed`` comes after every change of what is shown, ``completed`` when all candidates
    of an exam are here.
    """

    typed = Signal(object)
    shown_changed = Signal()
    completed = Signal()

    def __init__(
        self,
        describe: Callable[[DomainError], str],
        zone: ZoneInfo,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.sheet = MarkSheet()
        self.words = SheetWords(self.sheet, describe, zone)
        self.sorting = BY_NAME

    def begin(self, grid: ResultsGrid) -> None:
        """Show the first candidates of another exam, by name."""
        self.sorting = BY_NAME
        self.sheet.is_whole = False
        self._reset(grid.columns, grid.rows)

    def show_rows(self, rows: Sequence[ResultsRow]) -> dict[UUID, ResultsRow]:
        """Show what has become of candidates, those who are new behind the others.

        Once all were here they can't be: then they are answered, to be given to `finish`.
        """
        at_hand = self.sheet.rows
        fresh = {
            row.candidate_id: row for row in rows if at_hand.of_candidate(row.candidate_id) is None
        }
        self._repaint(self.sheet.replace(rows))
        if self.sheet.is_whole or not fresh:
            return fresh
        first = len(at_hand)
        self.beginInsertRows(QModelIndex(), first, first + len(fresh) - 1)
        self.sheet.append(fresh.values())
        self.endInsertRows()
        self.shown_changed.emit()
        return {}

    def finish(self, names: Sequence[UUID], fresh: Mapping[UUID, ResultsRow]) -> None:
        """All candidates were read: these, by name. The same ones keep selection and scrolling."""
        sheet, at_hand = self.sheet, self.sheet.rows
        if list(names) != at_hand.by_name():
            everybody = (fresh.get(each) or at_hand.of_candidate(each) for each in names)
            self._reset(sheet.papers, [row for row in everybody if row is not None])
        elif sheet.layout != layout_of(sheet.papers, at_hand):
            self._reset(sheet.papers, [row for row in map(at_hand.of_candidate, names) if row])
        elif not sheet.is_whole and self.sorting != BY_NAME:
            self._sort()
        sheet.is_whole = True
        self.shown_changed.emit()
        self.completed.emit()

    def show_saving(self, entries: Iterable[tuple[CellKey, str]]) -> None:
        self._repaint(self.sheet.begin_saving(dict(entries)))

    def end_saving(self, keys: Collection[CellKey]) -> None:
        self._repaint(self.sheet.end_saving(keys))

    def show_saved(self, marks: Collection[SavedMark]) -> None:
        self._repaint(self.sheet.take_saved(marks))

    def show_entered(self, changes: Collection[EntryChange]) -> None:
        self._repaint(self.sheet.take_entered(changes))

    def add_problems(self, problems: Mapping[CellKey, Problem]) -> None:
        """Keep what couldn't be saved, with the reason, until it is typed again."""
        self._repaint(self.sheet.add_problems(problems))

    def drop_problems(self, keys: Collection[CellKey]) -> None:
        self._repaint(self.sheet.drop_problems(keys))

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

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """By what a column shows; what is typed later moves no row until one sorts again."""
        if 0 <= column < len(self.sheet.layout):
            descending = order is Qt.SortOrder.DescendingOrder
            self.sorting = Sorting(self.sheet.layout[column], descending)
            self._sort()
            self.shown_changed.emit()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.sheet.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.sheet.layout)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return _TYPED if self.is_editable(index) else _READ

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
            return self.words.title(section)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(self.sheet.kind(section))
        return theme().font("label", 600) if role == Qt.ItemDataRole.FontRole else None

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        reader = _READERS.get(role)
        if reader is None or not index.isValid():
            return None
        return reader(self.words, index.row(), index.column())

    def _reset(self, papers: tuple[PaperColumn, ...], rows: Sequence[ResultsRow]) -> None:
        self.beginResetModel()
        self.sheet.begin(papers, rows)
        if self.sorting != BY_NAME:
            self._sort_rows()
        self.endResetModel()
        self.shown_changed.emit()

    def _sort(self) -> None:
        self.layoutAboutToBeChanged.emit()
        numbers = self._sort_rows()
        before = self.persistentIndexList()
        after = [self.index(numbers[index.row()], index.column()) for index in before]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _sort_rows(self) -> list[int]:
        key = sort_key(self.sorting.column, self.sheet.papers)
        return self.sheet.sort(key, descending=self.sorting.descending)

    def _repaint(self, rows: Collection[int]) -> None:
        if rows:
            last = self.columnCount() - 1
            self.dataChanged.emit(self.index(min(rows), 0), self.index(max(rows), last))
        self.shown_changed.emit()


def _alignment(kind: Kind) -> Qt.AlignmentFlag:
    across = _ALIGNMENTS.get(kind, Qt.AlignmentFlag.AlignLeading)
    return across | Qt.AlignmentFlag.AlignVCenter


_READERS: dict[int, Callable[[SheetWords, int, int], Any]] = {
    int(Qt.ItemDataRole.DisplayRole): SheetWords.text,
    int(Qt.ItemDataRole.EditRole): SheetWords.text,
    int(Qt.ItemDataRole.AccessibleTextRole): SheetWords.spoken,
    int(Qt.ItemDataRole.ToolTipRole): lambda words, row, column: words.note(row, column) or None,
    int(Qt.ItemDataRole.TextAlignmentRole): lambda words, _row, column: _alignment(
        words.sheet.kind(column)
    ),
    ROW_ROLE: lambda words, row, _column: words.sheet.rows[row],
}

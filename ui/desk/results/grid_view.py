"""The table in which marks are typed: keys, clipboard, problems, column widths."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    Qt,
    Signal,
    SignalInstance,
)
from PySide6.QtGui import (
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemDelegate, QHeaderView, QLineEdit, QTableView, QWidget

from ui.common.messages import announce
from ui.common.theme import theme
from ui.desk.results import grid_steps
from ui.desk.results.cells import ResultKey
from ui.desk.results.clipboard import clipboard_block, copy_cells, paste_at
from ui.desk.results.grid_columns import fit_columns
from ui.desk.results.grid_delegate import GridDelegate
from ui.desk.results.grid_keys import CLEAR, COMMANDS, ENTER, is_redo, is_undo
from ui.desk.results.grid_model import GridModel
from ui.desk.results.grid_steps import Place
from ui.desk.results.mark_sheet import MarkSheet
from ui.desk.results.reading import still_reading
from ui.desk.results.sort_header import SortHeader
from ui.desk.results.sparing_table import SparingTable
from wset_desk.i18n import _, pgettext
from wset_desk.services.results_rows import MarkCell


class GridView(SparingTable):
    """``undo_wanted`` and ``redo_wanted`` come on Ctrl+Z and Ctrl+Shift+Z, ``absence_wanted`` on N,
    ``confirm_wanted`` on C, ``history_wanted`` on H, ``sorting_wanted`` on S, ``hold_wanted`` on B,
    ``differences_wanted`` on D, ``enquiry_wanted`` on E.

    ``correction_wanted`` comes where somebody sets about editing a mark that is locked.
    ``left_over(count)`` says how many pasted values fell outside the grid.
    """

    undo_wanted = Signal()
    redo_wanted = Signal()
    absence_wanted = Signal()
    confirm_wanted = Signal()
    history_wanted = Signal()
    sorting_wanted = Signal()
    hold_wanted = Signal()
    differences_wanted = Signal()
    enquiry_wanted = Signal()
    correction_wanted = Signal()
    selection_changed = Signal()
    left_over = Signal(int)

    def __init__(self, model: GridModel) -> None:
        super().__init__()
        self._model = model
        self._marks = GridDelegate(model.sheet, model.words, self)
        self._header = SortHeader(self)
        self._stood = QModelIndex()
        self.setAccessibleName(_("Marks"))
        self.setProperty("ownFocus", True)  # the current cell has its edge
        self.setModel(model)
        self.setItemDelegate(self._marks)
        self._marks.left.connect(self._leave_editor)
        self._marks.pasted.connect(self._paste_over)
        self._set_behaviour()
        self.doubleClicked.connect(self._edit_locked)
        self.sorting_wanted.connect(self.sort_by_current)
        model.modelReset.connect(self._begin)
        model.completed.connect(self._go_on)
        theme().changed.connect(self._fit)

    @property
    def sheet(self) -> MarkSheet:
        """What the grid shows."""
        return self._model.sheet

    def go_to_next_problem(self) -> None:
        """F8: the next one behind the current cell, from the top again after the last."""
        problems = self._model.problems()
        if not problems:
            return
        here = self.currentIndex()
        behind = [p for p in problems if (p[0].row(), p[0].column()) > (here.row(), here.column())]
        index, problem = (behind or problems)[0]
        self._go(index)
        self.setFocus()
        announce(self, problem.reason)

    def marks_chosen(self) -> list[MarkCell]:
        """The marks meant by N: those selected, or all of the row where none is."""
        chosen = self._marks_at(self._selected())
        return chosen or self._marks_at(grid_steps.marks_of_row(self._model, self.currentIndex()))

    def _marks_at(self, places: Iterable[Place]) -> list[MarkCell]:
        cells = (self.sheet.cell(*place) for place in places if self.sheet.key(*place) is not None)
        return [cell for cell in cells if cell is not None]

    def paste(self) -> None:
        """Put the clipboard's cells where the current cell is, blank ones left out."""
        if still_reading(self, self.sheet):
            return
        left_over = paste_at(self._model, self.currentIndex())
        if left_over:
            self.left_over.emit(left_over)

    def copy(self) -> None:
        """The selected cells as spreadsheets take them, without totals among their parts."""
        copy_cells(self._model, self._selected())

    def clear_marks(self) -> None:
        """Del: the selected marks go at once; Ctrl+Z brings them back."""
        chosen = [place for place in self._selected() if self.sheet.is_editable(*place)]
        self._model.type_marks([(self._model.index(*place), "") for place in chosen])

    def sort_by_current(self) -> None:
        """S: sort by the column where one stands, the other way round when it is sorted so."""
        if self.currentIndex().isValid():
            self._header.sort_by(self.currentIndex().column())

    def event(self, event: QEvent) -> bool:
        """Undo is the grid's own while it has the keyboard, whatever the window's shortcut is."""
        asked = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride
        if asked and (is_undo(event) or is_redo(event)):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._act_on(event):
            event.accept()
            return
        super().keyPressEvent(event)
        if event.key() == Qt.Key.Key_F2:
            self._put_caret_at_end()

    def focusNextPrevChild(self, forwards: bool) -> bool:
        """Tab stays among the marks; Ctrl+Tab leaves the grid."""
        return self._tab(backwards=not forwards) or super().focusNextPrevChild(forwards)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _act_on(self, event: QKeyEvent) -> bool:
        key, plain = event.key(), not event.modifiers() & COMMANDS
        backwards = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if is_undo(event):
            self.undo_wanted.emit()
        elif is_redo(event):
            self.redo_wanted.emit()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif key == Qt.Key.Key_F8:
            self.go_to_next_problem()
        elif key in CLEAR and plain:
            self.clear_marks()
        elif plain and (wanted := self._wanted_by(event.text().casefold())) is not None:
            wanted.emit()
        elif key == Qt.Key.Key_F2 and not self._model.is_editable(self.currentIndex()):
            self.correction_wanted.emit()
        elif key in ENTER:
            self._step(-1 if backwards else 1)
        elif key == Qt.Key.Key_Tab and not plain:
            super().focusNextPrevChild(True)
        else:
            return False
        return True

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.selection_changed.emit()

    def results_chosen(self) -> set[ResultKey]:
        """The results of the selected cells."""
        return {
            result
            for area in self.selectionModel().selection().toList()
            for column in self.sheet.result_columns(range(area.left(), area.right() + 1))
            for row in range(area.top(), area.bottom() + 1)
            if (result := self.sheet.result(row, column)) is not None
        }

    def _wanted_by(self, letter: str) -> SignalInstance | None:
        letters = {
            pgettext("key for no-show", "n"): self.absence_wanted,
            pgettext("key for confirming", "c"): self.confirm_wanted,
            pgettext("key for history", "h"): self.history_wanted,
            pgettext("key for sorting", "s"): self.sorting_wanted,
            pgettext("key for holding back", "b"): self.hold_wanted,
            pgettext("key for differences", "d"): self.differences_wanted,
            pgettext("key for an enquiry", "e"): self.enquiry_wanted,
        }
        return letters.get(letter)

    def _edit_locked(self, index: QModelIndex) -> None:
        if not self._model.is_editable(index):
            self.correction_wanted.emit()

    def _step(self, step: int) -> None:
        self._go(grid_steps.vertically(self._model, self.currentIndex(), step))

    def _tab(self, *, backwards: bool) -> bool:
        target = grid_steps.along(self._model, self.currentIndex(), -1 if backwards else 1)
        self._go(target)
        return target.isValid()

    def _leave_editor(self, editor: QWidget, key: int, backwards: bool) -> None:
        self.leave_editor(editor)
        if key in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
            self._tab(backwards=backwards or key == Qt.Key.Key_Backtab)
            return
        up = key == Qt.Key.Key_Up or (key in ENTER and backwards)
        self._step(-1 if up else 1)

    def _paste_over(self, editor: QWidget) -> None:
        """A single value goes into the editor, a block into the grid."""
        block = clipboard_block()
        if isinstance(editor, QLineEdit) and len(block) == 1 and len(block[0]) == 1:
            editor.insert(block[0][0])
            return
        self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.RevertModelCache)
        self.paste()

    def _put_caret_at_end(self) -> None:
        for editor in self.viewport().findChildren(QLineEdit):
            if editor.isVisible():
                editor.end(False)

    def _go(self, index: QModelIndex) -> None:
        if index.isValid():
            select = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().setCurrentIndex(index, select)
            self.scrollTo(index)

    def _selected(self) -> list[Place]:
        """The selected cells that are shown, from the top, along each row."""
        areas = self.selectionModel().selection().toList()
        return [
            (row, column)
            for area in areas
            for row in range(area.top(), area.bottom() + 1)
            for column in range(area.left(), area.right() + 1)
            if not self.isColumnHidden(column)
        ]

    def _begin(self) -> None:
        """Other candidates: stand on the first mark still to be typed."""
        self._fit()
        self._header.show_sorting(self._model.sorting, self.sheet.layout)
        self._go(grid_steps.first_open(self._model))
        self._stood = self.currentIndex()

    def _go_on(self) -> None:
        """All are here: whoever hasn't moved yet is led on to the first mark that is missing."""
        self._fit()
        here = self.currentIndex()
        if here == self._stood and not self.sheet.is_open(here.row(), here.column()):
            self._go(grid_steps.first_open(self._model))

    def _sort(self, column: int, order: Qt.SortOrder) -> None:
        """The cursor stays on its candidate; what else was selected lies elsewhere now."""
        here = self.currentIndex()
        self.selectionModel().select(here, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._model.sort(column, order)
        self._fit()
        self.scrollTo(self.currentIndex())

    def _set_behaviour(self) -> None:
        triggers = QTableView.EditTrigger
        self.setEditTriggers(
            triggers.AnyKeyPressed | triggers.EditKeyPressed | triggers.DoubleClicked
        )
        self.setSelectionMode(QTableView.SelectionMode.ContiguousSelection)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHorizontalHeader(self._header)
        self._header.setSortIndicatorShown(True)
        self._header.sectionPressed.disconnect()  # a click sorts; it doesn't select a column
        self._header.sectionEntered.disconnect()
        self._header.sortIndicatorChanged.connect(self._sort)

    def _fit(self) -> None:
        fit_columns(self, self._header, self._model.sheet)

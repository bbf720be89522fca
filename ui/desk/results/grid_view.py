"""The table in which marks are typed: keys, clipboard, problems, column widths."""

from __future__ import annotations

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
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemDelegate, QHeaderView, QLineEdit, QTableView, QWidget

from ui.common.messages import announce
from ui.common.theme import theme
from ui.desk.results import grid_steps
from ui.desk.results.block import place, read_block, write_block
from ui.desk.results.cells import Kind, ResultKey
from ui.desk.results.grid_columns import fit_columns
from ui.desk.results.grid_delegate import GridDelegate
from ui.desk.results.grid_keys import CLEAR, COMMANDS, ENTER, is_redo, is_undo
from ui.desk.results.grid_model import KIND_ROLE, GridModel
from ui.desk.results.mark_sheet import MarkSheet
from wset_desk.i18n import _, pgettext


class GridView(QTableView):
    """``undo_wanted`` and ``redo_wanted`` come on Ctrl+Z and Ctrl+Shift+Z, ``absence_wanted`` on N,
    ``confirm_wanted`` on C, ``history_wanted`` on H.

    ``correction_wanted`` comes where somebody sets about editing a mark that is locked.
    ``left_over(count)`` says how many pasted values fell outside the grid.
    """

    undo_wanted = Signal()
    redo_wanted = Signal()
    absence_wanted = Signal()
    confirm_wanted = Signal()
    history_wanted = Signal()
    correction_wanted = Signal()
    selection_changed = Signal()
    left_over = Signal(int)

    def __init__(self, model: GridModel) -> None:
        super().__init__()
        self._model = model
        self._marks = GridDelegate(self)
        self.setAccessibleName(_("Marks"))
        self.setProperty("ownFocus", True)  # the current cell has its edge
        self.setModel(model)
        self.setItemDelegate(self._marks)
        self._marks.left.connect(self._leave_editor)
        self._marks.pasted.connect(self._paste_over)
        self._set_behaviour()
        self.doubleClicked.connect(self._edit_locked)
        model.modelReset.connect(self._begin)
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

    def marks_chosen(self) -> list[QModelIndex]:
        """The mark cells meant by N: those selected, or all of the row where none is."""
        chosen = [index for index in self._selected() if self._model.key_at(index) is not None]
        return chosen or [
            index
            for index in grid_steps.marks_of_row(self._model, self.currentIndex())
            if self._model.key_at(index) is not None
        ]

    def paste(self) -> None:
        """Put the clipboard's cells where the current cell is, blank ones left out."""
        start = self.currentIndex()
        column = grid_steps.paper_of(self._model, start)
        if not start.isValid() or column < 0:
            return
        placed = place(read_block(QGuiApplication.clipboard().text()), start.row(), column)
        found = [(grid_steps.mark_index(self._model, p.row, p.column), p.text) for p in placed]
        inside = [(index, text) for index, text in found if self._model.key_at(index) is not None]
        self._model.type_marks(inside)
        if len(inside) < len(placed):
            self.left_over.emit(len(placed) - len(inside))

    def copy(self) -> None:
        """The selected cells as spreadsheets take them, without totals among their parts."""
        chosen = self._selected()
        typed = [each for each in chosen if each.data(KIND_ROLE) is not Kind.TOTAL]
        rows: dict[int, list[str]] = {}
        for index in typed or chosen:
            rows.setdefault(index.row(), []).append(str(index.data()))
        QGuiApplication.clipboard().setText(write_block(list(rows.values())))

    def clear_marks(self) -> None:
        """Del: the selected marks go at once; Ctrl+Z brings them back."""
        chosen = [index for index in self._selected() if self._model.is_editable(index)]
        self._model.type_marks([(index, "") for index in chosen])

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
            self._go(
                grid_steps.vertically(self._model, self.currentIndex(), -1 if backwards else 1)
            )
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
        results = (self._model.sheet.result(i.row(), i.column()) for i in self._selected())
        return {result for result in results if result is not None}

    def _wanted_by(self, letter: str) -> SignalInstance | None:
        letters = {
            pgettext("key for no-show", "n"): self.absence_wanted,
            pgettext("key for confirming", "c"): self.confirm_wanted,
            pgettext("key for history", "h"): self.history_wanted,
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
        self.commitData(editor)
        self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        if key in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
            self._tab(backwards=backwards or key == Qt.Key.Key_Backtab)
            return
        up = key == Qt.Key.Key_Up or (key in ENTER and backwards)
        self._step(-1 if up else 1)

    def _paste_over(self, editor: QWidget) -> None:
        """A single value goes into the editor, a block into the grid."""
        block = read_block(QGuiApplication.clipboard().text())
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

    def _selected(self) -> list[QModelIndex]:
        found = self.selectionModel().selectedIndexes()
        return sorted(found, key=lambda index: (index.row(), index.column()))

    def _begin(self) -> None:
        """Other candidates: stand on the first mark still to be typed."""
        self._fit()
        self._go(grid_steps.first_open(self._model))

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
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def _fit(self) -> None:
        fit_columns(self, self._model.sheet)

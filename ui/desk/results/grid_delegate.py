"""How the results grid's cells look, and the editor in which marks are typed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.common.table_model import ROW_ROLE, Index
from ui.common.theme import theme
from ui.desk.results.cell_painter import CellPainter
from ui.desk.results.cells import Kind, Mood
from ui.desk.results.grid_layout import MARKS
from ui.desk.results.mark_sheet import MarkSheet
from ui.desk.results.sheet_words import SheetWords
from wset_desk.i18n import _

_LOADED = "loaded"
_LEAVING = {
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_Tab,
    Qt.Key.Key_Backtab,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
}


class GridDelegate(QStyledItemDelegate):
    """``left(editor, key, backwards)``: a key ended the editing and goes on elsewhere.

    ``pasted(editor)``: Ctrl+V was pressed while typing.
    """

    left = Signal(QWidget, int, bool)
    pasted = Signal(QWidget)

    def __init__(self, sheet: MarkSheet, words: SheetWords, parent: QObject) -> None:
        super().__init__(parent)
        self._sheet = sheet
        self._words = words
        self._cell = CellPainter()
        theme().changed.connect(self._cell.restyle)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ask the sheet itself: by way of the model it takes three times as long."""
        painter.save()
        row, column = index.row(), index.column()
        kind = self._sheet.kind(column)
        self._cell.take_up(painter, option, kind)
        if kind in MARKS:
            face = self._words.face(row, column)
            self._cell.paint_ground(face.mood)
            self._cell.paint_mark(face)
        else:
            self._cell.paint_ground(self._ground(kind, row, column))
            self._paint_words(kind, row, column)
        painter.restore()

    def _ground(self, kind: Kind, row: int, column: int) -> Mood:
        """A percentage lies on its mark's ground, where there is neither."""
        mood = self._words.face(row, column).mood if kind is Kind.PERCENT else Mood.OPEN
        return mood if mood in {Mood.ABSENT, Mood.NOT_SAT} else Mood.OPEN

    def _paint_words(self, kind: Kind, row: int, column: int) -> None:
        look = self._words.look(row, column)
        if look is not None:
            self._cell.paint_look(look)
        elif kind is Kind.CANDIDATE:
            person = self._sheet.rows[row]
            self._cell.paint_candidate(person.name, person.extra_time_percent)
        else:
            self._cell.paint_text(self._words.text(row, column))

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setProperty("kind", "cell")
        editor.setFont(theme().font("body", 500, tabular=True))
        editor.setAlignment(Qt.AlignmentFlag.AlignTrailing)
        paper = index.model().headerData(index.column(), Qt.Orientation.Horizontal)
        name = _("{candidate}, {paper}").format(candidate=index.data(ROW_ROLE).name, paper=paper)
        editor.setAccessibleName(name)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Once only: an answer of the store must not overwrite what is being typed."""
        if isinstance(editor, QLineEdit) and not editor.property(_LOADED):
            editor.setProperty(_LOADED, True)
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        editor.setGeometry(option.rect.adjusted(0, 0, 0, -1))

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if pressed and isinstance(editor, QLineEdit) and self._ends_editing(editor, event):
            return True
        return super().eventFilter(editor, event)

    def _ends_editing(self, editor: QLineEdit, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent):
            return False
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit(editor)
            return True
        if event.key() not in _LEAVING:
            return False
        backwards = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self.left.emit(editor, event.key(), backwards)
        return True

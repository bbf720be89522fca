"""How the results grid's cells look, and the editor in which marks are typed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.common.labels import Look
from ui.common.table_model import LOOK_ROLE, ROW_ROLE, Index
from ui.common.theme import theme
from ui.desk.results.cell_painter import CellPainter
from ui.desk.results.cells import Kind, MarkFace, Mood
from ui.desk.results.grid_model import FACE_ROLE, KIND_ROLE
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

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        kind, face = index.data(KIND_ROLE), index.data(FACE_ROLE)
        cell = CellPainter(painter, option, kind)
        cell.paint_ground(face.mood if isinstance(face, MarkFace) else Mood.OPEN)
        if isinstance(face, MarkFace):
            cell.paint_mark(face)
        elif isinstance(look := index.data(LOOK_ROLE), Look):
            cell.paint_look(look)
        elif kind is Kind.CANDIDATE:
            row = index.data(ROW_ROLE)
            cell.paint_candidate(row.name, row.extra_time_percent)
        else:
            cell.paint_text(str(index.data()))
        painter.restore()

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

"""A table view that repaints what has changed, where Qt repaints all that one sees."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QTableView, QWidget

from ui.common.table_model import Index
from ui.common.theme import theme


class SparingTable(QTableView):
    """To type a mark and to go on to the next takes no longer however many cells are in sight."""

    def __init__(self) -> None:
        super().__init__()
        self._is_leaving = False
        # what it paints hides what lay there: then scrolling moves pixels and paints the new rows
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def leave_editor(self, editor: QWidget) -> None:
        """Take what was typed and go back to the table."""
        self._is_leaving = True
        self.commitData(editor)
        self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        self._is_leaving = False
        # now, for as long as that is to be painted, scrolling paints everything anew
        self.viewport().repaint(self.visualRect(self.currentIndex()))

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        """Repaint the rows; assistive technology hears of the cells from Qt."""
        if QAccessible.isActive():
            super().dataChanged(first, last, roles)
        top = self.rowViewportPosition(first.row())
        bottom = self.rowViewportPosition(last.row()) + self.rowHeight(last.row())
        self.viewport().update(0, top, self.viewport().width(), bottom - top)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self.viewport()).fillRect(event.rect(), theme().color("surface"))
        super().paintEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Back from the editor only one cell looks different."""
        if self._is_leaving:
            self.update(self.currentIndex())
        else:
            super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if self.state() == QTableView.State.EditingState:
            self.update(self.currentIndex())
        else:
            super().focusOutEvent(event)

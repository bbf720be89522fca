"""The enquiries of one state: a heading with their number, and their cards below it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QListView

from ui.common.enter_key import is_enter
from ui.common.theme import theme
from ui.desk.enquiries.card_delegate import (
    ENQUIRY_ROLE,
    EnquiryDelegate,
    EnquiryWords,
    card_rect,
)
from wset_desk.services.enquiries.rows import EnquiryRow

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class EnquiriesModel(QAbstractListModel):
    """``lines`` puts an enquiry into words for tool tips and screen readers."""

    def __init__(self, lines: Callable[[EnquiryRow], list[str]]) -> None:
        super().__init__()
        self._lines = lines
        self.rows: tuple[EnquiryRow, ...] = ()

    def set_rows(self, rows: Sequence[EnquiryRow]) -> None:
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def number_of(self, enquiry_id: UUID | None) -> int:
        """-1 where it isn't shown."""
        return next((n for n, each in enumerate(self.rows) if each.id == enquiry_id), -1)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == ENQUIRY_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.candidate
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(self._lines(row))
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(self._lines(row))
        return None


class CardList(QListView):
    """``opened(row)`` on Enter and on a click, ``aside(step)`` on the arrows to the sides."""

    opened = Signal(object)
    aside = Signal(int)

    def __init__(self, name: str, told: EnquiryWords) -> None:
        super().__init__()
        self.enquiries = EnquiriesModel(told.lines)
        self.setModel(self.enquiries)
        self._delegate = EnquiryDelegate(told)
        self.setItemDelegate(self._delegate)
        self._pressed: UUID | None = None
        self.setAccessibleName(name)
        self.setProperty("role", "bare")
        self.setProperty("ownFocus", True)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.viewport().setAutoFillBackground(False)
        theme().changed.connect(self.scheduleDelayedItemsLayout)

    def show_rows(self, rows: Sequence[EnquiryRow]) -> None:
        """Show these; the current one and the scroll bar keep their places."""
        current, scrolled = self.current(), self.verticalScrollBar().value()
        self.enquiries.set_rows(rows)
        self.go_to(self.enquiries.number_of(current.id if current is not None else None))
        self.doItemsLayout()
        self.verticalScrollBar().setValue(scrolled)

    def current(self) -> EnquiryRow | None:
        found = self.currentIndex().data(ENQUIRY_ROLE)
        return found if isinstance(found, EnquiryRow) else None

    def go_to(self, number: int) -> None:
        """Make the card with this number the current one; nothing where there is none."""
        last = self.enquiries.rowCount() - 1
        if number < 0 or last < 0:
            return
        index = self.enquiries.index(min(number, last))
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.scrollTo(index)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.go_to(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ahead = Qt.Key.Key_Left if self.isRightToLeft() else Qt.Key.Key_Right
        if is_enter(event) or event.key() == Qt.Key.Key_Space:
            self._open(self.current())
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.aside.emit(1 if event.key() == ahead else -1)
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        over = self._row_at(event) is not None
        pointing, plain = Qt.CursorShape.PointingHandCursor, Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(pointing if over else plain)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        row = self._row_at(event)
        self._pressed = row.id if row is not None else None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The first click has done it."""
        self._pressed = None

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        row = self._row_at(event)
        pressed, self._pressed = self._pressed, None
        if row is not None and row.id == pressed and event.button() == Qt.MouseButton.LeftButton:
            self._open(row)

    def _row_at(self, event: QMouseEvent) -> EnquiryRow | None:
        index = self.indexAt(event.position().toPoint())
        if not index.isValid():
            return None
        found = index.data(ENQUIRY_ROLE)
        card = card_rect(self.visualRect(index))
        inside = card.contains(event.position())
        return found if inside and isinstance(found, EnquiryRow) else None

    def _open(self, row: EnquiryRow | None) -> None:
        if row is not None:
            self.opened.emit(row)

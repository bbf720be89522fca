"""The table view of every list: fixed rows, hover, pills, keyboard, and words when it is empty."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.common.cards import Card, EmptyState
from ui.common.enter_key import ENTER, is_enter
from ui.common.labels import Look
from ui.common.pills import paint_pill, pill_size
from ui.common.table_model import LOOK_ROLE, ROW_ROLE, Index, RowsModel
from ui.common.theme import theme

_PADDING = 12


class RowDelegate(QStyledItemDelegate):
    """Paints a cell: hover and selection over the whole row, a hairline below, pills."""

    def __init__(self, view: DataTable) -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        self._paint_ground(painter, option, index)
        look = index.data(LOOK_ROLE)
        if isinstance(look, Look):
            self._paint_look(painter, option, look)
        else:
            self._paint_text(painter, option, index)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect = QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme().color("selection"))
        elif index.row() == self._view.hovered_row:
            painter.fillRect(rect, theme().color("hover"))
        painter.setPen(QPen(theme().color("border"), 1))
        below = rect.bottom() - 0.5
        painter.drawLine(QPointF(rect.left(), below), QPointF(rect.right(), below))
        current = option.state & QStyle.StateFlag.State_HasFocus
        if current and self._view.shows_current_cell:
            painter.setPen(QPen(theme().color("focus"), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))

    def _paint_look(self, painter: QPainter, option: QStyleOptionViewItem, look: Look) -> None:
        rect = QRectF(option.rect)
        size = pill_size(look)
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        padding = theme().px(_PADDING)
        width = min(size.width(), rect.width() - padding)
        left = rect.right() - padding - width if mirrored else rect.left() + padding
        top = rect.center().y() - size.height() / 2
        place = QRectF(left, top, width, size.height())
        paint_pill(painter, look, place, mirrored=mirrored)

    def _paint_text(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        filled = QStyleOptionViewItem(option)
        self.initStyleOption(filled, index)
        padding = theme().px(_PADDING)
        rect = QRectF(option.rect).adjusted(padding, 0, -padding, 0)
        if not filled.icon.isNull():
            side = theme().px(16)
            mirrored = option.direction == Qt.LayoutDirection.RightToLeft
            left = rect.right() - side if mirrored else rect.left()
            place = QRectF(left, rect.center().y() - side / 2, side, side).toRect()
            filled.icon.paint(painter, place)
            step = side + theme().px(8)
            rect.adjust(0 if mirrored else step, 0, -step if mirrored else 0, 0)
        painter.setFont(filled.font)
        ink = index.data(Qt.ItemDataRole.ForegroundRole)
        painter.setPen(ink if ink is not None else theme().color("text"))
        text = filled.fontMetrics.elidedText(
            filled.text, Qt.TextElideMode.ElideRight, round(rect.width())
        )
        painter.drawText(rect, filled.displayAlignment, text)


class DataTable(QTableView):
    """``activated_row(row)`` on Enter or double click, ``selection_changed()`` on every change."""

    activated_row = Signal(object)
    selection_changed = Signal()

    def __init__(self, name: str, model: RowsModel[Any], *, multi_select: bool = False) -> None:
        super().__init__()
        self.hovered_row = -1
        self.shows_current_cell = False
        self._model = model
        self._empty: EmptyState | None = None
        self._sorted = (-1, Qt.SortOrder.AscendingOrder)
        self._rows_high = 0
        self.setAccessibleName(name)
        self.setModel(model)
        self.setItemDelegate(RowDelegate(self))
        self._set_behaviour(multi_select)
        self._set_headers()
        model.modelReset.connect(self._show_or_hide_empty)
        self.selectionModel().selectionChanged.connect(lambda *_: self.selection_changed.emit())
        self.doubleClicked.connect(self._activate)
        theme().changed.connect(self._restyle)
        self._restyle()

    def set_empty(
        self,
        text: str,
        action_text: str = "",
        on_action: Callable[[], object] | None = None,
        *,
        icon: str = "",
    ) -> None:
        """What is said, and offered, while there are no rows."""
        if self._empty is None:
            self._empty = EmptyState(text, action_text, on_action, icon=icon)
            self._empty.setParent(self.viewport())
        else:
            self._empty.set_text(text, action_text, on_action)
        self._show_or_hide_empty()

    def selected_rows(self) -> list[Any]:
        """The selected rows, in the order shown."""
        numbers = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self._model.row_at(number) for number in numbers]

    def selectRow(self, row: int) -> None:
        """Stand on a row. Qt's own finds none where text runs from right to left, before the
        columns are laid out."""
        flag = QItemSelectionModel.SelectionFlag
        index = self._model.index(row, 0)
        self.selectionModel().setCurrentIndex(index, flag.ClearAndSelect | flag.Rows)

    def current_row(self) -> Any | None:
        index = self.currentIndex()
        return index.data(ROW_ROLE) if index.isValid() else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event) and self.currentIndex().isValid():
            self._activate(self.currentIndex())
        elif event.key() in ENTER:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.indexAt(event.position().toPoint()).row())
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._empty is not None:
            self._empty.setGeometry(self.viewport().rect())

    def _set_behaviour(self, multi_select: bool) -> None:
        mode = QAbstractItemView.SelectionMode
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(mode.ExtendedSelection if multi_select else mode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)

    def _set_headers(self) -> None:
        vertical = self.verticalHeader()
        vertical.hide()
        vertical.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        horizontal = self.horizontalHeader()
        horizontal.setHighlightSections(False)
        horizontal.setSectionsClickable(True)
        horizontal.setSortIndicator(*self._sorted)
        horizontal.setSortIndicatorShown(True)
        horizontal.sortIndicatorChanged.connect(self._sort)
        for number, column in enumerate(self._model.columns):
            if column.stretch:
                horizontal.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)

    def fit_height(self, most: int) -> None:
        """Be as high as the rows there are, `most` at most, whatever becomes of the text size."""
        self._rows_high = min(self._model.rowCount(), most)
        self._restyle()

    def _sort(self, number: int, order: Qt.SortOrder) -> None:
        if 0 <= number < len(self._model.columns) and self._model.columns[number].sortable:
            self._sorted = (number, order)
            self._model.sort(number, order)
            return
        header = self.horizontalHeader()
        header.blockSignals(True)
        header.setSortIndicator(*self._sorted)
        header.blockSignals(False)

    def _restyle(self) -> None:
        metrics = self.fontMetrics()
        height = max(theme().size("rowHeight"), metrics.height() + theme().px(10))
        self.verticalHeader().setDefaultSectionSize(height)
        header = self.horizontalHeader()
        header.setFixedHeight(height + theme().px(2))
        if self._rows_high:
            self.setFixedHeight(height * (self._rows_high + 1) + theme().px(8))
        for number, column in enumerate(self._model.columns):
            if not column.stretch:
                wanted = header.sectionSizeHint(number) + theme().px(8)
                header.resizeSection(number, max(theme().px(column.width), wanted))
        header.setMinimumSectionSize(theme().px(40))

    def _activate(self, index: QModelIndex) -> None:
        self.activated_row.emit(self._model.row_at(index))

    def _hover(self, number: int) -> None:
        if number != self.hovered_row:
            self.hovered_row = number
            self.viewport().update()

    def _show_or_hide_empty(self) -> None:
        if self._empty is not None:
            self._empty.setGeometry(self.viewport().rect())
            self._empty.setVisible(self._model.rowCount() == 0)


def framed(table: QWidget) -> QWidget:
    """A table on a card of its own, with the card's border and corners."""
    card = Card(margins=0, gap=0)
    card.body.setContentsMargins(1, 6, 1, 6)
    card.body.addWidget(table)
    return card

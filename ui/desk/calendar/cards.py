"""Sessions as cards in a list: the day panel's and the agenda's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ui.common import dates, labels
from ui.common.card_brush import CardBrush, line_height, paint_card_frame, text_width
from ui.common.pills import pill_size
from ui.common.seats import paint_seats, seats_text, seats_tone
from ui.common.theme import theme
from ui.desk import exam_words
from ui.desk.calendar import words
from ui.desk.calendar.model import Slot

Index = QModelIndex | QPersistentModelIndex
Entry = Slot | date
ENTRY_ROLE = int(Qt.ItemDataRole.UserRole)
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}
_NOWHERE = QModelIndex()


class CardsModel(QAbstractListModel):
    """Sessions, with a date before those of each day where there are several days."""

    def __init__(self) -> None:
        super().__init__()
        self._entries: list[Entry] = []

    @property
    def entries(self) -> Sequence[Entry]:
        return tuple(self._entries)

    def set_entries(self, entries: Sequence[Entry]) -> None:
        self.beginResetModel()
        self._entries = list(entries)
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        if role == ENTRY_ROLE:
            return entry
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return words.spoken(entry) if isinstance(entry, Slot) else dates.day_long(entry)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        is_card = index.isValid() and isinstance(self._entries[index.row()], Slot)
        return super().flags(index) if is_card else Qt.ItemFlag.ItemIsEnabled


class CardDelegate(QStyledItemDelegate):
    """Paints a card: times and kind, title, place, seats left."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        if not isinstance(index.data(ENTRY_ROLE), Slot):
            return QSize(0, round(line_height("title")) + theme().px(18))
        lines = line_height("label") * 2 + line_height("body") + theme().px(4)
        return QSize(0, round(lines) + theme().px(34))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = index.data(ENTRY_ROLE)
        area = QRectF(option.rect)
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(entry, Slot):
            state = option.state & ~QStyle.StateFlag.State_Selected
            card = area.adjusted(1, 1, -1, -theme().px(8))
            paint_card_frame(painter, card, state)
            _Card(painter, card, mirrored).paint(entry)
        else:
            _paint_day(painter, area, entry, mirrored)
        painter.restore()


class _Card:
    """One card's three lines, mirrored for right-to-left."""

    def __init__(self, painter: QPainter, area: QRectF, mirrored: bool) -> None:
        self._brush = CardBrush(painter, area, mirrored=mirrored)
        self._inset = theme().px(12)

    def paint(self, slot: Slot) -> None:
        look = labels.category(slot.item.session_type)
        brush, px = self._brush, theme().px
        self._bar(look.bar)
        top, start = px(10), px(22)
        whole = brush.area.width() - start - self._inset
        pill = brush.pill(look, self._inset, top - px(1), whole)
        line = brush.place(start, top, whole - pill - px(6), line_height("label"))
        brush.text(words.span(slot), line, "label", weight=600, ink="text2")
        top += round(max(line_height("label"), pill_size(look).height())) + px(1)
        line = brush.place(start, top, whole, line_height("body"))
        brush.text(exam_words.title(slot.item), line, weight=600)
        top += round(line_height("body")) + px(5)
        used = self._seats(slot, top)
        icon = px(14)
        middle = top + (line_height("label") - icon) / 2
        brush.icon("pin", "text3", brush.place(start, middle, icon, icon))
        begin = start + icon + px(4)
        room = brush.area.width() - begin - self._inset - used - px(8)
        line = brush.place(begin, top, room, line_height("label"))
        brush.text(exam_words.place(slot.item), line, "label", ink="text2")

    def _bar(self, tone: str) -> None:
        px, painter = theme().px, self._brush.painter
        width = px(3)
        place = self._brush.place(px(10), px(11), width, self._brush.area.height() - px(22))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color(tone))
        painter.drawRoundedRect(place, width / 2, width / 2)

    def _seats(self, slot: Slot, top: float) -> float:
        """Words and a bar at the end of the line; answers how wide they are."""
        item, brush, px = slot.item, self._brush, theme().px
        text = seats_text(item.taken, item.max_capacity)
        wide = max(text_width(text, "label", 600), px(80))
        end = brush.area.width() - self._inset
        tone = seats_tone(item.taken, item.max_capacity)
        place = brush.place(end - wide, top - px(4), wide, line_height("label"))
        brush.text(text, place, "label", weight=600, ink=tone, at_end=True)
        below = top - px(4) + place.height() + px(2)
        bar = brush.place(end - px(80), below, px(80), 4)
        paint_seats(brush.painter, bar, item.taken, item.max_capacity, mirrored=brush.mirrored)
        return wide


class CardsList(QListView):
    """A list of cards; Enter, Space and a click open one, Esc leaves."""

    opened = Signal(object)
    left = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.cards = CardsModel()
        self.setModel(self.cards)
        self.setItemDelegate(CardDelegate(self))
        self.setAccessibleName(name)
        self.setProperty("role", "bare")
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.viewport().setAutoFillBackground(False)
        self.clicked.connect(self._open)
        theme().changed.connect(self.scheduleDelayedItemsLayout)

    def set_entries(self, entries: Sequence[Entry]) -> None:
        """Show these, and keep the place of the one that is current."""
        current = self.current()
        self.cards.set_entries(entries)
        for row, entry in enumerate(entries):
            if isinstance(entry, Slot) and current and entry.item.id == current.item.id:
                self.setCurrentIndex(self.cards.index(row))

    def current(self) -> Slot | None:
        entry = self.currentIndex().data(ENTRY_ROLE)
        return entry if isinstance(entry, Slot) else None

    def show_day(self, day: date) -> None:
        """Scroll to the first entry of a day, or of the next one that has any."""
        for row, entry in enumerate(self.cards.entries):
            if not isinstance(entry, Slot) and entry >= day:
                self.scrollTo(self.cards.index(row), QAbstractItemView.ScrollHint.PositionAtTop)
                return

    def enter(self) -> bool:
        """Give the keyboard to the first card; False if there is none."""
        for row, entry in enumerate(self.cards.entries):
            if isinstance(entry, Slot):
                self.setCurrentIndex(self.cards.index(row))
                self.setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self._open(self.currentIndex())
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.text().isprintable() and event.text():
            event.ignore()  # the screen's single letters
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        entry = index.data(ENTRY_ROLE)
        if isinstance(entry, Slot):
            self.opened.emit(entry)


def _paint_day(painter: QPainter, area: QRectF, day: date, mirrored: bool) -> None:
    inner = area.adjusted(theme().px(2), theme().px(8), -theme().px(2), -theme().px(4))
    brush = CardBrush(painter, inner, mirrored=mirrored)
    place = brush.place(0, 0, inner.width(), inner.height())
    brush.text(dates.day_long(day), place, "title", weight=600)

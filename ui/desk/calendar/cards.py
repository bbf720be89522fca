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
    QSizeF,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ui.common import dates, labels
from ui.common.icons import paint_icon
from ui.common.pills import paint_pill, pill_size
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
            return QSize(0, round(_height("title")) + theme().px(18))
        lines = _height("label") * 2 + _height("body") + theme().px(4)
        return QSize(0, round(lines) + theme().px(34))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = index.data(ENTRY_ROLE)
        area = QRectF(option.rect)
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(entry, Slot):
            state = option.state
            card = area.adjusted(1, 1, -1, -theme().px(8))
            self._paint_frame(painter, card, state)
            _Card(painter, card, mirrored).paint(entry)
        else:
            _paint_day(painter, area, entry, mirrored)
        painter.restore()

    def _paint_frame(self, painter: QPainter, card: QRectF, state: QStyle.StateFlag) -> None:
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        edge = "focus" if focused else "borderStrong" if hovered else "border"
        painter.setPen(QPen(theme().color(edge), 2 if focused else 1))
        painter.setBrush(theme().color("raised"))
        corner = theme().radius("md") + 2
        painter.drawRoundedRect(card.adjusted(0.5, 0.5, -0.5, -0.5), corner, corner)


class _Card:
    """One card's three lines, mirrored for right-to-left."""

    def __init__(self, painter: QPainter, area: QRectF, mirrored: bool) -> None:
        self._painter = painter
        self._area = area
        self._mirrored = mirrored
        self._inset = theme().px(12)

    def paint(self, slot: Slot) -> None:
        look = labels.category(slot.item.session_type)
        px = theme().px
        self._bar(look.bar)
        top = self._area.top() + px(10)
        start = px(22)
        pill = pill_size(look)
        self._pill(look, top, pill)
        room = self._area.width() - start - self._inset - pill.width() - px(6)
        self._text(words.span(slot), top, start, room, "label", 600, "text2")
        top += max(_height("label"), pill.height()) + px(1)
        whole = self._area.width() - start - self._inset
        self._text(exam_words.title(slot.item), top, start, whole, "body", 600, "text")
        top += _height("body") + px(5)
        used = self._seats(slot, top)
        icon = px(14)
        self._icon("pin", start, top, icon)
        begin = start + icon + px(4)
        room = self._area.width() - begin - self._inset - used - px(8)
        self._text(exam_words.place(slot.item), top, begin, room, "label", 500, "text2")

    def _bar(self, tone: str) -> None:
        width = theme().px(3)
        place = self._place(theme().px(10), 0, width, 0)
        place.setTop(self._area.top() + theme().px(11))
        place.setBottom(self._area.bottom() - theme().px(11))
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(theme().color(tone))
        self._painter.drawRoundedRect(place, width / 2, width / 2)

    def _pill(self, look: labels.Look, top: float, size: QSizeF) -> None:
        left = self._area.width() - self._inset - size.width()
        place = self._place(left, top - theme().px(1), size.width(), size.height())
        paint_pill(self._painter, look, place, mirrored=self._mirrored)

    def _seats(self, slot: Slot, top: float) -> float:
        """Words and a bar at the end of the line; answers how wide they are."""
        item = slot.item
        text = seats_text(item.taken, item.max_capacity)
        font = theme().font("label", 600, tabular=True)
        wide = max(QFontMetricsF(font).horizontalAdvance(text), theme().px(80))
        left = self._area.width() - self._inset - wide
        tone = seats_tone(item.taken, item.max_capacity)
        place = self._place(left, top - theme().px(4), wide, _height("label"))
        self._painter.setFont(font)
        self._painter.setPen(theme().color(tone))
        self._painter.drawText(place, _aligned(to_the_left=self._mirrored), text)
        width = theme().px(80)
        below = self._place(
            self._area.width() - self._inset - width, place.bottom() + theme().px(2), width, 4
        )
        paint_seats(self._painter, below, item.taken, item.max_capacity)
        return wide

    def _icon(self, name: str, start: float, top: float, side: float) -> None:
        place = self._place(start, top + (_height("label") - side) / 2, side, side)
        paint_icon(self._painter, name, "text3", place)

    def _text(  # noqa: PLR0917
        self, text: str, top: float, start: float, room: float, style: str, weight: int, ink: str
    ) -> None:
        font = theme().font(style, weight, tabular=True)
        self._painter.setFont(font)
        self._painter.setPen(theme().color(ink))
        shown = _elided(font, text, room)
        place = self._place(start, top, room, _height(style))
        self._painter.drawText(place, _aligned(to_the_left=not self._mirrored), shown)

    def _place(self, start: float, top: float, width: float, height: float) -> QRectF:
        """`start` counts from the side where reading begins; `top` is absolute."""
        left = self._area.left() + start
        if self._mirrored:
            left = self._area.right() - start - width
        return QRectF(left, top, width, height)


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
    font = theme().font("title")
    painter.setFont(font)
    painter.setPen(theme().color("text"))
    inner = area.adjusted(theme().px(2), theme().px(8), -theme().px(2), -theme().px(4))
    text = _elided(font, dates.day_long(day), inner.width())
    painter.drawText(inner, _aligned(to_the_left=not mirrored), text)


def _aligned(*, to_the_left: bool) -> Qt.AlignmentFlag:
    """In the middle of the line, at a side that the painter doesn't mirror once more."""
    side = Qt.AlignmentFlag.AlignLeft if to_the_left else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute


def _height(style: str) -> float:
    return QFontMetricsF(theme().font(style, 600)).height()


def _elided(font: QFont, text: str, room: float) -> str:
    return QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, room)

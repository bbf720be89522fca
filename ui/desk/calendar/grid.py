"""What the painted views share: choosing, dragging, dropping, keys, hovering."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from PySide6.QtCore import QByteArray, QEvent, QMimeData, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from ui.common.enter_key import ENTER
from ui.common.theme import theme
from ui.desk.calendar import words
from ui.desk.calendar.chips import ChipPainter
from ui.desk.calendar.drop_hint import paint_drop_hint
from ui.desk.calendar.model import Period, Sessions, Slot, View
from ui.desk.calendar.month_layout import ChipBox, MoreBox
from ui.desk.calendar.obstacles import Obstacles

MIME = "application/x-wset-desk-exam-session"
_TURNS = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


class Target(NamedTuple):
    """Where something is dropped: a day, and the minute of it where the view has hours."""

    day: date
    minute: int | None
    rect: QRectF


class CalendarGrid(QWidget):
    """A painted view of sessions. Subclasses lay out, paint the ground and find days."""

    day_chosen = Signal(object)
    day_entered = Signal(object)
    day_number_clicked = Signal(object)
    more_clicked = Signal(object)
    session_opened = Signal(object)
    menu_wanted = Signal(object, object, object)
    create_wanted = Signal(object, object)
    drag_began = Signal(object)
    turn_wanted = Signal(int)
    moved = Signal(object, object, object)

    def __init__(self, period: Period, today: date) -> None:
        super().__init__()
        self.period = period
        self.today = today
        self.sessions = Sessions()
        self.chips = ChipPainter()
        self.may_move = True
        self._obstacles = Obstacles()
        self._hovered: ChipBox | MoreBox | None = None
        self._target: Target | None = None
        self._pressed: tuple[QPointF, ChipBox] | None = None
        self._clicked: tuple[ChipBox | None, Target | None] = (None, None)
        self._dragged: Slot | None = None
        self._picture = QPixmap()
        self._is_stale = True
        self.grip = 0.0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        theme().changed.connect(self._restyle)

    # what a subclass gives

    @abstractmethod
    def boxes(self) -> Sequence[ChipBox]:
        """The chips, in reading order."""

    @abstractmethod
    def more_boxes(self) -> Sequence[MoreBox]: ...

    @abstractmethod
    def target_at(self, position: QPointF) -> Target | None:
        """The day (and time) under a point."""

    @abstractmethod
    def day_rect(self, day: date) -> QRectF:
        """Where a day is shown; empty if it isn't."""

    @abstractmethod
    def lay_out(self) -> None: ...

    @abstractmethod
    def paint_ground(self, painter: QPainter) -> None:
        """Everything but the chips."""

    def paint_edge(self, painter: QPainter) -> None:
        """What lies over the chips, at the edge."""

    # what the screen calls

    def show_sessions(self, period: Period, sessions: Sessions) -> None:
        self.period, self.sessions = period, sessions
        self.relayout()

    def choose_day(self, day: date) -> None:
        """Mark another day of the same period."""
        self.period = Period(self.period.view, day)
        self.refresh_picture()

    def set_obstacles(self, obstacles: Obstacles) -> None:
        """What is in the way of the session that is being dragged."""
        self._obstacles = obstacles
        self.update()

    def relayout(self) -> None:
        self._hovered = None
        self.lay_out()
        self.refresh_picture()

    def refresh_picture(self) -> None:
        """Paint everything anew at the next paint event."""
        self._is_stale = True
        self.update()

    def chip_at(self, position: QPointF) -> ChipBox | None:
        return next((box for box in self.boxes() if box.rect.contains(position)), None)

    def more_at(self, position: QPointF) -> MoreBox | None:
        return next((box for box in self.more_boxes() if box.rect.contains(position)), None)

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._is_stale:
            self._paint_picture()
        painter = QPainter(self)
        area = QRectF(event.rect())
        ratio = self._picture.devicePixelRatioF()
        source = QRectF(area.topLeft() * ratio, area.size() * ratio)
        painter.drawPixmap(area, self._picture, source)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._hovered is not None:
            self._paint_outline(painter, self._hovered.rect)
        if self._target is not None and self._dragged is not None:
            paint_drop_hint(painter, QRectF(self.rect()), self._target.rect, self.drop_reason())

    def _paint_picture(self) -> None:
        """Everything but hovering and dragging, kept until it changes."""
        ratio = self.devicePixelRatioF()
        if self._picture.size() != self.size() * ratio:
            self._picture = QPixmap(self.size() * ratio)
            self._picture.setDevicePixelRatio(ratio)
        self._picture.fill(theme().color("surface"))
        painter = QPainter(self._picture)
        mirrored = self.isRightToLeft()
        self.paint_ground(painter)
        self.chips.paint(painter, self.boxes(), mirrored=mirrored)
        self.chips.paint_more(painter, self.more_boxes(), mirrored=mirrored)
        self.paint_edge(painter)
        painter.end()
        self._is_stale = False

    def _paint_outline(self, painter: QPainter, rect: QRectF) -> None:
        painter.setPen(QPen(theme().color("borderStrong"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        corner = theme().radius("sm") + 1
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), corner, corner)

    # the mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if event.button() != Qt.MouseButton.LeftButton:
            return
        chip, more = self.chip_at(event.position()), self.more_at(event.position())
        target = self.target_at(event.position())
        self._clicked = (chip, target if more is None else None)
        if chip is not None:
            self._pressed = (event.position(), chip)
        elif more is not None:
            self.more_clicked.emit(more.day)
        elif target is not None:
            self.press_ground(event.position(), target)

    def press_ground(self, position: QPointF, target: Target) -> None:
        """A click beside the chips."""
        self.day_chosen.emit(target.day)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is not None and event.buttons() & Qt.MouseButton.LeftButton:
            start, chip = self._pressed
            far = (event.position() - start).manhattanLength()
            if self.may_move and far >= QApplication.startDragDistance():
                self._pressed = None
                self._drag(chip, start)
            return
        self._hover(self.chip_at(event.position()) or self.more_at(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A chip is chosen only now: choosing may turn the month, and not under a drag."""
        pressed, self._pressed = self._pressed, None
        if pressed is not None:
            self.day_chosen.emit(pressed[1].slot.day)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Of what the first click hit, which may have turned the month."""
        chip, target = self._clicked
        if chip is not None:
            self.session_opened.emit(chip.slot)
        elif target is not None:
            self.create_wanted.emit(target.day, target.minute)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        position = QPointF(event.pos())
        chip, target = self.chip_at(position), self.target_at(position)
        if target is not None:
            slot = chip.slot if chip else None
            self.menu_wanted.emit(event.globalPos(), slot, target)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(None)
        super().leaveEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            chip = self.chip_at(QPointF(event.pos()))
            text = words.tool_tip(chip.slot) if chip else ""
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.relayout()

    def _hover(self, box: ChipBox | MoreBox | None) -> None:
        if box is self._hovered:
            return
        for each in (self._hovered, box):
            if each is not None:
                self.update(each.rect.toAlignedRect().adjusted(-1, -1, 1, 1))
        self._hovered = box
        pointing = Qt.CursorShape.PointingHandCursor
        self.setCursor(pointing if box is not None else Qt.CursorShape.ArrowCursor)

    # dragging

    def _drag(self, chip: ChipBox, start: QPointF) -> None:
        data = QMimeData()
        data.setData(MIME, QByteArray(chip.slot.item.id.bytes))
        drag = QDrag(self)
        drag.setMimeData(data)
        drag.setPixmap(self._picture_of(chip))
        drag.setHotSpot((start - chip.rect.topLeft()).toPoint())
        self.grip = start.y() - chip.rect.top()
        self.drag_began.emit(chip.slot)
        drag.exec(Qt.DropAction.MoveAction)
        self._end_drag()

    def _picture_of(self, chip: ChipBox) -> QPixmap:
        self._hover(None)
        return self.grab(chip.rect.toAlignedRect())

    def _end_drag(self) -> None:
        self._dragged = self._target = None
        self.grip = 0.0
        self._obstacles = Obstacles()
        self.update()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        slot = self._slot_of(event.mimeData())
        if slot is not None:
            self._dragged = slot
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._target = self.target_at(event.position())
        self.update()
        event.setAccepted(self._target is not None and not self._is_forbidden())

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._target = None
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:
        slot, target = self._slot_of(event.mimeData()), self.target_at(event.position())
        if self._is_forbidden():
            target = None
        event.setAccepted(slot is not None and target is not None)
        self._end_drag()
        if slot is not None and target is not None and not _stays(slot, target):
            event.acceptProposedAction()
            self.moved.emit(slot, target.day, target.minute)

    def _slot_of(self, data: QMimeData) -> Slot | None:
        if not data.hasFormat(MIME):
            return None
        return self.sessions.find(UUID(bytes=bytes(data.data(MIME).data())))

    def _is_forbidden(self) -> bool:
        slot, target = self._dragged, self._target
        return (
            slot is not None
            and target is not None
            and self._obstacles.forbid(slot, target.day, target.minute)
        )

    def drop_reason(self) -> tuple[str, bool]:
        """What is in the way at the target, and whether that forbids dropping there."""
        if self._dragged is None or self._target is None:
            return "", False
        text = self._obstacles.reason(self._dragged, self._target.day, self._target.minute)
        return text, self._is_forbidden()

    # the keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = self._step(Qt.Key(event.key()))
        if step:
            self.day_chosen.emit(self.period.day + timedelta(days=step))
        elif event.key() in _TURNS:
            self.turn_wanted.emit(_TURNS[Qt.Key(event.key())])
        elif event.key() in ENTER:
            self.day_entered.emit(self.period.day)
        else:
            super().keyPressEvent(event)

    def _step(self, key: Qt.Key) -> int:
        aside = -1 if self.isRightToLeft() else 1
        week = 0 if self.period.view is not View.MONTH else 7
        steps = {
            Qt.Key.Key_Left: -aside,
            Qt.Key.Key_Right: aside,
            Qt.Key.Key_Up: -week,
            Qt.Key.Key_Down: week,
        }
        return steps.get(key, 0)

    def _restyle(self) -> None:
        self.chips = ChipPainter()
        self.updateGeometry()
        self.relayout()


def _stays(slot: Slot, target: Target) -> bool:
    return slot.day == target.day and target.minute in (None, slot.start)

"""Dragging and dropping by events: the offscreen platform has no drag loop of its own."""

from PySide6.QtCore import QByteArray, QMimeData, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

_MOVE = Qt.DropAction.MoveAction
_LEFT = Qt.MouseButton.LeftButton
_PLAIN = Qt.KeyboardModifier.NoModifier


def mime_data(kind: str, content: bytes) -> QMimeData:
    data = QMimeData()
    data.setData(kind, QByteArray(content))
    return data


def hold_over(target: QWidget, data: QMimeData, position: QPointF) -> bool:
    """Drag onto a widget without letting go; whether it would take the drop there."""
    enter = QDragEnterEvent(position.toPoint(), _MOVE, data, _LEFT, _PLAIN)
    QApplication.sendEvent(target, enter)
    if not enter.isAccepted():
        return False
    move = QDragMoveEvent(position.toPoint(), _MOVE, data, _LEFT, _PLAIN)
    QApplication.sendEvent(target, move)
    return move.isAccepted()


def drop(target: QWidget, data: QMimeData, position: QPointF) -> bool:
    """Drag onto a widget and let go, as far as it takes it; whether it did."""
    if not hold_over(target, data, position):
        return False
    event = QDropEvent(position, _MOVE, data, _LEFT, _PLAIN)
    QApplication.sendEvent(target, event)
    return event.isAccepted()

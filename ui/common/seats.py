"""How many seats are taken: a bar, and the words that always stand beside it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.common.theme import theme
from wset_desk.i18n import _, ngettext

_FEW_LEFT = 0.85


class SeatsBar(QWidget):
    """How many seats are taken, of how many: a bar that goes amber and red, never without words."""

    def __init__(self, taken: int, capacity: int, *, height: int = 6) -> None:
        super().__init__()
        self._height = height
        self._taken = taken
        self._capacity = capacity
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_seats(taken, capacity)

    def set_seats(self, taken: int, capacity: int) -> None:
        self._taken, self._capacity = taken, capacity
        self.setAccessibleName(
            _("{taken} of {capacity} seats taken").format(taken=taken, capacity=capacity)
        )
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(80), theme().px(self._height))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        around = QRectF(self.rect())
        mirrored = self.isRightToLeft()
        paint_seats(painter, around, self._taken, self._capacity, mirrored=mirrored)


def seats_tone(taken: int, capacity: int) -> str:
    """The colour token for how full something is."""
    if taken >= capacity:
        return "danger"
    return "warning" if taken >= _FEW_LEFT * capacity else "success"


def seats_text(taken: int, capacity: int) -> str:
    """ "Full" or "3 seats left"."""
    left = capacity - taken
    if left <= 0:
        return _("Full")
    return ngettext("{n} seat left", "{n} seats left", left).format(n=left)


def paint_seats(
    painter: QPainter,
    rect: QRectF,
    taken: int,
    capacity: int,
    *,
    coming: int = 0,
    mirrored: bool = False,
) -> None:
    """The bar itself, for painters of chips and cards; `coming` seats more in a second colour."""
    painter.setPen(Qt.PenStyle.NoPen)
    corner = rect.height() / 2
    parts = ((capacity, "border"), (taken + coming, "focus"), (taken, seats_tone(taken, capacity)))
    for seats, tone in parts[:1] + parts[1 if coming else 2 :]:
        share = min(1.0, seats / capacity) if capacity else 1.0
        left = rect.right() - rect.width() * share if mirrored else rect.left()
        painter.setBrush(theme().color(tone))
        filled = QRectF(left, rect.top(), rect.width() * share, rect.height())
        painter.drawRoundedRect(filled, corner, corner)

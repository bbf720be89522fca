"""Small painted things: badges and avatars; chips, switches and seats from their modules."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.common.chips import Chip
from ui.common.labels import Look, provisional_look, provisional_text
from ui.common.pills import paint_pill, pill_size
from ui.common.seats import SeatsBar, paint_seats, seats_text, seats_tone
from ui.common.segmented import Segmented
from ui.common.theme import theme

__all__ = [
    "Avatar",
    "Badge",
    "Chip",
    "SeatsBar",
    "Segmented",
    "count_look",
    "initials",
    "paint_avatar",
    "paint_seats",
    "seats_text",
    "seats_tone",
]

_AVATAR_COLOURS = ("bundled", "makeup", "resit", "remote", "standalone")


class Badge(QWidget):
    """A pill with a word, and an icon where the look has one."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_look(look)
        theme().changed.connect(self.updateGeometry)

    @classmethod
    def of_count(cls, number: int, tone: str = "neutral") -> Badge:
        """A number; ``tone`` is neutral, accent or warning."""
        return cls(count_look(number, tone))

    def set_look(self, look: Look) -> None:
        self._look = look
        self.setAccessibleName(look.text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return pill_size(self._look).toSize()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_pill(QPainter(self), self._look, QRectF(self.rect()), mirrored=self.isRightToLeft())


def count_look(number: int, tone: str = "neutral") -> Look:
    """The look of a counting badge."""
    inks = {
        "accent": ("textOnAccent", "accent"),
        "warning": ("warning", "warningSoft"),
        "neutral": ("text2", "sunken"),
    }
    return Look(str(number), "", *inks[tone])


def provisional_badge() -> Badge:
    """Beside a seat that the server hasn't confirmed."""
    badge = Badge(provisional_look())
    badge.setToolTip(provisional_text())
    badge.setAccessibleDescription(provisional_text())
    return badge


class Avatar(QWidget):
    """A person's initials on a colour that stays theirs."""

    def __init__(self, name: str, *, size: int = 30) -> None:
        super().__init__()
        self._name = name
        self._size = size
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)

    def set_name(self, name: str) -> None:
        self._name = name
        self.setAccessibleName(name)
        self.update()

    def sizeHint(self) -> QSize:
        side = theme().px(self._size)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_avatar(QPainter(self), QRectF(self.rect()), self._name)


def paint_avatar(painter: QPainter, circle: QRectF, name: str) -> None:
    """Somebody's initials on a circle of their colour."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    token = _AVATAR_COLOURS[sum(map(ord, name)) % len(_AVATAR_COLOURS)]
    painter.setBrush(theme().color(f"cat.{token}.bg"))
    painter.drawEllipse(circle)
    painter.setFont(theme().font("caption", 600))
    painter.setPen(theme().color(f"cat.{token}.fg"))
    painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, initials(name))


def initials(name: str) -> str:
    """The first letters of the first and the last word."""
    words = name.split()
    ends = words[:1] + words[1:][-1:]
    return "".join(word[0].upper() for word in ends)

"""Small painted things: badges, filter chips, avatars and the bar of taken seats."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.common.icons import paint_icon
from ui.common.labels import Look
from ui.common.pills import paint_pill, pill_size
from ui.common.theme import theme
from wset_desk.i18n import _, ngettext

_AVATAR_COLOURS = ("bundled", "makeup", "resit", "remote", "standalone")
_FEW_LEFT = 0.85


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


class Chip(QAbstractButton):
    """A filter to switch on and off: icon, word, count; dimmed while it is off."""

    _ICON = 15

    def __init__(self, look: Look, count: int | None = None, *, checked: bool = True) -> None:
        super().__init__()
        self._look = look
        self._count = count
        self.setText(look.text)
        self.setCheckable(True)
        self.setChecked(checked)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        theme().changed.connect(self.updateGeometry)
        self.set_count(count)

    def set_count(self, count: int | None) -> None:
        self._count = count
        name = self._look.text
        if count is not None:
            name = _("{name}, {count}").format(name=name, count=count)
        self.setAccessibleName(name)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(theme().font("label", 600, tabular=True))
        width = theme().px(12 + self._ICON + 6 + 14)
        width += metrics.horizontalAdvance(self._look.text)
        if self._count is not None:
            width += theme().px(10) + metrics.horizontalAdvance(str(self._count))
        return QSize(width, max(theme().size("minTarget"), metrics.height() + theme().px(10)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        edge = "borderStrong" if self.underMouse() and not on else "border"
        painter.setPen(QPen(theme().color(self._look.bar if on else edge), 1))
        painter.setBrush(theme().color(self._look.bg if on else "surface"))
        around = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(around, around.height() / 2, around.height() / 2)
        ink = self._look.fg if on else "text3"
        self._paint_content(painter, ink)

    def _paint_content(self, painter: QPainter, ink: str) -> None:
        side, edge = theme().px(self._ICON), theme().px(12)
        mirrored = self.isRightToLeft()
        icon_left = self.width() - edge - side if mirrored else edge
        target = QRectF(icon_left, (self.height() - side) / 2, side, side)
        paint_icon(painter, self._look.icon, ink, target)
        inset = edge + side + theme().px(6)
        text = QRectF(inset, 0, self.width() - inset - theme().px(14), self.height())
        if mirrored:
            text.moveLeft(theme().px(14))
        painter.setFont(theme().font("label", 600, tabular=True))
        painter.setPen(theme().color(ink))
        leading, trailing = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        if mirrored:
            leading, trailing = trailing, leading
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(text, leading | middle, self._look.text)
        if self._count is not None:
            painter.drawText(text, trailing | middle, str(self._count))


class Segmented(QWidget):
    """One of a few views, like Month, Week, Day; ``chosen(key)`` when a person picks another."""

    chosen = Signal(str)

    def __init__(self, name: str, items: dict[str, str], current: str) -> None:
        super().__init__()
        self._items = dict(items)
        self._current = current
        self._name = name
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        theme().changed.connect(self.updateGeometry)
        self.set_current(current)

    @property
    def current(self) -> str:
        return self._current

    def set_current(self, key: str) -> None:
        self._current = key
        self.setAccessibleName(
            _("{name}: {choice}").format(name=self._name, choice=self._items[key])
        )
        self.update()

    def set_texts(self, items: dict[str, str]) -> None:
        """Replace the words (with new counts, say); the keys stay the same."""
        self._items = dict(items)
        self.set_current(self._current)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(round(sum(self._widths())) + theme().px(6), theme().size("control"))

    def rect_of(self, key: str) -> QRectF:
        """Where one choice is painted."""
        edge = theme().px(3)
        left: float = edge
        for each, width in zip(self._items, self._widths(), strict=True):
            if each == key:
                break
            left += width
        width = self._widths()[list(self._items).index(key)]
        if self.isRightToLeft():
            left = self.width() - left - width
        return QRectF(left, edge, width, self.height() - 2 * edge)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for key in self._items:
            if self.rect_of(key).contains(event.position()):
                self._choose(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        forward = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
        step = forward.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        if self.isRightToLeft() and event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            step = -step
        keys = list(self._items)
        self._choose(keys[(keys.index(self._current) + step) % len(keys)])

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color("sunken"))
        painter.drawRoundedRect(QRectF(self.rect()), 7, 7)
        for key, text in self._items.items():
            rect = self.rect_of(key)
            chosen = key == self._current
            if chosen:
                painter.setPen(QPen(theme().color("border"), 1))
                painter.setBrush(theme().color("raised"))
                painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
            painter.setFont(theme().font("body", 600 if chosen else 500, tabular=True))
            painter.setPen(theme().color("text" if chosen else "text2"))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)

    def _widths(self) -> list[float]:
        metrics = QFontMetrics(theme().font("body", 600, tabular=True))
        return [metrics.horizontalAdvance(text) + theme().px(26) for text in self._items.values()]

    def _choose(self, key: str) -> None:
        if key != self._current:
            self.set_current(key)
            self.chosen.emit(key)


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
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        token = _AVATAR_COLOURS[sum(map(ord, self._name)) % len(_AVATAR_COLOURS)]
        painter.setBrush(theme().color(f"cat.{token}.bg"))
        painter.drawEllipse(self.rect())
        painter.setFont(theme().font("caption", 600))
        painter.setPen(theme().color(f"cat.{token}.fg"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, initials(self._name))


def initials(name: str) -> str:
    """The first letters of the first and the last word."""
    words = name.split()
    ends = words[:1] + words[1:][-1:]
    return "".join(word[0].upper() for word in ends)


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
        paint_seats(painter, QRectF(self.rect()), self._taken, self._capacity)


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


def paint_seats(painter: QPainter, rect: QRectF, taken: int, capacity: int) -> None:
    """The bar itself, for painters of chips and cards."""
    painter.setPen(Qt.PenStyle.NoPen)
    corner = rect.height() / 2
    painter.setBrush(theme().color("border"))
    painter.drawRoundedRect(rect, corner, corner)
    share = min(1.0, taken / capacity) if capacity else 1.0
    painter.setBrush(theme().color(seats_tone(taken, capacity)))
    filled = QRectF(rect.left(), rect.top(), rect.width() * share, rect.height())
    painter.drawRoundedRect(filled, corner, corner)

"""The way of an enquiry: a circle for each step, and between them a line as far as it has come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.common.icons import paint_icon
from ui.common.theme import theme
from wset_desk.i18n import _

_CIRCLE = 26
_GAP = 4
_LEAST = 104
_LINE = 2


class Reached(Enum):
    """How far a step is: behind one, where one stands, ahead, or never gone."""

    DONE = auto()
    HERE = auto()
    AHEAD = auto()
    SKIPPED = auto()


@dataclass(frozen=True)
class Step:
    """``icon`` stands in the circle, ``note`` (when, who) below the title.

    ``tone`` is the colour of a step at which the way has ended.
    """

    title: str
    note: str
    reached: Reached
    icon: str = "check"
    tone: str = "accent"


class StepBar(QWidget):
    """Read out as one: "Submitted, done; Under review, now; Completed, to come"."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._steps: tuple[Step, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)

    def show_steps(self, steps: Sequence[Step]) -> None:
        self._steps = tuple(steps)
        spoken = "; ".join(_spoken(step) for step in steps)
        self.setAccessibleName(_("{name}: {choice}").format(name=self._name, choice=spoken))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        height = theme().px(_CIRCLE + _GAP) + _height(_title_font()) + _height(_note_font())
        return QSize(theme().px(_LEAST) * max(len(self._steps), 1), round(height) + 2)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, step in enumerate(self._steps):
            if number:
                self._paint_line(painter, number)
            self._paint_step(painter, number, step)

    def _slot(self, number: int) -> QRectF:
        """A step's share of the width, counted from the side where reading begins."""
        width = self.width() / len(self._steps)
        place = len(self._steps) - 1 - number if self.isRightToLeft() else number
        return QRectF(place * width, 0, width, self.height())

    def _centre(self, number: int) -> QPointF:
        return QPointF(self._slot(number).center().x(), theme().px(_CIRCLE) / 2 + 1)

    def _paint_line(self, painter: QPainter, number: int) -> None:
        """The way to a step from the one before it; dotted where nobody has gone it."""
        ends = {self._steps[number - 1].reached, self._steps[number].reached}
        behind = ends <= {Reached.DONE, Reached.HERE}
        style = Qt.PenStyle.SolidLine if behind else Qt.PenStyle.DotLine
        ink = theme().color("accent" if behind else "borderStrong")
        painter.setPen(QPen(ink, _LINE, style))
        here, there = self._centre(number - 1), self._centre(number)
        room = theme().px(_CIRCLE) / 2 + theme().px(6)
        step = room if there.x() > here.x() else -room
        painter.drawLine(here + QPointF(step, 0), there - QPointF(step, 0))

    def _paint_step(self, painter: QPainter, number: int, step: Step) -> None:
        centre, side = self._centre(number), theme().px(_CIRCLE)
        circle = QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side)
        _paint_circle(painter, circle, step)
        slot = self._slot(number).adjusted(4, 0, -4, 0)
        top = side + theme().px(_GAP)
        ink = "text" if step.reached in {Reached.DONE, Reached.HERE} else "text2"
        title, note = _title_font(), _note_font()
        high = _height(title)
        _paint_text(painter, step.title, QRectF(slot.x(), top, slot.width(), high), title, ink)
        below = QRectF(slot.x(), top + high, slot.width(), _height(note))
        _paint_text(painter, step.note, below, note, "text2")


def _paint_circle(painter: QPainter, circle: QRectF, step: Step) -> None:
    """Filled where one has been, a ring where one stands or isn't yet."""
    filled = step.reached is Reached.DONE
    edge = step.tone if step.reached in {Reached.DONE, Reached.HERE} else "borderStrong"
    painter.setPen(QPen(theme().color(edge), _LINE))
    painter.setBrush(theme().color(step.tone if filled else "surface"))
    painter.drawEllipse(circle.adjusted(1, 1, -1, -1))
    inset = circle.width() * 0.24
    inner = circle.adjusted(inset, inset, -inset, -inset)
    if filled:
        paint_icon(painter, step.icon, "surface", inner)
    elif step.reached is Reached.HERE:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color(step.tone))
        painter.drawEllipse(inner)


def _paint_text(painter: QPainter, text: str, place: QRectF, font: QFont, ink: str) -> None:
    painter.setFont(font)
    painter.setPen(theme().color(ink))
    shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, shown)


def _title_font() -> QFont:
    return theme().font("body", 600)


def _note_font() -> QFont:
    return theme().font("label", tabular=True)


def _height(font: QFont) -> float:
    return QFontMetricsF(font).height()


def _spoken(step: Step) -> str:
    states = {
        Reached.DONE: _("{step}, done"),
        Reached.HERE: _("{step}, now"),
        Reached.AHEAD: _("{step}, to come"),
        Reached.SKIPPED: _("{step}, left out"),
    }
    said = states[step.reached].format(step=step.title)
    return f"{said}, {step.note}" if step.note else said

"""Texts that are shaped once and drawn together: a month has hundreds, and the same ones again."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QStaticText, QTransform

from ui.common.theme import theme

DIMMED = 0.72
"""The opacity of what lies beside the month."""


class Shaped(NamedTuple):
    """A text as it is drawn, and its width in pixels."""

    text: QStaticText
    width: float


@dataclass(frozen=True, eq=False)
class Face:
    """A font with its measures; it remembers what it has shaped. Not for another theme."""

    font: QFont
    metrics: QFontMetricsF
    height: float
    shaped: dict[tuple[str, int], Shaped] = field(default_factory=dict)

    @classmethod
    def of(cls, style: str, weight: int) -> Face:
        font = theme().font(style, weight, tabular=True)
        metrics = QFontMetricsF(font)
        return cls(font, metrics, metrics.height())

    def fit(self, text: str, room: float) -> Shaped:
        """The text as far as there is room."""
        key = (text, int(room))
        found = self.shaped.get(key)
        if found is None:
            shown = self.metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(room))
            shaped = QStaticText(shown)
            shaped.setTextFormat(Qt.TextFormat.PlainText)
            shaped.prepare(QTransform(), self.font)
            found = self.shaped[key] = Shaped(shaped, self.metrics.horizontalAdvance(shown))
        return found


class Line(NamedTuple):
    """Where texts stand, in pixels; reading begins at the right where it is mirrored."""

    left: float
    top: float
    width: float
    height: float
    mirrored: bool

    @classmethod
    def of(cls, rect: QRectF, *, mirrored: bool) -> Line:
        return cls(rect.x(), rect.y(), rect.width(), rect.height(), mirrored)

    def place(self, face: Face, width: float, inset: float, *, at_end: bool) -> QPointF:
        """The corner of a text `inset` from where reading begins, or from the other end."""
        left = self.left + inset
        if at_end is not self.mirrored:
            left = self.left + self.width - inset - width
        return QPointF(left, self.top + (self.height - face.height) / 2)


class Batch:
    """Texts by font and colour: changing those takes a painter longer than drawing."""

    def __init__(self) -> None:
        self._texts: dict[tuple[bool, str, Face], list[tuple[QPointF, QStaticText]]] = defaultdict(
            list
        )

    def add(
        self,
        face: Face,
        shaped: Shaped,
        line: Line,
        inset: float,
        ink: str,
        *,
        dimmed: bool = False,
        at_end: bool = False,
    ) -> None:
        """A text on its line, in a colour token."""
        place = line.place(face, shaped.width, inset, at_end=at_end)
        self._texts[dimmed, ink, face].append((place, shaped.text))

    def add_centred(self, face: Face, text: str, rect: QRectF, ink: str) -> None:
        shaped = face.fit(text, rect.width())
        line = Line.of(rect, mirrored=False)
        self.add(face, shaped, line, (rect.width() - shaped.width) / 2, ink)

    def draw(self, painter: QPainter) -> None:
        for (dimmed, ink, face), texts in self._texts.items():
            painter.setOpacity(DIMMED if dimmed else 1.0)
            painter.setFont(face.font)
            painter.setPen(theme().color(ink))
            for place, text in texts:
                painter.drawStaticText(place, text)
        painter.setOpacity(1.0)

"""Paints chips: their grounds once per colour and size, then all texts of one font together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPixmap,
    QStaticText,
    QTransform,
)

from ui.common import labels
from ui.common.icons import paint_icon
from ui.common.theme import theme
from ui.desk import exam_words
from ui.desk.calendar import words
from ui.desk.calendar.model import clock_text
from ui.desk.calendar.month_layout import ChipBox, MoreBox
from wset_desk.domain.catalogue import SessionType
from wset_desk.i18n import ngettext

_BAR = 3
_DIMMED = 0.72
_ICON = 13


class _Words(NamedTuple):
    """A text at the left end of its line, in a colour token."""

    at: QPointF
    text: QStaticText
    ink: str
    dimmed: bool


Shaped = tuple[QStaticText, float]


@dataclass(frozen=True)
class _Face:
    """A font with its measures; texts are elided and shaped once."""

    font: QFont
    metrics: QFontMetricsF
    height: float
    shaped: dict[tuple[str, int], Shaped]

    @classmethod
    def of(cls, style: str, weight: int) -> _Face:
        font = theme().font(style, weight, tabular=True)
        metrics = QFontMetricsF(font)
        return cls(font, metrics, metrics.height(), {})

    def fit(self, text: str, room: float) -> Shaped:
        """The text as far as there is room, and its width."""
        key = (text, int(room))
        found = self.shaped.get(key)
        if found is None:
            shown = self.metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(room))
            shaped = QStaticText(shown)
            shaped.setTextFormat(Qt.TextFormat.PlainText)
            shaped.prepare(QTransform(), self.font)
            found = self.shaped[key] = (shaped, self.metrics.horizontalAdvance(shown))
        return found


class ChipPainter:
    """Make a new one when theme, text size or language change; it remembers what it measured."""

    def __init__(self) -> None:
        self.title = _Face.of("label", 600)
        self.small = _Face.of("caption", 500)
        self.strong = _Face.of("caption", 600)
        self._looks = {kind.value: labels.category(kind) for kind in SessionType}
        # looked up once: there are hundreds of chips in a picture
        px = theme().px
        self._px = {pixels: px(pixels) for pixels in (2, 4, 6, 7, 8, 9, 20, 72)}
        self._least_title = self.title.metrics.horizontalAdvance("L2…")
        self._grounds: dict[tuple[str, int, int, bool, bool, float], QPixmap] = {}

    def heights(self) -> tuple[float, float]:
        """Of a chip with one line and of one with two."""
        one = self.title.height + theme().px(5)
        two = self.title.height + self.small.height + theme().px(6)
        return one, two

    def narrowest(self) -> float:
        """The width at which a chip of the week view still says something."""
        return self.title.metrics.horizontalAdvance("L2 Th…") + theme().px(14)

    def paint(self, painter: QPainter, chips: Sequence[ChipBox], *, mirrored: bool = False) -> None:
        """All chips, each ground first."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        texts: dict[str, list[_Words]] = {"title": [], "small": [], "strong": []}
        ratio = painter.device().devicePixelRatioF()
        for chip in chips:
            ground = self._ground(chip, mirrored, ratio)
            painter.drawPixmap(chip.rect.topLeft().toPoint(), ground)
            if chip.tall:
                self._two_lines(chip, mirrored, texts)
            else:
                self._one_line(chip, mirrored, texts)
        for name, face in (("title", self.title), ("small", self.small), ("strong", self.strong)):
            _draw(painter, face, texts[name])

    def paint_more(
        self, painter: QPainter, mores: Sequence[MoreBox], *, mirrored: bool = False
    ) -> None:
        """ "+4 more"."""
        inset = theme().px(7)
        painter.setFont(self.title.font)
        painter.setPen(theme().color("text2"))
        for more in mores:
            text = ngettext("+{n} more", "+{n} more", more.hidden).format(n=more.hidden)
            room = more.rect.adjusted(inset, 0, -inset, 0)
            if self.title.metrics.horizontalAdvance(text) > room.width():
                text = f"+{more.hidden}"
            side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
            line = QRectF(room.topLeft(), QSizeF(room.width(), self.heights()[0]))
            painter.drawText(line, side | Qt.AlignmentFlag.AlignVCenter, text)

    def _two_lines(self, chip: ChipBox, mirrored: bool, texts: dict[str, list[_Words]]) -> None:
        rect, item = chip.rect, chip.slot.item
        look = self._looks[item.session_type]
        edge, icon = self._px[9], self._px[20]
        upper = QRectF(rect.x(), rect.y() + self._px[2], rect.width(), self.title.height)
        room = rect.width() - edge - (icon if self._has_icon(rect) else self._px[4])
        heading = self.title.fit(exam_words.short_title(item), room)
        texts["title"].append(
            _at(self.title, upper, heading, edge, look.fg, dimmed=chip.dimmed, at_end=mirrored)
        )
        lower = QRectF(rect.x(), upper.bottom(), rect.width(), self.small.height)
        if lower.bottom() > rect.bottom() + 1:
            return
        time = self.small.fit(clock_text(chip.slot.start), rect.width() - edge - self._px[4])
        texts["small"].append(
            _at(self.small, lower, time, edge, "text2", dimmed=chip.dimmed, at_end=mirrored)
        )
        self._seats(chip, lower, time[1] + edge, mirrored, texts)

    def _seats(
        self,
        chip: ChipBox,
        line: QRectF,
        taken_up: float,
        mirrored: bool,
        texts: dict[str, list[_Words]],
    ) -> bool:
        """Seats at the line's far end, where they have room."""
        item, inset = chip.slot.item, self._px[6]
        seats = self.strong.fit(words.seats_short(item), 10_000)
        if taken_up + seats[1] + inset + self._px[6] > line.width():
            return False
        ink = "danger" if item.taken >= item.max_capacity else "text2"
        texts["strong"].append(
            _at(self.strong, line, seats, inset, ink, dimmed=chip.dimmed, at_end=not mirrored)
        )
        return True

    def _one_line(self, chip: ChipBox, mirrored: bool, texts: dict[str, list[_Words]]) -> None:
        rect, item = chip.rect, chip.slot.item
        edge, gap = self._px[8], self._px[6]
        time = self.small.fit(clock_text(chip.slot.start), rect.width() - edge)
        texts["small"].append(
            _at(self.small, rect, time, edge, "text2", dimmed=chip.dimmed, at_end=mirrored)
        )
        start = edge + time[1] + gap
        room = rect.width() - start - self._px[4]
        if room < self._least_title:
            return
        heading = self.title.fit(exam_words.short_title(item), room)
        ink = self._looks[item.session_type].fg
        texts["title"].append(
            _at(self.title, rect, heading, start, ink, dimmed=chip.dimmed, at_end=mirrored)
        )
        self._seats(chip, rect, start + heading[1], mirrored, texts)

    def _has_icon(self, rect: QRectF) -> bool:
        return rect.width() >= self._px[72]

    def _ground(self, chip: ChipBox, mirrored: bool, ratio: float) -> QPixmap:
        width, height = round(chip.rect.width()), round(chip.rect.height())
        category = chip.slot.item.session_type
        key = (category, width, height, chip.tall, chip.dimmed, ratio)
        found = self._grounds.get(key)
        if found is None:
            look = self._looks[category]
            icon = look.icon if chip.tall and self._has_icon(chip.rect) else ""
            found = _make_pixmap(
                QSizeF(width, height),
                ratio,
                _DIMMED if chip.dimmed else 1.0,
                lambda painter, area: _paint_ground(painter, area, look, icon, mirrored),
            )
            self._grounds[key] = found
        return found


def _at(
    face: _Face,
    line: QRectF,
    text: Shaped,
    inset: float,
    ink: str,
    *,
    dimmed: bool,
    at_end: bool,
) -> _Words:
    """A text at one end of a line, `inset` from it; `at_end` is the right-hand one."""
    left = line.right() - inset - text[1] if at_end else line.left() + inset
    top = line.y() + (line.height() - face.height) / 2
    return _Words(QPointF(left, top), text[0], ink, dimmed)


def _draw(painter: QPainter, face: _Face, texts: list[_Words]) -> None:
    painter.setFont(face.font)
    current: tuple[str, bool] | None = None
    for text in sorted(texts, key=lambda each: (each.dimmed, each.ink)):
        if current != (text.ink, text.dimmed):
            current = (text.ink, text.dimmed)
            painter.setOpacity(_DIMMED if text.dimmed else 1.0)
            painter.setPen(theme().color(text.ink))
        painter.drawStaticText(text.at, text.text)
    painter.setOpacity(1.0)


def _make_pixmap(
    size: QSizeF, ratio: float, opacity: float, paint: Callable[[QPainter, QRectF], None]
) -> QPixmap:
    pixmap = QPixmap((size * ratio).toSize())
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setOpacity(opacity)
    paint(painter, QRectF(QPointF(), size))
    painter.end()
    return pixmap


def _paint_ground(
    painter: QPainter, area: QRectF, look: labels.Look, icon: str, mirrored: bool
) -> None:
    """A rounded ground with a bar where reading begins, and the icon at the other end."""
    shape = QPainterPath()
    shape.addRoundedRect(area, theme().radius("sm") + 1, theme().radius("sm") + 1)
    painter.setClipPath(shape)
    painter.fillRect(area, theme().color(look.bg))
    bar = theme().px(_BAR)
    left = area.right() - bar if mirrored else area.left()
    painter.fillRect(QRectF(left, area.top(), bar, area.height()), theme().color(look.bar))
    if icon:
        side, inset = theme().px(_ICON), theme().px(6)
        left = area.left() + inset if mirrored else area.right() - inset - side
        paint_icon(painter, icon, look.fg, QRectF(left, area.top() + theme().px(4), side, side))

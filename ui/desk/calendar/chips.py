"""Paints chips: their grounds once per colour and size, then all texts of one font together."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPixmap

from ui.common import labels
from ui.common.icons import paint_icon
from ui.common.theme import theme
from ui.desk import exam_words
from ui.desk.calendar import words
from ui.desk.calendar.model import clock_text
from ui.desk.calendar.month_layout import ChipBox, MoreBox
from ui.desk.calendar.shaped import DIMMED, Batch, Face, Line
from wset_desk.domain.catalogue import SessionType
from wset_desk.i18n import ngettext
from wset_desk.services.calendar import CalendarItem

_BAR = 3
_ICON = 13
_UNBOUND = 10_000


class ChipPainter:
    """Make a new one when theme, text size or language change; it remembers what it measured."""

    def __init__(self) -> None:
        self.title = Face.of("label", 600)
        self.small = Face.of("caption", 500)
        self.strong = Face.of("caption", 600)
        self.number, self.pale_number = Face.of("body", 600), Face.of("body", 500)
        self._looks = {kind.value: labels.category(kind) for kind in SessionType}
        # looked up once: there are hundreds of chips in a picture
        px = theme().px
        self._px = {pixels: px(pixels) for pixels in (2, 4, 6, 7, 8, 9, 20, 72)}
        self._least_title = self.title.metrics.horizontalAdvance("L2…")
        self._heights = (
            self.title.height + px(5),
            self.title.height + self.small.height + px(6),
        )
        self._titles: dict[tuple[int, str], str] = {}
        self._grounds: dict[tuple[str, int, int, bool, bool, float], QPixmap] = {}

    def heights(self) -> tuple[float, float]:
        """Of a chip with one line and of one with two."""
        return self._heights

    def narrowest(self) -> float:
        """The width at which a chip of the week view still says something."""
        return self.title.metrics.horizontalAdvance("L2 Th…") + theme().px(14)

    def paint(self, painter: QPainter, chips: Sequence[ChipBox], *, mirrored: bool = False) -> None:
        """All chips, each ground first."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        texts = Batch()
        ratio = painter.device().devicePixelRatioF()
        for chip in chips:
            ground = self._ground(chip, mirrored, ratio)
            painter.drawPixmap(chip.rect.topLeft().toPoint(), ground)
            line = Line.of(chip.rect, mirrored=mirrored)
            if chip.tall:
                self._two_lines(chip, line, texts)
            else:
                self._one_line(chip, line, texts)
        texts.draw(painter)

    def paint_more(
        self, painter: QPainter, mores: Sequence[MoreBox], *, mirrored: bool = False
    ) -> None:
        """ "+4 more"."""
        texts, inset, height = Batch(), self._px[7], self._heights[0]
        for more in mores:
            text = ngettext("+{n} more", "+{n} more", more.hidden).format(n=more.hidden)
            shaped = self.title.fit(text, _UNBOUND)
            if shaped.width > more.rect.width() - 2 * inset:
                shaped = self.title.fit(f"+{more.hidden}", _UNBOUND)
            line = Line.of(more.rect, mirrored=mirrored)._replace(height=height)
            texts.add(self.title, shaped, line, inset, "text2")
        texts.draw(painter)

    def _two_lines(self, chip: ChipBox, line: Line, texts: Batch) -> None:
        item, dimmed = chip.slot.item, chip.dimmed
        edge, icon = self._px[9], self._px[20]
        upper = line._replace(top=line.top + self._px[2], height=self.title.height)
        room = line.width - edge - (icon if self._has_icon(line.width) else self._px[4])
        heading = self.title.fit(self._title(item), room)
        ink = self._looks[item.session_type].fg
        texts.add(self.title, heading, upper, edge, ink, dimmed=dimmed)
        lower = line._replace(top=upper.top + upper.height, height=self.small.height)
        if lower.top + lower.height > line.top + line.height + 1:
            return
        time = self.small.fit(clock_text(chip.slot.start), line.width - edge - self._px[4])
        texts.add(self.small, time, lower, edge, "text2", dimmed=dimmed)
        self._seats(chip, lower, time.width + edge, texts)

    def _one_line(self, chip: ChipBox, line: Line, texts: Batch) -> None:
        item, dimmed = chip.slot.item, chip.dimmed
        edge = self._px[8]
        time = self.small.fit(clock_text(chip.slot.start), line.width - edge)
        texts.add(self.small, time, line, edge, "text2", dimmed=dimmed)
        start = edge + time.width + self._px[6]
        room = line.width - start - self._px[4]
        if room < self._least_title:
            return
        heading = self.title.fit(self._title(item), room)
        ink = self._looks[item.session_type].fg
        texts.add(self.title, heading, line, start, ink, dimmed=dimmed)
        self._seats(chip, line, start + heading.width, texts)

    def _seats(self, chip: ChipBox, line: Line, taken_up: float, texts: Batch) -> None:
        """Seats at the line's far end, where they have room."""
        item, inset = chip.slot.item, self._px[6]
        seats = self.strong.fit(words.seats_short(item), _UNBOUND)
        if taken_up + seats.width + 2 * inset > line.width:
            return
        ink = "danger" if item.taken >= item.max_capacity else "text2"
        texts.add(self.strong, seats, line, inset, ink, dimmed=chip.dimmed, at_end=True)

    def _title(self, item: CalendarItem) -> str:
        key = (item.level, item.exam_type)
        found = self._titles.get(key)
        if found is None:
            found = self._titles[key] = exam_words.short_title(item)
        return found

    def _has_icon(self, width: float) -> bool:
        return width >= self._px[72]

    def _ground(self, chip: ChipBox, mirrored: bool, ratio: float) -> QPixmap:
        width, height = round(chip.rect.width()), round(chip.rect.height())
        category = chip.slot.item.session_type
        key = (category, width, height, chip.tall, chip.dimmed, ratio)
        found = self._grounds.get(key)
        if found is None:
            look = self._looks[category]
            icon = look.icon if chip.tall and self._has_icon(chip.rect.width()) else ""
            found = _make_pixmap(
                QSizeF(width, height),
                ratio,
                DIMMED if chip.dimmed else 1.0,
                lambda painter, area: _paint_ground(painter, area, look, icon, mirrored),
            )
            self._grounds[key] = found
        return found


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

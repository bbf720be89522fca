"""Paints one cell of the results grid after the other."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from ui.common.icons import paint_icon
from ui.common.labels import Look
from ui.common.theme import theme
from ui.desk.results.cells import Kind, MarkFace, Mood
from wset_desk.i18n import _

PADDING = 12
_ICON = 15
_CLOCK = 13
_GAP = 8
_LINED = {Kind.MARK, Kind.TOTAL, Kind.GRADE}
_CENTRED = {Kind.LINE, Kind.SEAT}
_INKS = {
    Mood.PROBLEM: "danger",
    Mood.ABSENT: "text2",
    Mood.SAVING: "text2",
    Mood.TYPED: "text2",
    Mood.DIFFERS: "danger",
}
_ICONS = {
    Mood.PROBLEM: ("warning", "danger"),
    Mood.ODD: ("warning", "warning"),
    Mood.LOCKED: ("lock", "text3"),
    Mood.TYPED: ("user", "text3"),
    Mood.DIFFERS: ("warning", "danger"),
    Mood.HELD: ("pause", "warning"),
}
_ALWAYS_MARKED = {Mood.PROBLEM, Mood.DIFFERS, Mood.HELD}
_GROUNDS = {Mood.PROBLEM: "dangerSoft", Mood.ABSENT: "sunken", Mood.NOT_SAT: "sunken"}
# plain numbers: a window has hundreds of cells, and to combine flags takes longer than to paint
_MIDDLE = Qt.AlignmentFlag.AlignVCenter.value
_LEFT = Qt.AlignmentFlag.AlignLeft.value | _MIDDLE
_RIGHT = Qt.AlignmentFlag.AlignRight.value | _MIDDLE
_CENTRE = Qt.AlignmentFlag.AlignHCenter.value | _MIDDLE
_SELECTED = QStyle.StateFlag.State_Selected.value
_FOCUSED = QStyle.StateFlag.State_HasFocus.value


class CellPainter:
    """`take_up` a cell, then paint it; places are given as for left-to-right text."""

    def __init__(self) -> None:
        self.restyle()

    def restyle(self) -> None:
        """Fonts and measures as the theme has them now."""
        self._theme = theme()
        self._fonts: dict[tuple[str, int, bool], tuple[QFont, QFontMetrics]] = {}
        self._padding = self._theme.px(PADDING)

    def take_up(self, painter: QPainter, option: QStyleOptionViewItem, kind: Kind) -> None:
        self._painter = painter
        self._kind = kind
        self._cell: QRect = option.rect
        self._state = option.state.value
        self._is_mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        self._room = self._cell.adjusted(self._padding, 0, -self._padding, 0)

    def paint_ground(self, mood: Mood) -> None:
        """Selection or state, hairlines, and the edge of a problem or of the current cell."""
        if self._state & _SELECTED:
            self._painter.fillRect(self._cell, self._theme.color("selection"))
        elif mood in _GROUNDS:
            self._painter.fillRect(self._cell, self._theme.color(_GROUNDS[mood]))
        self._paint_lines()
        if mood is Mood.PROBLEM:
            self._paint_edge("danger", 1.5)
        if self._state & _FOCUSED:
            self._paint_edge("focus", 2)

    def paint_mark(self, face: MarkFace) -> None:
        if face.mood in _ICONS and (face.text or face.mood in _ALWAYS_MARKED):
            self._paint_icon(*_ICONS[face.mood])
            self._indent(4)
        weight = 600 if face.mood is Mood.PROBLEM else 500
        self._write(face.text, _INKS.get(face.mood, "text"), weight, tabular=True, across=_RIGHT)

    def paint_look(self, look: Look) -> None:
        """Icon and word; pale words stand where they would behind an icon."""
        if look.icon:
            self._paint_icon(look.icon, look.bg or look.fg)
        if look.icon or look.fg == "text2":
            self._indent(_GAP)
        strong = bool(look.icon) and not look.bg
        self._write(look.text, look.fg, 600 if strong else 500)

    def paint_text(self, text: str) -> None:
        """Line, seat, number or percentage; who entered the marks."""
        across = _RIGHT if self._kind is Kind.PERCENT else _LEFT
        if self._kind in _CENTRED:
            self._room, across = self._cell, _CENTRE
        self._write(text, "text2", tabular=True, across=across)

    def paint_candidate(self, name: str, extra_time_percent: int) -> None:
        """The name, with a clock and the percentage behind it."""
        if extra_time_percent:
            note = _("+{percent} %").format(percent=extra_time_percent)
            _font, metrics = self._font("body", 600)
            self._paint_note(note, metrics.horizontalAdvance(name))
        self._write(name, "text", 600)

    def _paint_note(self, note: str, name_width: int) -> None:
        """Leaves the name the room before the note."""
        side, gap = self._theme.px(_CLOCK), self._theme.px(4)
        _font, metrics = self._font("caption", 500, tabular=True)
        wide = side + gap + metrics.horizontalAdvance(note) + 1
        room = self._room
        behind = room.left() + name_width + self._theme.px(_GAP)
        left = min(behind, room.left() + room.width() - wide)
        self._room = QRect(left, room.top(), side, room.height())
        self._paint_icon("clock", "text3", _CLOCK)
        self._room = QRect(left + side + gap, room.top(), wide, room.height())
        self._write(note, "text3", tabular=True, style="caption")
        self._room = QRect(room.left(), room.top(), left - gap - room.left(), room.height())

    def _paint_lines(self) -> None:
        cell, ink = self._cell, self._theme.color("border")
        self._painter.fillRect(cell.left(), cell.bottom(), cell.width(), 1, ink)
        if self._kind in _LINED:
            side = cell.right() if self._is_mirrored else cell.left()
            self._painter.fillRect(side, cell.top(), 1, cell.height(), ink)

    def _paint_edge(self, ink: str, width: float) -> None:
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._painter.setPen(QPen(self._theme.color(ink), width))
        half = width / 2
        self._painter.drawRect(QRectF(self._cell).adjusted(half, half - 0.5, -half, -half - 0.5))
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _paint_icon(self, name: str, ink: str, size: int = _ICON) -> None:
        side = self._theme.px(size)
        middle = QRectF(self._room).center().y()
        place = QRectF(self._room.left(), middle - side / 2, side, side)
        if self._is_mirrored:
            place.moveLeft(2 * QRectF(self._cell).center().x() - place.right())
        paint_icon(self._painter, name, ink, place)

    def _indent(self, gap: int) -> None:
        self._room.adjust(self._theme.px(_ICON) + self._theme.px(gap), 0, 0, 0)

    def _write(
        self,
        text: str,
        ink: str,
        weight: int = 500,
        *,
        tabular: bool = False,
        across: int = _LEFT,
        style: str = "body",
    ) -> None:
        if not text:
            return
        font, metrics = self._font(style, weight, tabular=tabular)
        room = self._room
        if self._is_mirrored:
            room = QRect(room)  # the flag is mirrored by Qt
            room.moveLeft(self._cell.left() + self._cell.right() - room.right())
        self._painter.setFont(font)
        self._painter.setPen(self._theme.color(ink))
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        self._painter.drawText(room, across, shown)

    def _font(
        self, style: str, weight: int, *, tabular: bool = False
    ) -> tuple[QFont, QFontMetrics]:
        key = (style, weight, tabular)
        if key not in self._fonts:
            font = self._theme.font(style, weight, tabular=tabular)
            self._fonts[key] = font, QFontMetrics(font)
        return self._fonts[key]

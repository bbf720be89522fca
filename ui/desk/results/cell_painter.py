"""Paints one cell of the results grid."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from ui.common.icons import paint_icon
from ui.common.labels import Look
from ui.common.theme import theme
from ui.desk.results.cells import Kind, MarkFace, Mood
from wset_desk.i18n import _

PADDING = 12
_ICON = 15
_GAP = 8
_LINED = {Kind.MARK, Kind.TOTAL, Kind.GRADE}
_INKS = {Mood.PROBLEM: "danger", Mood.ABSENT: "text2", Mood.SAVING: "text2"}
_ICONS = {
    Mood.PROBLEM: ("warning", "danger"),
    Mood.ODD: ("warning", "warning"),
    Mood.LOCKED: ("lock", "text3"),
}
_GROUNDS = {Mood.PROBLEM: "dangerSoft", Mood.ABSENT: "sunken", Mood.NOT_SAT: "sunken"}


class CellPainter:
    """A painter with the cell that it paints; places are given as for left-to-right text."""

    def __init__(self, painter: QPainter, option: QStyleOptionViewItem, kind: Kind) -> None:
        self._painter = painter
        self._option = option
        self._kind = kind
        self._cell = QRectF(option.rect)
        padding = theme().px(PADDING)
        self._room = self._cell.adjusted(padding, 0, -padding, 0)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def paint_ground(self, mood: Mood) -> None:
        """Selection or state, hairlines, and the edge of a problem or of the current cell."""
        if self._option.state & QStyle.StateFlag.State_Selected:
            self._painter.fillRect(self._cell, theme().color("selection"))
        elif mood in _GROUNDS:
            self._painter.fillRect(self._cell, theme().color(_GROUNDS[mood]))
        self._paint_lines()
        if mood is Mood.PROBLEM:
            self._paint_edge("danger", 1.5)
        if self._option.state & QStyle.StateFlag.State_HasFocus:
            self._paint_edge("focus", 2)

    def paint_mark(self, face: MarkFace) -> None:
        if face.mood in _ICONS and (face.text or face.mood is Mood.PROBLEM):
            self._paint_icon(*_ICONS[face.mood])
            self._indent(4)
        weight = 600 if face.mood is Mood.PROBLEM else 500
        self._painter.setFont(theme().font("body", weight, tabular=True))
        self._write(face.text, _INKS.get(face.mood, "text"), Qt.AlignmentFlag.AlignRight)

    def paint_look(self, look: Look) -> None:
        """Icon and word; pale words stand where they would behind an icon."""
        if look.icon:
            self._paint_icon(look.icon, look.bg or look.fg)
        if look.icon or look.fg == "text2":
            self._indent(_GAP)
        strong = bool(look.icon) and not look.bg
        self._painter.setFont(theme().font("body", 600 if strong else 500))
        self._write(look.text, look.fg)

    def paint_text(self, text: str) -> None:
        """Line, seat or number."""
        self._painter.setFont(theme().font("body", 500, tabular=True))
        centred = self._kind in {Kind.LINE, Kind.SEAT}
        if centred:
            self._room = self._cell
        across = Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeft
        self._write(text, "text2", across)

    def paint_candidate(self, name: str, extra_time_percent: int) -> None:
        """The name, with a clock and the percentage behind it."""
        font = theme().font("body", 600)
        if extra_time_percent:
            note = _("+{percent} %").format(percent=extra_time_percent)
            self._paint_note(note, QFontMetrics(font).horizontalAdvance(name))
        self._painter.setFont(font)
        self._write(name, "text")

    def _paint_note(self, note: str, name_width: int) -> None:
        """Leaves the name the room before the note."""
        font = theme().font("caption", 500, tabular=True)
        side, gap = theme().px(13), theme().px(4)
        wide = side + gap + QFontMetrics(font).horizontalAdvance(note) + 1
        room = QRectF(self._room)
        left = min(room.left() + name_width + theme().px(_GAP), room.right() - wide)
        clock = QRectF(left, room.center().y() - side / 2, side, side)
        paint_icon(self._painter, "clock", "text3", self._mirrored(clock))
        self._room = QRectF(left + side + gap, room.top(), wide, room.height())
        self._painter.setFont(font)
        self._write(note, "text3")
        self._room = QRectF(room.left(), room.top(), left - gap - room.left(), room.height())

    def _paint_lines(self) -> None:
        cell = self._cell
        self._painter.setPen(QPen(theme().color("border"), 1))
        below = cell.bottom() - 0.5
        self._painter.drawLine(QPointF(cell.left(), below), QPointF(cell.right(), below))
        if self._kind in _LINED:
            side = self._mirrored(QRectF(cell.left(), cell.top(), 1, cell.height())).center().x()
            self._painter.drawLine(QPointF(side, cell.top()), QPointF(side, cell.bottom()))

    def _paint_edge(self, ink: str, width: float) -> None:
        self._painter.setPen(QPen(theme().color(ink), width))
        half = width / 2
        self._painter.drawRect(self._cell.adjusted(half, half - 0.5, -half, -half - 0.5))

    def _paint_icon(self, name: str, ink: str) -> None:
        side = theme().px(_ICON)
        place = QRectF(self._room.left(), self._room.center().y() - side / 2, side, side)
        paint_icon(self._painter, name, ink, self._mirrored(place))

    def _indent(self, gap: int) -> None:
        self._room = self._room.adjusted(theme().px(_ICON) + theme().px(gap), 0, 0, 0)

    def _write(
        self, text: str, ink: str, across: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft
    ) -> None:
        self._painter.setPen(theme().color(ink))
        metrics = QFontMetrics(self._painter.font())
        width = round(self._room.width())
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
        flags = QStyle.visualAlignment(self._option.direction, across)
        middle = Qt.AlignmentFlag.AlignVCenter
        self._painter.drawText(self._mirrored(self._room), flags | middle, shown)

    def _mirrored(self, rect: QRectF) -> QRectF:
        if self._option.direction != Qt.LayoutDirection.RightToLeft:
            return rect
        across = self._cell.left() + self._cell.right() - rect.right()
        return QRectF(across, rect.top(), rect.width(), rect.height())

"""The month: weeks of days with chips."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPen

from ui.common import dates
from ui.common.theme import theme
from ui.desk.calendar.grid import CalendarGrid, Target
from ui.desk.calendar.model import Period
from ui.desk.calendar.month_layout import (
    Cell,
    ChipBox,
    Metrics,
    MonthLayout,
    MoreBox,
    lay_out_month,
    smallest_size,
)
from ui.desk.calendar.shaped import Batch
from wset_desk.i18n import _


class MonthView(CalendarGrid):
    """Drag a chip to another day; click a number for that day alone."""

    def __init__(self, period: Period, today: date) -> None:
        super().__init__(period, today)
        self.setAccessibleName(_("Month"))
        self.layout_: MonthLayout = self._laid_out()

    def metrics(self) -> Metrics:
        px = theme().px
        number = QFontMetricsF(theme().font("body", 600, tabular=True))
        week = QFontMetricsF(theme().font("caption", 500, tabular=True))
        chip, tall = self.chips.heights()
        return Metrics(
            header=number.height() + px(16),
            week_column=week.horizontalAdvance(_week_text(53)) + px(12),
            day_number=number.height() + px(5),
            chip=chip,
            tall_chip=tall,
            gap=px(2),
            edge=px(3),
        )

    def minimumSizeHint(self) -> QSize:
        return smallest_size(self.metrics()).toSize()

    def boxes(self) -> Sequence[ChipBox]:
        return self.layout_.chips

    def more_boxes(self) -> Sequence[MoreBox]:
        return self.layout_.mores

    def lay_out(self) -> None:
        self.layout_ = self._laid_out()

    def target_at(self, position: QPointF) -> Target | None:
        cell = self._cell_at(position)
        return Target(cell.day, None, cell.rect) if cell else None

    def day_rect(self, day: date) -> QRectF:
        return next((cell.rect for cell in self.layout_.cells if cell.day == day), QRectF())

    def press_ground(self, position: QPointF, target: Target) -> None:
        cell = self._cell_at(position)
        if cell is not None and cell.number.contains(position):
            self.day_number_clicked.emit(cell.day)
        else:
            super().press_ground(position, target)

    def paint_ground(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        canvas = theme().color("canvas")
        for cell in self.layout_.cells:
            if not cell.in_month:
                painter.fillRect(cell.rect, canvas)
        self._paint_heads(painter)
        self._paint_lines(painter)
        self._paint_weeks(painter)
        self._paint_numbers(painter)

    def paint_edge(self, painter: QPainter) -> None:
        """Rounded corners with a hairline around."""
        corner, whole = theme().radius("lg"), QRectF(self.rect())
        corners = QPainterPath()  # between the rectangle and the rounded one: odd and even
        corners.addRect(whole)
        corners.addRoundedRect(whole, corner, corner)
        painter.fillPath(corners, theme().color("canvas"))
        painter.setPen(QPen(theme().color("border"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(whole.adjusted(0.5, 0.5, -0.5, -0.5), corner, corner)
        self._paint_chosen(painter)

    def _laid_out(self) -> MonthLayout:
        return lay_out_month(
            self.period,
            self.sessions,
            QSizeF(self.size()),
            self.metrics(),
            mirrored=self.isRightToLeft(),
        )

    def _cell_at(self, position: QPointF) -> Cell | None:
        return next((cell for cell in self.layout_.cells if cell.rect.contains(position)), None)

    def _side(self) -> Qt.AlignmentFlag:
        right = self.isRightToLeft()
        return Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft

    def _paint_heads(self, painter: QPainter) -> None:
        painter.setFont(theme().font("label", 600))
        inset = theme().px(9)
        for number, rect in enumerate(self.layout_.heads):
            day = self.period.first + timedelta(days=number)
            is_today = self.period.holds(self.today) and day.weekday() == self.today.weekday()
            painter.setPen(theme().color("accentText" if is_today else "text3"))
            place = rect.adjusted(inset, 0, -inset, 0)
            painter.drawText(
                place, self._side() | Qt.AlignmentFlag.AlignVCenter, dates.weekday_short(day)
            )

    def _paint_lines(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(theme().color("border"), 1))
        rows = [QLineF(0, y, self.width(), y) for y in self._row_tops()]
        top = self.layout_.heads[0].bottom()
        columns = [
            QLineF(x, top, x, self.height())
            for x in (
                round(rect.right() if self.isRightToLeft() else rect.left())
                for rect in self.layout_.heads
            )
        ]
        painter.drawLines([*rows, *columns])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def _row_tops(self) -> list[int]:
        return [round(rect.top()) for _number, rect in self.layout_.weeks]

    def _paint_weeks(self, painter: QPainter) -> None:
        painter.setFont(theme().font("caption", 500, tabular=True))
        painter.setPen(theme().color("text3"))
        height = self.metrics().day_top
        for number, rect in self.layout_.weeks:
            line = QRectF(rect.left(), rect.top(), rect.width(), height)
            painter.drawText(line, Qt.AlignmentFlag.AlignCenter, _week_text(number))

    def _paint_numbers(self, painter: QPainter) -> None:
        texts = Batch()
        strong, pale = self.chips.number, self.chips.pale_number
        for cell in self.layout_.cells:
            ink = "text" if cell.in_month else "text3"
            if cell.day == self.today:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme().color("today"))
                painter.drawEllipse(cell.number)
                ink = "textOnAccent"
            face = strong if cell.in_month or cell.day == self.today else pale
            texts.add_centred(face, str(cell.day.day), cell.number, ink)
            if cell.day.day == 1 and not cell.in_month:
                self._paint_month_name(painter, cell)
        texts.draw(painter)

    def _paint_month_name(self, painter: QPainter, cell: Cell) -> None:
        painter.setFont(theme().font("label", 500))
        painter.setPen(theme().color("text3"))
        gap = theme().px(2)
        beside = QRectF(
            cell.rect.left(), cell.number.top(), cell.rect.width(), cell.number.height()
        )
        if self.isRightToLeft():
            beside.setRight(cell.number.left() - gap)
        else:
            beside.setLeft(cell.number.right() + gap)
        side = self._side() | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(beside, side, dates.month_name(cell.day))

    def _paint_chosen(self, painter: QPainter) -> None:
        chosen = self.day_rect(self.period.day)
        painter.setPen(QPen(theme().color("focus"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        corner = theme().radius("sm")
        painter.drawRoundedRect(chosen.adjusted(1, 1, 0, 0), corner, corner)


def _week_text(number: int) -> str:
    return _("W{number}").format(number=number)

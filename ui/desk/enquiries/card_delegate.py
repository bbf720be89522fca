"""Paints an enquiry's card: who, which paper, when it was sat, until when it is to be answered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.common import dates
from ui.common.card_brush import CardBrush, line_height, paint_card_frame, text_width
from ui.common.labels import Look
from ui.common.pills import pill_size
from ui.common.theme import theme
from ui.desk.enquiries import words
from wset_desk.domain.enquiries import EnquiryStatus
from wset_desk.i18n import _
from wset_desk.services.enquiries.rows import EnquiryRow

ENQUIRY_ROLE = int(Qt.ItemDataRole.UserRole)
_GAP = 8
_PAD = 10
_STEP = 4
_LEAST_NAME = 70
_ANY_PILL = Look("0", "clock", "text2", "sunken")
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class EnquiryWords:
    """How enquiries are put into words here: the centre's zone and currency."""

    zone: ZoneInfo
    currency: str

    def lines(self, row: EnquiryRow) -> list[str]:
        return words.lines(row, self.zone, self.currency)


class EnquiryDelegate(QStyledItemDelegate):
    """Four lines: name and paper, exam and number, deadline or outcome with the fee, a note."""

    def __init__(self, told: EnquiryWords) -> None:
        super().__init__()
        self._told = told

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        px = theme().px
        pills = pill_size(_ANY_PILL).height()
        upper = max(line_height("body"), pills)
        lines = upper + pills + 2 * line_height("label") + px(3 * _STEP)
        return QSize(0, round(lines + px(2 * _PAD + _GAP)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: EnquiryRow = index.data(ENQUIRY_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = card_rect(option.rect)
        paint_card_frame(painter, card, option.state & ~QStyle.StateFlag.State_Selected)
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        pad = theme().px(_PAD)
        self._paint_lines(
            CardBrush(painter, card.adjusted(pad, pad, -pad, -pad), mirrored=mirrored), row
        )
        painter.restore()

    def _paint_lines(self, brush: CardBrush, row: EnquiryRow) -> None:
        px, label = theme().px, line_height("label")
        top = _paint_head(brush, row)
        sat = _("Exam {day}").format(day=dates.day_short(row.day))
        _paint_ends(brush, top, sat, row.number or "")
        top += label + px(_STEP)
        self._paint_pills(brush, row, top)
        top += pill_size(_ANY_PILL).height() + px(_STEP)
        asked = dates.day_short(dates.local_day(row.submitted_at, self._told.zone))
        note = words.marks_text(row) or [_("Submitted on {day}").format(day=asked)]
        _paint_ends(brush, top, " · ".join(note), "")

    def _paint_pills(self, brush: CardBrush, row: EnquiryRow, top: float) -> None:
        """Until when it is to be answered, or how it ended; and its fee where that matters."""
        whole = brush.area.width()
        ended = words.end_look(row) if row.status is EnquiryStatus.COMPLETED else None
        looks = [words.due_look(row) or ended, words.fee_look(row, self._told.currency)]
        pills = [look for look in looks if look is not None]
        gap = theme().px(_STEP)
        wide = [pill_size(look).width() for look in pills]
        if len(pills) > 1 and sum(wide) + gap > whole:
            pills[1], wide[1] = _bare(pills[1]), pill_size(_bare(pills[1])).width()
            wide[0] = min(wide[0], whole - wide[1] - gap)
        start = 0.0
        for look, width in zip(pills, wide, strict=True):
            brush.pill(look, whole - start - width, top, width)
            start += width + gap


def _bare(look: Look) -> Look:
    """Where the words don't fit: the icon in its colours."""
    return replace(look, text="")


def _paint_head(brush: CardBrush, row: EnquiryRow) -> float:
    """Name and paper; answers where the next line begins."""
    pill, whole = words.paper_look(row), brush.area.width()
    size = pill_size(pill)
    high = max(line_height("body"), size.height())
    room = whole - theme().px(_LEAST_NAME)
    taken = brush.pill(pill, 0, (high - size.height()) / 2, room)
    name = brush.place(0, 0, whole - taken - theme().px(6), high)
    brush.text(row.candidate, name, weight=600)
    return high + theme().px(_STEP)


def _paint_ends(brush: CardBrush, top: float, first: str, last: str) -> None:
    whole, high = brush.area.width(), line_height("label")
    wide = min(text_width(last, "label"), whole * 0.5)
    place = brush.place(whole - wide, top, wide, high)
    brush.text(last, place, "label", ink="text2", at_end=True)
    room = whole - wide - (theme().px(6) if last else 0)
    brush.text(first, brush.place(0, top, room, high), "label", ink="text2")


def card_rect(item: QRect) -> QRectF:
    """The card inside its item: the gap to the next one is below it."""
    return QRectF(item).adjusted(1, 1, -1, -theme().px(_GAP) - 1)

"""Paints a waiting person's card: grip, tick or initials, name, what they wait for, and why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.common.badges import paint_avatar
from ui.common.card_brush import CardBrush, line_height, paint_card_frame, text_width
from ui.common.pills import pill_size
from ui.common.theme import theme
from ui.desk.board import paper_words, words
from ui.desk.board.people_model import PERSON_ROLE
from wset_desk.services.board.rows import WaitingPerson

_GAP = 6
_PAD = 9
_GRIP = 18
_TICK = 28
_EDGE = 11
_LEAST_NAME = 60
Index = QModelIndex | QPersistentModelIndex


@dataclass
class PersonWords:
    """How people are put into words here: zone, day, what they owe, and the usual subject."""

    zone: ZoneInfo
    today: Callable[[], date]
    fee: Callable[[WaitingPerson], str]
    subject: str = ""

    def lines(self, person: WaitingPerson) -> list[str]:
        return words.person_lines(person, self.zone, self.today(), self.fee(person))


class PersonDelegate(QStyledItemDelegate):
    """A card with a line around it, as high as two lines of text."""

    def __init__(self, told: PersonWords) -> None:
        super().__init__()
        self._told = told

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        px = theme().px
        lines = max(line_height("body"), px(20)) + line_height("label") + px(3)
        return QSize(0, round(max(lines, px(_TICK)) + px(2 * _PAD + _GAP)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        person: WaitingPerson = index.data(PERSON_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = card_rect(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        paint_card_frame(painter, card, option.state)
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        self._paint_content(CardBrush(painter, card, mirrored=mirrored), person, selected)
        painter.restore()

    def _paint_content(self, brush: CardBrush, person: WaitingPerson, selected: bool) -> None:
        px = theme().px
        area = brush.area
        grip = brush.place(px(4), (area.height() - px(_GRIP)) / 2, px(_GRIP), px(_GRIP))
        brush.icon("grip", "text3", grip)
        _paint_tick(brush, person.name, selected)
        start, end = px(_GRIP + _TICK + 17), px(_EDGE)
        pill = paper_words.person_pill(person, usual_subject=self._told.subject)
        upper = max(line_height("body"), pill_size(pill).height())
        top = (area.height() - upper - line_height("label") - px(3)) / 2
        room = area.width() - start - end - px(_LEAST_NAME)
        taken = brush.pill(pill, end, top + (upper - pill_size(pill).height()) / 2, room)
        whole = area.width() - start - end
        brush.text(
            person.name,
            brush.place(start, top, whole - taken - px(6), upper),
            weight=600,
        )
        self._paint_lower(brush, person, start, top + upper + px(3))

    def _paint_lower(
        self, brush: CardBrush, person: WaitingPerson, start: float, top: float
    ) -> None:
        """The reason, and the number; or the fee where one would be due."""
        px = theme().px
        whole = brush.area.width() - start - px(_EDGE)
        high = line_height("label")
        fee = self._told.fee(person)
        last = fee or person.number or ""
        wide = min(text_width(last, "label"), whole * 0.55)
        ink = "danger" if fee else "text2"
        place = brush.place(start + whole - wide, top, wide, high)
        brush.text(last, place, "label", ink=ink, at_end=True)
        reason, tone = words.reason_line(person, self._told.zone, self._told.today())
        brush.text(reason, brush.place(start, top, whole - wide - px(8), high), "label", ink=tone)


def card_rect(item: QRect) -> QRectF:
    """The card inside its item: the gap to the next one is below it."""
    return QRectF(item).adjusted(1, 1, -1, -theme().px(_GAP) - 1)


def tick_rect(item: QRect, *, mirrored: bool) -> QRectF:
    """What a click ticks: grip and circle, as high as the card."""
    card = card_rect(item)
    wide = theme().px(_GRIP + _TICK + 12)
    left = card.right() - wide if mirrored else card.left()
    return QRectF(left, card.top(), wide, card.height())


def _paint_tick(brush: CardBrush, name: str, selected: bool) -> None:
    px = theme().px
    side = px(_TICK)
    circle = brush.place(px(_GRIP + 6), (brush.area.height() - side) / 2, side, side)
    if not selected:
        paint_avatar(brush.painter, circle, name)
        return
    brush.painter.setPen(Qt.PenStyle.NoPen)
    brush.painter.setBrush(theme().color("accent"))
    brush.painter.drawEllipse(circle)
    inset = px(6)
    brush.icon("check", "textOnAccent", circle.adjusted(inset, inset, -inset, -inset))

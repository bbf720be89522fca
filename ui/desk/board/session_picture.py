"""Paints the lines of a session's card, and what its foot offers or says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen

from ui.common.badges import paint_avatar
from ui.common.card_brush import CardBrush, line_height, text_width
from ui.common.seats import paint_seats, seats_tone
from ui.common.theme import theme
from ui.desk.board import fit_words, paper_words, session_words
from ui.desk.board.fit_words import Describe
from ui.desk.board.fits import Fit, Verdict
from wset_desk.i18n import _
from wset_desk.services.board.rows import BoardSession

_GAP = 12
_PAD = 16
_AVATAR = 28
_STEP = 32
_FOOT = 38
_BAR = 6
CAN_ACT = frozenset({Fit.ALL, Fit.SOME, Fit.LATE, Fit.FULL})
"""Where the foot of a card is a button."""


@dataclass
class SessionWords:
    """How sessions are put into words here. `now` is the board's own."""

    zone: ZoneInfo
    now: datetime
    describe: Describe
    subject: str = ""

    def lines(self, session: BoardSession, verdict: Verdict) -> list[str]:
        fit = fit_words.fit_spoken(verdict, session, self.zone, self.describe)
        return [*session_words.session_lines(session, self.zone), *([fit] if fit else [])]

    def foot(self, session: BoardSession, verdict: Verdict) -> tuple[str, str]:
        """Icon and words of the card's lowest line while nothing is dragged over it."""
        if verdict.fit is Fit.UNASKED:
            return "clock", session_words.deadline_text(session, self.zone, self.now)
        if verdict.fit in CAN_ACT:
            late = verdict.fit is Fit.LATE
            return "warning" if late else "user_plus", fit_words.offer_text(verdict)
        return "warning", fit_words.held_short(verdict, session, self.zone, self.describe)


class SessionPicture:
    """The lines of one card, from the top down."""

    def __init__(self, brush: CardBrush, told: SessionWords) -> None:
        self._brush = brush
        self._told = told
        self._pad = theme().px(_PAD)
        self._room = brush.area.width() - 2 * self._pad

    def paint(self, session: BoardSession, coming: int) -> None:
        px = theme().px
        top = self._heading(session, px(12))
        top = self._seats(session, coming, top + px(12))
        self._people(session, top + px(10))

    def _heading(self, session: BoardSession, top: float) -> float:
        brush, zone = self._brush, self._told.zone
        high = line_height("title")
        pill = paper_words.session_pill(session.facts, usual_subject=self._told.subject)
        most = self._room - min(text_width("00 Www 00", "title", 600), self._room / 2)
        taken = brush.pill(pill, theme().px(14), top + theme().px(1), most)
        day = session_words.session_heading(session, zone)
        room = self._room - taken - theme().px(4)
        brush.text(day, brush.place(self._pad, top, room, high), "title", weight=600)
        top += max(high, theme().px(22)) + theme().px(2)
        line = brush.place(self._pad, top, self._room, line_height("label"))
        brush.text(session_words.session_times(session, zone), line, "label", ink="text2")
        return top + line_height("label")

    def _seats(self, session: BoardSession, coming: int, top: float) -> float:
        brush, facts = self._brush, session.facts
        used = session.max_capacity - facts.seats_left
        tone = seats_tone(used, session.max_capacity)
        line = brush.place(self._pad, top, self._room, line_height("label"))
        left = (
            session_words.coming_text(coming, facts.seats_left)
            if coming
            else session_words.left_text(session)
        )
        wide = text_width(left, "label", 600)
        brush.text(left, line, "label", weight=600, ink=tone, at_end=True)
        said = brush.place(self._pad, top, self._room - wide - theme().px(6), line.height())
        brush.text(session_words.taken_text(session), said, "label", weight=600)
        top += line.height() + theme().px(3)
        bar = brush.place(self._pad, top, self._room, theme().px(_BAR))
        paint_seats(
            brush.painter,
            bar,
            used,
            session.max_capacity,
            coming=coming,
            mirrored=brush.mirrored,
        )
        return top + bar.height()

    def _people(self, session: BoardSession, top: float) -> None:
        px = theme().px
        brush, side, step = self._brush, px(_AVATAR), px(_STEP)
        waiting = session_words.line_text(session.line) if session.line else ""
        if not session.people:
            line = brush.place(self._pad, top, self._room, side)
            brush.text(waiting or _("No one assigned yet"), line, "label", ink="text3")
            return
        wide = text_width(waiting, "label") + px(8) if waiting else 0
        most = max(1, int((self._room - wide + step - side) // step))
        names = [person.name for person in session.people]
        shown = names if len(names) <= most else names[: max(0, most - 1)]
        for number, name in enumerate(shown):
            circle = brush.place(self._pad + number * step, top, side, side)
            paint_avatar(brush.painter, circle, name)
        if len(names) > len(shown):
            circle = brush.place(self._pad + len(shown) * step, top, side, side)
            _paint_more(brush.painter, circle, len(names) - len(shown))
        if waiting:
            line = brush.place(self._pad, top, self._room, side)
            brush.text(waiting, line, "label", ink="text2", at_end=True)

    def paint_foot(self, session: BoardSession, verdict: Verdict, *, hot: bool) -> None:
        """What can be done here, or why nothing can."""
        icon, text = self._told.foot(session, verdict)
        place = foot_rect(self._brush.area)
        if verdict.fit in CAN_ACT:
            self._paint_button(place, icon, text, hot=hot)
            return
        px = theme().px
        side = px(16)
        middle = place.center().y() - self._brush.area.top() - side / 2
        self._brush.icon(icon, "text3", self._brush.place(self._pad, middle, side, side))
        start = self._pad + side + px(6)
        room = self._brush.area.width() - start - px(10)
        top = place.top() - self._brush.area.top()
        beside = self._brush.place(start, top, room, place.height())
        self._brush.wrapped(text, beside, ink="text2")

    def paint_drop(self, session: BoardSession, verdict: Verdict) -> None:
        """What letting go would do."""
        place = foot_rect(self._brush.area)
        corner = theme().radius("md") + 2
        painter = self._brush.painter
        if verdict.takes_drop:
            painter.setPen(Qt.PenStyle.NoPen)
            tone = "focus" if verdict.fit is Fit.ALL else "warning"
            painter.setBrush(theme().color(tone))
            painter.drawRoundedRect(place, corner, corner)
            self._centred(place, fit_words.drop_text(verdict), "canvas")
        else:
            painter.setPen(QPen(theme().color("danger"), 1))
            painter.setBrush(theme().color("dangerSoft"))
            painter.drawRoundedRect(place, corner, corner)
            why = fit_words.held_short(verdict, session, self._told.zone, self._told.describe)
            inset = theme().px(8)
            painter.setFont(theme().font("label", 600))
            painter.setPen(theme().color("danger"))
            flags = int(Qt.AlignmentFlag.AlignCenter.value) | int(Qt.TextFlag.TextWordWrap.value)
            painter.drawText(place.adjusted(inset, 0, -inset, 0), flags, why)

    def _paint_button(self, place: QRectF, icon: str, text: str, *, hot: bool) -> None:
        painter, corner = self._brush.painter, theme().radius("md") + 2
        painter.setPen(QPen(theme().color("borderStrong"), 1, Qt.PenStyle.DashLine))
        painter.setBrush(theme().color("hover") if hot else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), corner, corner)
        px = theme().px
        side = px(18)
        wide = min(text_width(text, "body"), place.width() - side - px(24))
        start = (place.width() - wide - side - px(10)) / 2
        offset = place.left() - self._brush.area.left()
        top = place.top() - self._brush.area.top()
        middle = top + (place.height() - side) / 2
        self._brush.icon(icon, "text2", self._brush.place(offset + start, middle, side, side))
        beside = self._brush.place(offset + start + side + px(10), top, wide, place.height())
        self._brush.text(text, beside, ink="text2")

    def _centred(self, place: QRectF, text: str, ink: str) -> None:
        painter = self._brush.painter
        painter.setFont(theme().font("body", 600))
        painter.setPen(theme().color(ink))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)


def card_rect(cell: QRect, *, mirrored: bool) -> QRectF:
    """The card inside its cell: gaps are after it and below."""
    gap = theme().px(_GAP)
    sides = (gap, 1, -1, -gap) if mirrored else (1, 1, -gap, -gap)
    return QRectF(cell).adjusted(*sides)


def foot_rect(card: QRectF) -> QRectF:
    """Where the button is, or the reason."""
    px = theme().px
    high = max(px(_FOOT), 2 * line_height("label") + px(4))
    return QRectF(card.left() + px(12), card.bottom() - px(10) - high, card.width() - px(24), high)


def cell_height() -> int:
    """How high a card is with the gap below it, at the current text size."""
    px = theme().px
    lines = max(line_height("title"), px(22)) + 2 * line_height("label")
    foot = max(px(_FOOT), 2 * line_height("label") + px(4))
    return round(lines + foot + px(12 + 2 + 12 + 3 + _BAR + 10 + _AVATAR + 12 + 10 + _GAP))


def cell_size(width: int) -> QSize:
    """As many cells side by side as have room, at least one."""
    least = theme().px(258)
    return QSize(width // max(1, width // least), cell_height())


def _paint_more(painter: QPainter, circle: QRectF, number: int) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme().color("sunken"))
    painter.drawEllipse(circle)
    painter.setFont(theme().font("caption", 600, tabular=True))
    painter.setPen(theme().color("text2"))
    painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, _("+{n}").format(n=number))

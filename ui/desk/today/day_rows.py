"""The lines of the day: exams and courses by time, and where it stands now."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.common import dates
from ui.common.badges import Badge
from ui.common.cards import Card
from ui.common.icons import pixmap
from ui.common.layouts import column, row
from ui.common.seats import SeatsBar
from ui.common.text import ElidedLabel, Label
from ui.common.theme import theme
from ui.desk.today import words
from ui.desk.today.entries import Entry
from wset_desk.i18n import _
from wset_desk.services.today import Phase

_STRIPE = 4
_TIMES = 46
_SEATS = 104
Opener = Callable[[Entry], object]


def day_rows(
    entries: Sequence[Entry], zone: ZoneInfo, now: datetime, on_open: Opener
) -> Iterator[QWidget]:
    """A line for each entry, in order of time, with the present between them."""
    marked = False
    for entry in entries:
        if not marked and entry.start > now:
            marked = True
            yield NowLine(dates.local_time(now, zone))
        yield DayRow(entry, zone, on_open)


class DayRow(Card):
    """One exam or course: times, name, place and people, seats, and where it stands."""

    def __init__(self, entry: Entry, zone: ZoneInfo, on_open: Opener) -> None:
        times = dates.time_span(entry.start, entry.end, zone)
        seats = words.candidates(entry.seats[0])
        spoken = ", ".join((times, entry.title, entry.look.text, entry.place, entry.people, seats))
        super().__init__(margins=3, clickable=True, name=spoken)
        self.clicked.connect(lambda: on_open(entry))
        clock = column(
            Label(dates.local_time(entry.start, zone), "bodyStrong", tabular=True),
            Label(dates.local_time(entry.end, zone), "label", tone="text2", tabular=True),
            gap=0,
        )
        shown = row(_fixed(clock, _TIMES), Stripe(entry.look.bar), gap=3)
        shown.addLayout(_words(entry), 1)
        shown.addLayout(_standing(entry))
        self.body.addLayout(shown)


class NowLine(QWidget):
    """Between what has begun and what is to come."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text
        self.setAccessibleName(_("Now {time}").format(time=text))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(120), theme().px(18))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme().font("label", 600, tabular=True))
        painter.setPen(theme().color("accentText"))
        wide = painter.fontMetrics().horizontalAdvance(self._text)
        mirrored = self.isRightToLeft()
        edge = theme().px(12)
        text = QRectF(self.width() - edge - wide if mirrored else edge, 0, wide + 1, self.height())
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, self._text)
        begin = edge + wide + theme().space(2)
        line = QRectF(begin, self.height() / 2 - 1, self.width() - begin, 2)
        if mirrored:
            line.moveLeft(0)
        painter.fillRect(line, theme().color("accent"))


class Stripe(QWidget):
    """The category's colour along a line's edge."""

    def __init__(self, token: str) -> None:
        super().__init__()
        self._token = token
        self.setFixedWidth(theme().px(_STRIPE))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color(self._token))
        painter.drawRoundedRect(QRectF(self.rect()), self.width() / 2, self.width() / 2)


def _words(entry: Entry) -> QHBoxLayout:
    strong = Label(entry.title, "bodyStrong", tone="text2" if entry.phase is Phase.DONE else "")
    head = row(strong, Badge(entry.look), None, gap=2)
    where = row(_icon("pin"), ElidedLabel(entry.place, "label", tone="text2"), gap=1)
    tone = "warning" if entry.lacks_people else "text2"
    who = row(
        _icon("warning" if entry.lacks_people else "user", tone),
        ElidedLabel(entry.people, "label", tone=tone),
        gap=1,
    )
    below = row(where, who, None, gap=4)
    return row(column(head, below, gap=1))


def _standing(entry: Entry) -> QVBoxLayout:
    taken, capacity = entry.seats
    look = words.phase_look(entry.phase)
    top = row(None, Label(words.candidates(taken), "label", tone="text2"), gap=2)
    if look is not None:
        top.insertWidget(1, Badge(look))
    bar = SeatsBar(taken, capacity)
    bar.setFixedWidth(theme().px(_SEATS))
    bar.setToolTip(bar.accessibleName())
    return column(top, row(None, bar), gap=2)


def _icon(name: str, tone: str = "text3") -> Label:
    drawn = Label()
    drawn.setPixmap(pixmap(name, tone, 14))
    return drawn


def _fixed(layout: QLayout, width: int) -> QWidget:
    held = QWidget()
    held.setLayout(layout)
    held.setFixedWidth(theme().px(width))
    return held

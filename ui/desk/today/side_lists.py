"""Beside the day: what needs attention, and the coming week."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QWidget

from ui.common import dates, labels
from ui.common.badges import Badge
from ui.common.buttons import Button
from ui.common.cards import Card
from ui.common.flow import FlowLayout
from ui.common.icon_tile import IconTile
from ui.common.labels import Look
from ui.common.layouts import column, row
from ui.common.text import ElidedLabel, Label
from ui.common.theme import theme
from ui.desk import exam_words
from ui.desk.today import words
from ui.desk.today.entries import course_look
from wset_desk.i18n import _
from wset_desk.services.attention import Attention
from wset_desk.services.calendar import CalendarItem
from wset_desk.services.today import ComingDay

_DAY = 84
_MOST_CHIPS = 4


class AttentionRow(QWidget):
    """How many of what, the first cases, and where to look after them."""

    def __init__(
        self, attention: Attention, zone: ZoneInfo, on_open: Callable[[Attention], object]
    ) -> None:
        super().__init__()
        sign = words.sign(attention.concern)
        headline = words.headline(attention)
        told = column(
            ElidedLabel(headline, weight=600),
            ElidedLabel(words.detail(attention.cases, zone), "label", tone="text2"),
            gap=0,
        )
        self.link = Button(sign.link, kind="link", on_click=lambda: on_open(attention))
        self.link.setAccessibleName(_("{link}: {what}").format(link=sign.link, what=headline))
        shown = row(IconTile(sign.icon, sign.ink, sign.ground), gap=3)
        shown.addLayout(told, 1)
        shown.addWidget(self.link)
        self.setLayout(shown)


class ComingRow(Card):
    """A day of the coming week with its exams; a click goes there, if `on_open` is given."""

    def __init__(self, coming: ComingDay, on_open: Callable[[date], object] | None) -> None:
        name = dates.day_heading(coming.day)
        super().__init__(margins=2, clickable=on_open is not None, name=name)
        if on_open is not None:
            self.clicked.connect(lambda: on_open(coming.day))
        self.setProperty("role", "line-card")
        day = Label(dates.day_and_month(coming.day), weight=600, tabular=True)
        day.setMinimumWidth(theme().px(_DAY))
        chips = FlowLayout(gap=1)
        for look in _looks(coming):
            chips.addWidget(Badge(look))
        if not chips.count():
            chips.addWidget(Label(_("Nothing scheduled"), "label", tone="text3"))
        shown = row(day, gap=3)
        shown.addLayout(chips, 1)
        self.body.addLayout(shown)


def _looks(coming: ComingDay) -> list[Look]:
    looks = [_exam_look(item) for item in coming.exams[:_MOST_CHIPS]]
    more = len(coming.exams) - _MOST_CHIPS
    if more > 0:
        looks.append(Look(_("+{n}").format(n=more), "", "text2", "sunken"))
    if coming.courses:
        book = course_look()
        looks.append(Look(words.courses(coming.courses), book.icon, book.fg, book.bg))
    return looks


def _exam_look(item: CalendarItem) -> Look:
    kind = labels.category(item.session_type)
    return Look(exam_words.short_title(item), kind.icon, kind.fg, kind.bg)

"""Cards that say what, when, where and who: of a course session and of its bundled exams."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy

from ui.common import dates, labels
from ui.common.badges import Badge, SeatsBar, seats_text, seats_tone
from ui.common.buttons import Button
from ui.common.cards import Card
from ui.common.icons import pixmap
from ui.common.layouts import row
from ui.common.text import Label
from ui.common.theme import theme
from ui.desk.context import DeskSession
from ui.desk.courses import words
from wset_desk.i18n import _, ngettext
from wset_desk.services.course_rows import BundledExam, CourseSessionDetail

_BAR = 4


class IconLabel(Label):
    """An icon of the text's size, redrawn with the theme."""

    def __init__(self, name: str, tone: str = "text3") -> None:
        super().__init__()
        self._name, self._ink = name, tone
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        self.setPixmap(pixmap(self._name, self._ink, 16))


def fact(icon: str, text: str, *, tone: str = "", tabular: bool = False) -> QHBoxLayout:
    """An icon and what it stands for."""
    drawn = IconLabel(icon, tone or "text3")
    said = row(drawn, Label(text, tone=tone, tabular=tabular, wrap=True), gap=2)
    said.setAlignment(drawn, Qt.AlignmentFlag.AlignTop)
    said.setStretch(1, 1)
    return said


class CourseCard(Card):
    """Days, place, people and seats of a course session."""

    def __init__(self, session: CourseSessionDetail, zone: ZoneInfo) -> None:
        super().__init__(gap=2, name=_("Course"))
        for day in session.days:
            when = words.day_and_times(day.starts_at, day.ends_at, zone)
            self.body.addLayout(fact("calendar", when, tabular=True))
        self.body.addLayout(fact("pin", session.place or _("No place yet")))
        teaching = ", ".join(each.name for each in session.educators)
        self.body.addLayout(fact("user", teaching or _("No educator yet")))
        rules = _("Rules: {profile}").format(profile=session.rule_profile)
        self.body.addLayout(fact("layers", rules))
        self.body.addStretch(1)
        enrolled = _("{enrolled} of {all} enrolled").format(
            enrolled=session.enrolled, all=session.max_capacity
        )
        self.body.addWidget(Label(enrolled, "label", weight=600, tabular=True))
        self.body.addWidget(SeatsBar(session.enrolled, session.max_capacity))


class ExamCard(Card):
    """One bundled exam: when, where, how full, until when it can be booked, who invigilates."""

    def __init__(
        self, exam: BundledExam, session: DeskSession, enter_marks: Callable[[], object]
    ) -> None:
        super().__init__(gap=2, name=exam.name)
        zone = session.zone
        self._look = labels.category("bundled")
        self.body.setContentsMargins(*[theme().space(step) for step in (5, 4, 4, 4)])
        span = Label(dates.time_span(exam.starts_at, exam.ends_at, zone), tabular=True)
        self.body.addLayout(row(span, None, Badge(self._look)))
        self.body.addWidget(Label(exam.template_name, "bodyStrong", wrap=True))
        day = dates.day_text(dates.local_day(exam.starts_at, zone))
        self.body.addLayout(fact("calendar", day))
        self.body.addLayout(fact("pin", exam.place or _("No place yet")))
        people = ", ".join(each.name for each in exam.invigilators)
        if people:
            self.body.addLayout(fact("user_check", people))
        else:
            self.body.addLayout(fact("user_check", _("No invigilator yet"), tone="warning"))
        closes = words.deadline_text(exam.registration_deadline, zone, session.now())
        self.body.addLayout(fact("clock", closes, tabular=True))
        self.body.addStretch(1)
        self._add_foot(exam, enter_marks)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color(self._look.bar))
        inset, wide = theme().px(8), theme().px(_BAR)
        left = self.width() - inset - wide if self.isRightToLeft() else inset
        painter.drawRoundedRect(left, theme().px(14), wide, self.height() - theme().px(28), 2, 2)

    def _add_foot(self, exam: BundledExam, enter_marks: Callable[[], object]) -> None:
        taken, capacity = exam.current_enrollment, exam.max_capacity
        left = Label(seats_text(taken, capacity), "label", weight=600, tabular=True)
        left.set_tone(seats_tone(taken, capacity))
        marked = sum(1 for each in exam.registrations if each.passed is not None)
        counted = ngettext("{n} mark", "{n} marks", marked).format(n=marked)
        marks = Button(counted if marked else _("Marks"), kind="link", on_click=enter_marks)
        marks.setToolTip(_("Marks of {exam}").format(exam=exam.name))
        self.body.addLayout(row(left, None, marks))
        self.body.addWidget(SeatsBar(taken, capacity))

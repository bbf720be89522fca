"""Exams on a line through time: what is to come, and every attempt with its papers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLayout, QWidget

from ui.common import dates, labels
from ui.common.badges import Badge
from ui.common.layouts import column, row
from ui.common.text import Label
from ui.common.theme import theme
from ui.desk.candidates import words
from wset_desk.domain.registrations import RegistrationStatus
from wset_desk.i18n import _
from wset_desk.services.candidate_history import Sitting

_DOT = 9
_GUTTER = 22
_GONE = {RegistrationStatus.CANCELLED, RegistrationStatus.RESCHEDULED}


@dataclass(frozen=True)
class ExamDay:
    """What a candidate sat, or is to sit, on one day of one course or session."""

    day: date
    sittings: tuple[Sitting, ...]

    @property
    def tone(self) -> str:
        """The colour of the day's dot: red for a paper failed or missed, green for all passed."""
        if any(s.passed is False or s.status == RegistrationStatus.NO_SHOW for s in self.sittings):
            return "danger"
        if all(s.passed for s in self.sittings):
            return "success"
        return "borderStrong" if all(s.status in _GONE for s in self.sittings) else "info"


def exam_days(sittings: Iterable[Sitting], zone: ZoneInfo) -> list[ExamDay]:
    """Sittings in their order, those of one day and course together, earliest paper first."""

    def key(sitting: Sitting) -> tuple[date, str, str]:
        day = dates.local_day(sitting.starts_at, zone)
        return day, sitting.offering_name, sitting.registration_type

    return [
        ExamDay(day, tuple(sorted(group, key=lambda sitting: sitting.starts_at)))
        for (day, *_rest), group in groupby(sittings, key)
    ]


class TimelineEntry(QWidget):
    """One exam day: a dot on the line, its date and place, and a row for each paper."""

    def __init__(self, exam_day: ExamDay, zone: ZoneInfo, *, first: bool, last: bool) -> None:
        super().__init__()
        self._tone = exam_day.tone
        self._first, self._last = first, last
        lead = exam_day.sittings[0]
        self._date = Label(dates.day_text(exam_day.day), "bodyStrong")
        heading = row(self._date, None, Badge(labels.category(lead.registration_type)), gap=2)
        where = f"{labels.level(lead.level)} · {words.where(lead)}"
        items: list[QWidget | QLayout] = [heading, Label(where, "label", tone="text2", wrap=True)]
        items += [line for each in exam_day.sittings for line in _paper_lines(each, zone)]
        body = column(*items, gap=1)
        layout = row(gap=0, margins=(0, 0, 0, 0 if last else 5))
        layout.addSpacing(theme().px(_GUTTER))
        layout.addLayout(body, 1)
        self.setLayout(layout)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = theme().px(_DOT) / 2
        x = radius + 1
        if self.isRightToLeft():
            x = self.width() - x
        y = self._date.geometry().center().y() + 1
        painter.setPen(QPen(theme().color("border"), 2))
        top = y if self._first else 0
        bottom = y if self._last else self.height()
        painter.drawLine(QPointF(x, top), QPointF(x, bottom))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color(self._tone))
        painter.drawEllipse(QPointF(x, y), radius, radius)


def _paper_lines(sitting: Sitting, zone: ZoneInfo) -> list[QLayout]:
    name = Label(words.paper(sitting), "body", weight=500)
    if sitting.marks:
        return [
            row(
                Label(labels.exam_type(mark.component), "body", weight=500),
                Label(words.mark(mark), "body", tone="text2", tabular=True),
                None,
                Badge(words.mark_look(mark)),
                gap=2,
            )
            for mark in sitting.marks
        ]
    times = Label(words.when(sitting, zone), "body", tone="text2", tabular=True)
    return [row(name, times, None, *_state(sitting), gap=2)]


def _state(sitting: Sitting) -> list[QWidget]:
    """Nothing has to be said of a place that is simply taken."""
    if sitting.status == RegistrationStatus.REGISTERED:
        return [] if sitting.fee_paid or not sitting.fee_amount else [_unpaid()]
    return [Badge(labels.status_look(sitting.status))]


def _unpaid() -> Badge:
    return Badge(labels.Look(_("Fee due"), "money", "warning", "warningSoft"))

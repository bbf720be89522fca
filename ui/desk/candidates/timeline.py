"""Exams on a line through time: what is to come, and every attempt with its papers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLayout, QWidget

from ui.common import dates, labels
from ui.common.badges import Badge
from ui.common.buttons import IconButton
from ui.common.flow import FlowLayout
from ui.common.folding import folding
from ui.common.layouts import column, row
from ui.common.money import fee_look
from ui.common.text import Label
from ui.common.theme import theme
from ui.desk.candidates import words
from ui.desk.exam_words import hold_text
from wset_desk.domain.registrations import RegistrationStatus
from wset_desk.i18n import _
from wset_desk.services.candidate_history import PaperMark, Sitting

_DOT = 9
_GUTTER = 22
_GONE = {RegistrationStatus.CANCELLED, RegistrationStatus.RESCHEDULED}
ShowVersions = Callable[[Sitting, PaperMark], object]
Beside = Callable[[Sitting], Sequence[QWidget]]


def _nothing(_sitting: Sitting) -> Sequence[QWidget]:
    return ()


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
    """One exam day: a dot on the line, its date and place, and a row for each paper.

    With ``currency`` fees are shown; ``show_versions`` opens the history of a mark; ``beside``
    answers what else there is to see of a paper.
    """

    def __init__(
        self,
        exam_day: ExamDay,
        zone: ZoneInfo,
        *,
        first: bool,
        last: bool,
        currency: str = "",
        show_versions: ShowVersions | None = None,
        beside: Beside = _nothing,
    ) -> None:
        super().__init__()
        self._tone = exam_day.tone
        self._first, self._last = first, last
        lead = exam_day.sittings[0]
        self._date = Label(dates.day_text(exam_day.day), "bodyStrong")
        kind = Badge(labels.category(lead.registration_type))
        heading = folding(row(self._date, None), row(kind, None))
        where = f"{labels.level(lead.level)} · {words.where(lead)}"
        items: list[QWidget | QLayout] = [heading, Label(where, "label", tone="text2", wrap=True)]
        for each in exam_day.sittings:
            items += _paper_lines(each, zone, currency, show_versions)
            items += beside(each)
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
        y = self._date.mapTo(self, self._date.rect().center()).y() + 1
        painter.setPen(QPen(theme().color("border"), 2))
        top = y if self._first else 0
        bottom = y if self._last else self.height()
        painter.drawLine(QPointF(x, top), QPointF(x, bottom))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color(self._tone))
        painter.drawEllipse(QPointF(x, y), radius, radius)


def _paper_lines(
    sitting: Sitting, zone: ZoneInfo, currency: str, show_versions: ShowVersions | None
) -> list[QWidget]:
    if not sitting.marks:
        name = Label(words.paper(sitting), "body", weight=500)
        times = Label(words.when(sitting, zone), "body", tone="text2", tabular=True)
        return [_flowing(name, times, *_states(sitting, currency)), *_held(sitting, zone)]
    lines: list[QWidget] = [_mark_line(sitting, mark, show_versions) for mark in sitting.marks]
    lines += _held(sitting, zone)
    states = _states(sitting, currency)
    return [*lines, _flowing(*states)] if states else lines


def _held(sitting: Sitting, zone: ZoneInfo) -> list[QWidget]:
    """Why its results wait."""
    texts = (hold_text(hold, zone) for hold in sitting.holds)
    return [Label(text, "label", tone="warning", wrap=True) for text in texts]


def _mark_line(sitting: Sitting, mark: PaperMark, show_versions: ShowVersions | None) -> QWidget:
    name = Label(labels.exam_type(mark.component), "body", weight=500)
    score = Label(words.mark(mark), "body", tone="text2", tabular=True)
    items: list[QWidget] = [name, score, Badge(words.mark_look(mark))]
    if show_versions is not None:
        show = show_versions
        about = _("History of the mark for {paper}").format(paper=labels.exam_type(mark.component))
        items.append(IconButton("history", about, on_click=lambda: show(sitting, mark)))
    return _flowing(*items)


def _states(sitting: Sitting, currency: str) -> list[QWidget]:
    """What became of the place, and how its fee stands."""
    looks = [words.status_look(sitting)]
    if currency:
        looks.append(fee_look(sitting.fee, currency))
    return [Badge(look) for look in looks if look is not None]


def _flowing(*items: QWidget) -> QWidget:
    """In a line, or in several where there isn't room for one."""
    line = QWidget()
    flow = FlowLayout(gap=2)
    for item in items:
        flow.addWidget(item)
    line.setLayout(flow)
    return line

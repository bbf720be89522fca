"""An enrolment with what has come of it: the overall result and every attempt at its papers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from ui.common import dates, labels
from ui.common.badges import Badge
from ui.common.buttons import IconButton
from ui.common.cards import Card
from ui.common.folding import folding
from ui.common.layouts import row
from ui.common.text import ElidedLabel, Label
from ui.desk.candidates import words
from ui.desk.candidates.timeline import Beside, ShowVersions, TimelineEntry, exam_days
from ui.desk.context import DeskSession
from wset_desk.i18n import _
from wset_desk.services.candidate_history import EnrolmentRow, QualificationRow, Sitting

OpenCourse = Callable[[EnrolmentRow], object]


class QualificationCard(Card):
    """One enrolment; a dated course opens with the arrow."""

    def __init__(
        self,
        row_: QualificationRow,
        session: DeskSession,
        *,
        open_course: OpenCourse,
        show_versions: ShowVersions | None,
        beside: Beside,
    ) -> None:
        enrolment = row_.enrolment
        super().__init__(margins=3, gap=2, name=enrolment.offering_name)
        level = Badge(labels.Look(labels.level_short(enrolment.level), "", "text2", "sunken"))
        title = ElidedLabel(enrolment.offering_name, "bodyStrong")
        what = row(level, title, gap=2)
        what.setStretch(1, 1)
        result = row(Badge(words.overall_look(row_)), gap=2)
        if enrolment.course_session_id is not None:
            name = _("Open the course {name}").format(name=enrolment.offering_name)
            open_it = IconButton("external", name, on_click=lambda: open_course(enrolment))
            result.addWidget(open_it)
        result.addStretch(1)
        self.body.addWidget(folding(what, result))
        self.body.addWidget(Label(period(enrolment), "label", tone="text2", wrap=True))
        for entry in attempts(row_.attempts, session, show_versions, beside):
            self.body.addWidget(entry)


def attempts(
    sittings: Sequence[Sitting],
    session: DeskSession,
    show_versions: ShowVersions | None,
    beside: Beside,
) -> list[QWidget]:
    """The attempts on their line, newest first; ``beside`` says what else there is of each."""
    days = exam_days(sittings, session.zone)
    last = len(days) - 1
    return [
        TimelineEntry(
            day,
            session.zone,
            first=number == 0,
            last=number == last,
            currency=session.currency,
            show_versions=show_versions,
            beside=beside,
        )
        for number, day in enumerate(days)
    ]


def period(enrolment: EnrolmentRow) -> str:
    """Course days, or the window of an online course."""
    start = dates.day_short(enrolment.starts_on) if enrolment.starts_on else ""
    if enrolment.window_ends_on is not None:
        last = dates.day_short(enrolment.window_ends_on)
        return _("Online from {start}, exam until {last}").format(start=start, last=last)
    if enrolment.ends_on is not None and enrolment.ends_on != enrolment.starts_on:
        return _("{start} – {last}").format(start=start, last=dates.day_short(enrolment.ends_on))
    return start

"""The bundled exams that a form would make, shown while one types."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from ui.common import labels
from ui.common.badges import Badge
from ui.common.cards import Card
from ui.common.layouts import clear, column, row
from ui.common.text import Label
from ui.desk.context import DeskSession
from ui.desk.courses import words
from ui.desk.courses.notice import Notice
from wset_desk.i18n import _, ngettext
from wset_desk.services.course_rows import PlannedExam, SchedulePreview


class SchedulePreviewCard(Card):
    """Shows a :class:`SchedulePreview`, or why there can be none."""

    def __init__(self, session: DeskSession) -> None:
        super().__init__(gap=3, name=_("Bundled exams"))
        self._session = session
        self._zone = session.zone
        self._list = column(gap=3)
        self.notice = Notice()
        self.body.addLayout(row(Label(_("Bundled exams"), "bodyStrong"), None))
        self.body.addLayout(self._list)
        self.body.addWidget(self.notice)
        self.say(_("Choose an offering and days to see its exams."))

    def say(self, text: str) -> None:
        """Only a sentence."""
        clear(self._list)
        self.notice.say(())
        self._list.addWidget(Label(text, tone="text2", wrap=True))

    def refuse(self, text: str) -> None:
        """Why these dates can't be."""
        clear(self._list)
        self.notice.say([text], "danger")

    def show_preview(self, preview: SchedulePreview) -> None:
        clear(self._list)
        if not preview.exams:
            self._list.addWidget(Label(_("This offering has no bundled exams."), tone="text2"))
        for exam in preview.exams:
            self._list.addLayout(self._exam(exam))
        self.notice.say(self._warnings(preview))

    def _exam(self, exam: PlannedExam) -> QVBoxLayout:
        title = Label(exam.name, "body", weight=600, wrap=True)
        when = Label(words.day_and_times(exam.start, exam.end, self._zone), tabular=True)
        closes = words.deadline_text(exam.registration_deadline, self._zone, self._session.now())
        top = row(title, Badge(labels.category("bundled")), gap=2)
        top.setStretch(0, 1)
        return column(top, when, Label(closes, "label", tone="text2", wrap=True), gap=0)

    def _warnings(self, preview: SchedulePreview) -> list[str]:
        warnings = []
        if preview.room_seats is not None:
            warnings.append(
                ngettext(
                    "The room has only {n} seat.",
                    "The room has only {n} seats.",
                    preview.room_seats,
                ).format(n=preview.room_seats)
            )
        return warnings + words.conflict_lines(preview.conflicts, self._zone)

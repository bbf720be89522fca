"""The sheets in which a course session is moved or cancelled, with whom that affects."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.common import dates
from ui.common.data_table import DataTable, framed
from ui.common.forms import DateField, Form, TextField
from ui.common.layouts import clear, column
from ui.common.sheet import Sheet
from ui.common.table_model import RowsModel
from ui.common.text import Label
from ui.desk.context import DeskContext
from ui.desk.courses import words
from ui.desk.courses.actions import SessionActions
from ui.desk.courses.model import CLASH, affected_columns
from ui.desk.courses.notice import Notice
from wset_desk.domain.errors import DomainError
from wset_desk.i18n import _, ngettext
from wset_desk.services.conflicts import AffectedCandidate
from wset_desk.services.course_rows import CourseSessionDetail
from wset_desk.services.course_session_changes import MovePreview

WIDTH = 600
_MOST_ROWS = 8


class AffectedList(QWidget):
    """Who is affected, in a table as high as it needs to be."""

    def __init__(self) -> None:
        super().__init__()
        self._title = Label("", "bodyStrong", wrap=True)
        columns = affected_columns()
        self._clash_column = [each.key for each in columns].index(CLASH)
        self.model = RowsModel(columns)
        self.table = DataTable(_("Candidates affected"), self.model)
        self._frame = framed(self.table)
        self.setLayout(column(self._title, self._frame, gap=2))

    def show_people(self, people: Sequence[AffectedCandidate], nobody: str) -> None:
        self.model.set_rows(people)
        clashes = any(each.clash for each in people)
        self.table.setColumnHidden(self._clash_column, not clashes)
        number = len(people)
        counted = ngettext("{n} candidate is affected", "{n} candidates are affected", number)
        self._title.setText(counted.format(n=number) if number else nobody)
        self.table.fit_height(_MOST_ROWS)
        self._frame.setVisible(bool(number))


class MoveSheet(Sheet):
    """Moves a course session to another first day; every exam that moves is shown before."""

    def __init__(
        self,
        context: DeskContext,
        owner: QWidget,
        session: CourseSessionDetail,
        first_day: date | None = None,
    ) -> None:
        form = Form()
        super().__init__(
            owner,
            _("Move {course}").format(course=session.name),
            form,
            subtitle=_("Its bundled exams move along, at the same times of day."),
            save_text=_("Move"),
            on_save=self._save,
            width=WIDTH,
        )
        self._context = context
        self._session = session
        self._actions = SessionActions(context, owner)
        self._asked = 0
        self._old = dates.local_day(session.days[0].starts_at, context.session.zone)
        self.first_day = form.add(DateField("first_day", _("First day"), required=True))
        self.notice = Notice()
        self.exams = QWidget()
        self._grid = QGridLayout(self.exams)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(context.theme.space(4))
        for place, stretch in enumerate((5, 4, 6)):
            self._grid.setColumnStretch(place, stretch)
        self.affected = AffectedList()
        for widget in (self.notice, self.exams, self.affected):
            form.add_widget(widget)
        self._pause = QTimer(self, singleShot=True, interval=context.theme.duration("base"))
        self._pause.timeout.connect(self._ask)
        form.edited.connect(self._wait)
        form.set_values({"first_day": first_day or self._old})
        self._ask()

    def _wait(self) -> None:
        self.save_button.setEnabled(False)
        self._pause.start()

    def _ask(self) -> None:
        day = self.first_day.value()
        self.save_button.setEnabled(False)
        if day is None:
            return
        self._asked += 1
        asked = self._asked
        self._actions.preview_move(
            self,
            lambda preview: self._show(asked, preview),
            lambda error: self._refuse(asked, error),
            self._session.id,
            day,
        )

    def _show(self, asked: int, preview: MovePreview) -> None:
        if asked != self._asked:
            return
        zone = self._context.session.zone
        clear(self._grid)
        self._add_line(_("Exam"), _("Now"), _("Then"), heading=True)
        for exam in preview.exams:
            self._add_line(
                exam.name,
                words.day_and_time(exam.old, zone),
                words.day_and_times(exam.new, exam.new_end, zone),
            )
        self.affected.show_people(preview.affected, _("Nobody is enrolled yet."))
        if preview.clashes:
            self.notice.say([_("Not possible: somebody has another exam at that time.")], "danger")
        else:
            self.notice.say(words.conflict_lines(preview.conflicts, zone))
        moves = preview.first_day != self._old
        self.save_button.setEnabled(moves and not preview.clashes)

    def _refuse(self, asked: int, error: DomainError) -> None:
        if asked == self._asked:
            clear(self._grid)
            self.notice.say([self._context.tasks.describe(error)], "danger")

    def _add_line(self, name: str, old: str, new: str, *, heading: bool = False) -> None:
        line = self._grid.rowCount()
        style = "label" if heading else "body"
        tones = ("text2", "text2", "text2") if heading else ("", "text2", "")
        for place, text in enumerate((name, old, new)):
            label = Label(text, style, tone=tones[place], tabular=place > 0, wrap=True)
            self._grid.addWidget(label, line, place)

    def _save(self) -> None:
        self._actions.move(self, self._session.id, self.first_day.value())  # type: ignore[arg-type]


class CancelSheet(Sheet):
    """Cancels a course session; a reason is needed, and whom it affects is shown."""

    def __init__(self, context: DeskContext, owner: QWidget, session: CourseSessionDetail) -> None:
        form = Form()
        super().__init__(
            owner,
            _("Cancel {course}").format(course=session.name),
            form,
            subtitle=_("Its bundled exams and their registrations are cancelled with it."),
            save_text=_("Cancel the course session"),
            on_save=self._save,
            width=WIDTH,
        )
        self.cancel_button.setText(_("Keep it"))
        self._session = session
        self._actions = SessionActions(context, owner)
        self.reason = form.add(TextField("reason", _("Reason"), required=True, max_length=500))
        self.affected = AffectedList()
        form.add_widget(self.affected)
        self._actions.preview_cancel(self, self._show, session.id)

    def _show(self, people: Sequence[AffectedCandidate]) -> None:
        self.affected.show_people(people, _("Nobody is enrolled: nobody is affected."))

    def _save(self) -> None:
        self._actions.cancel(self, self._session.id, self.reason.value())

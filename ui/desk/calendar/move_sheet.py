"""Moving an exam session by date and time, and what the move does, before it is done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from functools import partial

from PySide6.QtWidgets import QWidget

from ui.common import dates
from ui.common.forms import DateField, Form, TimeField
from ui.common.sheet import Sheet
from ui.common.tasks import later
from ui.desk.calendar.impact import ImpactView
from ui.desk.context import DeskContext
from wset_desk.domain.errors import DomainError
from wset_desk.domain.scheduling import local_to_utc
from wset_desk.i18n import _
from wset_desk.services import exam_session_changes
from wset_desk.services.exam_session_changes import ExamMovePreview, MovedExamSession
from wset_desk.services.exam_session_details import ExamSessionDetail

_PAUSE = 150
_WIDTH = 500


class ExamMoveSheet(Sheet):
    """Fields for the new time, and a preview that follows them; a clash holds the button.

    ``on_moved(MovedExamSession)`` afterwards.
    """

    def __init__(
        self,
        owner: QWidget,
        context: DeskContext,
        detail: ExamSessionDetail,
        start: datetime,
        on_moved: Callable[[MovedExamSession], object],
    ) -> None:
        self._context = context
        self._detail = detail
        self._on_moved = on_moved
        self._asked = 0
        self.impact = ImpactView(context.session.zone)
        self.fields = self._build(start.astimezone(context.session.zone))
        super().__init__(
            owner,
            _("Move the session"),
            self.fields,
            subtitle=detail.name,
            save_text=_("Move"),
            on_save=self._save,
            width=_WIDTH,
        )
        self.save_button.setEnabled(False)
        self.fields.edited.connect(lambda: later(self, _PAUSE, self.preview))
        self.preview()

    def preview(self) -> None:
        """Ask whom it affects; an answer that comes too late is dropped."""
        self.save_button.setEnabled(False)
        start = self._start()
        if start is None:
            return
        if start == self._detail.start:
            self.impact.clear()
            self.impact.add_fact("info", _("Give another day or time."))
            return
        self._asked += 1
        self._context.tasks.run(
            exam_session_changes.preview_exam_move,
            owner=self,
            on_done=partial(self._show, self._asked),
            on_refused=partial(self._refused, self._asked),
            exam_session_id=self._detail.id,
            start=start,
        )

    def _build(self, local: datetime) -> Form:
        form = Form()
        form.add_row(
            DateField("day", _("New day"), required=True),
            TimeField("start", _("New start"), required=True),
            stretches=(2, 1),
        )
        form.set_values({"day": local.date(), "start": local.time()})
        form.add_widget(self.impact)
        return form

    def _show(self, asked: int, preview: ExamMovePreview) -> None:
        if asked != self._asked:
            return
        self.impact.clear()
        self.impact.add_change(
            preview.name, self._moment(preview.old_start), self._moment(preview.start)
        )
        if preview.deadline is not None:
            closes = _("Booking closes {when}").format(when=self._moment(preview.deadline))
            self.impact.add_fact("lock", closes)
        self.impact.add_conflicts(preview.conflicts)
        self.impact.add_people(preview.affected, _("Nobody is registered yet."))
        self.save_button.setEnabled(not preview.clashes)

    def _refused(self, asked: int, error: DomainError) -> None:
        if asked == self._asked:
            self._say(error)

    def _say(self, error: DomainError) -> None:
        self.impact.clear()
        self.impact.add_fact("x_circle", self._context.tasks.describe(error), "danger")

    def _save(self) -> None:
        start = self._start()
        if start is not None:
            self.submit(
                self._context.tasks,
                exam_session_changes.move_exam_session,
                on_done=self._on_moved,
                exam_session_id=self._detail.id,
                start=start,
            )

    def _start(self) -> datetime | None:
        values = self.fields.values()
        day: date | None = values["day"]
        at: time | None = values["start"]
        if day is None or at is None:
            return None
        try:
            return local_to_utc(day, at, self._context.session.zone)
        except DomainError as error:
            self._say(error)
            return None

    def _moment(self, instant: datetime) -> str:
        return dates.moment_text(instant, self._context.session.zone)

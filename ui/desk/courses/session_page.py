"""The page of one course session: its bundled exams, and who is registered for each of them."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.common import dates, labels
from ui.common.badges import Badge
from ui.common.buttons import Button, IconButton
from ui.common.cards import Card, PageHeader, SectionHeader
from ui.common.layouts import clear, column, hide_unless, row
from ui.common.scrolling import scrolling
from ui.common.text import Label
from ui.desk.context import DeskContext
from ui.desk.courses import words
from ui.desk.courses.actions import SessionActions
from ui.desk.courses.back import back_button
from ui.desk.courses.change_sheets import CancelSheet, MoveSheet
from ui.desk.courses.enrol_sheet import EnrolSheet
from ui.desk.courses.facts import CourseCard, ExamCard
from ui.desk.courses.makeup_requests import MakeupRequests
from ui.desk.courses.notice import Notice
from ui.desk.courses.registrations import RegistrationsSection
from ui.desk.courses.session_form import EditCourseSessionSheet
from ui.desk.histories import may_see_histories, open_history
from ui.desk.letters.exam_lists_sheet import open_exam_prints
from wset_desk.domain.errors import DomainError
from wset_desk.i18n import _, ngettext
from wset_desk.services.course_rows import BundledExam, CourseSessionDetail


class SessionPage(QWidget):
    """Shows one course session at a time; ``left()`` when the person goes back to the list."""

    left = Signal()

    def __init__(self, context: DeskContext, actions: SessionActions) -> None:
        super().__init__()
        self._context = context
        self._actions = actions
        self.session_id: UUID | None = None
        self.session: CourseSessionDetail | None = None
        self.enrol_button = Button(
            _("Enrol…"), kind="primary", icon="user_plus", on_click=self.enrol
        )
        self.move_button = Button(_("Move…"), icon="calendar", on_click=self.move_session)
        self.edit_button = Button(_("Edit…"), icon="edit", on_click=self.edit)
        self.cancel_button = Button(_("Cancel…"), kind="danger", on_click=self.cancel)
        self.history_button = IconButton(
            "history", _("History"), kind="", on_click=self.show_history
        )
        hide_unless(may_see_histories(context.session), self.history_button)
        self.print_button = IconButton(
            "print",
            _("Print…"),
            kind="",
            shortcut_text=_("Ctrl+P"),
            on_click=self.print_lists,
        )
        buttons = [self.edit_button, self.move_button, self.cancel_button, self.enrol_button]
        self.header = PageHeader("", "", [self.print_button, self.history_button, *buttons])
        self._badges: QHBoxLayout = row(gap=2)
        self.header.beside_title.addLayout(self._badges)
        self.back_button = back_button(self, _("All course sessions"), self.left.emit)
        top = row(self.back_button, self.header, gap=2)
        top.setStretch(1, 1)
        self.notice = Notice()
        self._course: QVBoxLayout = column(gap=2)
        self._exams: QHBoxLayout = row(gap=3)
        self._cards: QHBoxLayout = row(
            self._course, column(SectionHeader(_("Bundled exams")), self._exams, gap=2), gap=3
        )
        self.registrations = RegistrationsSection(context, actions)
        self.makeups = MakeupRequests(context)
        inside = column(self.notice, self._cards, self.makeups, self.registrations, gap=4)
        inside.setStretch(3, 1)
        inner = QWidget()
        inner.setLayout(inside)
        self.setLayout(column(top, scrolling(inner), gap=4))
        printing = QShortcut(QKeySequence("Ctrl+P"), self, self.print_lists)
        printing.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def show_session(self, session_id: UUID) -> None:
        """Load and show; where it doesn't exist any more, go back to the list."""
        self.session_id = session_id
        self._actions.show(session_id, self._show, self._refused)

    def refresh(self) -> None:
        if self.session_id is not None:
            self.show_session(self.session_id)

    def enrol(self) -> None:
        self._with_session(lambda session: EnrolSheet(self._context, self, session).open())

    def move_session(self) -> None:
        self._with_session(lambda session: MoveSheet(self._context, self, session).open())

    def edit(self) -> None:
        self._with_session(
            lambda session: EditCourseSessionSheet(self._context, self, session).open()
        )

    def cancel(self) -> None:
        self._with_session(lambda session: CancelSheet(self._context, self, session).open())

    def show_history(self) -> None:
        self._with_session(
            lambda session: open_history(self._context, self, "sessions", session.id, session.name)
        )

    def print_lists(self) -> None:
        """Registers, seating lists, notices and cards of its exams."""
        self._with_session(
            lambda session: open_exam_prints(
                self._context,
                self,
                [exam.id for exam in session.exams if exam.status == "scheduled"],
                session.name,
            )
        )

    def _with_session(self, act: Callable[[CourseSessionDetail], object]) -> None:
        if self.session is not None:
            act(self.session)

    def _refused(self, _error: DomainError) -> None:
        self.session_id = self.session = None
        self.left.emit()

    def _show(self, session: CourseSessionDetail) -> None:
        if session.id != self.session_id:
            return
        self.session = session
        self._show_header(session)
        self._show_notice(session)
        zone = self._context.session.zone
        clear(self._course)
        self._course.addWidget(SectionHeader(_("Course")))
        self._course.addWidget(CourseCard(session, zone), 1)
        clear(self._exams)
        for exam in session.exams:
            self._exams.addWidget(ExamCard(exam, self._context.session, self._marks_of(exam)), 1)
        if not session.exams:
            self._exams.addWidget(_no_exams(), 1)
        self._cards.setStretch(0, 1)
        self._cards.setStretch(1, max(1, len(session.exams)))
        self.makeups.show_session(session)
        self.registrations.show_session(session)

    def _show_header(self, session: CourseSessionDetail) -> None:
        zone = self._context.session.zone
        first, last = session.days[0], session.days[-1]
        span = words.days_span(
            dates.local_day(first.starts_at, zone), dates.local_day(last.ends_at, zone)
        )
        seats = ngettext("{n} seat", "{n} seats", session.max_capacity)
        parts = [
            span,
            session.place,
            seats.format(n=session.max_capacity),
            "" if session.name == session.offering_name else session.offering_name,
        ]
        self.header.set_title(session.name, " · ".join(part for part in parts if part))
        clear(self._badges)
        self._badges.addWidget(Badge(words.level_look(session.level)))
        cancelled = session.status == "cancelled"
        if cancelled:
            self._badges.addWidget(Badge(labels.status_look("cancelled")))
        for button in (self.enrol_button, self.edit_button):
            button.setVisible(not cancelled)
        for button in (self.move_button, self.cancel_button):
            button.setVisible(not cancelled)
            button.setEnabled(not session.settled)
            held = _("An exam of this course has been sat or missed already.")
            button.setToolTip(held if session.settled else "")

    def _show_notice(self, session: CourseSessionDetail) -> None:
        zone = self._context.session.zone
        if session.status == "cancelled":
            reason = session.cancellation_reason or ""
            self.notice.say([_("Cancelled: {reason}").format(reason=reason)], "info")
            return
        self.notice.say(words.conflict_lines(session.conflicts, zone))

    def _marks_of(self, exam: BundledExam) -> Callable[[], object]:
        return lambda: self._context.navigate("results", exam_session_id=exam.id)


def _no_exams() -> Card:
    card = Card()
    card.body.addWidget(Label(_("This course has no bundled exams."), tone="text2", wrap=True))
    card.body.addStretch(1)
    return card

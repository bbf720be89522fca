"""Who is registered for each bundled exam of a course session."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.common import labels
from ui.common.badges import Segmented
from ui.common.buttons import Button
from ui.common.cards import SectionHeader
from ui.common.data_table import framed
from ui.common.fitting_table import FittingTable
from ui.common.layouts import column, hide_unless, row
from ui.common.table_model import Column, RowsModel
from ui.common.theme import theme
from ui.desk.context import DeskContext
from ui.desk.courses.actions import SessionActions
from ui.desk.courses.model import enrolled_columns, registration_columns
from ui.desk.money.account_card import open_account
from wset_desk.domain.permissions import Permission
from wset_desk.i18n import _
from wset_desk.services.course_rows import (
    BundledExam,
    CourseSessionDetail,
    EnrolledRow,
    RegistrationRow,
)

_LEAST_ROWS = 6
_EVERYBODY = "enrolled"
Person = RegistrationRow | EnrolledRow


class PeopleTable(FittingTable):
    """The people of one paper; keeps the chosen one when they are shown anew."""

    def __init__(self, name: str, columns: tuple[Column[Any], ...]) -> None:
        self.people: RowsModel[Any] = RowsModel(columns)
        super().__init__(name, self.people, _expendable(columns))
        self.set_empty(_("Nobody is enrolled yet."), icon="users")
        self.setMinimumHeight(theme().size("rowHeight") * (_LEAST_ROWS + 1))

    def show_people(self, people: tuple[Any, ...]) -> None:
        chosen = [each.candidate_id for each in self.selected_rows()]
        self.people.set_rows(people)
        for number, each in enumerate(self.people.rows):
            if each.candidate_id in chosen:
                self.selectRow(number)


class RegistrationsSection(QWidget):
    """A table per paper, and withdrawing who is chosen in it."""

    def __init__(self, context: DeskContext, actions: SessionActions) -> None:
        super().__init__()
        self._context = context
        self._actions = actions
        self._session: CourseSessionDetail | None = None
        self._tables: dict[str, PeopleTable] = {}
        self.papers = Segmented(_("Paper"), {_EVERYBODY: ""}, _EVERYBODY)
        self.papers.chosen.connect(self._show_paper)
        self.withdraw_button = Button(_("Withdraw"), icon="user_x", on_click=self.withdraw)
        self.account_button = Button(_("Account"), icon="money", on_click=self.open_account)
        hide_unless(context.session.may(Permission.VIEW_MONEY), self.account_button)
        self._heading = SectionHeader(_("Exam registrations"))
        self._stack = QStackedWidget()
        buttons = row(self.account_button, self.withdraw_button, gap=2)
        top = row(self._heading, self.papers, buttons, gap=3)
        top.setStretch(0, 1)
        self.setLayout(column(top, self._stack, gap=2))
        delete = QShortcut(QKeySequence(Qt.Key.Key_Delete), self)
        delete.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        delete.activated.connect(self.withdraw)

    @property
    def table(self) -> PeopleTable:
        """The table that is shown."""
        return self._tables[self.papers.current]

    def show_session(self, session: CourseSessionDetail) -> None:
        """Show who is registered; another session begins with its first paper."""
        if not self._fits(session):
            self._make_tables(session)
        self._session = session
        for key, people in _people_of(session).items():
            self._tables[key].show_people(people)
        self.papers.set_items(_paper_texts(session), self._current())
        self.papers.setVisible(len(self._tables) > 1)
        self._show_paper(self.papers.current)

    def withdraw(self) -> None:
        """Withdraw whoever is chosen from the course and its exams."""
        person = self._chosen()
        if person is not None and self._may_withdraw(person):
            self._actions.withdraw(person.enrollment_id, person.name)

    def open_account(self) -> None:
        """What whoever is chosen owes and has paid."""
        person = self._chosen()
        if person is not None:
            registration_id = person.id if isinstance(person, RegistrationRow) else None
            open_account(self._context, self, person.candidate_id, registration_id)

    def _fits(self, session: CourseSessionDetail) -> bool:
        return (
            self._session is not None
            and self._session.id == session.id
            and set(self._tables) == set(_people_of(session))
            and _has_fees(self._session) == _has_fees(session)
        )

    def _make_tables(self, session: CourseSessionDetail) -> None:
        while (old := self._stack.widget(0)) is not None:
            self._stack.removeWidget(old)
            old.deleteLater()
        self._tables = {}
        desk = self._context.session
        shows_fees = desk.may(Permission.VIEW_MONEY) and _has_fees(session)
        for exam in session.exams:
            columns: tuple[Column[Any], ...] = registration_columns(
                exam.exam_type, desk.zone, desk.currency if shows_fees else ""
            )
            self._add_table(str(exam.id), exam.name, columns)
        if not session.exams:
            self._add_table(_EVERYBODY, _("Candidates enrolled"), enrolled_columns())

    def _current(self) -> str:
        """The paper that was shown before, or the first."""
        shown = self.papers.current
        return shown if shown in self._tables else next(iter(self._tables))

    def _add_table(self, key: str, name: str, columns: tuple[Column[Any], ...]) -> None:
        table = PeopleTable(name, columns)
        table.selection_changed.connect(self._allow)
        table.activated_row.connect(self._open)
        self._tables[key] = table
        self._stack.addWidget(framed(table))

    def _show_paper(self, key: str) -> None:
        self._stack.setCurrentIndex(list(self._tables).index(key))
        self._allow()

    def _chosen(self) -> Any | None:
        chosen = self.table.selected_rows()
        return chosen[0] if chosen else None

    def _may_withdraw(self, person: Person) -> bool:
        session = self._session
        return session is not None and any(
            each.enrollment_id == person.enrollment_id and each.withdrawable
            for each in session.people
        )

    def _allow(self) -> None:
        person = self._chosen()
        may = person is not None and self._may_withdraw(person)
        self.account_button.setEnabled(person is not None)
        self.withdraw_button.setEnabled(may)
        sat = _("An exam of this enrolment has been sat or missed already.")
        self.withdraw_button.setToolTip(sat if person is not None and not may else _("Del"))

    def _open(self, person: Person) -> None:
        self._context.navigate("candidates", candidate_id=person.candidate_id)


def _expendable(columns: tuple[Column[Any], ...]) -> list[str]:
    known = {each.key for each in columns}
    return [key for key in ("extra_time", "number", "times") if key in known]


def _has_fees(session: CourseSessionDetail) -> bool:
    """Whether somebody's place is charged: a makeup or a resit beside the course's own exams."""
    return any(each.fee.fee for exam in session.exams for each in exam.registrations)


def _people_of(session: CourseSessionDetail) -> dict[str, tuple[Any, ...]]:
    """The people of each paper, or everybody enrolled where there is no paper."""
    if not session.exams:
        return {_EVERYBODY: session.people}
    return {str(exam.id): exam.registrations for exam in session.exams}


def _paper_texts(session: CourseSessionDetail) -> dict[str, str]:
    if not session.exams:
        return {_EVERYBODY: _("Enrolled")}
    return {str(exam.id): _paper_text(exam) for exam in session.exams}


def _paper_text(exam: BundledExam) -> str:
    return _("{paper} {n}").format(
        paper=labels.exam_type(exam.exam_type), n=exam.current_enrollment
    )

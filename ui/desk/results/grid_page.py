"""One exam's marks: heading, what needs checking, the grid, how far it has come."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.common import dates, labels, messages
from ui.common.badges import Badge
from ui.common.buttons import Button, IconButton
from ui.common.cards import EmptyState, PageHeader
from ui.common.commands import Command
from ui.common.data_table import framed
from ui.common.layouts import column, row
from ui.common.text import ElidedLabel, Label
from ui.desk.context import DeskContext, DeskSession
from ui.desk.letters.exam_lists_sheet import open_exam_prints
from ui.desk.letters.opening import open_letter
from ui.desk.results.actions import GridActions
from ui.desk.results.awarding_actions import AwardingActions
from ui.desk.results.double_entry import DoubleEntry
from ui.desk.results.enquiring import EnquiryFromMarks, MarkMenu
from ui.desk.results.grid_model import GridModel
from ui.desk.results.grid_view import GridView
from ui.desk.results.hold_actions import HoldActions
from ui.desk.results.life_actions import LifeActions
from ui.desk.results.problem_banner import ProblemBanner
from ui.desk.results.reading import Source
from ui.desk.results.statistics_sheet import ExamStatistics
from ui.desk.results.tallies import complete_text, tally_text
from wset_desk.domain.letters import LetterKind
from wset_desk.domain.permissions import Permission
from wset_desk.domain.registrations import RegistrationStatus
from wset_desk.domain.results import ResultState
from wset_desk.i18n import _, ngettext
from wset_desk.services.results_rows import ResultsGrid


class GridPage(QWidget):
    """Shows the exam of a ``Source``; everything typed is saved at once."""

    def __init__(self, context: DeskContext, on_back: Callable[[], object]) -> None:
        super().__init__()
        self._context = context
        self._states_results = context.session.may(Permission.VIEW_RESULTS)
        self._on_back = on_back
        self._source: Source | None = None
        self._exam: ResultsGrid | None = None
        self._state_shown: ResultState | None = ResultState.PROVISIONAL
        self.model = GridModel(context.tasks.describe, context.session.zone, self)
        self.verbs = GridActions(context, self.model, self)
        self.grid = GridView(self.model)
        self.banner = ProblemBanner(self.grid.go_to_next_problem)
        self._back = IconButton("arrow_left", _("All exams"), on_click=on_back)
        self.state = Badge(labels.result_state_look(ResultState.PROVISIONAL))
        self.life = LifeActions(context, self.verbs, self.grid, self)
        self.holds = HoldActions(context, self.grid, self)
        self.twice = DoubleEntry(context, self.grid, self)
        self.awarding = AwardingActions(context, self.grid, self)
        self.enquiries = EnquiryFromMarks(context, self.grid, self)
        self.menu = MarkMenu(self.grid, self._commands_of_mark)
        self.statistics = ExamStatistics(context, self, lambda: self._source)
        self._make_buttons()
        self._header = PageHeader(
            actions=[
                *(self.absence_button, self.holds.button, self.awarding.button),
                *(self.print_button, self.history_button),
                *(self.undo_button, self.redo_button),
                self.life.buttons,
            ]
        )
        self._header.beside_title.addWidget(self.state)
        self.complete = Label(style="label", tone="text2", weight=600)
        self.tally = Label(style="label", tone="text2", tabular=True)
        self.hints = ElidedLabel(_hints(context.session), "label", tone="text2")
        self.hints.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        self._empty = EmptyState(
            _("Nobody is registered for this exam."), _("All exams"), on_back, icon="users"
        )
        self._lay_out()
        self._connect()

    def show_source(self, source: Source, on_shown: Callable[[], object]) -> None:
        """Turn to this exam; ``on_shown`` comes when there is something to see of it."""

        def shown(exam: ResultsGrid) -> None:
            self._source = source
            self.twice.show_source(source)
            self._show(exam)
            on_shown()

        self.verbs.load(source, shown)

    def refresh(self) -> None:
        if self._source is not None:
            self.verbs.load(self._source, self._show)

    def toggle_absence(self) -> None:
        """N: the papers chosen become no-shows; where all are already, that is taken back."""
        cells = self.grid.marks_chosen()
        absent = [c for c in cells if c.status is RegistrationStatus.NO_SHOW]
        there = [c for c in cells if c.status is not RegistrationStatus.NO_SHOW]
        wanted = there or absent
        if wanted:
            ids = tuple(dict.fromkeys(cell.registration_id for cell in wanted))
            self.verbs.toggle_absence(ids, absent=bool(there))

    def print_it(self) -> None:
        """Statements of results, for everybody here whose results are released.

        Who may not see those prints for the exam day.
        """
        if self._states_results:
            self._print_statements()
        elif self._exam is not None:
            ids = dict.fromkeys(each.exam_session_id for each in self._exam.columns)
            open_exam_prints(self._context, self, tuple(ids), self._exam.name)

    def _print_statements(self) -> None:
        if self._source is None:
            return
        about: dict[str, UUID | None] = {"exam_session_id": self._source.exam_session_id}
        if self._source.exam_session_id is None:
            about = {"course_session_id": self._source.course_session_id}
        open_letter(self._context, self, LetterKind.RESULT_SLIP, **about)

    def commands(self) -> list[Command]:
        section = _("Results")
        prints = Command(self._print_text(), self.print_it, "print", _("Ctrl+P"), section)
        return [
            *self.life.commands(section),
            *self.statistics.commands(section),
            prints,
            *self.holds.commands(section),
            *self.twice.commands(section),
            *self.awarding.commands(section),
            *self.enquiries.commands(section),
            Command(_("Next problem"), self.grid.go_to_next_problem, "warning", _("F8"), section),
            Command(_("No show"), self.toggle_absence, "user_x", _("N"), section),
            Command(
                _("Sort by this column"), self.grid.sort_by_current, "arrow_down", _("S"), section
            ),
            Command(_("Paste marks"), self.grid.paste, "table", _("Ctrl+V"), section),
            Command(_("Clear the selected marks"), self.grid.clear_marks, "x", _("Del"), section),
            Command(_("Undo the last mark"), self.verbs.undo, "undo", _("Ctrl+Z"), section),
            Command(_("Redo"), self.verbs.redo, "redo", _("Ctrl+Shift+Z"), section),
        ]

    def _commands_of_mark(self) -> list[Command]:
        """What its menu offers: what is about one mark, or those selected."""
        section = _("Results")
        return [
            *self.life.commands_of_mark(section),
            *self.holds.commands(section),
            *self.enquiries.commands(section),
        ]

    def _print_text(self) -> str:
        return _("Statements of results") if self._states_results else _("Print…")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._on_back()
        elif event.matches(QKeySequence.StandardKey.Print):
            self.print_it()
        else:
            super().keyPressEvent(event)

    def _make_buttons(self) -> None:
        self.absence_button = Button(
            _("No show"), icon="user_x", on_click=self._absence_by_mouse, tool_tip=_("N")
        )
        self.history_button = IconButton(
            "history",
            _("History of the mark"),
            kind="",
            shortcut_text=_("H"),
            on_click=self.life.show_history,
        )
        self.print_button = IconButton(
            "print",
            self._print_text(),
            kind="",
            shortcut_text=_("Ctrl+P"),
            on_click=self.print_it,
        )
        self.undo_button = IconButton(
            "undo", _("Undo"), kind="", shortcut_text=_("Ctrl+Z"), on_click=self.verbs.undo
        )
        self.redo_button = IconButton(
            "redo", _("Redo"), kind="", shortcut_text=_("Ctrl+Shift+Z"), on_click=self.verbs.redo
        )

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(framed(self.grid))
        self._stack.addWidget(self._empty)
        heading = row(self._back, self._header, gap=2)
        heading.setStretch(1, 1)
        footer = row(self.complete, self.tally, self.statistics.button, self.hints, gap=4)
        footer.setStretch(3, 1)
        bars = (self.twice.bar, self.banner)
        layout = column(heading, *bars, self._stack, footer, gap=3, margins=(5, 4, 5, 3))
        layout.setStretch(3, 1)
        self.setLayout(layout)

    def _connect(self) -> None:
        self.grid.undo_wanted.connect(self.verbs.undo)
        self.grid.redo_wanted.connect(self.verbs.redo)
        self.grid.absence_wanted.connect(self.toggle_absence)
        self.life.stale.connect(self.refresh)
        self.grid.left_over.connect(self._tell_left_over)
        self.verbs.history_changed.connect(self._show_history)
        self.model.shown_changed.connect(self._show_state)
        self.model.completed.connect(self._show_facts)
        self._show_history()

    def _show(self, exam: ResultsGrid) -> None:
        self.life.exam = self.awarding.exam = exam.name
        self._exam = exam
        self._show_facts()
        self._stack.setCurrentIndex(0 if exam.rows else 1)

    def _show_facts(self) -> None:
        """When, where, and how many candidates as soon as all are there."""
        if self._exam is None:
            return
        sheet = self.model.sheet
        count = ngettext("{n} candidate", "{n} candidates", len(sheet.rows))
        facts = (
            dates.moment_text(self._exam.starts_at, self._context.session.zone),
            _(" and ").join(self._exam.places),
            count.format(n=len(sheet.rows)) if sheet.is_whole else "",
        )
        title = _("Results — {name}").format(name=self._exam.name)
        self._header.set_title(title, " · ".join(fact for fact in facts if fact))

    def _show_state(self) -> None:
        sheet = self.model.sheet
        self.banner.show_problems(
            [
                _("Row {row}, {paper}: {reason}").format(
                    row=row + 1, paper=self.model.words.title(place), reason=problem.reason
                )
                for row, place, problem in sheet.places_of_problems()
            ]
        )
        self.complete.setText(
            complete_text(sheet.tally, len(sheet.rows))
            if sheet.is_whole
            else _("Reading the candidates…")
        )
        self.tally.setText(tally_text(sheet.tally) if sheet.is_whole else "")
        state = sheet.tally.state() if sheet.is_whole else None
        if state is not self._state_shown:
            self._state_shown = state
            self.state.setVisible(state is not None)
            if state is not None:
                self.state.set_look(labels.result_state_look(state))
        self.life.show_readiness()

    def _show_history(self) -> None:
        history = self.verbs.history
        self.undo_button.setEnabled(history.can_undo)
        self.redo_button.setEnabled(history.can_redo)

    def _absence_by_mouse(self) -> None:
        self.toggle_absence()
        self.grid.setFocus()

    def _tell_left_over(self, count: int) -> None:
        text = ngettext(
            "{n} pasted value had no cell here and was left out.",
            "{n} pasted values had no cell here and were left out.",
            count,
        ).format(n=count)
        messages.show(self, text, tone="warning")


def _hints(session: DeskSession) -> str:
    """The keys of the grid that are of use to this person."""
    hints = (
        _("Enter ↓"),
        _("Tab →"),
        _("Ctrl+V pastes a column from Excel"),
        _("N marks a no-show"),
        *([_("C confirms")] if session.may(Permission.CONFIRM_RESULTS) else []),
        *([_("B holds back")] if session.may(Permission.RELEASE_RESULTS) else []),
        _("S sorts"),
        _("F8 next problem"),
    )
    return "    ".join(hints)

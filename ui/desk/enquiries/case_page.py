"""The page of one enquiry: how far it is, what is disputed, what can be done, what was done."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Protocol
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QWidget

from ui.common.badges import Badge
from ui.common.buttons import IconButton
from ui.common.cards import PageHeader
from ui.common.commands import Command
from ui.common.labels import Look
from ui.common.layouts import clear, column, row
from ui.common.scrolling import scrolling
from ui.common.theme import theme
from ui.desk.candidates.kept_focus import KeptFocus
from ui.desk.candidates.versions import show_versions_of
from ui.desk.context import DeskContext
from ui.desk.courses.back import back_button
from ui.desk.courses.notice import Notice
from ui.desk.enquiries import words
from ui.desk.enquiries.actions import EnquiryActions
from ui.desk.enquiries.affected_card import AffectedCard
from ui.desk.enquiries.case_card import CaseCard
from ui.desk.enquiries.case_steps import steps_of
from ui.desk.enquiries.case_timeline import TimelineCard
from ui.desk.enquiries.case_verbs import CaseVerbs, letters
from ui.desk.enquiries.needless_card import NeedlessCard
from ui.desk.enquiries.needless_sheet import NeedlessSheet
from ui.desk.enquiries.papers_card import PapersCard
from ui.desk.enquiries.request_cards import DecisionCard, RequestCard
from ui.desk.enquiries.side_cards import AnswerCard, AwardingBodyCard, FeeCard
from ui.desk.enquiries.steps import StepBar
from ui.desk.letters.opening import open_letter
from wset_desk.domain.enquiries import EnquiryStep
from wset_desk.domain.errors import DomainError
from wset_desk.domain.letters import LetterKind
from wset_desk.i18n import _
from wset_desk.services.enquiries.rows import DisputedPaper, EnquiryCase

_TWO_COLUMNS = 860
_SIDE = 340
_NO_LIMIT = 16_777_215
"""Qt's own: as wide as there is room."""


class _ShowsCase(Protocol):
    """A card of the page."""

    def show_case(self, case: EnquiryCase) -> None:
        """Draw what it has to say of a case."""


class CasePage(QWidget):
    """Shows one case at a time; ``left()`` when the person goes back to the others."""

    left = Signal()

    def __init__(self, context: DeskContext, actions: EnquiryActions) -> None:
        super().__init__()
        self._context = context
        self._actions = actions
        self.case_id: UUID | None = None
        self.case: EnquiryCase | None = None
        self.verbs = CaseVerbs(actions)
        self.print_button = IconButton(
            "print",
            _("Letter to the candidate"),
            kind="",
            shortcut_text=_("Ctrl+P"),
            on_click=self.print_letter,
        )
        self.header = PageHeader("", "", [self.print_button, self.verbs.buttons])
        self._badges = row(gap=2)
        self.header.beside_title.addLayout(self._badges)
        self.back_button = back_button(self, _("All enquiries"), self.left.emit)
        self.steps = StepBar(_("How far it is"))
        self.notice = Notice()
        self._make_cards()
        self._lay_out()
        for step, letter in letters().items():
            keys = QShortcut(QKeySequence(letter), self)
            keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            keys.activated.connect(partial(self._run, step))
        printing = QShortcut(QKeySequence("Ctrl+P"), self)
        printing.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        printing.activated.connect(self.print_letter)
        theme().changed.connect(self._restyle)

    def show_case(self, enquiry_id: UUID) -> None:
        """Load and show; where it doesn't exist any more, go back to the others."""
        self.case_id = enquiry_id
        self._actions.load_case(enquiry_id, self._show, self._refused)

    def refresh(self) -> None:
        if self.case_id is not None:
            self.show_case(self.case_id)

    def commands(self) -> list[Command]:
        if self.case is None:
            return []
        text, section = _("Letter to the candidate"), _("Enquiry")
        printing = Command(text, self.print_letter, "print", _("Ctrl+P"), section)
        return [*self.verbs.commands(self.case), printing]

    def print_letter(self) -> None:
        """That the enquiry came in; once it is answered, how it ended."""
        if self.case is not None:
            answered = self.case.decision is not None
            kinds = LetterKind.ENQUIRY_ACKNOWLEDGEMENT, LetterKind.ENQUIRY_OUTCOME
            open_letter(self._context, self, kinds[answered], enquiry_id=self.case.id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _run(self, step: EnquiryStep) -> None:
        self.verbs.run(step, self.case)

    def _make_cards(self) -> None:
        session, actions = self._context.session, self._actions
        self.decision = DecisionCard(session.zone)
        self.needless = NeedlessCard(session, lambda place: NeedlessSheet(actions, place).open())
        self.papers = PapersCard(session.zone, self._show_versions)
        self.request = RequestCard(session.zone)
        self.affected = AffectedCard(self._look_affected, actions.open_profile, self._open_case)
        self.answer = AnswerCard(session, actions, self._open_case)
        self.fee = FeeCard(session, actions)
        self.awarding_body = AwardingBodyCard(session, actions)
        self.timeline = TimelineCard(session)

    def _lay_out(self) -> None:
        top = row(self.back_button, self.header, gap=2)
        top.setStretch(1, 1)
        main = (self.decision, self.needless, self.papers, self.request, self.affected)
        side = (self.answer, self.fee, self.awarding_body, self.timeline)
        self._main, self._side = _stacked(main), _stacked(side)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.addWidget(self._main, 1)
        self._columns.addWidget(self._side)
        inner = QWidget()
        inner.setLayout(column(self.steps, self.notice, self._columns, None, gap=3))
        self.area = scrolling(inner, _("Enquiry"))
        self.setLayout(column(top, self.area, gap=3))

    def _fit(self) -> None:
        """One column below the other where there isn't room for two."""
        direction = QBoxLayout.Direction
        two = self.width() >= theme().px(_TWO_COLUMNS)
        self._columns.setDirection(direction.LeftToRight if two else direction.TopToBottom)
        self._columns.setSpacing(theme().space(3))
        self._side.setMinimumWidth(theme().px(_SIDE) if two else 0)
        self._side.setMaximumWidth(theme().px(_SIDE) if two else _NO_LIMIT)

    def _refused(self, error: DomainError) -> None:
        self.case_id = self.case = None
        self.left.emit()

    def _show(self, case: EnquiryCase) -> None:
        if case.id != self.case_id:
            return
        same = self.case is not None and self.case.id == case.id
        place = self.area.verticalScrollBar().value() if same else 0
        focus = KeptFocus(self)
        self.case = case
        self._show_header(case)
        self.steps.show_steps(steps_of(case, self._context.session.zone))
        self.notice.say(self.verbs.what_is_in_the_way(case), "info")
        for card in self._cards():
            card.show_case(case)
        self.area.verticalScrollBar().setValue(place)
        focus.restore(instead=self.area)

    def _cards(self) -> list[_ShowsCase]:
        main = (self.decision, self.needless, self.papers, self.request, self.affected)
        return [*main, self.answer, self.fee, self.awarding_body, self.timeline]

    def _show_header(self, case: EnquiryCase) -> None:
        row_ = case.row
        number = row_.number or ""
        facts = (words.title_text(row_.enquiry_type), words.exam_text(row_), number)
        self.header.set_title(row_.candidate, " · ".join(fact for fact in facts if fact))
        clear(self._badges)
        self._badges.addWidget(Badge(words.end_look(row_)))
        due = words.due_look(row_)
        if due is not None:
            self._badges.addWidget(Badge(due))
        if row_.is_appeal:
            self._badges.addWidget(Badge(Look(_("Appeal"), "flag", "info", "infoSoft")))
        self.verbs.show_case(case)

    def _restyle(self) -> None:
        self._fit()
        if self.case is not None:
            self._show(self.case)

    def _look_affected(self, case: EnquiryCase) -> None:
        self._actions.affected(case, self.affected.show_people)

    def _open_case(self, enquiry_id: UUID) -> None:
        self._context.navigate("enquiries", enquiry_id=enquiry_id)

    def _show_versions(self, paper: DisputedPaper) -> None:
        show_versions_of(
            self._context,
            self,
            paper.registration_id,
            paper.component,
            exam_name=paper.exam_name,
        )


def _stacked(cards: Sequence[CaseCard]) -> QWidget:
    """One below the other, at the top."""
    held = QWidget()
    held.setLayout(column(*cards, None, gap=3))
    return held

"""Who of a course waits for a makeup or a resit, with the session proposed to each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ui.common.badges import Avatar, Badge
from ui.common.buttons import Button
from ui.common.cards import Card, SectionHeader
from ui.common.layouts import clear, column, hide_unless, line, row
from ui.common.text import ElidedLabel, Label
from ui.common.theme import theme
from ui.desk.board import paper_words, session_words, words
from ui.desk.board.actions import BoardActions
from ui.desk.board.chooser_sheet import ChooserSheet
from ui.desk.board.fits import Fits
from ui.desk.board.seating import seat
from ui.desk.context import DeskContext
from ui.desk.letters.opening import open_letter
from wset_desk.domain.letters import LetterKind
from wset_desk.domain.permissions import Permission
from wset_desk.domain.seating import WaitReason
from wset_desk.i18n import _
from wset_desk.services.board.board import board
from wset_desk.services.board.rows import Board, BoardSession, WaitingPerson
from wset_desk.services.course_rows import CourseSessionDetail

_COLUMNS = 6
_STRETCHING = (1, 3)


class MakeupRequests(QWidget):
    """Hidden until an exam of the course has been held, for nobody can wait before."""

    def __init__(self, context: DeskContext) -> None:
        super().__init__()
        self._context = context
        self._actions = BoardActions(self, context)
        self._session: CourseSessionDetail | None = None
        self._fits: Fits | None = None
        self._board: Board | None = None
        self.people: Sequence[WaitingPerson] = ()
        self.invite_button = Button(
            _("Write invitations"), kind="link", icon="mail", on_click=self._invite
        )
        self.invite_button.setToolTip(
            _("A draft for each who missed an exam, with the next session and its price")
        )
        self.print_button = Button(
            _("Print invitations"), kind="link", icon="print", on_click=self._print
        )
        hide_unless(False, self.invite_button, self.print_button)
        show_all = Button(_("Show on the board"), kind="link", on_click=self._open_board)
        links = QWidget()
        links.setLayout(row(self.invite_button, self.print_button, show_all, gap=3))
        self._header = SectionHeader(_("Makeup requests"), links)
        self._lines = QGridLayout()
        self._lines.setHorizontalSpacing(theme().space(3))
        for place in _STRETCHING:
            self._lines.setColumnStretch(place, 1)
        self._card = Card(margins=3, gap=2)
        self._card.body.addLayout(self._lines)
        self.setLayout(column(self._header, self._card, gap=2))
        self.hide()

    def show_session(self, session: CourseSessionDetail) -> None:
        """Ask who of this course waits."""
        self._session = session
        held = any(exam.starts_at <= self._context.session.now() for exam in session.exams)
        self.setVisible(held)
        if held and self._context.session.may(Permission.VIEW_CANDIDATES):
            self._context.tasks.run(board, owner=self, on_done=self._show)

    def _show(self, found: Board) -> None:
        session = self._session
        if session is None:
            return
        zone = self._context.session.zone
        may_override = self._context.session.may(Permission.OVERRIDE_DEADLINE)
        self._board = found
        self._fits = Fits(found, zone, may_override=may_override)
        self.people = [each for each in found.people if each.course_session_id == session.id]
        self._header.set_title(_("Makeup requests"), str(len(self.people) or ""))
        missed = any(person.reason is WaitReason.MISSED for person in self.people)
        self.invite_button.setVisible(missed and self._may_assign())
        self.print_button.setVisible(missed)
        clear(self._lines)
        for number, person in enumerate(self.people):
            self._add_line(2 * number, person, self._fits.first_of(person))
        if not self.people:
            text = _("Nobody of this course waits for a makeup or a resit.")
            self._lines.addWidget(Label(text, tone="text2", wrap=True), 0, 0, 1, _COLUMNS)

    def _add_line(self, at: int, person: WaitingPerson, proposed: BoardSession | None) -> None:
        if at:
            self._lines.addWidget(line(), at - 1, 0, 1, _COLUMNS)
        session = self._context.session
        why = words.reason_line(person, session.zone, session.today())[0]
        told = column(
            ElidedLabel(person.name, weight=600), ElidedLabel(why, "label", tone="text2"), gap=0
        )
        pill = Badge(paper_words.person_pill(person, usual_subject=person.subject))
        self._lines.addWidget(Avatar(person.name), at, 0)
        self._lines.addLayout(told, at, 1)
        self._lines.addWidget(pill, at, 2)
        self._lines.addLayout(self._proposal(proposed), at, 3)
        self._lines.addWidget(self._assign_button(person, proposed), at, 4)
        self._lines.addWidget(self._other_button(person), at, 5)

    def _proposal(self, proposed: BoardSession | None) -> QVBoxLayout:
        if proposed is None:
            text = _("No session of this paper is open.")
            return column(Label(text, "label", tone="warning", wrap=True))
        zone = self._context.session.zone
        when = _("Next: {when}").format(when=session_words.session_moment(proposed, zone))
        where = f"{proposed.place} · {session_words.left_text(proposed)}"
        return column(
            ElidedLabel(when, "label", weight=600), ElidedLabel(where, "label", tone="text2"), gap=0
        )

    def _assign_button(self, person: WaitingPerson, proposed: BoardSession | None) -> Button:
        button = Button(_("Assign"), icon="user_plus")
        button.setAccessibleName(_("Assign {name}").format(name=person.name))
        if proposed is not None:
            button.clicked.connect(lambda: self._actions.assign([person], proposed))
        hide_unless(proposed is not None and self._may_assign(), button)
        return button

    def _other_button(self, person: WaitingPerson) -> Button:
        button = Button(_("Other…"), kind="ghost", on_click=partial(self._choose, person))
        button.setAccessibleName(_("Another session for {name}").format(name=person.name))
        hide_unless(self._may_assign(), button)
        return button

    def _print(self) -> None:
        """A letter to each who missed an exam and fits in a session."""
        missed = [each for each in self.people if each.reason is WaitReason.MISSED]
        ids = [each.after for each in missed if each.after is not None]
        open_letter(self._context, self, LetterKind.MAKEUP_INVITATION, registration_ids=ids)

    def _may_assign(self) -> bool:
        return self._context.session.may(Permission.ENROL)

    def _choose(self, person: WaitingPerson) -> None:
        if self._board is None or self._fits is None:
            return
        fits = self._fits
        offers = [(each, fits.of([person], each)) for each in self._board.sessions]

        def pick(session: BoardSession) -> None:
            seat(self, self._context, self._actions, session, fits.of([person], session))

        ChooserSheet(self, self._context, [person], offers, pick).open()

    def _invite(self) -> None:
        """To everybody of the course who missed an exam."""
        self._actions.invite(self.people)

    def _open_board(self) -> None:
        session = self._session
        if session is not None:
            self._context.navigate("board", course_session_id=session.id)
